// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/metrics/exposition.h"
#include <cmath>

namespace tidedesk::server {

namespace {

QByteArray numeral(double value)
{
    const bool whole = std::abs(value) < 9e15 && value == std::floor(value);
    return whole ? QByteArray::number(static_cast<qint64>(value)) : QByteArray::number(value, 'g', 12);
}

QByteArray escaped(QByteArray text, bool quoted)
{
    text.replace('\\', "\\\\").replace('\n', "\\n");
    return quoted ? text.replace('"', "\\\"") : text;
}

const char *nameOf(Exposition::Type type)
{
    switch (type) {
    case Exposition::Type::Counter:
        return "counter";
    case Exposition::Type::Gauge:
        return "gauge";
    case Exposition::Type::Histogram:
        break;
    }
    return "histogram";
}

} // namespace

void Exposition::family(const QByteArray &name, Type type, const QByteArray &help)
{
    m_family = name;
    m_text += "# HELP " + name + ' ' + escaped(help, false) + "\n# TYPE " + name + ' ' + nameOf(type) + '\n';
}

void Exposition::line(const QByteArray &name, const Labels &labels, const QByteArray &value)
{
    m_text += name;
    char between = '{';
    for (const auto &[label, text] : labels) {
        m_text += between + label + "=\"" + escaped(text, true) + '"';
        between = ',';
    }
    m_text += (labels.isEmpty() ? " " : "} ") + value + '\n';
}

void Exposition::sample(double value, const Labels &labels) { line(m_family, labels, numeral(value)); }

void Exposition::sample(const Histogram &histogram, const Labels &labels)
{
    const Histogram::Reading reading = histogram.read();
    for (size_t i = 0; i <= histogram.bounds(); ++i) {
        const QByteArray bound = i < histogram.bounds() ? numeral(histogram.bound(i)) : QByteArray("+Inf");
        line(m_family + "_bucket", labels + Labels {{"le", bound}}, numeral(static_cast<double>(reading.cumulative[i])));
    }
    line(m_family + "_sum", labels, numeral(histogram.scaled(reading.sum)));
    line(m_family + "_count", labels, numeral(static_cast<double>(reading.cumulative[histogram.bounds()])));
}

void Exposition::counter(const QByteArray &name, const QByteArray &help, double value)
{
    family(name, Type::Counter, help);
    sample(value);
}

void Exposition::gauge(const QByteArray &name, const QByteArray &help, double value)
{
    family(name, Type::Gauge, help);
    sample(value);
}

void Exposition::histogram(const QByteArray &name, const QByteArray &help, const Histogram &histogram)
{
    family(name, Type::Histogram, help);
    sample(histogram);
}

} // namespace tidedesk::server
