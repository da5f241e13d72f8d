// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/work/reviewcard.h"

namespace tidedesk::ui {

/// An operation the server refused: what was wanted, why not, and a way to save the text.
class RejectedCard final : public ReviewCard {
    Q_OBJECT
public:
    RejectedCard(UiContext &ui, ReviewController &controller, const domain::Review &review, QWidget *parent);
    void refresh() override;

protected:
    Head head() const override;

private:
    QLabel *m_what;
    QPushButton *m_copy;
    QPushButton *m_discard;
    QPushButton *m_again;
};

} // namespace tidedesk::ui
