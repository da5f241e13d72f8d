// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/safeurl.h"
#include "core/base/logging.h"
#include <QDesktopServices>
#include <QRegularExpression>
#include <QUrlQuery>

namespace tidedesk::ui {

namespace {

constexpr qsizetype kLongest = 4096;

/// Characters that no honest address holds unescaped: controls, blanks, backslashes, and the format characters (bidi
/// overrides, zero widths, byte order mark) that make it look like another one.
bool hasForbiddenCharacter(const QString &text)
{
    for (const QChar c : text) {
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
            || c.category() == QChar::Other_Surrogate || c.category() == QChar::Other_PrivateUse || c.isSpace()
            || c == u'\\' || c == u'"' || c == u'<' || c == u'>' || c == u'`' || c == u'|' || c == u'^')
            return true;
    }
    return false;
}

bool isSafeWeb(const QUrl &url)
{
    static const QRegularExpression host(
        QStringLiteral("^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\\.?$"));
    static const QRegularExpression ipv6(QStringLiteral("^[0-9a-f:.]+$"));
    const QString name = url.host(QUrl::FullyEncoded);
    if (name.isEmpty() || !url.userInfo().isEmpty() || url.port(1) == 0)
        return false;
    const bool address6 = name.contains(u':');
    return address6 ? ipv6.match(name).hasMatch() : host.match(name).hasMatch();
}

bool isSafeMail(const QUrl &url)
{
    static const QRegularExpression recipients(
        QStringLiteral("^[\\w.!#$&'*+/=?{}~%-]+@[\\w.-]+(?:,[\\w.!#$&'*+/=?{}~%-]+@[\\w.-]+)*$"),
        QRegularExpression::UseUnicodePropertiesOption);
    static const QStringList headers = {QStringLiteral("subject"), QStringLiteral("body"), QStringLiteral("cc")};
    if (!url.authority().isEmpty() || !url.fragment().isEmpty() || url.path().startsWith(u'-')
        || !recipients.match(url.path(QUrl::FullyDecoded)).hasMatch())
        return false;
    for (const auto &[key, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded)) {
        const QString header = key.toLower();
        const bool breaks = value.contains(u'\r') || value.contains(u'\n');
        // Some mail programs attach the local file named by ?attach=; a line break would start a header of its own.
        if (!headers.contains(header) || value.contains(QChar::Null) || (breaks && header != QLatin1StringView("body")))
            return false;
    }
    return true;
}

bool isSafeCall(const QUrl &url)
{
    // No * and #: control codes of the exchange, such as call diversion.
    static const QRegularExpression number(QStringLiteral("^\\+?[0-9(][0-9().-]{1,30}(?:;ext=[0-9]{1,8})?$"));
    return url.authority().isEmpty() && url.query().isEmpty() && url.fragment().isEmpty()
        && number.match(url.path(QUrl::FullyDecoded)).hasMatch();
}

/// Closing punctuation after an address belongs to the sentence, unless its opening half is inside the address.
qsizetype trimmedLength(QStringView candidate)
{
    static const QString closing = QStringLiteral(".,;:!?'\")]}，。；：！？、）】》」』”’…");
    while (!candidate.isEmpty() && closing.contains(candidate.back())) {
        const QChar last = candidate.back();
        if (last == u')' && candidate.count(u'(') >= candidate.count(u')'))
            break;
        candidate.chop(1);
    }
    return candidate.size();
}

} // namespace

std::optional<QUrl> safeUrl(const QString &text)
{
    if (text.isEmpty() || text.size() > kLongest || hasForbiddenCharacter(text))
        return std::nullopt;
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid())
        return std::nullopt;
    const QString scheme = url.scheme();
    const bool web = scheme == QLatin1StringView("http") || scheme == QLatin1StringView("https");
    const bool safe = web ? isSafeWeb(url)
        : scheme == QLatin1StringView("mailto")
        ? isSafeMail(url)
        : scheme == QLatin1StringView("tel") && isSafeCall(url);
    return safe ? std::optional(url) : std::nullopt;
}

bool safeOpenUrl(const QString &text, const UrlOpener &open)
{
    const std::optional<QUrl> url = safeUrl(text);
    if (!url) {
        qCWarning(lcUi, "refused to open an address that is neither web, mail nor phone");
        return false;
    }
    return open ? open(*url) : QDesktopServices::openUrl(*url);
}

QList<TextLink> findLinks(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral("\\bhttps?://[^\\s\\x{3000}-\\x{303f}\\x{ff00}-\\x{ffef}<>\"'`|^\\\\]+"
                       "|(?<![\\w.@/+-])[\\w.+-]{1,64}@(?:[A-Za-z0-9-]+\\.)+[A-Za-z]{2,24}(?![\\w@])"),
        QRegularExpression::CaseInsensitiveOption);
    QList<TextLink> links;
    for (auto it = pattern.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const qsizetype length = trimmedLength(match.capturedView());
        const QString shown = text.mid(match.capturedStart(), length);
        const bool web = shown.startsWith(QLatin1StringView("http"), Qt::CaseInsensitive);
        if (const auto url = safeUrl(web ? shown : QLatin1StringView("mailto:") + shown))
            links.append({match.capturedStart(), length, *url});
    }
    return links;
}

} // namespace tidedesk::ui
