// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include <QCoreApplication>
#include <QString>
#include <span>

namespace tidedesk::ui {

/// Words for failures - the only place. core names them by code and consequence; people read what happened to their work
/// and what they can do. The code stays visible in brackets for support. Ask again after LanguageChange.
class ErrorText final {
    Q_DECLARE_TR_FUNCTIONS(tidedesk::ui::ErrorText)
public:
    static QString of(const Error &error);
    /// For codes that travel without their Error: Outcome::reason, OutboxEntry::lastError, SyncStatus::problem,
    /// SearchAnswer::problem. Empty for an empty code.
    static QString ofCode(const QString &code);
    static bool knows(const QString &code); ///< for the test that goes through the codes of core

private:
    struct Sentence {
        const char *code;
        const char *text;
    };
    static std::span<const Sentence> sentences();
    static const Sentence *find(const QString &code);
    static QString general(Consequence consequence);
    static QString withCode(const QString &sentence, const QString &code);
};

} // namespace tidedesk::ui
