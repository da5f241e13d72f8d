// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/sealing.h"
#include "core/protocol/json.h"
#include <QRegularExpression>
#include <QtEndian>
#include <sodium.h>

namespace tidedesk::protocol {

namespace {

constexpr QByteArrayView kMagic = "TDSEAL1\n";
constexpr qsizetype kFrame = 64 * 1024; ///< of plain text
constexpr qsizetype kFrameExtra = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr qsizetype kKey = crypto_secretstream_xchacha20poly1305_KEYBYTES;
constexpr qsizetype kStreamHeader = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr qsizetype kBoxed = kKey + 3 * 16; ///< key, id, user, seat
constexpr qsizetype kBox = kBoxed + crypto_box_SEALBYTES;
constexpr quint32 kLongestLabel = 4096;
constexpr qsizetype kLongestEntryLine = 1024;

using Stream = crypto_secretstream_xchacha20poly1305_state;

Error damaged(const char *why) { return {Consequence::Rejected, QStringLiteral("sealed.damaged"), QLatin1StringView(why)}; }

template <class Bytes> unsigned char *raw(Bytes &bytes) { return reinterpret_cast<unsigned char *>(bytes.data()); }
template <class Bytes> const unsigned char *rawConst(const Bytes &bytes) { return reinterpret_cast<const unsigned char *>(bytes.data()); }
template <class Size> unsigned long long count(Size size) { return static_cast<unsigned long long>(size); }

bool ready() { return sodium_init() >= 0; }

QByteArray labelText(const SealLabel &label)
{
    return compact({{QStringLiteral("id"), label.id.toString()}, {QStringLiteral("user"), label.user.toString()},
        {QStringLiteral("seat"), label.seat.toString()}, {QStringLiteral("operations"), label.operations},
        {QStringLiteral("files"), label.files}, {QStringLiteral("sealed_at"), label.sealedAt}});
}

Result<SealLabel> labelFrom(const QByteArray &text)
{
    const auto where = QStringLiteral("label");
    TD_ASSIGN(json, parseObject(text, where));
    TD_ASSIGN(id, idAt(json, QLatin1StringView("id"), where));
    TD_ASSIGN(user, idAt(json, QLatin1StringView("user"), where));
    TD_ASSIGN(seat, idAt(json, QLatin1StringView("seat"), where));
    TD_ASSIGN(operations, integerAt(json, QLatin1StringView("operations"), where));
    TD_ASSIGN(files, integerAt(json, QLatin1StringView("files"), where));
    TD_ASSIGN(sealedAt, integerAt(json, QLatin1StringView("sealed_at"), where));
    return SealLabel {id, user, seat, operations, files, sealedAt};
}

} // namespace

SealingKeys SealingKeys::make()
{
    SealingKeys keys {QByteArray(crypto_box_PUBLICKEYBYTES, '\0'), QByteArray(crypto_box_SECRETKEYBYTES, '\0')};
    if (!ready() || crypto_box_keypair(raw(keys.publicKey), raw(keys.secretKey)) != 0)
        return {};
    return keys;
}

bool isSealingKey(const QByteArray &publicKey) { return publicKey.size() == qsizetype(crypto_box_PUBLICKEYBYTES); }

bool SealingKeys::isValid() const { return isSealingKey(publicKey) && secretKey.size() == qsizetype(crypto_box_SECRETKEYBYTES); }

Result<OpenedBox> openBox(const QByteArray &box, const SealingKeys &keys)
{
    QByteArray plain(kBoxed, '\0');
    if (!ready() || !keys.isValid() || box.size() != kBox
        || crypto_box_seal_open(raw(plain), rawConst(box), count(box.size()), rawConst(keys.publicKey), rawConst(keys.secretKey)) != 0)
        return Error {Consequence::Rejected, QStringLiteral("sealed.foreign"), {}};
    const auto idAt = [&plain](qsizetype n) { return Id::fromBytes(QByteArrayView(plain).sliced(kKey + n * 16, 16)); };
    return OpenedBox {plain.first(kKey), idAt(0), idAt(1), idAt(2)};
}

QString blobEntry(const QString &hash) { return QStringLiteral("blobs/") + hash; }

QString blobIn(const SealReader::Entry &entry)
{
    static const QRegularExpression form(QStringLiteral("^blobs/([0-9a-f]{64})$"));
    return form.match(entry.name).captured(1);
}

// ---- writing

struct SealWriter::State {
    Out out;
    QByteArray key = QByteArray(kKey, '\0');
    Stream stream = {};
    QByteArray head; ///< until the first frame has authenticated it
    QByteArray frame;
    qint64 left = 0; ///< of the entry under way

    ~State()
    {
        sodium_memzero(key.data(), static_cast<size_t>(key.size()));
        sodium_memzero(&stream, sizeof stream);
    }
    Status push(unsigned char tag)
    {
        QByteArray sealed(frame.size() + kFrameExtra, '\0');
        crypto_secretstream_xchacha20poly1305_push(
            &stream, raw(sealed), nullptr, rawConst(frame), count(frame.size()), rawConst(head), count(head.size()), tag);
        head.clear();
        frame.clear();
        return out(sealed);
    }
};

SealWriter::SealWriter(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

SealWriter::SealWriter(SealWriter &&) noexcept = default;
SealWriter::~SealWriter() = default;

const QByteArray &SealWriter::key() const { return m_state->key; }

Result<SealWriter> SealWriter::begin(Out out, const QByteArray &publicKey, const SealLabel &label)
{
    if (!ready() || !isSealingKey(publicKey))
        return Error {Consequence::Fatal, QStringLiteral("sealed.no_key"), {}};
    auto state = std::make_unique<State>();
    state->out = std::move(out);
    crypto_secretstream_xchacha20poly1305_keygen(raw(state->key));
    QByteArray boxed = state->key + label.id.toBytes() + label.user.toBytes() + label.seat.toBytes();
    QByteArray box(kBox, '\0');
    const int sealed = crypto_box_seal(raw(box), rawConst(boxed), count(boxed.size()), rawConst(publicKey));
    sodium_memzero(boxed.data(), static_cast<size_t>(boxed.size()));
    QByteArray header(kStreamHeader, '\0');
    if (sealed != 0 || crypto_secretstream_xchacha20poly1305_init_push(&state->stream, raw(header), rawConst(state->key)) != 0)
        return Error {Consequence::Fatal, QStringLiteral("sealed.no_key"), {}};
    const QByteArray text = labelText(label);
    QByteArray length(4, '\0');
    qToLittleEndian(static_cast<quint32>(text.size()), length.data());
    state->head = kMagic.toByteArray() + length + text + box + header;
    TD_TRY(state->out(state->head));
    return SealWriter(std::move(state));
}

Status SealWriter::entry(const QString &name, qint64 size)
{
    const QByteArray line = compact({{QStringLiteral("name"), name}, {QStringLiteral("size"), size}}) + '\n';
    m_state->left = line.size();
    TD_TRY(write(line));
    m_state->left = size;
    return {};
}

Status SealWriter::write(QByteArrayView bytes)
{
    if (bytes.size() > m_state->left) // a file that grew while it was read
        return Error {Consequence::RetryLater, QStringLiteral("store.io"), QStringLiteral("a file changed while it was sealed")};
    m_state->left -= bytes.size();
    while (!bytes.isEmpty()) {
        const qsizetype room = kFrame - m_state->frame.size();
        m_state->frame.append(bytes.first(qMin(room, bytes.size())));
        bytes = bytes.sliced(qMin(room, bytes.size()));
        if (m_state->frame.size() == kFrame)
            TD_TRY(m_state->push(crypto_secretstream_xchacha20poly1305_TAG_MESSAGE));
    }
    return {};
}

Status SealWriter::finish()
{
    if (m_state->left != 0)
        return Error {Consequence::RetryLater, QStringLiteral("store.io"), QStringLiteral("a file changed while it was sealed")};
    return m_state->push(crypto_secretstream_xchacha20poly1305_TAG_FINAL);
}

// ---- reading

struct SealReader::State {
    In in;
    QByteArray box;
    QByteArray head;
    Stream stream = {};
    QByteArray plain; ///< opened and not taken yet, from `at`
    qsizetype at = 0;
    bool unlocked = false;
    bool final = false; ///< the last frame has been opened
    qint64 left = 0; ///< of the entry

    ~State() { sodium_memzero(&stream, sizeof stream); }

    Result<QByteArray> take(qsizetype size)
    {
        TD_ASSIGN(bytes, in(size));
        if (bytes.size() != size)
            return damaged("cut short");
        head += bytes;
        return bytes;
    }
    qsizetype held() const { return plain.size() - at; }
    Status openFrame()
    {
        TD_ASSIGN(sealed, in(kFrame + kFrameExtra));
        if (sealed.size() < kFrameExtra)
            return damaged("cut short");
        QByteArray opened(sealed.size() - kFrameExtra, '\0');
        unsigned char tag = 0;
        if (crypto_secretstream_xchacha20poly1305_pull(
                &stream, raw(opened), nullptr, &tag, rawConst(sealed), count(sealed.size()), rawConst(head), count(head.size()))
            != 0)
            return damaged("changed, or cut short");
        head.clear();
        plain = (at == plain.size() ? QByteArray() : plain.sliced(at)) + opened;
        at = 0;
        final = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
        if (!final)
            return {};
        TD_ASSIGN(more, in(1));
        return more.isEmpty() ? Status() : Status(damaged("something follows the end"));
    }
    /// At least one byte is held, or the end has come.
    Status fill()
    {
        while (held() == 0 && !final)
            TD_TRY(openFrame());
        return {};
    }
};

SealReader::SealReader(In in)
    : m_state(std::make_unique<State>())
{
    m_state->in = std::move(in);
}

SealReader::SealReader(SealReader &&) noexcept = default;
SealReader::~SealReader() = default;

const QByteArray &SealReader::box() const { return m_state->box; }

Result<SealLabel> SealReader::label()
{
    State &state = *m_state;
    TD_ASSIGN(magic, state.take(kMagic.size()));
    if (magic != kMagic)
        return damaged("no sealed file");
    TD_ASSIGN(length, state.take(4));
    const auto size = qFromLittleEndian<quint32>(length.constData());
    if (size > kLongestLabel)
        return damaged("label");
    TD_ASSIGN(text, state.take(static_cast<qsizetype>(size)));
    const auto label = labelFrom(text);
    if (!label)
        return damaged("label");
    TD_ASSIGN(box, state.take(kBox));
    state.box = box;
    return *label;
}

Status SealReader::unlock(const QByteArray &key)
{
    State &state = *m_state;
    TD_ASSIGN(header, state.take(kStreamHeader));
    if (!ready() || key.size() != kKey || crypto_secretstream_xchacha20poly1305_init_pull(&state.stream, rawConst(header), rawConst(key)) != 0)
        return damaged("key");
    state.unlocked = true;
    return {};
}

Result<std::optional<SealReader::Entry>> SealReader::next()
{
    State &state = *m_state;
    if (!state.unlocked)
        return damaged("locked");
    while (state.left > 0)
        TD_TRY(read(kFrame));
    TD_TRY(state.fill());
    if (state.held() == 0)
        return std::optional<Entry>();
    for (;;) {
        const qsizetype end = state.plain.indexOf('\n', state.at);
        if (end >= 0 || state.held() > kLongestEntryLine) {
            const auto json = end < 0 ? Result<QJsonObject>(damaged("entry")) : parseObject(state.plain.sliced(state.at, end - state.at), QStringLiteral("entry"));
            if (!json)
                return damaged("entry");
            const qint64 size = json->value(QLatin1StringView("size")).toInteger(-1);
            if (size < 0)
                return damaged("entry");
            state.at = end + 1;
            state.left = size;
            return std::optional(Entry {json->value(QLatin1StringView("name")).toString(), size});
        }
        if (state.final)
            return damaged("entry");
        TD_TRY(state.openFrame());
    }
}

Result<QByteArray> SealReader::read(qint64 atMost)
{
    State &state = *m_state;
    if (state.left == 0)
        return QByteArray();
    TD_TRY(state.fill());
    const qint64 size = std::min<qint64>({atMost, state.left, state.held()});
    if (size <= 0)
        return damaged("entry");
    const QByteArray bytes = state.plain.sliced(state.at, static_cast<qsizetype>(size));
    state.at += static_cast<qsizetype>(size);
    state.left -= size;
    return bytes;
}

Result<std::optional<QByteArray>> SealReader::line(qint64 longest)
{
    State &state = *m_state;
    if (state.left == 0)
        return std::optional<QByteArray>();
    QByteArray text;
    for (;;) {
        TD_TRY(state.fill());
        const qint64 here = qMin<qint64>(state.left, state.held());
        const qsizetype end = state.plain.indexOf('\n', state.at);
        const bool ends = end >= 0 && end - state.at < here;
        TD_ASSIGN(part, read(ends ? end - state.at + 1 : here));
        text += part;
        if (text.size() > longest)
            return damaged("line");
        if (ends)
            text.chop(1);
        if (ends || state.left == 0)
            return std::optional(text);
    }
}

} // namespace tidedesk::protocol
