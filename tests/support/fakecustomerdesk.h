// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/kpi/boards.h"
#include "core/schema/entities.h"
#include "core/seat/edits.h"
#include "core/seat/figures.h"
#include "core/seat/queries.h"
#include <QPointer>
#include <QTimer>
#include <deque>

namespace tidedesk::test {

/// A desk in memory for pages about customers, one's own work, figures and search. Answers come through the event loop,
/// as those of the seat do; with `hold` they wait for release(). What was asked for is recorded.
class FakeCustomerDesk : public seat::Queries, public seat::Edits, public seat::Figures {
public:
    Directory people;
    QHash<Id, domain::CustomerPage> pages;
    QList<domain::CustomerLine> lines_;
    QList<domain::CustomerLine> byIdentity;
    QList<domain::OutboxEntry> entries;
    QList<domain::Review> open;
    QHash<Id, Row> rowsById;
    domain::SearchAnswer hits;
    kpi::PersonalBoard personalBoard;
    kpi::TeamBoard teamBoard;
    QList<Id> behind; ///< tickets behind every slice

    std::optional<Error> error; ///< of every answer, until it is taken away
    bool hold = false;
    int customerCalls = 0;
    QStringList searched;
    QStringList identitiesAsked;
    struct Set {
        Id row;
        QMap<int, Value> fields;
    };
    QList<Set> sets;
    struct Resolved {
        Id review;
        domain::Resolution resolution;
        QString body;
    };
    QList<Resolved> resolutions;
    QList<qint64> discarded;
    QHash<QString, QString> drafts;
    QList<Slice> slices;
    QList<Period> periods;
    QList<Id> teamsAsked;

    void release()
    {
        hold = false;
        for (auto waiting = std::exchange(m_waiting, {}); const auto &each : waiting)
            each();
    }

    // Queries
    void directory(QObject *context, Queries::Then<Directory> then) override { answer(context, then, people); }
    void firstPage(const domain::TicketQuery &, QObject *context, Queries::Then<QList<domain::TicketLine>> then) override
    {
        answer(context, then, QList<domain::TicketLine>());
    }
    void outline(const domain::TicketQuery &, QObject *context, Queries::Then<domain::ListOutline> then) override
    {
        answer(context, then, domain::ListOutline());
    }
    void page(const domain::TicketQuery &, const domain::ListAnchor &, QObject *context,
        Queries::Then<QList<domain::TicketLine>> then) override
    {
        answer(context, then, QList<domain::TicketLine>());
    }
    void counts(const QList<domain::TicketQuery> &asked, QObject *context, Queries::Then<QList<qint64>> then) override
    {
        answer(context, then, QList<qint64>(asked.size()));
    }
    void lines(const QList<Id> &, QObject *context, Queries::Then<QList<domain::TicketLine>> then) override
    {
        answer(context, then, QList<domain::TicketLine>());
    }
    void ticket(const Id &, QObject *context, Queries::Then<domain::TicketPage> then) override
    {
        answer(context, then, domain::TicketPage());
    }
    void findTicket(const QString &, QObject *context, Queries::Then<Id> then) override { answer(context, then, Id()); }
    void findCustomer(const QString &, QObject *context, Queries::Then<Id> then) override { answer(context, then, Id()); }
    void customer(const Id &id, QObject *context, Queries::Then<domain::CustomerPage> then) override
    {
        ++customerCalls;
        answer(context, then, pages.value(id));
    }
    void customers(const QString &start, int limit, QObject *context,
        Queries::Then<QList<domain::CustomerLine>> then) override
    {
        QList<domain::CustomerLine> found;
        for (const domain::CustomerLine &line : std::as_const(lines_))
            if (line.customer.text(schema::customer().name).startsWith(start, Qt::CaseInsensitive) && found.size() < limit)
                found += line;
        answer(context, then, found);
    }
    void customersByIdentity(const QString &value, QObject *context,
        Queries::Then<QList<domain::CustomerLine>> then) override
    {
        identitiesAsked += value;
        answer(context, then, byIdentity);
    }
    void search(const QString &text, int, QObject *context, Queries::Then<domain::SearchAnswer> then) override
    {
        searched += text;
        answer(context, then, hits);
    }
    void outbox(QObject *context, Queries::Then<QList<domain::OutboxEntry>> then) override { answer(context, then, entries); }
    void reviews(bool, QObject *context, Queries::Then<QList<domain::Review>> then) override { answer(context, then, open); }
    void rows(const schema::Entity &, const QList<Id> &ids, QObject *context, Queries::Then<QList<Row>> then) override
    {
        QList<Row> found;
        for (const Id &id : ids)
            if (rowsById.contains(id))
                found += rowsById.value(id);
        answer(context, then, found);
    }
    void attachment(const Row &, QObject *context, Queries::Then<QString> then, Queries::Progress) override { answer(context, then, QString()); }

    // Edits
    void createTicket(const NewTicket &, QObject *context, Edits::Then then) override { done(context, then, {}); }
    void reply(const Id &id, const QString &, qint64, qint64, const QList<Upload> &, QObject *context, Edits::Then then) override
    {
        done(context, then, id);
    }
    void note(const Id &id, const QString &, const QList<Upload> &, QObject *context, Edits::Then then) override
    {
        done(context, then, id);
    }
    void set(const schema::Entity &, const Id &row, const QMap<int, Value> &fields, QObject *context, Edits::Then then) override
    {
        sets.append({row, fields});
        done(context, then, row);
    }
    void tag(const Id &id, const QStringList &, const QStringList &, QObject *context, Edits::Then then) override
    {
        done(context, then, id);
    }
    void merge(const Id &id, const Id &, QObject *context, Edits::Then then) override { done(context, then, id); }
    void split(const Id &, const QString &, QObject *context, Edits::Then then) override { done(context, then, {}); }
    void changeMany(const QList<Id> &, const ManyChange &, QObject *context, std::function<bool(qsizetype)>, Edits::Then then) override
    {
        done(context, then, {});
    }
    void undo(const QList<qint64> &, QObject *context, Edits::Then then) override { done(context, then, {}); }
    void createCustomer(const QString &, qint64, const QString &, QObject *context, Edits::Then then) override
    {
        done(context, then, {});
    }
    void resolve(const Id &review, domain::Resolution resolution, const QString &body, QObject *context,
        Edits::Then then) override
    {
        resolutions.append({review, resolution, body});
        if (!error)
            open.removeIf([&](const domain::Review &each) { return each.id == review; });
        done(context, then, review);
    }
    void discard(qint64 seq, QObject *context, Edits::Then then) override
    {
        discarded += seq;
        if (!error)
            entries.removeIf([&](const domain::OutboxEntry &each) { return each.change.seq == seq; });
        done(context, then, {});
    }
    void saveDraft(const Id &ticket, const QString &kind, const QString &text) override
    {
        drafts.insert(ticket.toString() + kind, text);
    }
    void loadDraft(const Id &ticket, const QString &kind, QObject *context, std::function<void(QString)> then) override
    {
        post(context, [then, text = drafts.value(ticket.toString() + kind)] { then(text); });
    }

    // Figures
    void personal(const Id &, const Period &period, QObject *context, Figures::Then<kpi::PersonalBoard> then) override
    {
        periods += period;
        answer(context, then, personalBoard);
    }
    void team(const Id &team, const Period &period, QObject *context, Figures::Then<kpi::TeamBoard> then) override
    {
        teamsAsked += team;
        periods += period;
        answer(context, then, teamBoard);
    }
    void figures(const QString &, const Id &, const Period &, QObject *context,
        Figures::Then<QList<kpi::Figure>> then) override
    {
        answer(context, then, QList<kpi::Figure>());
    }
    void tickets(const Slice &slice, QObject *context, Figures::Then<QList<Id>> then) override
    {
        slices += slice;
        answer(context, then, behind);
    }

private:
    void post(QObject *context, std::function<void()> call)
    {
        QPointer<QObject> guard(context);
        const auto guarded = [guard, call = std::move(call)] {
            if (guard)
                call();
        };
        if (hold)
            m_waiting.push_back(guarded);
        else
            QTimer::singleShot(0, context, guarded);
    }
    template <class T> void answer(QObject *context, const std::function<void(Result<T>)> &then, const T &value)
    {
        const Result<T> result = error ? Result<T>(*error) : Result<T>(value);
        post(context, [then, result] { then(result); });
    }
    void done(QObject *context, const Edits::Then &then, const Id &row)
    {
        const Result<Receipt> result = error ? Result<Receipt>(*error) : Result<Receipt>(Receipt {row, {}});
        post(context, [then, result] { then(result); });
    }

    std::deque<std::function<void()>> m_waiting;
};

} // namespace tidedesk::test
