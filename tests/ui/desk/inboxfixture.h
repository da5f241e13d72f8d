// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "deskfixture.h"
#include <QAction>
#include <QMenu>

namespace tidedesk::test {

inline QString viewName(const DeskFixture &f) { return f.find<QLabel>("inboxTitle")->text(); }

inline bool chooseView(DeskFixture &f, const QString &name)
{
    auto *views = f.views();
    for (int row = 0; row < views->model()->rowCount(); ++row) {
        if (views->model()->index(row, 0).data().toString() == name) {
            QTest::mouseClick(views->viewport(), Qt::LeftButton, {}, views->visualRect(views->model()->index(row, 0)).center());
            return f.settle() && QTest::qWaitFor([&] { return f.model()->isMeasured(); });
        }
    }
    return false;
}

inline QAction *menuAction(const QMenu *menu, const QString &text)
{
    for (QAction *action : menu->actions()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

inline Id currentId(const DeskFixture &f) { return f.model()->ticketAt(f.table()->currentIndex().row()); }

} // namespace tidedesk::test
