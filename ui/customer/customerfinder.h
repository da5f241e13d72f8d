// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "core/seat/queries.h"
#include <QObject>

namespace tidedesk::ui {

/// Finds customers by the beginning of their name, and by phone number or mail address in any spelling. Main thread.
class CustomerFinder final : public QObject {
    Q_OBJECT
public:
    CustomerFinder(seat::Queries &queries, QObject *parent)
        : QObject(parent)
        , m_queries(queries)
    {
    }
    void find(const QString &text); ///< empty: the first page by name
    const QString &text() const { return m_text; }
    /// Whether `text` may be a phone number or an address, and not only a name.
    static bool isIdentity(const QString &text);

public Q_SLOTS:
    void applyChanges(const tidedesk::domain::ChangeSet &changes);

Q_SIGNALS:
    void found(const QList<tidedesk::domain::CustomerLine> &lines);
    void failed(const tidedesk::Error &error);

private:
    void search();
    void add(const Result<QList<domain::CustomerLine>> &answer, bool first);

    seat::Queries &m_queries;
    QString m_text;
    QList<domain::CustomerLine> m_lines;
    int m_request = 0;
    int m_open = 0; ///< answers still to come
    bool m_again = false;
};

} // namespace tidedesk::ui
