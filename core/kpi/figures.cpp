// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kpi/figures.h"

namespace tidedesk::kpi {

namespace {

constexpr qint64 kHour = 3'600'000;
constexpr struct {
    qint64 below;
    const char *key;
} kAges[] = {
    {4 * kHour, "lt_4h"},
    {24 * kHour, "4h_24h"},
    {72 * kHour, "1d_3d"},
    {168 * kHour, "3d_7d"},
    {std::numeric_limits<qint64>::max(), "gt_7d"},
};

} // namespace

qint64 Figure::noted(QStringView code) const
{
    for (const Note &note : notes) {
        if (note.code == code)
            return note.n;
    }
    return 0;
}

std::optional<Part> Figure::part(QStringView key) const
{
    for (const Part &part : parts) {
        if (part.key == key)
            return part;
    }
    return {};
}

QStringList ageKeys()
{
    QStringList keys;
    for (const auto &age : kAges)
        keys.append(QLatin1StringView(age.key));
    return keys;
}

QString ageKey(qint64 ms)
{
    for (const auto &age : kAges) {
        if (ms < age.below)
            return QLatin1StringView(age.key);
    }
    return {};
}

} // namespace tidedesk::kpi
