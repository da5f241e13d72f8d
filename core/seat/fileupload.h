// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/filelink.h"
#include <QPointer>

namespace tidedesk::seat {

/// Takes one file to the server, piece by piece, from where an earlier attempt broke off. Main thread.
class FileUpload : public QObject {
    Q_OBJECT
public:
    FileUpload(const FileLink &link, const QString &hash, QObject *parent);
    ~FileUpload() override; ///< what is under way is given up
    void start() { ask(); }

Q_SIGNALS:
    void progressed(qint64 done, qint64 total);
    /// Once, never from start(). Rejected "blob.lost" when there is nothing (sound) to send any more, else the server's word.
    void finished(const tidedesk::Status &status);

private:
    void ask();
    void send(qint64 offset);
    void take(const Result<net::Response> &answer);
    void startOver(const Error &why);
    void end(const Status &status);

    FileLink m_link;
    const QString m_hash;
    QPointer<net::Call> m_call;
    qint64 m_sent = -1; ///< where the piece under way begins; -1: none is
    bool m_startedOver = false;
};

} // namespace tidedesk::seat
