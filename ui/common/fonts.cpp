// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/fonts.h"
#include <QStringList>

namespace tidedesk::ui {

QFont textFont(TextStyle style)
{
    QFont font;
    font.setFamilies({QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC"),
        QStringLiteral("Microsoft YaHei UI"), QStringLiteral("PingFang SC")});
    font.setStyleHint(QFont::SansSerif);
    const auto set = [&font](int pixels, QFont::Weight weight) {
        font.setPixelSize(pixels);
        font.setWeight(weight);
        return font;
    };
    switch (style) {
    case TextStyle::Tiny:
        return set(11, QFont::Normal);
    case TextStyle::Small:
        return set(12, QFont::Normal);
    case TextStyle::Strong:
        return set(13, QFont::DemiBold);
    case TextStyle::Title:
        return set(15, QFont::DemiBold);
    case TextStyle::Heading:
        return set(20, QFont::DemiBold);
    case TextStyle::Figure:
        return set(28, QFont::DemiBold);
    case TextStyle::Body:
        break;
    }
    return set(13, QFont::Normal);
}

} // namespace tidedesk::ui
