// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "ui/common/uicontext.h"
#include <QFrame>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace tidedesk::ui {

struct UnseenLine;

/// Under a reply that did not go out: why, what came in between, and the three ways on.
class UnsentNotice final : public QFrame {
    Q_OBJECT
public:
    UnsentNotice(UiContext &ui, QWidget *parent);
    void show(const domain::Review &review, const QList<UnseenLine> &unseen);

Q_SIGNALS:
    void sendAgainRequested();
    void editRequested();
    void discardRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    QPushButton *addButton(const char *name, void (UnsentNotice::*signal)());

    UiContext &m_ui;
    QLabel *m_title;
    QVBoxLayout *m_between;
    QList<QPushButton *> m_buttons;
    domain::Review m_review;
    qsizetype m_unseen = 0;
};

} // namespace tidedesk::ui
