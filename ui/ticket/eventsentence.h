// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/queries.h"
#include "ui/common/icons.h"
#include <QCoreApplication>

namespace tidedesk::ui {

/// What an event says, as a sentence in the current language.
class EventSentence final {
    Q_DECLARE_TR_FUNCTIONS(tidedesk::ui::EventSentence)
public:
    static QString of(const Row &event, const seat::Queries::Directory &directory);
    static Icon icon(const Row &event);

private:
    static QString status(const QString &who, const QString &before, const QString &after);
    static QString assigned(const Row &event, const QString &who, const QString &after, const seat::Queries::Directory &directory);
    static QString tags(const QString &who, const QString &before, const QString &after);
    static QString field(const Row &event, const QString &who, const seat::Queries::Directory &directory);
    static QString shown(const schema::Field &field, const QString &value, const seat::Queries::Directory &directory);
};

} // namespace tidedesk::ui
