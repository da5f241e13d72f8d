// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text.h"
#include "app/common/console.h"
#include "core/domain/money.h"
#include <QDateTime>
#include <QJsonArray>
#include <cmath>

namespace tidedesk::cli {

namespace {

constexpr int kWidestCell = 48;

/// What people look for in a list, in order. Lists that are not named here are printed with everything they hold.
const QHash<QString, QStringList> &tables()
{
    static const auto words = [](const char *line) { return QString::fromLatin1(line).split(u' '); };
    static const QHash<QString, QStringList> all {
        {QStringLiteral("tickets"), words("ref status priority assignee queue updated_at state customer subject")},
        {QStringLiteral("events"), words("at actor kind field before after flaw")},
        {QStringLiteral("attachments"), words("number name media_type size")},
        {QStringLiteral("customers"), words("number name tier reach open_tickets")},
        {QStringLiteral("identities"), words("kind value primary")},
        {QStringLiteral("transactions"), words("at number kind title amount currency status source as_of")},
        {QStringLiteral("contracts"), words("number title starts_on ends_on amount currency status source as_of")},
        {QStringLiteral("receivables"), words("number due_on amount paid currency status source as_of")},
        {QStringLiteral("usage"), words("product plan seats active_days last_active_at trend source as_of")},
        {QStringLiteral("interactions"), words("started_at channel outcome wait_s talk_s rating topic source as_of")},
        {QStringLiteral("hits"), words("entity ref at title snippet")},
        {QStringLiteral("operations"), words("seq state kind entity ref changes tries last_error")},
        {QStringLiteral("conflicts"), words("seq kind operation entity at ref title changes decisions")},
        {QStringLiteral("fields"), words("field mine theirs by at")},
        {QStringLiteral("figures"), words("name value n median p90 mean notes")},
    };
    return all;
}

/// What identifies a thing stands first, in this order.
const QStringList &leading()
{
    static const QStringList names {QStringLiteral("ref"), QStringLiteral("number"), QStringLiteral("seq"), QStringLiteral("name"),
        QStringLiteral("subject"), QStringLiteral("title"), QStringLiteral("kind"), QStringLiteral("state"), QStringLiteral("status"),
        QStringLiteral("priority")};
    return names;
}

bool isWide(char32_t c)
{
    return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) || (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1faff)
        || (c >= 0x20000 && c <= 0x3fffd);
}

QString duration(double seconds)
{
    if (qAbs(seconds) < 90)
        return QStringLiteral("%1 s").arg(seconds, 0, 'f', 0);
    if (qAbs(seconds) < 90 * 60)
        return QStringLiteral("%1 min").arg(seconds / 60, 0, 'f', 1);
    if (qAbs(seconds) < 48 * 3600)
        return QStringLiteral("%1 h").arg(seconds / 3600, 0, 'f', 1);
    return QStringLiteral("%1 d").arg(seconds / 86'400, 0, 'f', 1);
}

QString measured(double value, const QString &unit)
{
    if (unit == u"seconds")
        return duration(value);
    if (unit == u"share")
        return QStringLiteral("%1 %").arg(value * 100, 0, 'f', 1);
    return unit == u"points" ? QString::number(value, 'f', 2) : QString::number(value, 'g', 15);
}

QString money(double minor, const QString &currency)
{
    const int digits = domain::currencyDigits(currency);
    return QString::number(minor / std::pow(10, digits), 'f', digits);
}

QString local(const QString &text)
{
    if (text.size() < 20 || !text.endsWith(u'Z') || text[10] != u'T')
        return text;
    const QDateTime at = QDateTime::fromString(text, Qt::ISODateWithMs);
    return at.isValid() ? at.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")) : text;
}

QString shown(const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        return QStringLiteral("-");
    if (value.isBool())
        return value.toBool() ? QStringLiteral("yes") : QStringLiteral("no");
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    if (value.isArray()) {
        QStringList parts;
        for (const QJsonValue &part : value.toArray())
            parts.append(shown(part));
        return parts.join(QStringLiteral(", "));
    }
    if (value.isObject()) {
        QStringList parts;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            parts.append(it.key() + u'=' + shown(*it));
        return parts.join(u' ');
    }
    return local(value.toString());
}

const QStringList &forMachines()
{
    static const QStringList names {QStringLiteral("ticket_id"), QStringLiteral("message_id"), QStringLiteral("hash"), QStringLiteral("seen")};
    return names;
}

/// A reference is called by what it refers to: "assignee", since its name is shown and not its id.
QString spoken(const QString &field) { return field.endsWith(QLatin1StringView("_id")) ? field.chopped(3) : field; }

/// What an operation does, or a conflict is about, in one line.
QString changes(const QJsonObject &row)
{
    QStringList parts;
    const QJsonObject set = row.value(QLatin1StringView("set")).toObject();
    for (auto it = set.begin(); it != set.end(); ++it) {
        if (!forMachines().contains(it.key()))
            parts.append(spoken(it.key()) + u'=' + shown(*it));
    }
    for (const auto &[key, sign] : {std::pair("add", u'+'), std::pair("remove", u'-')}) {
        const QJsonObject members = row.value(QLatin1StringView(key)).toObject();
        for (const QJsonValue &list : members) {
            for (const QJsonValue &member : list.toArray())
                parts.append(QChar(sign) + member.toString());
        }
    }
    for (const char *key : {"body", "reason"}) {
        const QString text = row.value(QLatin1StringView(key)).toString();
        if (!text.isEmpty())
            parts.append(QStringLiteral("%1=%2").arg(QLatin1StringView(key), text));
    }
    for (const QJsonValue &field : row.value(QLatin1StringView("fields")).toArray()) {
        const QJsonObject conflict = field.toObject();
        const QString name = conflict.value(QLatin1StringView("field")).toString();
        const QString mine = QStringLiteral("%1: mine %2").arg(spoken(name), shown(conflict.value(QLatin1StringView("mine"))));
        const bool lost = row.value(QLatin1StringView("kind")) == QLatin1StringView("rejected"); // there is no theirs
        if (!lost)
            parts.append(mine + QStringLiteral(", theirs ") + shown(conflict.value(QLatin1StringView("theirs"))));
        else if (!forMachines().contains(name) && name != u"body")
            parts.append(mine);
    }
    return parts.join(QStringLiteral("; "));
}

/// The value of a column; where only the id of a person or queue is there, that, for it is shown by name.
QJsonValue valueOf(const QJsonObject &row, const QString &column)
{
    static const QStringList byName {QStringLiteral("actor"), QStringLiteral("assignee"), QStringLiteral("queue")};
    const bool reference = !row.contains(column) && byName.contains(column);
    return row.value(reference ? column + QStringLiteral("_id") : column);
}

QString cell(const QJsonObject &row, const QString &column)
{
    if (column == u"changes")
        return changes(row);
    const QJsonValue value = valueOf(row, column);
    if (column == u"field")
        return spoken(shown(value));
    const QString unit = row.value(QLatin1StringView("unit")).toString();
    if (!unit.isEmpty() && value.isDouble() && column != u"n")
        return measured(value.toDouble(), unit == u"count" && column != u"value" ? QStringLiteral("seconds") : unit); // ages of what is counted
    if ((column == u"amount" || column == u"paid") && value.isDouble())
        return money(value.toDouble(), row.value(QLatin1StringView("currency")).toString());
    return shown(value);
}

QString cut(QString text)
{
    if (displayWidth(text) <= kWidestCell)
        return text;
    while (displayWidth(text) > kWidestCell - 1)
        text.chop(1);
    return text + u'…';
}

/// The whole answer as a terminal may be given it, with names for ids. Lines stay where they are printed as lines: in
/// conversations.
QJsonValue prepared(const QJsonValue &value, const QHash<QString, QString> &names, app::Lines lines)
{
    if (value.isString())
        return app::harmless(names.value(value.toString(), value.toString()), lines);
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &part : value.toArray())
            array.append(prepared(part, names, lines));
        return array;
    }
    if (!value.isObject())
        return value;
    QJsonObject object;
    const QJsonObject original = value.toObject();
    for (auto it = original.begin(); it != original.end(); ++it) {
        const bool message = it.key() == u"body" && original.contains(QLatin1StringView("ordinal"));
        const bool own = it.key() == u"id"; // what is shown there has its name beside it
        object.insert(app::harmless(it.key(), app::Lines::Joined),
            prepared(*it, own ? QHash<QString, QString>() : names, message ? app::Lines::Kept : lines));
    }
    return object;
}

void printTable(QTextStream &out, const QString &name, const QJsonArray &rows)
{
    out << name << ": " << rows.size() << '\n';
    QStringList columns = tables().value(name);
    // What no row of this answer has is no column: a customer's tickets do not say whose they are.
    columns.removeIf([&rows](const QString &column) {
        return column != u"changes" && std::none_of(rows.begin(), rows.end(), [&column](const QJsonValue &row) {
            return !valueOf(row.toObject(), column).isUndefined();
        });
    });
    QList<QStringList> lines;
    for (const QJsonValue &row : rows) {
        if (!row.isObject()) {
            out << "  " << shown(row) << '\n';
            continue;
        }
        const QJsonObject object = row.toObject();
        if (columns.isEmpty())
            columns = object.keys();
        QStringList line;
        for (const QString &column : std::as_const(columns))
            line.append(cut(cell(object, column)));
        lines.append(line);
    }
    if (lines.isEmpty())
        return;
    lines.prepend(columns);
    for (const QStringList &line : std::as_const(lines)) {
        QString text;
        for (qsizetype i = 0; i < columns.size(); ++i) {
            int widest = 0;
            for (const QStringList &other : std::as_const(lines))
                widest = qMax(widest, displayWidth(other[i]));
            text += line[i] + QString(widest - displayWidth(line[i]) + 2, u' ');
        }
        out << "  " << text.trimmed() << '\n';
    }
}

void printConversation(QTextStream &out, const QJsonArray &messages)
{
    for (const QJsonValue &value : messages) {
        const QJsonObject message = value.toObject();
        const auto text = [&message](const char *key) { return shown(message.value(QLatin1StringView(key))); };
        const QString at = message.value(QLatin1StringView("created_at")).isNull() ? QString() : text("created_at");
        const QString author = message.value(QLatin1StringView("author")).isNull() ? QString() : text("author");
        out << '\n' << QStringList {text("ordinal") + u'.', text("kind"), author, at, text("delivery")}.join(u' ').simplified() << '\n';
        for (const QString &line : text("body").split(u'\n'))
            out << "    " << line << '\n';
        if (const QJsonArray files = message.value(QLatin1StringView("attachments")).toArray(); !files.isEmpty())
            printTable(out, QStringLiteral("attachments"), files);
    }
    if (!messages.isEmpty())
        out << '\n';
}

void printFields(QTextStream &out, const QJsonObject &object, const QString &indent)
{
    QStringList names = object.keys();
    for (qsizetype i = leading().size(); i-- > 0;) {
        if (names.removeOne(leading()[i]))
            names.prepend(leading()[i]);
    }
    for (const QString &name : std::as_const(names)) {
        const QJsonValue value = object.value(name);
        // References are named beside, other systems' keys and empty things are for machines.
        const bool forMachines = name.endsWith(QLatin1StringView("_id")) || name == u"version" || name == u"source_key";
        if (value.isNull() || value.isArray() || forMachines)
            continue;
        if (value.isObject()) {
            out << indent << name << ":\n";
            printFields(out, value.toObject(), indent + QStringLiteral("  "));
        } else if (value.isDouble() || value.isBool() || !value.toString().isEmpty()) {
            out << indent << name << ": " << shown(value) << '\n';
        }
    }
}

} // namespace

int displayWidth(QStringView text)
{
    int width = 0;
    for (const char32_t c : text.toUcs4())
        width += isWide(c) ? 2 : 1;
    return width;
}

void printText(QTextStream &out, const QJsonObject &original, const QHash<QString, QString> &names)
{
    const QJsonObject answer = prepared(original, names, app::Lines::Joined).toObject();
    printFields(out, answer, {});
    for (auto it = answer.begin(); it != answer.end(); ++it) {
        if (!it->isArray())
            continue;
        if (it.key() == u"messages")
            printConversation(out, it->toArray());
        else if (const QJsonArray rows = it->toArray(); !rows.isEmpty() && !rows.first().isObject())
            out << it.key() << ": " << shown(rows) << '\n';
        else if (tables().contains(it.key()) || !rows.isEmpty())
            printTable(out, it.key(), rows);
    }
}

} // namespace tidedesk::cli
