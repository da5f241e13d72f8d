// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/id.h"
#include <vector>

namespace tidedesk::sample {

/// PCG-XSH-RR 64/32 (O'Neill 2014) and the distributions the generator needs; the same bits on every platform.
/// Every customer and every ticket has a stream of its own, so that nothing depends on the order of work.
/// Never draw twice in one expression whose parts C++ may evaluate in either order (a + b, f(a, b)).
class Random {
public:
    /// `purpose` and `index` name the stream; different names give unrelated streams of one seed.
    Random(quint64 seed, quint32 purpose, quint64 index = 0);

    quint32 bits();
    quint64 bits64();
    double real(); ///< [0, 1)
    double open(); ///< (0, 1)
    int below(int n); ///< 0 .. n - 1, without bias
    int between(int low, int high) { return low + below(high - low + 1); }
    bool chance(double p) { return real() < p; }
    double normal();
    double exponential(double mean);
    double logNormal(double median, double sigma);

    /// A UUIDv7 of the instant `ms` with this stream's bits.
    Id id(qint64 ms);

    template <class List> const auto &pick(const List &list)
    {
        return list[static_cast<qsizetype>(below(static_cast<int>(list.size())))];
    }

private:
    quint64 m_state;
    quint64 m_increment;
};

/// Draws an index in proportion to its weight in constant time (Walker's alias method, Vose's construction).
class AliasTable {
public:
    explicit AliasTable(const std::vector<double> &weights);
    int draw(Random &random) const;
    int size() const { return static_cast<int>(m_share.size()); }

private:
    std::vector<double> m_share;
    std::vector<int> m_alias;
};

/// Weights 1 / rank^exponent of `n` ranks.
std::vector<double> zipfWeights(int n, double exponent);

} // namespace tidedesk::sample
