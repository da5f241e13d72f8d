// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/kpi/registry.h"
#include <QHash>
#include <QMap>
#include <initializer_list>

namespace tidedesk::kpi {

/// One case a measure found.
struct Observation {
    Evidence::Of of = Evidence::Of::Ticket;
    Id subject = {};
    Id first = {};
    Id last = {};
    qint64 at = 0;
    qint64 value = 1; ///< ms, points or 0/1
    qint64 weight = 1; ///< what it is a share of
    Id agent = {};
    Id queue = {};
    int channel = -1;
    QString topic = {};
    Standing standing = Standing::Counted;
    QString flaw = {};
};

/// Tickets by customer and category, to see whether a customer came back with the same thing.
class Returns {
public:
    void add(const Story &story);
    /// Whether another ticket of the customer and category was created in [from, to).
    bool any(const Id &customer, const QString &category, const Id &except, qint64 from, qint64 to) const;

private:
    struct Contact {
        qint64 at = 0;
        Id ticket = {};
        QString category = {};
    };
    QHash<Id, QList<Contact>> m_contacts;
};

/// Gathers the observations of one figure over one window and makes the figure of them.
class Collector {
public:
    /// `returns` must outlive it.
    Collector(const Definition &definition, Frame frame, Filter filter, Dimension by, const Returns &returns);

    void add(const Story &story);
    void add(const InteractionFacts &interaction);
    void add(const AvailableTime &time);
    Figure figure() const;

    // For measures:
    /// `remarks`: codes of notes to count it under, null = none.
    void take(const Observation &observation, std::initializer_list<const char *> remarks = {});
    /// Counts as a hit unless Returns knows another ticket in [from, to) - looked up when all tickets are in.
    void takeUnlessReturned(const Observation &hit, const TicketDims &dims, qint64 from, qint64 to);
    const LocalTime &local() const { return m_local; }
    const Window &window() const { return m_frame.window; }

private:
    struct Cell {
        qint64 n = 0;
        qint64 sum = 0;
        qint64 weight = 0;
        QList<qint64> values = {};
    };
    struct Deferred {
        Observation hit = {};
        Id customer = {};
        QString category = {};
        qint64 from = 0;
        qint64 to = 0;
    };
    struct Tally {
        Cell total = {};
        QMap<QString, Cell> parts = {};
        QMap<QString, qint64> notes = {};
        QList<Evidence> rows = {};
    };
    bool wanted(const Observation &observation) const;
    QString key(const Observation &observation) const;
    double scaled(double value) const;
    void count(Tally &tally, const Observation &observation) const;
    void put(Cell &cell, const Observation &observation) const;
    Evidence evidence(const Observation &observation) const;
    std::optional<double> valueOf(const Cell &cell) const;
    std::optional<Summary> summaryOf(const Cell &cell) const;
    bool few(const Cell &cell) const;
    bool known() const;
    QStringList partKeys(const QMap<QString, Cell> &parts) const;
    void addParts(Figure &figure, const Tally &tally) const;
    void addNotes(Figure &figure, const Tally &tally) const;

    const Definition &m_definition;
    Frame m_frame;
    Filter m_filter;
    Dimension m_by;
    const Returns &m_returns;
    LocalTime m_local;
    Tally m_tally;
    QList<Deferred> m_deferred;
    bool m_sawAvailable = false;
};

} // namespace tidedesk::kpi
