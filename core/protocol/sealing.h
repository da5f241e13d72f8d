// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/id.h"
#include "core/base/result.h"
#include <QByteArray>
#include <functional>
#include <memory>
#include <optional>

/// Sealed work: what a seat has not sent yet, encrypted so that only the server can read it (libsodium: a key of its own
/// per file for crypto_secretstream, and that key in a crypto_box_seal for the server).
///
///   "TDSEAL1\n", length of the label (4 bytes, little endian), label (JSON, readable by everybody), box, stream header,
///   frames of 64 KiB + 17 bytes, the last one shorter and tagged final. The first frame authenticates all before it.
///
/// Inside are entries one behind the other: a line of JSON {"name","size"}, then so many bytes.
namespace tidedesk::protocol {

/// An installation's pair of keys. The secret one never leaves the server.
struct SealingKeys {
    QByteArray publicKey;
    QByteArray secretKey;

    static SealingKeys make();
    bool isValid() const;
};
bool isSealingKey(const QByteArray &publicKey);

/// What is written on the outside: whose work it is and how much, nothing of its content.
struct SealLabel {
    Id id; ///< of this file
    Id user;
    Id seat;
    qint64 operations = 0; ///< that had not been sent
    qint64 files = 0; ///< that had not been sent whole
    qint64 sealedAt = 0; ///< by the seat's clock

    friend bool operator==(const SealLabel &, const SealLabel &) = default;
};

/// Writes one, in order, holding no more than a frame.
class SealWriter {
public:
    using Out = std::function<Status(QByteArrayView)>;

    /// Fatal "sealed.no_key" when the public key is none.
    static Result<SealWriter> begin(Out out, const QByteArray &publicKey, const SealLabel &label);
    SealWriter(SealWriter &&) noexcept;
    ~SealWriter();
    Status entry(const QString &name, qint64 size); ///< its `size` bytes follow
    Status write(QByteArrayView bytes);
    Status finish();
    const QByteArray &key() const; ///< of this file; lets the writer read it back, and is to be forgotten

private:
    struct State;
    explicit SealWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// Names of entries. Operations and what waits for a decision are lines of JSON, oldest first; files have their hashes'
/// names; the rest is the seat's own and means nothing to anybody else.
inline const auto kOperationsEntry = QLatin1StringView("operations");
inline const auto kUndecidedEntry = QLatin1StringView("undecided");
inline const auto kOutboxEntry = QLatin1StringView("outbox.db");

/// Reads one, in order. Every error about the content is Rejected "sealed.damaged"; those of the source come as they are.
class SealReader {
public:
    /// Up to so many bytes of what comes next; fewer at the end only.
    using In = std::function<Result<QByteArray>(qint64 atMost)>;

    explicit SealReader(In in);
    SealReader(SealReader &&) noexcept;
    ~SealReader();
    Result<SealLabel> label(); ///< first
    const QByteArray &box() const; ///< after label(): for openBox()
    Status unlock(const QByteArray &key); ///< then

    struct Entry {
        QString name;
        qint64 size = 0;
    };
    /// The next entry, whatever was read of the last one; none at the end, which is the end of the whole file then.
    Result<std::optional<Entry>> next();
    Result<QByteArray> read(qint64 atMost); ///< of the entry; empty at its end
    Result<std::optional<QByteArray>> line(qint64 longest); ///< of the entry, without its end; none at the entry's end

private:
    struct State;
    std::unique_ptr<State> m_state;
};

QString blobEntry(const QString &hash); ///< "blobs/<hash>"
QString blobIn(const SealReader::Entry &entry); ///< the hash of a file; empty for other entries

/// What a box holds for who has the secret key. Rejected "sealed.foreign" when it was sealed for another server.
struct OpenedBox {
    QByteArray key;
    Id id;
    Id user;
    Id seat;
    /// The box is the label's: anybody can write a label.
    bool fits(const SealLabel &label) const { return id == label.id && user == label.user && seat == label.seat; }
};
Result<OpenedBox> openBox(const QByteArray &box, const SealingKeys &keys);

} // namespace tidedesk::protocol
