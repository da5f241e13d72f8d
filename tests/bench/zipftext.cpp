// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/zipftext.h"
#include <algorithm>
#include <cmath>

namespace tidedesk::bench {

namespace {
constexpr int kWords = 20'000;
constexpr int kCharacters = 2'500;
}

ZipfText::ZipfText(quint32 seed)
    : m_random(seed)
    , m_chineseRanks(weights(kWords, 1.2))
    , m_latinRanks(weights(kWords, 1.1))
{
    const Weights characters = weights(kCharacters, 0.9);
    constexpr int kLengths[] = {1, 1, 2, 2, 2, 2, 2, 2, 3, 3};
    for (int i = 0; i < kWords; ++i) {
        QString word;
        for (int k = kLengths[m_random() % 10]; k > 0; --k)
            word += QChar(0x4e00 + static_cast<char16_t>(draw(characters)));
        m_chinese.append(word);
        word.clear();
        for (auto k = 2 + m_random() % 8; k > 0; --k)
            word += QChar(u'a' + static_cast<char16_t>(m_random() % 26));
        m_latin.append(word);
    }
}

ZipfText::Weights ZipfText::weights(int ranks, double power)
{
    Weights sums;
    double sum = 0;
    for (int rank = 0; rank < ranks; ++rank)
        sums.push_back(sum += 1 / std::pow(rank + 2, power));
    return sums;
}

qsizetype ZipfText::draw(const Weights &weights)
{
    const double at = std::uniform_real_distribution<>(0, weights.back())(m_random);
    return std::min<qsizetype>(std::lower_bound(weights.begin(), weights.end(), at) - weights.begin(), static_cast<qsizetype>(weights.size()) - 1);
}

QString ZipfText::chinese(int bytes)
{
    QString text;
    for (int words = 1; text.size() * 3 < bytes; ++words) {
        text += m_chinese[draw(m_chineseRanks)];
        if (words % 8 == 0)
            text += u'，';
    }
    return text;
}

QString ZipfText::latin(int bytes)
{
    QString text;
    for (int words = 1; text.size() < bytes; ++words) {
        text += words % 20 == 0 ? QString::number(10'000'000 + m_random() % 90'000'000) : m_latin[draw(m_latinRanks)];
        text += u' ';
    }
    return text;
}

} // namespace tidedesk::bench
