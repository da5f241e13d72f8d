// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/cli/output.h"
#include "app/common/arguments.h"
#include "core/seat/edits.h"
#include "core/seat/queries.h"
#include "core/seat/seat.h"

namespace tidedesk::cli {

using app::Arguments;

/// One run of the command line: a seat, what was typed, and the way out. Commands answer through finish() or fail(),
/// once; main leaves the event loop then.
class Run : public QObject {
    Q_OBJECT
public:
    Run(seat::Seat &theSeat, Arguments typed, QStringList wordsOfCommand)
        : seat(theSeat)
        , arguments(std::move(typed))
        , m_words(std::move(wordsOfCommand))
    {
    }
    bool json() const { return arguments.has(QStringLiteral("json")); }
    /// What stands behind the command's own name: word(0) is REF in `ticket show REF`.
    QString word(qsizetype n) const { return m_words.value(n); }
    const QStringList &words() const { return m_words; }

    void finish(const QJsonObject &answer, int code = Done)
    {
        print(answer, json(), names);
        Q_EMIT ended(code);
    }
    void fail(const Error &error) { failWith(exitFor(error), error); }
    void failWith(int code, Error error)
    {
        // On a seat only the copy of the server's data can be damaged so; it begins anew with the next command.
        if (error.code == u"store.corrupt")
            error.code = QStringLiteral("store.rebuilding");
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
    QHash<QString, QString> names; ///< of people, teams and queues by id, for texts

Q_SIGNALS:
    void ended(int code);

private:
    QStringList m_words;
};

} // namespace tidedesk::cli
