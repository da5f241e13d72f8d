// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/row.h"
#include <QWidget>

class QLabel;

namespace tidedesk::ui {

class Avatar;
class Chip;
class ElidedLabel;
struct UiContext;

/// Who this is: picture, name, number and company, tier.
class CustomerHead final : public QWidget {
    Q_OBJECT
public:
    CustomerHead(UiContext &ui, int avatarSize, QWidget *parent);
    void setCustomer(const Row &customer);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill();

    Row m_customer;
    Avatar *m_avatar;
    ElidedLabel *m_name;
    ElidedLabel *m_detail;
    Chip *m_tier;
};

} // namespace tidedesk::ui
