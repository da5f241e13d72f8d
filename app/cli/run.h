// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/common/arguments.h"
#include "app/cli/output.h"
#include "core/seat/seat.h"
#include "core/seat/edits.h"
#include "core/seat/queries.h"

namespace tidedesk::cli {

using app::Arguments;

/// One run of the command line: a seat, what was typed, and the way out. Commands answer through finish() or fail(),
/// once; main leaves the event loop then.
class Run : public QObject {
    Q_OBJECT
public:
    Run(seat::Seat &theSeat, Arguments typed)
        : seat(theSeat)
        , arguments(std::move(typed))
    {
    }
    bool json() const { return arguments.has(QStringLiteral("json")); }

    void finish(const QJsonObject &answer, int code = Done)
    {
        print(answer, json());
        Q_EMIT ended(code);
    }
    void fail(const Error &error) { failWith(exitFor(error), error); }
    void failWith(int code, const Error &error)
    {
        printError(error, json());
        Q_EMIT ended(code);
    }
    void wrongUsage(const QString &problem)
    {
        failWith(WrongUsage, {Consequence::Rejected, QStringLiteral("usage"), problem});
    }
    /// `then(value)` on success, fail() otherwise.
    template <class T, class Next> std::function<void(Result<T>)> orFail(Next next)
    {
        return [this, next = std::move(next)](Result<T> result) {
            if (result)
                next(*result);
            else
                fail(result.error());
        };
    }

    seat::Seat &seat;
    Arguments arguments;

Q_SIGNALS:
    void ended(int code);
};

/// A command takes its words from Run::arguments; word(0) is its name. Opened store and known user are given where
/// `needsSession`.
struct Command {
    const char *name;
    const char *usage;
    void (*start)(Run &);
    bool needsSession = true;
};
const QList<Command> &commands();

void signIn(Run &run);
void signOut(Run &run);
void sync(Run &run);
void ticket(Run &run);
void customer(Run &run);
void search(Run &run);
void outbox(Run &run);
void conflict(Run &run);
void kpiCommand(Run &run);
void digest(Run &run);
void doctor(Run &run);

} // namespace tidedesk::cli
