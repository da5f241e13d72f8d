// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/oddities.h"
#include <array>

namespace tidedesk::sample {

namespace {

constexpr std::array kAddenda{
    u"\n\n-- \nנועה לוי · محمد الأحمد\n(forwarded by our partner office)",
    u"\n\nTrân trọng,\nNguyễn Thị Hồng Ánh",
    u"\n\n---- 转发的邮件 ----\n<div style=\"display:none\">x</div><p>Order status: "
    u"<b>pending</b></p><script>alert('x')</script>",
    u"\n\n👩‍👩‍👧‍👦 👍🏽 ①②③ ㊣ ﷽",
    u"\n\nhttps://shop.hailan.example/order/"
    u"detail?id=202610180000000001&from=mail&utm_source=newsletter&utm_medium=email&token=5f3c9e0b7a6d",
};

QString logLine(Random &random)
{
    QString line = QStringLiteral("\n\nlog: ");
    const qsizetype length = 100'000;
    line.reserve(length + 64);
    while (line.size() < length)
        line += QStringLiteral("t=%1 dev=HL rssi=-%2 evt=reconnect;").arg(random.bits()).arg(random.between(60, 92));
    return line;
}

} // namespace

void addOddity(QList<Step> &steps, Random &random)
{
    if (!random.chance(.01))
        return;
    for (Step &step : steps) {
        if (step.kind != Step::Kind::Customer)
            continue;
        step.text += random.chance(.02) ? logLine(random) : QString::fromUtf16(random.pick(kAddenda));
        return;
    }
}

} // namespace tidedesk::sample
