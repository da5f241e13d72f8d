// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include <QHash>
#include <QList>
#include <QStringList>

namespace tidedesk::sample {

enum class Language { Chinese, Traditional, English, Mixed };
enum class Family { Any, Device, Plan }; ///< what a scene is about

/// One line of a dialogue.
struct Turn {
    enum class Kind { Customer, Agent, Note };
    Kind kind = Kind::Agent;
    enum class Then { Nothing, WaitCustomer, WaitSupplier };
    Then then = Then::Nothing; ///< what an agent's line waits for, where the ticket has such a pause
    QString text;
};

/// A matter that customers come with, and how it is settled; texts with {slots} and [one|another] choices.
struct Scene {
    QString queue; ///< key of Organisation's queues
    QString category;
    Family family = Family::Any;
    bool high = false; ///< starts with high priority
    QString product = {}; ///< model the scene is about, part of its name; empty = any
    bool slow = false; ///< takes days by its nature: something is sent, repaired or agreed on
    bool outage = false; ///< what everybody reports while a service is down
    QStringList subjects = {};
    QStringList openings = {};
    QList<Turn> turns = {}; ///< without the closing
    QString closing = {};
};

struct StaffMember {
    QString name;
    QString displayName;
    QString role;
    int group = 0;
};

/// The texts of the sample desk, read once from resources/sample. Immutable afterwards.
///
/// Notation, one thing a line: `;` comment; `@ queue category family [high] [slow] [outage] [product=K8]` starts a
/// scene; `#` subject,
/// `?` the customer's opening (several = alternatives); `>` agent, `>?` agent who then may wait for the customer, `>>`
/// agent who then may wait for a supplier, `<` customer, `~` internal note, `!` the closing reply; `\n` line break.
/// In phrases.txt `[language key]`, then one phrase a line; in names.txt words, divided by spaces or |.
class Corpus {
public:
    /// "sample.corpus" with file and line when a text is not as described.
    static Result<Corpus> load();

    const QList<Scene> &scenes(Language language) const { return m_scenes[static_cast<int>(language)]; }
    /// Phrases by purpose; other languages fall back to the simplified ones.
    const QStringList &phrases(Language language, QLatin1StringView key) const;
    const QList<StaffMember> &staff() const { return m_staff; }

private:
    Status readScenes(const char *file, Language language);
    Status readPhrases(const char *file, bool words);
    Status readStaff(const char *file);

    QList<Scene> m_scenes[4];
    QHash<QString, QStringList> m_phrases;
    QList<StaffMember> m_staff;
};

} // namespace tidedesk::sample
