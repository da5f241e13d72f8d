// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakedeskworld.h"
#include <span>

namespace tidedesk::test {

namespace {

struct Case {
    const char *subject;
    const char *asks;
    const char *answers;
};

// Everyday requests, so that screens are judged with the lengths and scripts that agents see.
constexpr Case kChinese[] = {
    {"订单 SO-20260817-0042 物流三天没有更新", "你好，我的订单 SO-20260817-0042 显示已发货，但是物流信息三天没有更新了，麻烦帮忙查一下现在到哪里了？\n\n收货地址是上海市徐汇区漕溪北路 88 号，手机号没有变。", "您好，已经帮您联系承运商核实，包裹目前在上海转运中心，预计明天下午派送。给您带来不便非常抱歉。"},
    {"退款申请提交后一直显示“处理中”", "上周五申请的退款，到现在还是“处理中”，请问什么时候能到账？", "您好，退款已于今天上午由财务审核通过，原路退回，通常 1-3 个工作日到账。"},
    {"发票抬头填错了，需要重新开具增值税专用发票", "发票抬头应为“上海清澜信息科技有限公司”，税号也发给你们了，请帮忙作废重开。", "已收到您的开票资料，作废流程需要一个工作日，新的电子发票会发到您的邮箱。"},
    {"会员积分没有到账", "8 月 20 日的订单没有积分，麻烦核实。", "已为您补发 1,280 积分，请在“我的-积分明细”中查看。"},
    {"空调安装师傅没有按预约时间上门", "约的是昨天下午两点，等了一下午没有人来，也没有电话。今天必须给个说法！", "非常抱歉，已升级给当地服务主管，半小时内会有专人给您回电重新预约。"},
    {"系统登录后提示“权限不足”，无法导出报表", "我们财务部三个账号都无法导出 8 月的对账报表，月底要用，很急。", "已定位为角色配置问题，请您让管理员在“角色管理”里勾选“报表导出”，或授权我们代为处理。"},
};
constexpr Case kEnglish[] = {
    {"Cannot sign in after the password reset", "Hi,\n\nI reset my password this morning and the new one is refused on both my laptop and my phone. The reset mail came through twice, I used the link of the second one.\n\nhttps://example.com/reset?ref=8841", "Hello, the second mail replaced the first link. I have cleared the lock on your account; please try again with the latest password."},
    {"Invoice INV-2026-0815 shows the wrong VAT rate", "The invoice for August shows 19 % instead of 7 %. Could you please correct it and send it again?", "Thank you for telling us. A corrected invoice has been issued and is attached."},
    {"Export of more than 10,000 rows stops half way", "Every export over about ten thousand rows stops with no message. We need the full list for the audit on Thursday.", "We could reproduce it and are working on a fix; meanwhile you can export month by month."},
    {"Delivery arrived damaged, replacement wanted", "The parcel arrived with a broken corner, and the display has a crack. Photos attached.", "I am sorry about that. A replacement leaves our warehouse today; there is no need to send the old one back."},
    {"How do I add a second seat to our plan?", "We hired somebody and would like to add one more seat to the Team plan from next month.", "You can add a seat under Settings, Plan. It is charged from the day on which you add it."},
};
constexpr const char *kChineseNames[] = {"王丽", "李建国", "上海清澜信息科技有限公司", "陈晓雯", "欧阳修远", "赵敏", "深圳市前海智联供应链管理有限公司"};
constexpr const char *kEnglishNames[] = {"Emma Johansson", "Northwind Traders GmbH", "James O'Connor", "Priya Raghunathan"};
constexpr const char *kTags[] = {"退款", "物流", "发票", "VIP", "bug", "billing", "升级", "回访"};
constexpr qint64 kMinute = 60'000;

QString text(const char *utf8) { return QString::fromUtf8(utf8); }

} // namespace

void FakeDesk::addStaff()
{
    const auto put = [this](Row row) {
        row.version = 1;
        m_world->write(row);
        return row.id();
    };
    for (const char *name : {"在线客服一组", "Key accounts"}) {
        Row team(schema::team(), nextId());
        team.set(schema::team().name, text(name));
        m_teams.append(put(team));
    }
    const std::array people {std::pair("wang.li", "王丽华"), std::pair("m.weber", "Maria Weber"), std::pair("chen.hao", "陈浩")};
    for (const auto &[name, shown] : people) {
        Row user(schema::user(), nextId());
        user.set(schema::user().name, text(name));
        user.set(schema::user().displayName, text(shown));
        user.setChoice(schema::user().role, QLatin1StringView("agent"));
        user.set(schema::user().teams, QStringList {m_teams.first().toString()});
        user.set(schema::user().active, qint64(1));
        m_people.append(put(user));
    }
    m_me = m_people.first();
    m_actor = {m_me, nextId(), schema::Writer::Agent};
    const std::array queues {std::pair("售后与退换", 0), std::pair("技术支持", 0), std::pair("Billing", 1), std::pair("International", 1)};
    for (const auto &[name, team] : queues) {
        Row queue(schema::queue(), nextId());
        queue.set(schema::queue().name, text(name));
        queue.set(schema::queue().teamId, m_teams.at(team));
        queue.set(schema::queue().active, qint64(1));
        m_queues.append(put(queue));
    }
    m_world->queue = m_queues.first();
    for (const char *name : kTags) {
        Row tag(schema::tag(), nextId());
        tag.set(schema::tag().name, text(name));
        tag.set(schema::tag().color, QStringLiteral("#%1").arg(random() % 0xffffff, 6, 16, QLatin1Char('0')));
        put(tag);
    }
    m_world->changes = {};
}

Id FakeDesk::addCustomer(const QString &name, const QString &phone, const QString &mail)
{
    const auto &c = schema::customer();
    Row customer(c, nextId());
    customer.version = 1;
    customer.set(c.number, QStringLiteral("C%1").arg(10001 + all(c).size()));
    customer.set(c.name, name);
    customer.set(c.tier, qint64(random() % 4));
    m_world->write(customer);
    const auto reach = [&](QStringView kind, const QString &value) {
        const auto &s = schema::identity();
        Row identity(s, nextId());
        identity.set(s.customerId, customer.id());
        identity.set(s.kind, qint64(s.kind.choice(kind)));
        identity.set(s.value, value);
        m_world->write(identity);
    };
    if (!phone.isEmpty())
        reach(u"phone", phone);
    if (!mail.isEmpty())
        reach(u"email", mail);
    announce();
    return customer.id();
}

Id FakeDesk::addTicket(const QString &subject, const Id &customer, const Id &assignee, const Id &queue)
{
    const auto &t = schema::ticket();
    Row ticket(t, nextId());
    ticket.version = 1;
    ticket.set(t.number, ++m_number);
    ticket.set(t.subject, subject);
    if (!customer.isNull())
        ticket.set(t.customerId, customer);
    if (!assignee.isNull())
        ticket.set(t.assigneeId, assignee);
    ticket.set(t.queueId, queue.isNull() ? m_queues.first() : queue);
    ticket.set(t.status, qint64(0));
    ticket.set(t.priority, qint64(1));
    ticket.set(t.channel, qint64(2));
    ticket.set(t.createdAt, m_clock.nowMs());
    ticket.set(t.updatedAt, m_clock.nowMs());
    ticket.set(t.lastOrdinal, qint64(0));
    m_world->write(ticket);
    const auto &e = schema::event();
    Row event(e, nextId());
    event.set(e.ticketId, ticket.id());
    event.setChoice(e.kind, QLatin1StringView("created"));
    event.set(e.at, m_clock.nowMs());
    m_world->write(event);
    announce();
    return ticket.id();
}

Id FakeDesk::addMessage(const Id &ticketId, const QString &kind, const QString &body, const Id &author)
{
    const auto &t = schema::ticket();
    const auto &m = schema::message();
    Row ticket = row(t, ticketId);
    const qint64 ordinal = ticket.number(t.lastOrdinal) + 1;
    Row message(m, nextId());
    message.version = 1;
    message.set(m.ticketId, ticketId);
    message.set(m.kind, qint64(m.kind.choice(kind)));
    message.set(m.body, body);
    if (!author.isNull())
        message.set(m.authorId, author);
    message.set(m.channel, ticket.value(t.channel));
    message.set(m.ordinal, ordinal);
    message.set(m.createdAt, m_clock.nowMs());
    message.set(m.writtenAt, m_clock.nowMs());
    m_world->write(message);
    ticket.set(t.lastOrdinal, ordinal);
    ticket.set(t.updatedAt, m_clock.nowMs());
    if (kind == u"customer" && !ticket.has(t.waitingSince))
        ticket.set(t.waitingSince, m_clock.nowMs());
    if (kind == u"reply")
        ticket.set(t.waitingSince, Value());
    ++ticket.version;
    m_world->write(ticket);
    const auto &e = schema::event();
    Row event(e, nextId());
    event.set(e.ticketId, ticketId);
    event.setChoice(e.kind, kind == u"customer" ? QLatin1StringView("customer_message") : kind == u"note" ? QLatin1StringView("note") : QLatin1StringView("reply"));
    if (!author.isNull())
        event.set(e.actorId, author);
    event.set(e.at, m_clock.nowMs());
    m_world->write(event);
    announce();
    return message.id();
}

Id FakeDesk::addAttachment(const Id &messageId, const QString &name, const QByteArray &bytes)
{
    const auto &a = schema::attachment();
    Row attachment(a, nextId());
    attachment.version = 1;
    attachment.set(a.messageId, messageId);
    attachment.set(a.ticketId, row(schema::message(), messageId).value(schema::message().ticketId));
    attachment.set(a.name, name);
    attachment.set(a.size, qint64(bytes.size()));
    attachment.set(a.hash, QStringLiteral("00"));
    m_bytes.insert(attachment.id(), bytes);
    m_world->write(attachment);
    announce();
    return attachment.id();
}

void FakeDesk::addConversation(const Id &ticket, bool chinese, int messages)
{
    const auto &cases = chinese ? std::span<const Case>(kChinese) : std::span<const Case>(kEnglish);
    const QString subject = row(schema::ticket(), ticket).text(schema::ticket().subject);
    const auto found = std::find_if(cases.begin(), cases.end(), [&](const Case &one) { return text(one.subject) == subject; });
    const Case &one = found == cases.end() ? cases.front() : *found;
    const qint64 now = m_clock.nowMs();
    for (int i = 0; i < messages; ++i) {
        m_clock.advance(static_cast<qint64>(7 + random() % 300) * kMinute);
        if (i % 4 == 2)
            addMessage(ticket, QStringLiteral("note"), chinese ? QStringLiteral("已电话核实，客户情绪稳定，等仓库回复后再跟进。") : QStringLiteral("Called back; waiting for the warehouse before the next reply."), m_people.at(1));
        else if (i % 2 == 1)
            addMessage(ticket, QStringLiteral("reply"), text(one.answers), m_people.at(static_cast<qsizetype>(random() % 2)));
        else
            addMessage(ticket, QStringLiteral("customer"), text(one.asks));
    }
    m_clock.set(now);
}

void FakeDesk::populate(int tickets)
{
    QList<Id> customers;
    int n = 0;
    for (const char *name : kChineseNames) {
        ++n;
        customers.append(addCustomer(text(name), QStringLiteral("138 1234 %1").arg(5000 + n), QStringLiteral("kehu%1@example.cn").arg(n)));
    }
    for (const char *name : kEnglishNames) {
        ++n;
        customers.append(addCustomer(text(name), QStringLiteral("+49 30 1234%1").arg(n), QStringLiteral("contact%1@example.com").arg(n)));
    }
    const auto &t = schema::ticket();
    const qint64 now = m_clock.nowMs();
    for (int i = 0; i < tickets; ++i) {
        m_clock.set(now - static_cast<qint64>(tickets - i) * 43 * kMinute - 20 * 60 * kMinute);
        const bool chinese = random() % 5 < 3;
        const QString subject = chinese ? text(kChinese[random() % std::size(kChinese)].subject) : text(kEnglish[random() % std::size(kEnglish)].subject);
        const qsizetype who = chinese ? static_cast<qsizetype>(random() % std::size(kChineseNames)) : static_cast<qsizetype>(std::size(kChineseNames) + random() % std::size(kEnglishNames));
        const Id id = addTicket(subject, customers.at(who), random() % 3 ? m_people.at(static_cast<qsizetype>(random() % 3)) : Id(), m_queues.at(static_cast<qsizetype>(random() % 4)));
        addConversation(id, chinese, 1 + static_cast<int>(random() % 5));
        Row ticket = row(t, id);
        constexpr qint64 kStatus[] = {0, 0, 1, 1, 1, 2, 3, 4};
        constexpr qint64 kPriority[] = {0, 1, 1, 1, 1, 2, 2, 3};
        ticket.set(t.status, kStatus[random() % 8]);
        ticket.set(t.priority, kPriority[random() % 8]);
        ticket.set(t.channel, qint64(random() % 6));
        if (random() % 2) {
            QStringList tags {text(kTags[random() % 8]), text(kTags[random() % 8])};
            tags.removeDuplicates();
            tags.sort();
            ticket.set(t.tags, tags);
        }
        change(ticket);
    }
    m_clock.set(now);
}

} // namespace tidedesk::test
