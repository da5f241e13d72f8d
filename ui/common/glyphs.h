// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/lifecycle.h"
#include "ui/common/palette.h"
#include <QRectF>

class QFont;
class QPainter;
class QSize;

namespace tidedesk::ui {

/// Small signs painted by delegates and widgets alike, each readable without its colour.

/// A ring that fills as work goes on: empty, half, paused, ticked, crossed. `rect` is best 14-16 px square.
void paintStatus(QPainter *painter, const QRectF &rect, domain::TicketStatus status, const ThemePalette &colors);

/// One to three bars, and a filled square with an exclamation mark. `priority` is an index of schema::Ticket::priority.
void paintPriority(QPainter *painter, const QRectF &rect, qint64 priority, const ThemePalette &colors);

/// A word on a soft ground. `dot` draws a leading point of the tone and lets the text stay neutral.
struct ChipLook {
    QString text;
    Tone tone = Tone::Neutral;
    bool dot = false;
    QColor dotColor = {}; ///< overrides the tone's colour for a dot, e.g. the catalogue colour of a tag
};

QSize chipSize(const ChipLook &chip, const QFont &font);
/// Elides where `rect` is narrower than chipSize().
void paintChip(QPainter *painter, const QRect &rect, const ChipLook &chip, const QFont &font, const ThemePalette &colors);

/// Count on a round ground: accent, or danger for things that wait for a person. Width of the text for 0 < count; "99+".
QString badgeText(int count);
QSize badgeSize(int count, const QFont &font);
void paintBadge(QPainter *painter, const QRect &rect, int count, Tone tone, const QFont &font, const ThemePalette &colors);

/// Initials on a colour that follows from `id`, so that a person looks the same everywhere. Chinese names give their
/// last two characters, Chinese companies their first two (they all end alike), others the first letters of first and
/// last word.
QString initials(const QString &name);
QColor avatarColor(const QString &id, const ThemePalette &colors);
void paintAvatar(QPainter *painter, const QRectF &rect, const QString &name, const QString &id, const ThemePalette &colors);

/// The mark of keyboard focus on self-painted widgets.
void paintFocusRing(QPainter *painter, const QRectF &rect, double radius, const ThemePalette &colors);

} // namespace tidedesk::ui
