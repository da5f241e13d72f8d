// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/schema/entities.h"
#include "core/seat/edits.h"
#include "core/seat/queries.h"
#include "core/seat/seat.h"
#include "core/server/api/passwords.h"
#include "tests/bench/bench.h"
#include "tests/bench/limit.h"
#include "tests/bench/processcost.h"
#include "tests/bench/serverfiller.h"
#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>

namespace tidedesk::bench {

namespace {

constexpr int kEdits = 1000;
constexpr int kTrials = 50;
const auto kPassword = QStringLiteral("bench-password");

int giveUp(const QString &what)
{
    QTextStream(stderr) << "tidedesk-bench sync: " << what << '\n';
    return 1;
}

QString bin(const char *name) { return QCoreApplication::applicationDirPath() + u'/' + QLatin1StringView(name); }

/// A real server on a filled folder; ended with the object.
class Server {
public:
    Status start(const QString &folder, const ServerSize &size)
    {
        QProcess init;
        init.start(bin("tidedesk-server"), {QStringLiteral("init"), QStringLiteral("--data"), folder, QStringLiteral("--admin"), QStringLiteral("admin"), QStringLiteral("--password-stdin")});
        init.write(kPassword.toUtf8() + '\n');
        init.closeWriteChannel();
        if (!init.waitForFinished(60'000) || init.exitCode() != 0)
            return Error {Consequence::Fatal, QStringLiteral("bench.init"), QString::fromUtf8(init.readAllStandardError())};
        TD_ASSIGN(hash, server::hashPassword(kPassword.toUtf8()));
        TD_TRY(fillServer(folder + QStringLiteral("/server.db"), hash, size));
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(bin("tidedesk-server"), {QStringLiteral("serve"), QStringLiteral("--data"), folder});
        if (!m_process.waitForReadyRead(30'000))
            return Error {Consequence::Fatal, QStringLiteral("bench.serve"), {}};
        m_url = QUrl(QJsonDocument::fromJson(m_process.readLine()).object().value(QLatin1StringView("url")).toString());
        return {};
    }
    ~Server()
    {
        m_process.terminate();
        m_process.waitForFinished(10'000);
    }
    QUrl url() const { return m_url; }
    double cpu() const { return cpuOf(m_process.processId()); }
    /// Bytes it has sent so far, as they went over the wire.
    double sent() const
    {
        QTcpSocket socket;
        socket.connectToHost(m_url.host(), static_cast<quint16>(m_url.port()));
        socket.write("GET /metrics HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n");
        QByteArray answer;
        while (socket.waitForReadyRead(5000))
            answer += socket.readAll();
        const QByteArray name = "\ntidedesk_http_sent_bytes_total ";
        const qsizetype at = answer.indexOf(name);
        return at < 0 ? -1 : answer.mid(at + name.size(), answer.indexOf('\n', at + 1) - at - name.size()).toDouble();
    }
    double memory(QByteArrayView what) const { return memoryOf(m_process.processId(), what); }

private:
    QProcess m_process;
    QUrl m_url;
};

/// What two seats of one desk do, after their bootstrap. Steps run one after the other through the event loop.
class TwoSeats : public QObject {
public:
    TwoSeats(const Server &server, const QString &profileA, const QString &profileB)
        : m_server(server)
        , m_a(m_clock, {profileA, true})
        , m_b(m_clock, {profileB, true})
    {
        enter(m_a, [this] { enter(m_b, [this] { chooseTickets(); }); });
    }

private:
    void fail(const Error &error) { QCoreApplication::exit(giveUp(error.code + u' ' + error.detail)); }
    void enter(seat::Seat &seat, const std::function<void()> &then)
    {
        seat.open(this, [this, &seat, then](const Status &opened) {
            if (!opened)
                return fail(opened.error());
            seat.resume(this, [this, &seat, then](const Status &resumed) {
                if (!resumed)
                    return fail(resumed.error());
                onceSettled(seat, then);
                seat.start();
            });
        });
    }
    void onceSettled(seat::Seat &seat, const std::function<void()> &then)
    {
        connect(&seat, &seat::Seat::settled, this, then, Qt::SingleShotConnection);
    }
    void chooseTickets()
    {
        domain::TicketQuery query;
        query.view = domain::TicketQuery::View::Open;
        m_a.queries().firstPage(query, this, [this](const Result<QList<domain::TicketLine>> &lines) {
            if (!lines || lines->isEmpty())
                return fail({Consequence::Fatal, QStringLiteral("bench.no_tickets"), {}});
            for (const domain::TicketLine &line : *lines)
                m_tickets.append(line.ticket.id());
            connect(&m_b, &seat::Seat::changed, this, &TwoSeats::onArrived);
            nothingNew();
        });
    }
    double ms() const { return static_cast<double>(m_timer.nsecsElapsed()) / 1e6; }

    /// A pull that brings nothing.
    void nothingNew()
    {
        if (m_round == 0)
            m_cpu = m_server.cpu();
        if (m_round++ == 20 * kTrials) {
            report(QStringLiteral("sync_nothing_new"), std::exchange(m_samples, {}), {{QStringLiteral("server_cpu_ms"), (m_server.cpu() - m_cpu) * 1000 / (20 * kTrials)}});
            m_round = 0;
            return oneChange();
        }
        m_timer.start();
        onceSettled(m_b, [this] {
            m_samples.add(m_timer.nsecsElapsed());
            QMetaObject::invokeMethod(this, [this] { nothingNew(); }, Qt::QueuedConnection);
        });
        m_b.connectNow();
    }
    /// Committed on A until committed on B.
    void oneChange()
    {
        if (m_round++ == kTrials) {
            report(QStringLiteral("sync_one_change"), std::exchange(m_samples, {}));
            m_waited = {};
            return push();
        }
        m_waited = m_tickets[m_round % m_tickets.size()];
        m_a.edits().set(schema::ticket(), m_waited, {{schema::ticket().subject.index, QStringLiteral("第 %1 次修改").arg(m_round)}}, this,
            [this](const Result<seat::Edits::Receipt> &receipt) { receipt ? m_timer.start() : fail(receipt.error()); });
    }
    void onArrived(const domain::ChangeSet &changes)
    {
        if (m_waited.isNull() || !changes.touches(schema::ticket(), m_waited))
            return;
        m_samples.add(m_timer.nsecsElapsed());
        m_waited = {};
        // Well apart, so that one trial does not ride on another's request.
        QTimer::singleShot(20, this, &TwoSeats::oneChange);
    }
    /// Edits made while A was away; B is away while they go out, and catches up afterwards.
    void push()
    {
        m_a.stop();
        m_b.stop();
        m_left = kEdits;
        for (int i = 0; i < kEdits; ++i) {
            m_a.edits().note(m_tickets[i % m_tickets.size()], QStringLiteral("已联系客户，等待回复 %1").arg(i), {}, this, [this](const Result<seat::Edits::Receipt> &receipt) {
                if (!receipt)
                    return fail(receipt.error());
                if (--m_left == 0)
                    send();
            });
        }
    }
    void send()
    {
        m_timer.start();
        connect(&m_a, &seat::Seat::statusChanged, this, [this](const domain::SyncStatus &status) {
            m_sending = m_sending || status.waiting == kEdits;
            if (status.waiting > 0 || !m_sending || m_sent)
                return;
            m_sent = true;
            report(QStringLiteral("sync_push"), {{QStringLiteral("edits"), kEdits}, {QStringLiteral("ms"), ms()}});
            QMetaObject::invokeMethod(this, [this] { catchUp(); }, Qt::QueuedConnection);
        });
        m_a.start();
    }
    void catchUp()
    {
        m_timer.start();
        onceSettled(m_b, [this] {
            report(QStringLiteral("sync_catch_up"), {{QStringLiteral("edits"), kEdits}, {QStringLiteral("ms"), ms()}});
            QCoreApplication::quit();
        });
        m_b.start();
    }

    const Server &m_server;
    SystemClock m_clock;
    seat::Seat m_a;
    seat::Seat m_b;
    QList<Id> m_tickets;
    QElapsedTimer m_timer;
    Samples m_samples;
    Id m_waited;
    double m_cpu = 0;
    int m_round = 0;
    int m_left = 0;
    bool m_sending = false;
    bool m_sent = false;
};

/// The lines a bootstrapping seat printed, by name.
std::optional<QHash<QString, QJsonObject>> bootstrapOnce(const Server &server, const QString &profile, const QString &user)
{
    QProcess seat;
    seat.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    seat.start(QCoreApplication::applicationFilePath(), {QStringLiteral("seat-bootstrap"), profile, server.url().toString(), user, kPassword});
    if (!seat.waitForFinished(600'000) || seat.exitCode() != 0)
        return std::nullopt;
    QHash<QString, QJsonObject> lines;
    for (const QByteArray &line : seat.readAllStandardOutput().split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        lines.insert(object.value(QLatin1StringView("bench")).toString(), object);
    }
    return lines;
}

double number(const QHash<QString, QJsonObject> &lines, const char *name, const char *key)
{
    return lines.value(QLatin1StringView(name)).value(QLatin1StringView(key)).toDouble();
}

bool bootstrap(const Server &server, const QString &folder)
{
    const double idle = server.memory("VmRSS");
    for (const char *profile : {"a", "b"}) {
        const QString path = folder + u'/' + QLatin1StringView(profile);
        const double before = server.cpu();
        const double sent = server.sent();
        const auto lines = bootstrapOnce(server, path, QLatin1StringView(profile) == QLatin1StringView("a") ? QStringLiteral("agent0") : QStringLiteral("agent1"));
        const double serverCpu = server.cpu() - before;
        const double wire = (server.sent() - sent) / 1e6;
        if (!lines)
            return false;
        const auto limit = insertLimit(path + QStringLiteral("/cache.db"), folder + QStringLiteral("/limit.db"));
        if (!limit) {
            giveUp(limit.error().detail);
            return false;
        }
        const double wall = number(*lines, "seat_settled", "wall_s");
        const double cpu = number(*lines, "seat_settled", "cpu_s");
        report(QStringLiteral("sync_bootstrap"), {{QStringLiteral("rows"), limit->rows}, {QStringLiteral("limit_wall_s"), limit->wall},
            {QStringLiteral("limit_cpu_s"), limit->cpu}, {QStringLiteral("wall_s"), wall}, {QStringLiteral("seat_cpu_s"), cpu},
            {QStringLiteral("server_cpu_s"), serverCpu}, {QStringLiteral("wall_of_limit"), wall / limit->wall},
            {QStringLiteral("cpu_of_limit"), (cpu + serverCpu) / limit->cpu},
            {QStringLiteral("wire_mb"), wire}, {QStringLiteral("usable_s"), number(*lines, "seat_usable", "wall_s")},
            {QStringLiteral("indexed_of_limit"), number(*lines, "seat_indexed", "wall_s") / limit->wall},
            {QStringLiteral("seat_mib"), number(*lines, "seat_settled", "mib_above_idle")},
            {QStringLiteral("server_mib"), server.memory("VmHWM") - idle}});
    }
    return true;
}

} // namespace

int syncBench(const QStringList &arguments)
{
    const double scale = arguments.value(0, QStringLiteral("1")).toDouble();
    ServerSize size;
    size.customers = qMax(100, static_cast<int>(size.customers * scale));
    size.tickets = qMax(300, static_cast<int>(size.tickets * scale));
    size.messages = 3 * size.tickets;
    const QTemporaryDir folder(QDir::tempPath() + QStringLiteral("/tidedesk-bench-sync-XXXXXX"));
    Server server;
    if (const Status started = server.start(folder.filePath(QStringLiteral("server")), size); !started)
        return giveUp(started.error().code + u' ' + started.error().detail);
    report(QStringLiteral("size"), {{QStringLiteral("customers"), size.customers}, {QStringLiteral("tickets"), size.tickets}, {QStringLiteral("messages"), size.messages}});
    if (!bootstrap(server, folder.path()))
        return giveUp(QStringLiteral("a seat could not be set up"));
    TwoSeats seats(server, folder.filePath(QStringLiteral("a")), folder.filePath(QStringLiteral("b")));
    return QCoreApplication::exec();
}

} // namespace tidedesk::bench
