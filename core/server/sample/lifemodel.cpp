// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/lifemodel.h"
#include "core/server/sample/exactmath.h"
#include "core/server/sample/workcalendar.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace tidedesk::sample {

namespace {

constexpr double kFastShare = .27;
/// By channel; weighted with the channel mix they make kFastShare.
constexpr std::array kFastByChannel{.36, .30, .137, .137, .137, .137, .137};

qint64 minutes(double value)
{
    return static_cast<qint64>(value * 60) * kSecond;
}

double share(double z)
{
    return std::clamp(normalShare(z), 1e-6, 1 - 1e-6);
}

} // namespace

double coupled(double z, double correlation, Random &random)
{
    return correlation * z + std::sqrt(1 - correlation * correlation) * random.normal();
}

LifeModel::LifeModel()
    // What falls outside staffed hours is later moved into them; the shares of the short durations differ a
    // little from the measured ones (.05 .10 .25 .50; .50 .75 .90) so that they are right afterwards.
    : m_resolution({{0, 1.5}, {.053, 3}, {.104, 6}, {.258, 25}, {.505, 1326}, {.75, 8909}, {.90, 22893}, {.95, 42631},
        {.99, 170604}, {1, 260000}})
    , m_touch({{0, 1}, {.588, 21}, {.7405, 930}, {.892, 5604}, {1, 40000}})
    , m_closing({{0, 120.01}, {.50, 120.55}, {.75, 120.85}, {.90, 178.68}, {.95, 331.2}, {1, 420}})
    , m_written({18, 10, 2, 3, 2}) // e-mail, web form, social, WeChat, other
    , m_reassigned({.54 - kFastShare, .25, .09, .05, .07}) // those settled at once are never handed on
    , m_priority({.02, .92, .05, .01}) // scenes that are urgent by nature bring high to 15 %
    , m_rating({.10, .10, .30, .29, .21})
{
}

Channel LifeModel::drawChannel(bool office, Random &random) const
{
    if (office)
        return random.chance(45.0 / 65) ? Channel::Phone : Channel::Chat;
    return static_cast<Channel>(static_cast<int>(Channel::Email) + m_written.draw(random));
}

Life LifeModel::draw(Channel channel, qint64 at, Random &random) const
{
    Life life;
    life.channel = channel;
    life.fast = random.chance(kFastByChannel[static_cast<size_t>(channel)]);
    const double rank = random.open();
    life.resolution = minutes(m_resolution.at(life.fast ? kFastShare * rank : kFastShare + (1 - kFastShare) * rank));
    life.length = inverseNormal(rank);
    life.touch = std::min(drawTouch(life, rank, random), life.resolution * 7 / 10);
    if (channel > Channel::Chat)
        life.touch = workcalendar::nearestStaffed(at + life.touch, at) - at;
    if (!life.fast)
        life.resolution = workcalendar::nearestStaffed(at + life.resolution, at + life.touch) - at;
    life.resolution = std::max(life.resolution, life.touch + kMinute);
    if (!life.fast)
        drawPauses(life, random);
    life.priority = m_priority.draw(random);
    drawEnding(life, random);
    return life;
}

qint64 LifeModel::drawTouch(const Life &life, double rank, Random &random) const
{
    if (life.channel == Channel::Phone)
        return 0;
    if (life.channel == Channel::Chat)
        return static_cast<qint64>(random.exponential(35)) * kSecond + 4 * kSecond;
    const double fast = kFastByChannel[static_cast<size_t>(life.channel)];
    const double among = life.fast ? fast * rank : fast + (1 - fast) * rank;
    return minutes(m_touch.at(share(coupled(inverseNormal(among), .8, random))));
}

void LifeModel::drawPauses(Life &life, Random &random) const
{
    const double z = life.length;
    const qint64 room = (life.resolution - life.touch) * 85 / 100;
    const double kind = random.real();
    if (kind < .38) // dwell p50 17.9 h, p90 170 h
        life.waitsCustomer = std::min(minutes(860 * exactExp(1.89 * coupled(z, .85, random))), room);
    else if (kind < .50 && z > 0) // p50 76.8 h; the spread is an assumption
        life.waitsSupplier = std::min(minutes(5420 * exactExp(.9 * coupled(z - .8, .7, random))), room);
    life.reassigned = m_reassigned.draw(random);
    if (life.reassigned == 4)
        life.reassigned += static_cast<int>(random.exponential(1.2));
    life.reopened = random.chance(.011 / (1 - kFastShare));
}

void LifeModel::drawEnding(Life &life, Random &random) const
{
    life.closesAfter = minutes(m_closing.at(random.open()) * 60);
    const bool answers = random.chance(.25);
    const int rating = m_rating.draw(random) + 1;
    life.rating = answers ? rating : 0;
}

} // namespace tidedesk::sample
