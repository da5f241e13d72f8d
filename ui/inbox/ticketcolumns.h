// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>
#include <optional>

namespace tidedesk::ui {

/// Which columns the wide ticket list has, in which order and how wide: what the program proposes, changed by a person.
class TicketColumns {
public:
    struct One {
        int column; ///< TicketListModel::Column
        int width; ///< pixels; of the subject: at least
        int from; ///< proposed where the list is at least so wide
        std::optional<bool> chosen = {}; ///< a person's word, whatever the width
        bool shownAt(int listWidth) const { return chosen.value_or(listWidth >= from); }

        friend bool operator==(const One &, const One &) = default;
    };
    static constexpr int kNarrowest = 48;

    TicketColumns(); ///< as proposed
    /// "status:100:- subject:160:1 ...": field, width, shown (1, 0, - as proposed). Columns that are not named stand at
    /// their proposed place at the end; names that are not known are skipped.
    static TicketColumns fromText(const QString &text);
    QString toText() const; ///< empty when as proposed

    const QList<One> &all() const { return m_columns; } ///< from left to right
    One *find(int column);
    void setOrder(const QList<int> &columns); ///< from left to right; all of them

private:
    QList<One> m_columns;
};

} // namespace tidedesk::ui
