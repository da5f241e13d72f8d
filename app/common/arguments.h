// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QStringList>
#include <optional>

namespace tidedesk::app {

/// What was typed, taken apart: words, options with a value, flags. Everything after "--" is a word. The value of an
/// option stands behind it or after "="; a value that itself looks like a known option needs the "=".
class Arguments {
public:
    /// `valued` and `flags` name what is known, without dashes. On a mistake `problem()` says what and where.
    Arguments(const QStringList &typed, const QStringList &valued, const QStringList &flags);

    const QString &problem() const { return m_problem; }
    const QStringList &words() const { return m_words; }
    QString word(qsizetype n) const { return m_words.value(n); }
    QStringList options() const { return m_options.keys(); } ///< names of those that were given
    bool has(const QString &option) const { return m_options.contains(option); }
    QString value(const QString &option, const QString &fallback = {}) const { return m_options.value(option, fallback); }
    /// A whole number in [least, most]; nothing (and a problem) when it is none.
    std::optional<qint64> number(const QString &option, qint64 fallback, qint64 least, qint64 most);

private:
    void take(const QString &name, const QString &value);

    QStringList m_words;
    QHash<QString, QString> m_options;
    QString m_problem;
};

} // namespace tidedesk::app
