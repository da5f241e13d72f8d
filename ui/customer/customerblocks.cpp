// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/customerblocks.h"
#include "core/schema/entities.h"
#include "ui/common/fieldtext.h"
#include "ui/common/formats.h"
#include "ui/common/vocabulary.h"
#include <QJsonDocument>
#include <QJsonObject>

namespace tidedesk::ui {

QList<schema::Field> profileFields()
{
    const schema::Customer &fields = schema::customer();
    QList<schema::Field> shown;
    for (const schema::Field &field : fields.fields())
        if (field.merge != schema::Merge::ServerOnly && field.type != schema::Type::Json && !(field == fields.name)
            && !(field == fields.tags))
            shown += field;
    return shown;
}

QString CustomerBlocks::title(Kind kind)
{
    switch (kind) {
    case Profile:
        return tr("Profile");
    case Transactions:
        return Vocabulary::entity(schema::transaction());
    case Service:
        return tr("Service history");
    case Usages:
        return Vocabulary::entity(schema::usage());
    case Contracts:
        return Vocabulary::entity(schema::contract());
    case Receivables:
        return Vocabulary::entity(schema::receivable());
    }
    return {};
}

QString CustomerBlocks::emptyText(Kind kind)
{
    switch (kind) {
    case Profile:
        return tr("Nothing has been entered yet.");
    case Transactions:
        return tr("No purchases or refunds are known here.");
    case Service:
        return tr("No contact before this one.");
    case Usages:
        return tr("No source reports what this customer uses.");
    case Contracts:
        return tr("No contract is known here.");
    case Receivables:
        return tr("No invoices are known here.");
    }
    return {};
}

CustomerBlocks::Block CustomerBlocks::block(Kind kind, const domain::CustomerPage &page) const
{
    Block block;
    block.empty = emptyText(kind);
    const auto fill = [&](const QList<Row> &rows, Fact (CustomerBlocks::*line)(const Row &) const) {
        block.count = static_cast<int>(rows.size());
        block.provenance = provenance(rows);
        for (const Row &row : rows)
            block.facts += (this->*line)(row);
    };
    switch (kind) {
    case Profile:
        block.count = -1;
        block.facts = profile(page.customer);
        block.provenance = provenance({page.customer});
        break;
    case Transactions:
        fill(page.transactions, &CustomerBlocks::transaction);
        break;
    case Service:
        block.facts = service(page);
        block.count = static_cast<int>(std::max<qint64>(page.ticketCount, page.tickets.size()) + page.interactions.size());
        block.provenance = provenance(page.interactions);
        break;
    case Usages:
        fill(page.usages, &CustomerBlocks::usage);
        break;
    case Contracts:
        fill(page.contracts, &CustomerBlocks::contract);
        break;
    case Receivables:
        fill(page.receivables, &CustomerBlocks::receivable);
        break;
    }
    return block;
}

QString CustomerBlocks::provenance(const QList<Row> &rows) const
{
    QStringList sources;
    qint64 oldest = 0;
    for (const Row &row : rows) {
        const schema::Field *source = row.entity().find(u"source");
        const schema::Field *asOf = row.entity().find(u"as_of");
        const QString name = source ? row.text(*source) : QString();
        if (!name.isEmpty() && !sources.contains(name))
            sources += name;
        const qint64 at = asOf ? row.number(*asOf) : 0;
        if (at > 0 && (oldest == 0 || at < oldest))
            oldest = at;
    }
    if (rows.isEmpty())
        return {};
    sources.sort();
    const QString from = sources.isEmpty() ? tr("Source not recorded") : sources.join(tr(", "));
    //: Source systems, and the time up to which they had delivered
    return oldest == 0 ? from : tr("%1 · as of %2").arg(from, m_text.formats().relative(oldest));
}

QList<Fact> CustomerBlocks::profile(const Row &customer) const
{
    QList<Fact> facts;
    for (const schema::Field &field : profileFields()) {
        const QString value = m_text.text(customer, field);
        if (!value.isEmpty())
            facts.append({.label = Vocabulary::field(field), .value = value});
    }
    // The team's own fields have no entry in the spine: they name themselves.
    const QByteArray json = customer.text(schema::customer().custom).toUtf8();
    const QJsonObject custom = QJsonDocument::fromJson(json).object();
    for (auto it = custom.begin(); it != custom.end(); ++it)
        facts.append({.label = it.key(), .value = it.value().toVariant().toString()});
    return facts;
}

QString CustomerBlocks::join(const QStringList &parts) const
{
    QStringList present = parts;
    present.removeAll(QString());
    return present.join(QStringLiteral(" · "));
}

Fact CustomerBlocks::transaction(const Row &row) const
{
    const schema::Transaction &f = schema::transaction();
    const bool refund = row.choice(f.kind) == u"refund";
    const QString title = row.text(f.title);
    return {.value = title.isEmpty() ? row.text(f.number) : title,
        .trailing = refund && row.has(f.amount)
            ? m_text.formats().money(-std::abs(row.number(f.amount)), row.text(f.currency))
            : m_text.text(row, f.amount),
        .detail = join({m_text.text(row, f.at), refund ? m_text.text(row, f.kind) : QString(), m_text.text(row, f.status),
            title.isEmpty() ? QString() : row.text(f.number)}),
        .tone = refund ? Tone::Warning : Tone::Neutral};
}

Fact CustomerBlocks::usage(const Row &row) const
{
    const schema::Usage &f = schema::usage();
    const std::optional<qint64> days = row.maybe(f.activeDays);
    const std::optional<qint64> last = row.maybe(f.lastActiveAt);
    const double trend = row.real(f.trend);
    return {.value = join({row.text(f.product), row.text(f.plan)}),
        .trailing = row.has(f.trend) ? m_text.text(row, f.trend) : QString(),
        .detail = join({days ? tr("active on %n of 30 days", nullptr, static_cast<int>(*days)) : tr("activity not reported"),
            last ? tr("last %1").arg(m_text.formats().relative(*last)) : QString()}),
        .tone = trend <= -0.2 ? Tone::Danger : trend > 0 ? Tone::Positive : Tone::Neutral};
}

Fact CustomerBlocks::contract(const Row &row) const
{
    const schema::Contract &f = schema::contract();
    const QString title = row.text(f.title);
    const QString ends = m_text.text(row, f.endsOn);
    return {.value = title.isEmpty() ? row.text(f.number) : title,
        .trailing = m_text.text(row, f.status),
        .detail = join({ends.isEmpty() ? tr("no end date") : tr("ends %1").arg(ends), m_text.text(row, f.amount),
            title.isEmpty() ? QString() : row.text(f.number)}),
        .tone = Vocabulary::choiceTone(f.status, row.number(f.status, -1))};
}

Fact CustomerBlocks::receivable(const Row &row) const
{
    const schema::Receivable &f = schema::receivable();
    const qint64 unpaid = row.number(f.amount) - row.number(f.paid);
    const QString due = m_text.text(row, f.dueOn);
    return {.value = row.text(f.number),
        .trailing = m_text.text(row, f.amount),
        .detail = join({due.isEmpty() ? QString() : tr("due %1").arg(due), m_text.text(row, f.status),
            unpaid > 0 && unpaid != row.number(f.amount)
                ? tr("%1 unpaid").arg(m_text.formats().money(unpaid, row.text(f.currency)))
                : QString()}),
        .tone = Vocabulary::choiceTone(f.status, row.number(f.status, -1))};
}

Fact CustomerBlocks::ticket(const Row &row) const
{
    const schema::Ticket &f = schema::ticket();
    return {.value = row.text(f.subject),
        .trailing = m_text.text(row, f.status),
        .detail = join({row.has(f.number) ? u'#' + QString::number(row.number(f.number)) : QString(),
            m_text.text(row, f.channel),
            row.has(f.updatedAt) ? m_text.formats().relative(row.number(f.updatedAt)) : QString()}),
        .tone = Vocabulary::choiceTone(f.status, row.number(f.status, -1)),
        .ticket = row.id()};
}

Fact CustomerBlocks::interaction(const Row &row) const
{
    const schema::Interaction &f = schema::interaction();
    const QString topic = row.text(f.topic);
    const QString talk = m_text.text(row, f.talk);
    return {.value = topic.isEmpty() ? m_text.text(row, f.channel) : topic,
        .trailing = m_text.text(row, f.outcome),
        .detail = join({topic.isEmpty() ? QString() : m_text.text(row, f.channel),
            row.has(f.startedAt) ? m_text.formats().relative(row.number(f.startedAt)) : QString(),
            talk.isEmpty() ? QString() : tr("talked %1").arg(talk)}),
        .tone = Vocabulary::choiceTone(f.outcome, row.number(f.outcome, -1)),
        .ticket = row.ref(f.ticketId)};
}

QList<Fact> CustomerBlocks::service(const domain::CustomerPage &page) const
{
    QList<std::pair<qint64, Fact>> dated;
    for (const Row &row : page.tickets)
        dated.append({row.number(schema::ticket().updatedAt), ticket(row)});
    for (const Row &row : page.interactions)
        dated.append({row.number(schema::interaction().startedAt), interaction(row)});
    std::stable_sort(dated.begin(), dated.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    QList<Fact> facts;
    for (const auto &[at, fact] : dated)
        facts += fact;
    return facts;
}

} // namespace tidedesk::ui
