// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/filelink.h"
#include <QPointer>

namespace tidedesk::seat {

/// Fetches one file, piece by piece, and goes on where an earlier attempt broke off, in an earlier run, too. Main thread.
class FileDownload : public QObject {
    Q_OBJECT
public:
    FileDownload(const FileLink &link, const QString &hash, QObject *parent);
    ~FileDownload() override; ///< what is under way is given up; what has come is kept
    void start();

Q_SIGNALS:
    void progressed(qint64 done, qint64 total);
    /// Once, never from start().
    void finished(const tidedesk::Status &status);

private:
    void next(qint64 at);
    void take(qint64 at, const Result<net::Response> &answer);
    void failed(qint64 at, const Error &error);
    void publish();
    void startOver(const Error &why);
    void end(const Status &status);

    FileLink m_link;
    const QString m_hash;
    QPointer<net::Call> m_call;
    bool m_moved = false; ///< something has come since the last failure
    bool m_startedOver = false;
};

} // namespace tidedesk::seat
