// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/localstore.h"
#include "core/base/clock.h"
#include "core/base/logging.h"
#include "core/search/ftstokenizer.h"
#include "core/search/tokenizer.h"
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>
#include <sodium.h>

namespace tidedesk::seat {

namespace {

const QStringList kIdentity {QStringLiteral("server"), QStringLiteral("user"), QStringLiteral("seat"), QStringLiteral("user_name"),
    QStringLiteral("level")}; ///< settings

constexpr char kBegunAnew[] = "begun_anew"; ///< of a mirror that follows a damaged one

Error cannotOpen(const QString &what)
{
    return {Consequence::Fatal, QStringLiteral("store.cannot_open"), what};
}

} // namespace

sqlite::Options cacheOptions(const QString &profile, bool reader)
{
    sqlite::Options options = reader ? sqlite::Options::reader(LocalStore::cachePath(profile)) : sqlite::Options();
    options.path = LocalStore::cachePath(profile);
    options.secureDelete = true;
    options.mmapSize = 256LL * 1024 * 1024;
    if (!reader) { // a first fetch writes large transactions, and what it maps counts as this program's memory
        options.mmapSize = 0;
        options.cacheKib = 16 * 1024;
        options.walAutocheckpoint = 4000;
    }
    options.disposable = true;
    options.onOpen = {[](sqlite3 *db) { return search::registerTokenizer(db); }};
    return options;
}

Error sessionDamaged(const QString &profile)
{
    return {Consequence::SignIn, QStringLiteral("session.damaged"), LocalStore::sessionPath(profile)};
}

QString LocalStore::cachePath(const QString &profile) { return profile + QStringLiteral("/cache.db"); }
QString LocalStore::outboxPath(const QString &profile) { return profile + QStringLiteral("/outbox.db"); }
QString LocalStore::sessionPath(const QString &profile) { return profile + QStringLiteral("/session"); }

Result<std::unique_ptr<LocalStore>> LocalStore::open(
    const QString &profile, const Clock &clock, const std::function<quint64()> &random)
{
    std::unique_ptr<LocalStore> store(new LocalStore);
    TD_TRY(store->openFiles(profile, clock, random));
    return store;
}

LocalStore::~LocalStore() = default;

Status LocalStore::openFiles(const QString &profile, const Clock &clock, const std::function<quint64()> &random)
{
    m_profile = profile;
    TD_ASSIGN(lock, storage::ProfileLock::acquire(profile));
    m_lock = std::move(lock);
    TD_TRY(sealIfRevoked(clock));
    TD_TRY(m_outbox->prune());
    if (!QFile::exists(sqlite::damageMark(cachePath(profile)))) {
        const Status opened = openMirror(clock, random);
        if (opened || opened.error().code != u"store.corrupt")
            return opened;
    }
    // The server has it all; what is the agent's own lies in the outbox.
    TD_TRY(discardMirror());
    TD_TRY(openMirror(clock, random));
    return m_mirror->setMeta(kBegunAnew, QStringLiteral("1"));
}

Result<bool> LocalStore::mirrorIsLost()
{
    TD_ASSIGN(begunAnew, m_mirror->meta(kBegunAnew));
    TD_ASSIGN(asOf, m_mirror->meta("as_of"));
    return !begunAnew.isEmpty() && asOf.isEmpty();
}

Status LocalStore::openMirror(const Clock &clock, const std::function<quint64()> &random)
{
    TD_ASSIGN(cache, sqlite::Connection::open(cacheOptions(m_profile, false)));
    m_cache = std::move(cache);
    TD_ASSIGN(state, storage::ensureMirror(*m_cache, m_tables, search::kTokenizerVersion));
    if (state.rebuilt)
        qCInfo(lcStore) << "the local mirror starts empty";
    m_mirror = std::make_unique<storage::Mirror>(*m_cache, m_tables);
    m_seat = std::make_unique<storage::SeatStore>(*m_mirror, *m_outbox, clock, random);
    TD_ASSIGN(known, identity());
    actAs(known);
    return m_seat->recover();
}

Status LocalStore::discardMirror()
{
    qCWarning(lcStore) << "the local mirror is damaged; it is fetched again from the server";
    m_seat.reset();
    m_mirror.reset();
    m_cache.reset();
    const QString path = cachePath(m_profile);
    // The mark goes last: begun anew, or found again.
    for (const QString &file : {path + QStringLiteral("-wal"), path + QStringLiteral("-shm"), path, sqlite::damageMark(path)}) {
        if (QFile::exists(file) && !QFile::remove(file))
            return cannotOpen(QStringLiteral("the damaged file %1 cannot be removed").arg(file));
    }
    return {};
}

Status LocalStore::openOutbox(const Clock &clock)
{
    if (!QDir().mkpath(m_profile + QStringLiteral("/blobs")))
        return cannotOpen(QStringLiteral("the profile folder cannot be written"));
    TD_ASSIGN(outboxFile, storage::OutboxFile::open(outboxPath(m_profile), lastOperation()));
    m_outboxFile = std::move(outboxFile);
    m_outbox = std::make_unique<storage::Outbox>(m_outboxFile->database(), clock);
    return keepIdentityTwice();
}

/// As far as the mirror knows, which may be nothing.
qint64 LocalStore::lastOperation() const
{
    const QString path = cachePath(m_profile);
    if (!QFile::exists(path) || QFile::exists(sqlite::damageMark(path)))
        return 0;
    const auto known = [this]() -> Result<qint64> {
        TD_ASSIGN(cache, sqlite::Connection::open(cacheOptions(m_profile, true)));
        TD_ASSIGN(statement, cache->prepareOnce("SELECT CAST(value AS INTEGER) FROM meta WHERE key=?"));
        statement.bindUtf8(1, storage::kLastOperation);
        TD_ASSIGN(found, statement.step());
        return found ? statement.integer(0) : 0;
    }();
    return known ? *known : 0;
}

/// Whose work this is lies beside the session, too: a salvaged outbox may have lost it, and could never be sent then.
Status LocalStore::keepIdentityTwice()
{
    QJsonObject session = this->session();
    const QJsonObject kept = session.value(QLatin1StringView("seat")).toObject();
    QJsonObject now;
    for (const QString &key : kIdentity) {
        TD_ASSIGN(value, m_outbox->setting(key));
        now.insert(key, value);
    }
    if (now.value(QLatin1StringView("seat")).toString().isEmpty()) {
        for (auto it = kept.begin(); it != kept.end(); ++it)
            TD_TRY(m_outbox->setSetting(it.key(), it->toString()));
        return {};
    }
    if (kept == now || session.isEmpty())
        return {};
    session.insert(QStringLiteral("seat"), now);
    return writeSession(session);
}

void LocalStore::actAs(const SeatIdentity &identity)
{
    m_seat->setActor({identity.user, identity.seat, static_cast<schema::Writer>(identity.level)});
}

Result<SeatIdentity> LocalStore::identity()
{
    SeatIdentity identity;
    TD_ASSIGN(server, m_outbox->setting(QStringLiteral("server")));
    TD_ASSIGN(user, m_outbox->setting(QStringLiteral("user")));
    TD_ASSIGN(seat, m_outbox->setting(QStringLiteral("seat")));
    TD_ASSIGN(name, m_outbox->setting(QStringLiteral("user_name")));
    TD_ASSIGN(level, m_outbox->setting(QStringLiteral("level")));
    identity.server = server;
    identity.user = Id::fromString(user);
    identity.seat = Id::fromString(seat);
    identity.userName = name;
    identity.level = level.toLongLong();
    const QJsonObject session = this->session();
    identity.token = session.value(QLatin1StringView("token")).toString().toLatin1();
    identity.inside = !identity.token.isEmpty() || session.value(QLatin1StringView("offline")).toBool();
    identity.damaged = sessionIsDamaged();
    TD_ASSIGN(sealed, sealedOf(identity));
    identity.sealed = sealed.has_value();
    identity.inside = identity.inside && !identity.sealed;
    return identity;
}

Status LocalStore::setIdentity(const SeatIdentity &identity)
{
    const QMap<QString, QString> settings {{QStringLiteral("server"), identity.server}, {QStringLiteral("user"), identity.user.toString()},
        {QStringLiteral("seat"), identity.seat.toString()}, {QStringLiteral("user_name"), identity.userName},
        {QStringLiteral("level"), QString::number(identity.level)}};
    TD_ASSIGN(known, this->identity());
    const bool other = !known.user.isNull() && (!(known.user == identity.user) || !(known.seat == identity.seat));
    if (other) {
        TD_ASSIGN(waiting, m_outbox->waiting());
        TD_ASSIGN(open, m_outbox->openReviews());
        TD_ASSIGN(uploads, m_outbox->uploads());
        const qint64 unfinished = waiting + open + uploads.size();
        if (unfinished > 0)
            return Error {Consequence::Rejected, QStringLiteral("seat.other_user"), QString::number(unfinished)};
        TD_TRY(m_mirror->clear());
        TD_TRY(m_outbox->beginAnew(settings)); // the server counts a seat's operations from one
    }
    for (auto it = settings.begin(); !other && it != settings.end(); ++it)
        TD_TRY(m_outbox->setSetting(it.key(), it.value()));
    actAs(identity);
    QJsonObject session = other ? QJsonObject() : this->session();
    session.insert(QStringLiteral("token"), QString::fromLatin1(identity.token));
    session.remove(QStringLiteral("offline"));
    session.remove(QStringLiteral("seat"));
    TD_TRY(writeSession(session));
    return keepIdentityTwice();
}

Status LocalStore::enterOffline()
{
    QJsonObject session = this->session();
    session.insert(QStringLiteral("offline"), true);
    return writeSession(session);
}

Status LocalStore::forgetToken()
{
    TD_ASSIGN(known, identity());
    QJsonObject session = this->session();
    if (!known.sealed) // then it is good for handing in what is sealed, and for nothing else
        session.remove(QStringLiteral("token"));
    session.remove(QStringLiteral("offline"));
    return writeSession(session);
}

Status LocalStore::rememberPassword(const QString &password, qint64 now)
{
    char hash[crypto_pwhash_STRBYTES] = {};
    const QByteArray utf8 = password.toUtf8();
    if (sodium_init() < 0
        || crypto_pwhash_str(hash, utf8.constData(), static_cast<unsigned long long>(utf8.size()),
               crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE)
            != 0)
        return Error {Consequence::RetryLater, QStringLiteral("store.memory"), QStringLiteral("password hash")};
    QJsonObject session = this->session();
    session.insert(QStringLiteral("verifier"), QString::fromLatin1(hash));
    session.insert(QStringLiteral("agreed_at"), now);
    session.remove(QStringLiteral("disabled"));
    return writeSession(session);
}

Status LocalStore::endLease()
{
    QJsonObject session = this->session();
    session.remove(QStringLiteral("verifier"));
    session.remove(QStringLiteral("agreed_at"));
    session.insert(QStringLiteral("disabled"), true);
    return writeSession(session);
}

Status LocalStore::verifyPassword(const QString &password, qint64 now)
{
    if (sessionIsDamaged())
        return sessionDamaged(m_profile);
    const QJsonObject session = this->session();
    if (session.value(QLatin1StringView("disabled")).toBool())
        return Error {Consequence::SignIn, QStringLiteral("account_disabled"), {}};
    const QByteArray hash = session.value(QLatin1StringView("verifier")).toString().toLatin1();
    const QByteArray utf8 = password.toUtf8();
    if (sodium_init() < 0 || hash.isEmpty()
        || crypto_pwhash_str_verify(hash.constData(), utf8.constData(), static_cast<unsigned long long>(utf8.size())) != 0)
        return Error {Consequence::Rejected, QStringLiteral("sign_in.wrong_password"), {}};
    if (now - session.value(QLatin1StringView("agreed_at")).toInteger() > kOfflineLeaseMs)
        return Error {Consequence::SignIn, QStringLiteral("sign_in.lease_over"), {}};
    return {};
}

QJsonObject LocalStore::session() const
{
    QFile file(sessionPath(m_profile));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.read(64 * 1024)).object() : QJsonObject();
}

bool LocalStore::sessionIsDamaged() const
{
    QFile file(sessionPath(m_profile));
    return file.exists() && !(file.open(QIODevice::ReadOnly) && QJsonDocument::fromJson(file.read(64 * 1024)).isObject());
}

Status LocalStore::writeSession(const QJsonObject &session)
{
    const QByteArray text = QJsonDocument(session).toJson(QJsonDocument::Compact);
    QSaveFile file(sessionPath(m_profile));
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(text) != text.size() || !file.commit())
        return Error {Consequence::RetryLater, QStringLiteral("store.io"), QStringLiteral("session file")};
    return {};
}

} // namespace tidedesk::seat
