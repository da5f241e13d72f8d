// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/sample/lifemodel.h"
#include "core/server/sample/organisation.h"
#include "core/server/sample/slotfiller.h"
#include "core/server/sample/step.h"

namespace tidedesk::sample {

/// What a story is told from. References outlive the story.
struct StoryContext {
    const Corpus &corpus;
    const Organisation &organisation;
    const Scene &scene;
    const Life &life;
    const Customer &customer;
    Random &random;
    qint64 at = 0; ///< creation
    int site = 0;
    int agent = -1; ///< who answered the call; -1 = not a call
};

/// Turns a scene and a life into the steps of a ticket from its creation to its closing, in order of time. Agents work
/// in staffed hours, customers do not write at night, and every answer belongs to its question.
class Story {
public:
    Story(const StoryContext &context, SlotFiller &slots);
    QList<Step> tell();

    /// The queue the ticket lies in now; before tell() the one it came to.
    Id queue() const { return m_context.organisation.queue(m_queueKind, m_context.site); }
    Id firstAgent() const { return m_context.organisation.agents()[static_cast<size_t>(m_firstAgent)].id; }
    qint64 liveUntil() const { return m_liveUntil; } ///< end of the chat, 0 = no chat

private:
    struct Line {
        Turn::Kind kind;
        QString text;
        enum class Gap { Free, Short, Live, Pause } gap = Gap::Free; ///< before the line
        int holdAfter = -1; ///< index of hold_reason, -1 = none
    };

    // The script: who says what, without times (storyscript.cpp).
    QList<Line> script();
    void addTurns(QList<Line> &lines);
    void addChat(QList<Line> &lines);
    void addChases(QList<Line> &lines);
    void addEnding(QList<Line> &lines);
    void placePauses(QList<Line> &lines);
    QString phrase(const char *key);

    // The times (story.cpp).
    QList<qint64> schedule(const QList<Line> &lines);
    void open();
    void firstTouch();
    void play(const Line &line, qint64 at);
    qint64 reactionTime(Turn::Kind kind);
    void handOver(qint64 at);
    void resolve();
    void reopen();
    void measureChat();
    QString dressed(const Line &line, qint64 at);

    void introduce();
    qint64 add(Step step); ///< keeps the order; returns the step's time
    int someAgent(int group);
    Id actor() const { return m_context.organisation.agents()[static_cast<size_t>(m_agent)].id; }

    const StoryContext m_context;
    SlotFiller &m_slots;
    Random &m_random;
    QList<Step> m_steps;
    int m_queueKind = 0;
    int m_agent = -1;
    int m_firstAgent = -1;
    int m_hold = -1; ///< reason of the running pause
    qint64 m_now = 0;
    qint64 m_liveUntil = 0;
    qint64 m_resolvedAt = 0;
    QString m_lastFromAgent;
};

} // namespace tidedesk::sample
