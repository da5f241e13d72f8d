// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/sample/quantilecurve.h"
#include "core/server/sample/random.h"

namespace tidedesk::sample {

enum class Channel { Phone, Chat, Email, Web, Social, WeChat, Other }; ///< in the order of schema::channels()

/// The course of one ticket in numbers, before there is a word of it. Durations in ms from creation.
struct Life {
    Channel channel = Channel::Phone;
    bool fast = false; ///< settled at the first contact
    qint64 touch = 0; ///< until somebody takes it
    qint64 resolution = 0;
    double length = 0; ///< rank of the resolution among its kind (fast or not), as a standard normal value
    qint64 waitsCustomer = 0; ///< length of the pause for the customer, 0 = none
    qint64 waitsSupplier = 0;
    int reassigned = 0;
    bool reopened = false;
    int priority = 1; ///< index of schema::Ticket::priority
    int rating = 0; ///< 0 = not rated
    qint64 closesAfter = 0; ///< from the last resolve
};

/// A standard normal value that correlates with `z`.
double coupled(double z, double correlation, Random &random);

/// Draws lives. What agents do falls into staffed hours. Durations follow the quantiles measured on an incident log of
/// 24,918 tickets (resolution, first touch of written work, pauses, reassignments, reopening, automatic closing); the
/// channel mix and the priorities are assumptions. Long lives, long first touches and long pauses go together (rank
/// correlation), as they do in the log.
class LifeModel {
public:
    LifeModel();
    Channel drawChannel(bool office, Random &random) const;
    Life draw(Channel channel, qint64 at, Random &random) const; ///< `at`: creation

    static constexpr double kOfficeShare = .65; ///< telephone 45 %, chat 20 %

private:
    qint64 drawTouch(const Life &life, double rank, Random &random) const;
    void drawPauses(Life &life, Random &random) const;
    void drawEnding(Life &life, Random &random) const;

    QuantileCurve m_resolution; ///< minutes
    QuantileCurve m_touch;
    QuantileCurve m_closing; ///< hours
    AliasTable m_written;
    AliasTable m_reassigned;
    AliasTable m_priority;
    AliasTable m_rating;
};

} // namespace tidedesk::sample
