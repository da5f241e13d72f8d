// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/page.h"
#include <QLabel>
#include <functional>

namespace tidedesk::test {

/// A page that counts what the window tells it.
class TestPage final : public ui::Page {
    Q_OBJECT
public:
    TestPage(QString id, ui::Icon icon, std::function<QString()> title, std::function<QWidget *(QWidget *)> make = {})
        : m_id(std::move(id))
        , m_icon(icon)
        , m_title(std::move(title))
        , m_make(std::move(make))
    {
    }
    QString id() const override { return m_id; }
    QString title() const override { return m_title(); }
    ui::Icon icon() const override { return m_icon; }
    bool inRail() const override { return rail; }
    QWidget *createWidget(QWidget *parent) override
    {
        ++made;
        return m_make ? m_make(parent) : new QWidget(parent);
    }
    int badge() const override { return count; }
    ui::Tone badgeTone() const override { return tone; }
    void activated() override { ++shown; }
    void left() override { ++gone; }

    bool rail = true;
    int count = 0;
    ui::Tone tone = ui::Tone::Accent;
    int made = 0;
    int shown = 0;
    int gone = 0;

private:
    QString m_id;
    ui::Icon m_icon;
    std::function<QString()> m_title;
    std::function<QWidget *(QWidget *)> m_make;
};

} // namespace tidedesk::test
