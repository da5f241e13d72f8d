// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "core/seat/edits.h"
#include "core/seat/queries.h"
#include "ui/common/fieldtext.h"
#include "ui/work/subjecttitles.h"

namespace tidedesk::ui {

/// Follows what came back from the server and carries out what the person decides. Asks nothing before enter(). Main
/// thread.
class ReviewController final : public QObject {
    Q_OBJECT
public:
    ReviewController(const Formats &formats, seat::Queries &queries, seat::Edits &edits, QObject *parent);

    void enter(); ///< the seat is open and somebody sits here, perhaps somebody else
    const QList<domain::Review> &reviews() const { return m_reviews; } ///< open ones, oldest first
    QString title(const domain::Review &review) const; ///< of its ticket or customer; says so when that has left the seat
    bool isHeld(const domain::Review &review) const; ///< there is something to open
    const FieldText &text() const { return m_text; }
    /// Messages that came in between, oldest first; empty until messagesReady() for them.
    QList<Row> unseen(const domain::Review &review) const;
    void reload();

    void resolve(const Id &review, domain::Resolution resolution, const QString &body = {});
    /// A conflict decided field by field: the fields in `mine` are set once more, the others stay as they are.
    void resolveFields(const domain::Review &review, const QSet<int> &mine);
    void keepText(const domain::Review &review, const QString &text); ///< what is being typed into a returned reply
    void textKept(const domain::Review &review, QObject *context, std::function<void(QString)> then);

public Q_SLOTS:
    void applyChanges(const tidedesk::domain::ChangeSet &changes);

Q_SIGNALS:
    void loaded();
    void namesChanged(); ///< titles, people or messages became known
    void failed(const tidedesk::Error &error); ///< of loading
    void resolved(const tidedesk::Id &review);
    void refused(const tidedesk::Id &review, const tidedesk::Error &error);

private:
    void loadDirectory();
    static ChangeText::Subject subject(const domain::Review &review);
    void fetchUnseen();
    void finish(const Id &review, const Result<seat::Edits::Receipt> &answer);

    seat::Queries &m_queries;
    seat::Edits &m_edits;
    FieldText m_text;
    SubjectTitles m_titles;
    QList<domain::Review> m_reviews;
    QHash<Id, Row> m_messages;
    int m_request = 0;
};

} // namespace tidedesk::ui
