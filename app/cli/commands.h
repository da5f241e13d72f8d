// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/cli/run.h"
#include <QTextStream>

namespace tidedesk::cli {

/// A command: what it is called, what it takes, what it does. The only list of commands and options there is.
struct Command {
    enum Needs { Store, Session, Rows };

    const char *name;
    const char *verb; ///< second word, empty where there is none
    const char *usage; ///< options, as help shows them behind name, verb and words
    QStringList takes; ///< words in order; "[X]" may be left out, a last "X..." may come several times
    QStringList options; ///< valued ones and flags, without those every command has
    void (*start)(Run &);
    Needs needs = Session; ///< Session: only for somebody who is signed in. Rows: and from the server's rows this seat holds
};

/// Parses what was typed with every option any command knows.
Arguments readArguments(const QStringList &typed);

/// The command that was named, or the mistake in naming it: unknown words, an option it does not take, a word missing
/// or too many. `words` are what stands behind its name.
struct Chosen {
    const Command *command = nullptr;
    QStringList words;
    QString problem;
};
Chosen choose(const Arguments &arguments);

/// Help on one command, or on all where `name` is empty or unknown.
void printHelp(QTextStream &out, const QString &name = {});

void signIn(Run &run);
void signOut(Run &run);
void sync(Run &run);
void ticketList(Run &run);
void ticketShow(Run &run);
void ticketCreate(Run &run);
void ticketSet(Run &run);
void ticketReply(Run &run);
void ticketNote(Run &run);
void ticketTag(Run &run);
void ticketMerge(Run &run);
void ticketSplit(Run &run);
void undo(Run &run);
void attachmentGet(Run &run);
void customerList(Run &run);
void customerShow(Run &run);
void search(Run &run);
void outboxList(Run &run);
void outboxShow(Run &run);
void outboxRetry(Run &run);
void outboxDiscard(Run &run);
void outboxExport(Run &run);
void exportSealed(Run &run); ///< outbox export --sealed
void outboxHandIn(Run &run);
void conflictList(Run &run);
void conflictShow(Run &run);
void conflictResolve(Run &run);
void kpiCommand(Run &run);
void digest(Run &run);
void doctor(Run &run);

} // namespace tidedesk::cli
