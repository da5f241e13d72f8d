// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QUrl>
#include <functional>
#include <optional>

namespace tidedesk::ui {

/// The address in `text` if it is one that may leave the program: http and https with a plain host and no credentials,
/// mailto with nothing but recipients, subject and body, tel with a dialable number. Everything else - files, shares,
/// scripts, handlers of other programs, control characters, disguised addresses - gives nothing.
std::optional<QUrl> safeUrl(const QString &text);

using UrlOpener = std::function<bool(const QUrl &)>;

/// The only way in the program to open an address. False when it was refused or the desktop could not open it.
/// `open` stands in for the desktop in tests.
bool safeOpenUrl(const QString &text, const UrlOpener &open = {});

/// Where `text` names something safeUrl() lets through: web addresses and e-mail addresses in plain text, written next
/// to Latin or Chinese punctuation. In order, never overlapping.
struct TextLink {
    qsizetype start = 0;
    qsizetype length = 0;
    QUrl url;
};
QList<TextLink> findLinks(const QString &text);

} // namespace tidedesk::ui
