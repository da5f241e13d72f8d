// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "ui/common/labels.h"
#include "ui/common/palette.h"
#include <QFrame>

class QPushButton;
class QVBoxLayout;

namespace tidedesk::ui {

class Chip;
class ReviewController;
struct UiContext;

/// One thing to decide: what it is, about which ticket, since when; below that the body that the subclasses fill. A card
/// lives as long as its review is open, so that nothing typed or chosen in it is lost when the list is read again.
class ReviewCard : public QFrame {
    Q_OBJECT
public:
    ReviewCard(UiContext &ui, ReviewController &controller, const domain::Review &review, QWidget *parent);

    const domain::Review &review() const { return m_review; }
    virtual void refresh(); ///< names or the language changed
    virtual void setBusy(bool busy); ///< while the decision is carried out
    static ReviewCard *make(UiContext &ui, ReviewController &controller, const domain::Review &review, QWidget *parent);

Q_SIGNALS:
    void ticketActivated(const tidedesk::Id &ticket);
    void customerActivated(const tidedesk::Id &customer);

protected:
    struct Head {
        QString kind;
        Tone tone;
        QString sentence; ///< what happened
    };
    virtual Head head() const = 0;

    QVBoxLayout *body() { return m_body; }
    QPushButton *addButton(const char *name, const char *kind = nullptr); ///< at the lower right
    void confirm(const QString &title, const QString &text, const QString &accept, std::function<void()> then);
    UiContext &ui() const { return m_ui; }
    ReviewController &controller() const { return m_controller; }

private:
    UiContext &m_ui;
    ReviewController &m_controller;
    domain::Review m_review;
    Chip *m_kind;
    QPushButton *m_title;
    QLabel *m_time;
    QLabel *m_sentence;
    QVBoxLayout *m_body;
    QWidget *m_buttons;
};

} // namespace tidedesk::ui
