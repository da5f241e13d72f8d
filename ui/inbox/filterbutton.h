// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QToolButton>
#include <QVariant>

class QMenu;

namespace tidedesk::ui {

/// One filter as a chip: says what it filters by, and opens the choices. Several can be ticked without the menu closing.
class FilterButton final : public QToolButton {
    Q_OBJECT
public:
    struct Choice {
        QVariant value;
        QString text;
    };
    /// `several` false: one choice at most, as for tags.
    FilterButton(bool several, QWidget *parent);

    /// "Status": shown while nothing is chosen, spoken always.
    void setName(const QString &name, const QString &any);
    void setChoices(const QList<Choice> &choices); ///< keeps what is chosen
    QVariantList chosen() const { return m_chosen; }
    void setChosen(const QVariantList &values); ///< silent

Q_SIGNALS:
    void chosenChanged(); ///< by a person

private:
    class Menu;
    void rebuild();
    void toggle(const QVariant &value);
    void showState();

    const bool m_several;
    Menu *m_menu;
    QString m_name;
    QString m_any;
    QList<Choice> m_choices;
    QVariantList m_chosen;
};

} // namespace tidedesk::ui
