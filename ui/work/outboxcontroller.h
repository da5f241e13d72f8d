// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "core/seat/edits.h"
#include "core/seat/queries.h"
#include "ui/common/fieldtext.h"
#include "ui/work/outboxmodel.h"
#include "ui/work/subjecttitles.h"

namespace tidedesk::ui {

/// Follows the outbox and takes operations back. Asks nothing before enter(). Main thread.
class OutboxController final : public QObject {
    Q_OBJECT
public:
    OutboxController(const Formats &formats, seat::Queries &queries, seat::Edits &edits, QObject *parent);

    void enter(); ///< the seat is open and somebody sits here, perhaps somebody else
    OutboxModel *model() { return &m_model; }
    int waiting() const { return m_model.rowCount(); }
    qint64 oldest() const; ///< when the first of them began to wait, 0 = none
    void reload();
    void retranslate() { rebuild(); }
    void discard(qint64 seq);

public Q_SLOTS:
    void applyChanges(const tidedesk::domain::ChangeSet &changes);

Q_SIGNALS:
    void loaded();
    void failed(const tidedesk::Error &error); ///< of loading
    void discarded();
    void refused(const tidedesk::Error &error); ///< of discarding

private:
    void loadDirectory();
    void rebuild();
    OutboxLine line(const domain::OutboxEntry &entry) const;
    QString state(const domain::OutboxEntry &entry) const;

    seat::Queries &m_queries;
    seat::Edits &m_edits;
    FieldText m_text;
    ChangeText m_words;
    SubjectTitles m_titles;
    OutboxModel m_model;
    QList<domain::OutboxEntry> m_entries; ///< waiting ones, in the order they are sent
    int m_request = 0;
};

} // namespace tidedesk::ui
