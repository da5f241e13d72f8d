// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "deskfixture.h"
#include "ui/common/errorbanner.h"
#include "ui/ticket/messageblock.h"
#include <QPushButton>

namespace tidedesk::test {

inline const schema::Ticket &t() { return schema::ticket(); }

/// A ticket of mine with three messages, open on screen.
struct Opened : DeskFixture {
    Id customer;
    Id id;

    explicit Opened(int messages = 3)
        : DeskFixture(4)
    {
        customer = desk.addCustomer(QStringLiteral("王丽"), QStringLiteral("13800138000"));
        id = desk.addTicket(QStringLiteral("物流三天没有更新"), customer, desk.me());
        for (int i = 0; i < messages; ++i)
            desk.addMessage(id, i % 2 ? QStringLiteral("reply") : QStringLiteral("customer"), QStringLiteral("消息 %1").arg(i + 1), i % 2 ? desk.colleague() : Id());
    }
    bool begin() { return ready() && open(id); }
    Row ticketRow() const { return desk.row(t(), id); }
    void sendKeys() { QTest::keyClick(text(), Qt::Key_Return, Qt::ControlModifier); }
    ui::MessageBlock *lastBlock() const
    {
        ui::MessageBlock *last = nullptr;
        for (auto *block : window.findChildren<ui::MessageBlock *>()) {
            if (block->isVisible() && (!last || block->y() > last->y()))
                last = block;
        }
        return last;
    }
    QString newsText() const
    {
        auto *news = find<ui::ErrorBanner>("ticketNews");
        return news->isVisible() ? news->accessibleName() : QString();
    }
    /// The server has returned a reply of mine over a message I had not seen.
    Id returnOne(const QString &body)
    {
        ticket()->startReply();
        QTest::keyClicks(text(), body);
        sendKeys();
        settle();
        desk.addMessage(id, QStringLiteral("customer"), QStringLiteral("等等，地址变了！"));
        desk.sync();
        settle();
        const bool came = QTest::qWaitFor([this] { return find<QPushButton>("sendReturned") && lastBlock()->line().delivery == domain::Delivery::Returned && messages()->seen() == 4; });
        return came ? lastBlock()->line().review : Id();
    }
};

} // namespace tidedesk::test
