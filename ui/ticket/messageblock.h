// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/listing.h"
#include "core/domain/work.h"
#include "ui/common/uicontext.h"
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace tidedesk::ui {

class Avatar;
class Chip;
class ElidedLabel;
class FlowLayout;
class PlainTextView;
class UnsentNotice;

/// What a message block needs to know beyond the message itself.
struct MessageLook {
    QString author;
    QString authorId; ///< for the colour of the sign
    QString remark; ///< e.g. "recorded by …"
    QString text = {}; ///< instead of the message's own, which is not for people
};

/// What came in between, in words.
struct UnseenLine {
    QString author;
    QString when;
    QString text;
};

/// One message: who, when, what, and how it stands with the server. Customer, reply, note and system are told apart by
/// place, sign and words as well as by ground.
class MessageBlock final : public QWidget {
    Q_OBJECT
public:
    MessageBlock(UiContext &ui, QWidget *parent);

    void setLine(const domain::MessageLine &line, const MessageLook &look);
    /// The card of a reply that did not go out. Without a review the card is removed.
    void setReview(const std::optional<domain::Review> &review, const QList<UnseenLine> &unseen);
    const domain::MessageLine &line() const { return m_line; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void attachmentActivated(const tidedesk::Row &attachment);
    void attachmentSaveRequested(const tidedesk::Row &attachment);
    void attachmentStopRequested(const tidedesk::Row &attachment);
    void sendAgainRequested();
    void editRequested();
    void discardRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildLayout();
    void showWho(const MessageLook &look);
    void showDelivery();
    void showFiles();

    UiContext &m_ui;
    Avatar *m_avatar;
    ElidedLabel *m_author;
    QLabel *m_when;
    Chip *m_chip;
    Chip *m_delivery;
    PlainTextView *m_text;
    QWidget *m_files;
    FlowLayout *m_fileFlow;
    QVBoxLayout *m_column = nullptr;
    UnsentNotice *m_card = nullptr; ///< only under a reply that did not go out
    domain::MessageLine m_line;
    MessageLook m_look;
    qint64 m_kind = -1;
    mutable int m_knownWidth = -1; ///< height of a text costs a layout of it
    mutable int m_knownHeight = 0;
};

} // namespace tidedesk::ui
