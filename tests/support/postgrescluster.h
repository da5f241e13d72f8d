// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace tidedesk::test {

/// A PostgreSQL cluster of a test's own: made in a temporary folder, reached through a socket there and nowhere else, gone
/// with the object - and with the test program, however that ends. As root it runs as the user postgres, for PostgreSQL
/// refuses root. What is too slow to be of use in tests is off: no fsync unless `durable`, no autovacuum.
class PostgresCluster {
public:
    enum class Durable { No, Yes };

    /// Why there can be none here; empty when there can. A test skips itself with this.
    static QString missing();
    /// Stops the program when the cluster cannot be made: a fixture that fails is no test result.
    explicit PostgresCluster(Durable durable = Durable::No, const QByteArrayList &settings = {});
    ~PostgresCluster();

    /// A standby that follows `primary`, under `name` for synchronous_standby_names.
    static std::unique_ptr<PostgresCluster> standbyOf(const PostgresCluster &primary, const QByteArray &name);

    QByteArray url(const QByteArray &database = "postgres") const;
    QByteArray socketFolder() const { return m_folder->path().toUtf8(); }
    QByteArray makeDatabase(); ///< an empty one; its URL
    /// As a power cut would: nothing is written that is not on the medium.
    void kill();
    void start();
    void promote();
    /// Runs SQL as the cluster's owner; the output of psql -At.
    QByteArray sql(const QByteArray &text, const QByteArray &database = "postgres") const;

private:
    struct Bare {};
    explicit PostgresCluster(Bare);
    QByteArray run(const QByteArray &program, const QByteArrayList &arguments) const;
    void configure(const QByteArrayList &settings);
    QByteArray data() const { return socketFolder() + "/data"; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_guard; ///< ends the server when our end of its pipe closes
    int m_databases = 0;
};

} // namespace tidedesk::test
