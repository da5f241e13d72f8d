// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/listing.h"
#include "core/domain/work.h"
#include "core/base/result.h"
#include <QMap>
#include <QObject>
#include <QUrl>
#include <functional>
#include <memory>
#include <optional>

namespace tidedesk {
class Clock;
}

namespace tidedesk::seat {

class Edits;
class Queries;
class Figures;

/// Who sits here.
struct Session {
    QUrl server;
    Id user;
    Id seat;
    QString userName;
    bool online = false; ///< the server has confirmed this sign-in in this run
};

/// A seat: the local store of one profile, its outbox and its link to the server. The workstation and the command line
/// both sit on this. Lives on the main thread; the store works on its own thread; nothing here ever waits.
/// Every answer comes later through the event loop, in `context`'s life only, never synchronously.
class Seat : public QObject {
    Q_OBJECT
public:
    template <class T> using Then = std::function<void(T)>;

    struct Settings {
        QString profile; ///< folder; created when missing; locked for this process
        bool live = true; ///< keep the live channel open (the command line's one-shot sync does not)
    };
    Seat(const Clock &clock, Settings settings, QObject *parent = nullptr);
    ~Seat() override;

    /// Opens the local store. Fails with store.profile_in_use, store.newer_schema, store.cannot_open ...
    void open(QObject *context, Then<Status> then);

    /// Signs in at the server; offline with a password this seat has verified before (lease: 7 days).
    void signIn(const QUrl &server, const QString &user, const QString &password, QObject *context, Then<Status> then);
    /// Takes up the session of the last run without asking for the password, if there is one.
    void resume(QObject *context, Then<Status> then);
    void signOut(QObject *context, Then<Status> then);

    /// What this seat sealed when the server had revoked it: only the server can open it. It is sent there at once; the
    /// person who signs in here again has it all back.
    struct Sealed {
        QString file;
        qint64 operations = 0; ///< that had not been sent
        qint64 files = 0;
        Error why; ///< "seat.sealed", as resume() gives it
        bool handedIn = false; ///< the server has it; so, too, where there was nothing to hand in
    };
    void sealed(QObject *context, Then<Result<std::optional<Sealed>>> then);
    /// Tries again to send it. False: there is nothing to send.
    void handIn(QObject *context, Then<Result<bool>> then);
    const Session &session() const;
    /// Whose work lies in this profile, signed in or not.
    void owner(QObject *context, Then<Result<Session>> then);

    /// Starts and stops exchanging with the server. `connectNow` skips the back-off.
    void start();
    void stop();
    void connectNow();
    const domain::SyncStatus &status() const;

    /// Summary of the server's rows held here; equal to the server's for the same scope once everything is exchanged.
    struct Digest {
        QString cursor;
        QMap<QString, qint64> rows; ///< by entity
        QString hash;
    };
    void digest(QObject *context, Then<Result<Digest>> then);

    /// Whether the copy of the server's data was found damaged and begun anew, and is still to be fetched: what it says of
    /// the server's rows is then nothing.
    void copyIsLost(QObject *context, Then<Result<bool>> then);

    /// Brings the search index up to date now instead of in the background; for programs that end soon.
    void completeIndex(QObject *context, Then<Status> then);

    /// What support asks first. Reads everything once; slow on a large store.
    struct Health {
        QStringList problems; ///< of the files, empty when sound
        QStringList setAside; ///< damaged outbox files that have been salvaged, oldest first
        QStringList sealed; ///< files of sealed work in this profile, oldest first
        qint64 cacheBytes = 0;
        qint64 outboxBytes = 0;
        qint64 waiting = 0;
        qint64 reviews = 0;
        bool indexComplete = false;
        qint64 asOf = 0; ///< server time up to which everything is here, 0 = never
    };
    void health(QObject *context, Then<Result<Health>> then);

    Edits &edits();
    Queries &queries();
    Figures &figures();

Q_SIGNALS:
    void statusChanged(const tidedesk::domain::SyncStatus &status);
    void changed(const tidedesk::domain::ChangeSet &changes);
    void sessionChanged();
    void aboutToSeal(); ///< the seat was revoked: what is on the screen is to be saved now
    void hasSealed(); ///< nothing is on this computer any more; failed() follows, "seat.sealed", when it has been handed in or could not
    void settled(); ///< nothing waits and nothing newer is known
    void failed(const tidedesk::Error &error); ///< a round with the server failed; it will be tried again

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tidedesk::seat
