// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>
#include <random>
#include <vector>

namespace tidedesk::bench {

/// Text with the statistics of language, seeded: few words make most of it, and the tail is long. Of characters or letters
/// drawn evenly every pair and every word would be a new one, which no index and no compressor meets in a call centre.
///
/// Chinese: 20,000 words of one to three characters, their frequency and that of the 2,500 characters in them falling with
/// the rank to the power of 1.2 and 0.9. Of 300,000 pairs of neighbours 57,000 are different; in a public
/// collection of questions to a payment service 22,000 are. Latin: 20,000 words of two to nine letters, and every twentieth
/// word a number of its own, as orders and invoices have.
class ZipfText {
public:
    explicit ZipfText(quint32 seed);
    QString chinese(int bytes); ///< at least so many bytes of UTF-8, less than one word more
    QString latin(int bytes);

private:
    using Weights = std::vector<double>; ///< running sums by rank
    static Weights weights(int ranks, double power);
    qsizetype draw(const Weights &weights);

    std::mt19937 m_random;
    Weights m_chineseRanks;
    Weights m_latinRanks;
    QStringList m_chinese;
    QStringList m_latin;
};

} // namespace tidedesk::bench
