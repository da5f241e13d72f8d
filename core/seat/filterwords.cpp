// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/filterwords.h"
#include "core/schema/entities.h"
#include <QHash>

namespace tidedesk::seat {

namespace {

using search::FilterChoice;
using search::FilterKey;
using search::FilterOp;
using search::FilterType;

/// Chinese words people type for a choice of the spine; the spine's own names always work too.
QStringList wordsFor(const QString &choice)
{
    static const QHash<QString, QStringList> words {
        {QStringLiteral("new"), {QStringLiteral("待处理"), QStringLiteral("新建")}},
        {QStringLiteral("open"), {QStringLiteral("处理中")}},
        {QStringLiteral("on_hold"), {QStringLiteral("挂起"), QStringLiteral("hold"), QStringLiteral("onhold")}},
        {QStringLiteral("resolved"), {QStringLiteral("已完成"), QStringLiteral("已解决"), QStringLiteral("solved")}},
        {QStringLiteral("closed"), {QStringLiteral("关闭"), QStringLiteral("已关闭")}},
        {QStringLiteral("low"), {QStringLiteral("低")}},
        {QStringLiteral("normal"), {QStringLiteral("普通"), QStringLiteral("中")}},
        {QStringLiteral("high"), {QStringLiteral("高")}},
        {QStringLiteral("urgent"), {QStringLiteral("紧急")}},
        {QStringLiteral("phone"), {QStringLiteral("电话")}},
        {QStringLiteral("chat"), {QStringLiteral("在线"), QStringLiteral("聊天")}},
        {QStringLiteral("email"), {QStringLiteral("邮件"), QStringLiteral("邮箱"), QStringLiteral("mail")}},
        {QStringLiteral("web"), {QStringLiteral("网页"), QStringLiteral("表单")}},
        {QStringLiteral("social"), {QStringLiteral("社交")}},
        {QStringLiteral("wechat"), {QStringLiteral("微信")}},
        {QStringLiteral("other"), {QStringLiteral("其他")}},
    };
    return words.value(choice);
}

FilterKey choiceKey(const schema::Field &field, const QStringList &names)
{
    FilterKey key {field.name, names, FilterType::Choice, FilterOp::Is, {}};
    for (size_t i = 0; i < field.options.choices.size(); ++i) {
        const QString name = field.options.choices[i];
        key.choices.append({QString::number(i), QStringList(name) + wordsFor(name)});
    }
    return key;
}

FilterKey rowsKey(const schema::Field &field, const QStringList &names, const QList<FilterChoice> &choices)
{
    return {field.name, names, FilterType::Choice, FilterOp::Is, choices};
}

} // namespace

search::FilterTable filterTable(const QList<Row> &users, const QList<Row> &queues, const Id &user)
{
    const auto &t = schema::ticket();
    QList<FilterChoice> people;
    for (const Row &row : users) {
        QStringList names {row.text(schema::user().name), row.text(schema::user().displayName)};
        if (row.id() == user)
            names << QStringLiteral("me") << QStringLiteral("我");
        names.removeAll(QString());
        people.append({row.id().toString(), names});
    }
    people.append({QString(), {QStringLiteral("none"), QStringLiteral("nobody"), QStringLiteral("无")}});
    QList<FilterChoice> waits;
    for (const Row &row : queues)
        waits.append({row.id().toString(), {row.text(schema::queue().name)}});
    return {
        choiceKey(t.status, {QStringLiteral("status"), QStringLiteral("状态")}),
        choiceKey(t.priority, {QStringLiteral("priority"), QStringLiteral("优先级")}),
        choiceKey(t.channel, {QStringLiteral("channel"), QStringLiteral("渠道")}),
        rowsKey(t.assigneeId, {QStringLiteral("assignee"), QStringLiteral("处理人"), QStringLiteral("负责人")}, people),
        rowsKey(t.queueId, {QStringLiteral("queue"), QStringLiteral("队列")}, waits),
        {t.tags.name, {QStringLiteral("tag"), QStringLiteral("标签")}, FilterType::Text, FilterOp::Is, {}},
        {t.customerId.name, {QStringLiteral("from"), QStringLiteral("customer"), QStringLiteral("来自"), QStringLiteral("客户")},
            FilterType::Text, FilterOp::Is, {}},
        {t.category.name, {QStringLiteral("category"), QStringLiteral("分类")}, FilterType::Text, FilterOp::Is, {}},
        {t.number.name, {QStringLiteral("number"), QStringLiteral("编号")}, FilterType::Number, FilterOp::Is, {}},
        {t.createdAt.name, {QStringLiteral("before"), QStringLiteral("早于"), QStringLiteral("之前")}, FilterType::Date,
            FilterOp::Before, {}},
        {t.createdAt.name, {QStringLiteral("after"), QStringLiteral("晚于"), QStringLiteral("之后")}, FilterType::Date,
            FilterOp::After, {}},
    };
}

} // namespace tidedesk::seat
