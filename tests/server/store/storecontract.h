// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/store/store.h"
#include "tests/support/fakeclock.h"
#include <QObject>
#include <QTemporaryDir>

namespace tidedesk::test {

/// What every Store must do, whatever engine is behind it. A test class per engine derives from it and says how an empty
/// database is made.
class StoreContract : public QObject {
    Q_OBJECT

protected:
    virtual std::unique_ptr<server::StoreFactory> fresh(const QString &folder) = 0;

private Q_SLOTS:
    void init();
    void cleanup();
    void rowsComeBackAsTheyWentIn();
    void rowsAreReplacedByAnotherVersion();
    void findAndChildren();
    void numbersBelowABound();
    void messagesAfterAnOrdinal();
    void nestedTransactionsUndoTheirOwn();
    void anUndoneBucketIsNoBucket();
    void readersSeeOneSnapshot();
    void feedKeepsTheNewestMarkOfEachRow();
    void changesFollowTheOrderOfCommits();
    void backfillGoesDownwardsAndLeavesOutDepartures();
    void departuresAreForgottenUpToAFloor();
    void resultsAreKeptAndForgotten();
    void accountsAndSessions();
    void sessionsEndedFromAboveAreRemembered();
    void sealedFilesAndTheirPieces();
    void blobsAndCounters();
    void filesOnTheirWay();
    void aCopyHoldsEverything();
    void aDamagedTransactionLeavesNothing();
    void manyRowsAtOnce();
    void inspectionOfASoundStore();
    void inspectionFindsWhatTheFeedDoesNotTell();

private:
    Id id() { return m_ids.next(); }
    template <class Work> void write(Work work);
    template <class Work> void read(Work work); ///< in a transaction of its own
    server::Position head();
    QList<server::FeedEntry> entries(server::Position after, const QSet<QString> &buckets, int limit = 100);

    FakeClock m_clock;
    IdGenerator m_ids {m_clock};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<server::StoreFactory> m_factory;
    std::unique_ptr<server::Store> m_store;
};

} // namespace tidedesk::test
