// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/seat.h"
#include "core/base/clock.h"
#include "core/base/logging.h"
#include "core/net/httptransport.h"
#include "core/schema/entities.h"
#include "core/seat/blobtransfer.h"
#include "core/seat/handin.h"
#include "core/seat/seatedits.h"
#include "core/seat/seatfigures.h"
#include "core/seat/seatqueries.h"
#include "core/seat/signin.h"
#include "core/seat/syncwork.h"
#include "core/seat/threadedsyncstore.h"
#include "core/storage/outboxsalvage.h"
#include "core/sync/engine.h"
#include <QFileInfo>
#include <QRandomGenerator>

namespace tidedesk::seat {

/// The parts, in the order in which they may lean on each other; destroyed the other way round.
class Seat::Private : public QObject {
public:
    Private(Seat &seat, const Clock &theClock, const Settings &theSettings)
        : q(seat)
        , clock(theClock)
        , settings(theSettings)
        , syncStore(threads, this)
        , engine({transport, syncStore, clock, timers, [] { return QRandomGenerator::global()->generateDouble(); }, settings.live})
        , blobs(threads, transport, timers, settings.profile, this)
        , signIn(threads, transport, clock, [this](const std::function<void(Status)> &then) { reopen(then); }, this)
        , edits(threads, clock, this, [this](const domain::ChangeSet &changes) { onCommitted(changes); })
        , queries(threads)
        , figures(threads, theClock, [this] { return engine.status().asOf; })
    {
        connect(&engine, &sync::Engine::statusChanged, this, [this](const domain::SyncStatus &status) {
            Q_EMIT q.statusChanged(status);
            indexWhenIdle();
        });
        connect(&engine, &sync::Engine::changed, this, [this](const domain::ChangeSet &changes) {
            Q_EMIT q.changed(changes);
            unindexed = true;
            indexWhenIdle();
        });
        // Everything is exchanged when the files have gone, too.
        connect(&engine, &sync::Engine::settled, &blobs, &BlobTransfer::upload);
        connect(&blobs, &BlobTransfer::uploaded, &q, &Seat::settled);
        connect(&blobs, &BlobTransfer::failed, this, &Private::onFailed);
        connect(&engine, &sync::Engine::failed, this, &Private::onFailed);
        queries.fetchAttachment = [this](const Row &row, QObject *context, BlobTransfer::Then then, BlobTransfer::Progress progress) {
            blobs.fetch(row.text(schema::attachment().hash), context, std::move(then), std::move(progress));
        };
    }

    /// The search index costs several times what the rows themselves cost: it waits until no more of them come.
    void indexWhenIdle()
    {
        if (engine.status().left == 0 || engine.status().phase != domain::SyncStatus::Phase::CatchingUp) {
            if (std::exchange(unindexed, false))
                syncStore.indexInBackground();
        }
    }

    void onCommitted(const domain::ChangeSet &changes)
    {
        Q_EMIT q.changed(changes);
        engine.outboxChanged();
    }

    /// Who is told of a revocation may rely on the seat not letting anybody in any more, and on nothing readable being left.
    void onFailed(const Error &error)
    {
        if (!isRevocation(error))
            return Q_EMIT q.failed(error);
        if (std::exchange(sealing, true))
            return; // each way to the server hears of it
        threads.store.run(this, [](LocalStore &store) { return store.endLease(); }, [this, error](const Status &ended) {
            if (!ended)
                qCWarning(lcStore) << "the end of the account could not be written down:" << ended.error().code;
            seal(error, [this](const Error &why) { Q_EMIT q.failed(why); });
        });
    }

    /// Seals if that is due, and hands in. `then` gets what there is to say.
    void seal(const Error &why, const std::function<void(const Error &)> &then)
    {
        threads.store.run(this, [](LocalStore &store) { return store.isSealingDue(); }, [this, why, then](const Result<bool> &due) {
            if (!due || !*due)
                return handInSealed(why, then);
            sealing = true;
            Q_EMIT q.aboutToSeal();
            engine.stop();
            blobs.setToken({});
            reopen([this, why, then](const Status &opened) {
                if (!opened) {
                    sealing = false;
                    return then(opened.error());
                }
                session = {};
                token.clear();
                Q_EMIT q.sessionChanged();
                Q_EMIT q.hasSealed();
                handInSealed(why, then);
            });
        });
    }

    /// Where nothing is sealed - the server had not given a key - the reason alone is said.
    void handInSealed(const Error &why, const std::function<void(const Error &)> &then)
    {
        threads.store.run(this, [](LocalStore &store) { return store.sealed(); }, [this, why, then](const Result<std::optional<SealedWork>> &work) {
            sealing = false;
            if (!work || !*work)
                return then(work ? why : work.error());
            auto *way = new HandIn(threads, transport, this);
            connect(way, &HandIn::finished, this, [then, error = workIsSealed(**work)](const Result<bool> &) { then(error); });
            way->start();
        });
    }

    void openReaders(const std::function<void(Status)> &then)
    {
        const QString profile = settings.profile;
        threads.screen.open([profile] { return ReadStore::open(profile); }, this, [this, profile, then](const Status &screen) {
            if (!screen)
                return then(screen);
            threads.background.open([profile] { return ReadStore::open(profile); }, this, then);
        });
    }

    /// Closes all files of the profile, then opens them: what is due then is done.
    void reopen(const std::function<void(Status)> &then)
    {
        threads.screen.close();
        threads.background.close();
        const auto nothing = [](ReadStore &) -> Status { return {}; };
        threads.screen.run(this, nothing, [this, nothing, then](const Status &) {
            threads.background.run(this, nothing, [this, then](const Status &) {
                threads.store.close();
                threads.store.open([profile = settings.profile, theClock = &clock] { return LocalStore::open(profile, *theClock); }, this, [this, then](const Status &opened) {
                    if (!opened)
                        return then(opened);
                    openReaders(then);
                });
            });
        });
    }

    void use(const SeatIdentity &identity, bool online)
    {
        session = {QUrl(identity.server), identity.user, identity.seat, identity.userName, online};
        token = identity.token;
        blobs.setToken(token);
        const domain::Actor actor {identity.user, identity.seat, static_cast<schema::Writer>(identity.level)};
        threads.screen.post([actor](ReadStore &store) { store.setActor(actor); });
        threads.background.post([actor](ReadStore &store) { store.setActor(actor); });
        Q_EMIT q.sessionChanged();
    }

    Seat &q;
    const Clock &clock;
    Settings settings;
    Threads threads;
    net::HttpTransport transport;
    sync::LoopTimers timers;
    ThreadedSyncStore syncStore;
    sync::Engine engine;
    BlobTransfer blobs;
    SignIn signIn;
    SeatEdits edits;
    SeatQueries queries;
    SeatFigures figures;
    Session session;
    QByteArray token;
    bool sealing = false; ///< the store is being closed and sealed
    bool unindexed = false; ///< rows have come since the search index was last asked to follow
};

Seat::Seat(const Clock &clock, Settings settings, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, clock, settings))
{
}

Seat::~Seat() = default;

void Seat::open(QObject *context, Then<Status> then)
{
    const QString profile = d->settings.profile;
    const Clock *clock = &d->clock;
    auto openReaders = [this, guard = QPointer(context), then](const Status &opened) {
        if (!guard)
            return;
        if (!opened)
            return then(opened);
        d->openReaders([guard, then](const Status &readers) {
            if (guard)
                then(readers);
        });
    };
    d->threads.store.open([profile, clock] { return LocalStore::open(profile, *clock); }, this, openReaders);
}

void Seat::signIn(const QUrl &server, const QString &user, const QString &password, QObject *context, Then<Status> then)
{
    d->engine.stop();
    d->signIn.signIn(server, user, password,
        [this, guard = QPointer(context), then = std::move(then)](const Result<SeatIdentity> &identity, bool online) {
            const auto answer = [guard, then](const Status &status) {
                if (guard)
                    then(status);
            };
            if (identity) {
                d->use(*identity, online);
                return answer({});
            }
            if (isRevocation(identity.error()))
                return d->seal(identity.error(), [answer](const Error &why) { answer(why); });
            answer(identity.error());
        });
}

void Seat::resume(QObject *context, Then<Status> then)
{
    d->signIn.resume([this, guard = QPointer(context), then = std::move(then)](const Result<SeatIdentity> &identity, bool online) {
        if (identity)
            d->use(*identity, online);
        if (guard)
            then(identity ? Status() : Status(identity.error()));
    });
}

void Seat::signOut(QObject *context, Then<Status> then)
{
    d->engine.stop();
    // The server is told, but not waited for: signing out works offline too.
    d->transport.send({.method = "POST", .path = QStringLiteral("/v1/sign-out"), .token = d->token, .deadlineMs = 5000});
    d->token.clear();
    d->blobs.setToken({});
    d->session = {};
    d->threads.store.run(context, [](LocalStore &store) { return store.forgetToken(); }, std::move(then));
    Q_EMIT sessionChanged();
}

void Seat::sealed(QObject *context, Then<Result<std::optional<Sealed>>> then)
{
    d->threads.store.run(context, [](LocalStore &store) -> Result<std::optional<Sealed>> {
        TD_ASSIGN(work, store.sealed());
        TD_ASSIGN(left, store.toHandIn());
        if (!work)
            return std::optional<Sealed>();
        return std::optional(Sealed {work->path, work->label.operations, work->label.files, workIsSealed(*work), !left});
    }, std::move(then));
}

void Seat::handIn(QObject *context, Then<Result<bool>> then)
{
    d->threads.store.run(this, [](LocalStore &store) { return store.identity(); }, [this, context, guard = QPointer(context), then](const Result<SeatIdentity> &identity) {
        if (!guard)
            return;
        if (!identity)
            return then(identity.error());
        d->transport.setServer(QUrl(identity->server));
        auto *way = new HandIn(d->threads, d->transport, d.get());
        connect(way, &HandIn::finished, context, then);
        way->start();
    });
}

const Session &Seat::session() const { return d->session; }

void Seat::start()
{
    d->engine.start(d->token);
    d->syncStore.indexInBackground();
}

void Seat::stop() { d->engine.stop(); }

void Seat::connectNow() { d->engine.connectNow(); }

const domain::SyncStatus &Seat::status() const { return d->engine.status(); }

void Seat::digest(QObject *context, Then<Result<Digest>> then)
{
    d->threads.store.run(context, [](LocalStore &store) -> Result<Digest> {
        TD_ASSIGN(cursor, store.mirror().cursor());
        TD_ASSIGN(digest, store.mirror().digest());
        Digest answer {cursor, {}, digest.text()};
        for (auto it = digest.parts().begin(); it != digest.parts().end(); ++it)
            answer.rows.insert(it.key(), it->rows);
        return answer;
    }, std::move(then));
}

void Seat::copyIsLost(QObject *context, Then<Result<bool>> then)
{
    d->threads.store.run(context, [](LocalStore &store) { return store.mirrorIsLost(); }, std::move(then));
}

void Seat::owner(QObject *context, Then<Result<Session>> then)
{
    d->threads.store.run(context, [](LocalStore &store) -> Result<Session> {
        TD_ASSIGN(identity, store.identity());
        return Session {QUrl(identity.server), identity.user, identity.seat, identity.userName, false};
    }, std::move(then));
}

void Seat::completeIndex(QObject *context, Then<Status> then)
{
    d->threads.store.run(context, [](LocalStore &store) -> Status {
        for (;;) {
            TD_ASSIGN(more, indexSlice(store));
            if (!more)
                return {};
        }
    }, std::move(then));
}

void Seat::health(QObject *context, Then<Result<Health>> then)
{
    d->threads.store.run(context, [](LocalStore &store) -> Result<Health> {
        Health health;
        TD_ASSIGN(problems, store.mirror().connection().integrityCheck());
        TD_ASSIGN(waiting, store.outbox().waiting());
        TD_ASSIGN(reviews, store.outbox().openReviews());
        TD_ASSIGN(complete, store.mirror().indexIsComplete());
        health.problems = problems;
        TD_ASSIGN(entries, store.outbox().entries());
        for (const domain::OutboxEntry &entry : entries) {
            if (entry.damaged)
                health.problems.append(QStringLiteral("outbox.db: operation %1 is damaged").arg(entry.change.seq));
        }
        TD_ASSIGN(lost, store.mirrorIsLost());
        if (lost)
            health.problems.append(QStringLiteral("cache.db was damaged and begun anew; the next exchange with the server fetches it"));
        if (store.sessionIsDamaged())
            health.problems.append(QStringLiteral("%1 cannot be read; a sign-in writes it anew").arg(LocalStore::sessionPath(store.profile())));
        health.waiting = waiting;
        health.reviews = reviews;
        health.indexComplete = complete;
        TD_ASSIGN(asOf, store.mirror().meta("as_of"));
        health.asOf = asOf.toLongLong();
        health.cacheBytes = QFileInfo(LocalStore::cachePath(store.profile())).size();
        health.outboxBytes = QFileInfo(LocalStore::outboxPath(store.profile())).size();
        for (const SealedWork &work : sealedWork(store.profile()))
            health.sealed.append(work.path);
        health.setAside = storage::damagedOutboxes(LocalStore::outboxPath(store.profile()));
        return health;
    }, std::move(then));
}

Edits &Seat::edits() { return d->edits; }

Queries &Seat::queries() { return d->queries; }

Figures &Seat::figures() { return d->figures; }

} // namespace tidedesk::seat
