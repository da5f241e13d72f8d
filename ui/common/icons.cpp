// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace tidedesk::ui {

namespace {

constexpr std::array kFiles = {
#define TD_ICON_FILE(name, file) QLatin1StringView(file),
    TD_ICONS(TD_ICON_FILE)
#undef TD_ICON_FILE
};
static_assert(kFiles.size() == static_cast<size_t>(Icon::Count));

QPixmap tinted(Icon icon, const QColor &color, const QSize &pixels)
{
    const QString key = QStringLiteral("td/%1/%2/%3x%4")
                            .arg(static_cast<int>(icon))
                            .arg(color.rgba(), 0, 16)
                            .arg(pixels.width())
                            .arg(pixels.height());
    QPixmap pixmap;
    if (pixels.isEmpty())
        return pixmap; // a button squeezed to nothing
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QFile file(QLatin1StringView(":/icons/") + iconFile(icon) + QLatin1StringView(".svg"));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "Icons", "every icon is part of the program");
    QSvgRenderer renderer(file.readAll().replace("currentColor", color.name().toLatin1()));
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class ThemedEngine final : public QIconEngine {
public:
    ThemedEngine(const Theme &theme, Icon icon, ColorRole role, ColorRole on)
        : m_theme(&theme)
        , m_icon(icon)
        , m_role(role)
        , m_on(on)
    {
    }
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        Icons::paint(painter, rect, m_icon, color(mode, state));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return tinted(m_icon, color(mode, state), size);
    }
    QIconEngine *clone() const override { return new ThemedEngine(*this); }
    QString iconName() override { return iconFile(m_icon); }
    bool isNull() override { return false; }

private:
    QColor color(QIcon::Mode mode, QIcon::State state) const
    {
        if (!m_theme)
            return Qt::gray;
        if (mode == QIcon::Disabled)
            return m_theme->colors().faint;
        return m_theme->color(state == QIcon::On ? m_on : m_role);
    }

    QPointer<const Theme> m_theme; ///< a QIcon may live on in a menu while the program is torn down
    Icon m_icon;
    ColorRole m_role;
    ColorRole m_on;
};

} // namespace

QLatin1StringView iconFile(Icon icon)
{
    return kFiles[static_cast<size_t>(icon)];
}

QIcon Icons::icon(Icon icon, ColorRole role, ColorRole on) const
{
    return QIcon(new ThemedEngine(m_theme, icon, role, on));
}

void Icons::paint(QPainter *painter, const QRect &rect, Icon icon, ColorRole role) const
{
    paint(painter, rect, icon, m_theme.color(role));
}

void Icons::paint(QPainter *painter, const QRect &rect, Icon icon, const QColor &color)
{
    const qreal ratio = painter->device()->devicePixelRatioF();
    QPixmap pixmap = tinted(icon, color, (QSizeF(rect.size()) * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    painter->drawPixmap(rect.topLeft(), pixmap);
}

QIcon Icons::logo()
{
    return QIcon(QStringLiteral(":/icons/logo.svg"));
}

} // namespace tidedesk::ui
