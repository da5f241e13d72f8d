// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/icons.h"
#include <QCoreApplication>
#include <QString>
#include <span>

namespace tidedesk::schema {
class Entity;
struct Field;
}

namespace tidedesk::ui {

/// The words for what core/schema describes: names of entities, fields and choices in the current language. core knows
/// stable names only; this is the one place that turns them into text for people. test_vocabulary goes through the
/// whole schema, so that nothing can be added there without its words here. Ask again after LanguageChange.
class Vocabulary final {
    Q_DECLARE_TR_FUNCTIONS(tidedesk::ui::Vocabulary)
public:
    static QString entity(const schema::Entity &entity); ///< "Tickets": the plural, for headings
    static QString field(const schema::Field &field);
    /// Empty for a value that this version does not know.
    static QString choice(const schema::Field &field, qint64 value);

    static Tone choiceTone(const schema::Field &field, qint64 value); ///< Neutral where nothing is to be said
    static Icon channelIcon(qint64 channel); ///< index into schema::channels()

    /// False when the words of `key` ("ticket", "ticket.status", "ticket.status.open") are missing; for the test.
    static bool knows(const QString &key);

private:
    struct Word {
        const char *key; ///< "entity"; "entity.field" or "field"; "entity.field.choice" or "field.choice"
        const char *text;
    };
    static std::span<const Word> entityWords();
    static std::span<const Word> fieldWords();
    static std::span<const Word> choiceWords();
    static const Word *word(QStringView key);
};

} // namespace tidedesk::ui
