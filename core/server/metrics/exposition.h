// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/metrics/figures.h"
#include <QByteArray>
#include <QList>

namespace tidedesk::server {

/// Prometheus' text format, version 0.0.4. A family is opened once and its samples follow.
class Exposition {
public:
    static constexpr char kContentType[] = "text/plain; version=0.0.4; charset=utf-8";
    enum class Type { Counter, Gauge, Histogram };
    using Labels = QList<std::pair<QByteArray, QByteArray>>;

    void family(const QByteArray &name, Type type, const QByteArray &help);
    void sample(double value, const Labels &labels = {});
    void sample(const Histogram &histogram, const Labels &labels = {});
    /// A family of one sample.
    void counter(const QByteArray &name, const QByteArray &help, double value);
    void gauge(const QByteArray &name, const QByteArray &help, double value);
    void histogram(const QByteArray &name, const QByteArray &help, const Histogram &histogram);

    const QByteArray &text() const { return m_text; }

private:
    void line(const QByteArray &name, const Labels &labels, const QByteArray &value);

    QByteArray m_text;
    QByteArray m_family;
};

} // namespace tidedesk::server
