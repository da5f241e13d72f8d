// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/work/reviewcard.h"

class QPlainTextEdit;
class QTimer;

namespace tidedesk::ui {

/// A reply that was not sent because its author had not seen what came in between: those messages, and the text to be
/// sent as it is, changed, or not at all.
class ReturnedCard final : public ReviewCard {
    Q_OBJECT
public:
    ReturnedCard(UiContext &ui, ReviewController &controller, const domain::Review &review, QWidget *parent);
    void refresh() override;
    void setBusy(bool busy) override;

protected:
    Head head() const override;
    void hideEvent(QHideEvent *event) override;

private:
    void showMessages();
    void keepText();
    void send();

    QVBoxLayout *m_messages;
    QLabel *m_between;
    QLabel *m_mine;
    QPlainTextEdit *m_text;
    QPushButton *m_discard;
    QPushButton *m_send;
    QTimer *m_pause; ///< typing is kept after this
    QString m_original;
    qsizetype m_shown = -1;
};

} // namespace tidedesk::ui
