// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/random.h"
#include "core/server/sample/exactmath.h"
#include <QtEndian>

namespace tidedesk::sample {

namespace {

constexpr quint64 kMultiplier = 6364136223846793005ULL;

quint64 mix(quint64 x) // SplitMix64's finaliser
{
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

} // namespace

Random::Random(quint64 seed, quint32 purpose, quint64 index)
    : m_state(mix(seed ^ mix(index)))
    , m_increment((mix(index + (quint64(purpose) << 40)) << 1) | 1)
{
    bits();
    m_state += mix(seed + purpose);
    bits();
}

quint32 Random::bits()
{
    const quint64 old = m_state;
    m_state = old * kMultiplier + m_increment;
    const auto word = static_cast<quint32>(((old >> 18) ^ old) >> 27);
    const auto turn = static_cast<quint32>(old >> 59);
    return (word >> turn) | (word << ((32 - turn) & 31));
}

quint64 Random::bits64()
{
    const quint64 high = bits();
    return (high << 32) | bits();
}

double Random::real()
{
    return static_cast<double>(bits64() >> 11) * 0x1.0p-53;
}

double Random::open()
{
    return (static_cast<double>(bits64() >> 12) + 0.5) * 0x1.0p-52;
}

int Random::below(int n)
{
    // Lemire 2019: a multiplication, and a second draw only in the rare biased case.
    const auto range = static_cast<quint32>(n);
    quint64 product = quint64(bits()) * range;
    if (auto low = static_cast<quint32>(product); low < range) {
        const quint32 threshold = (0U - range) % range;
        while (low < threshold) {
            product = quint64(bits()) * range;
            low = static_cast<quint32>(product);
        }
    }
    return static_cast<int>(product >> 32);
}

double Random::normal()
{
    return inverseNormal(open());
}
double Random::exponential(double mean)
{
    return -mean * exactLog(open());
}
double Random::logNormal(double median, double sigma)
{
    return median * exactExp(sigma * normal());
}

Id Random::id(qint64 ms)
{
    const quint64 high = (static_cast<quint64>(ms) << 16) | 0x7000 | (bits() & 0x0fff);
    const quint64 low = (bits64() & 0x3fffffffffffffffULL) | 0x8000000000000000ULL;
    char bytes[16];
    qToBigEndian(high, bytes);
    qToBigEndian(low, bytes + 8);
    return Id::fromBytes(QByteArrayView(bytes, 16));
}

AliasTable::AliasTable(const std::vector<double> &weights)
    : m_share(weights.size(), 1.0)
    , m_alias(weights.size(), 0)
{
    double total = 0;
    for (const double weight : weights)
        total += weight;
    std::vector<double> scaled;
    std::vector<int> small;
    std::vector<int> large;
    for (size_t i = 0; i < weights.size(); ++i) {
        scaled.push_back(weights[i] * static_cast<double>(weights.size()) / total);
        (scaled[i] < 1 ? small : large).push_back(static_cast<int>(i));
        m_alias[i] = static_cast<int>(i);
    }
    while (!small.empty() && !large.empty()) {
        const auto low = static_cast<size_t>(small.back());
        const auto high = static_cast<size_t>(large.back());
        small.pop_back();
        m_share[low] = scaled[low];
        m_alias[low] = static_cast<int>(high);
        scaled[high] -= 1 - scaled[low];
        if (scaled[high] < 1) {
            large.pop_back();
            small.push_back(static_cast<int>(high));
        }
    }
}

int AliasTable::draw(Random &random) const
{
    const int column = random.below(size());
    return random.real() < m_share[static_cast<size_t>(column)] ? column : m_alias[static_cast<size_t>(column)];
}

std::vector<double> zipfWeights(int n, double exponent)
{
    std::vector<double> weights;
    weights.reserve(static_cast<size_t>(n));
    for (int rank = 1; rank <= n; ++rank)
        weights.push_back(exactPow(rank, -exponent));
    return weights;
}

} // namespace tidedesk::sample
