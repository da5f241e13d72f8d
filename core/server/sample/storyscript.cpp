// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/story.h"
#include "core/server/sample/workcalendar.h"

/// The words of a story: the scene's own dialogue and the small change of every conversation around it.
namespace tidedesk::sample {

QString Story::phrase(const char *key)
{
    return m_random.pick(m_context.corpus.phrases(m_context.customer.language, QLatin1StringView(key)));
}

QList<Story::Line> Story::script()
{
    QList<Line> lines;
    addTurns(lines);
    if (m_context.life.channel == Channel::Chat)
        addChat(lines);
    addChases(lines);
    addEnding(lines);
    placePauses(lines);
    return lines;
}

/// The scene after its opening. What a call settles on the spot is not written down again.
void Story::addTurns(QList<Line> &lines)
{
    const Life &life = m_context.life;
    const QList<Turn> &turns = m_context.scene.turns;
    qsizetype first = 0;
    if (life.channel == Channel::Phone) {
        if (life.fast)
            return;
        while (first < turns.size() && turns[first].kind != Turn::Kind::Customer)
            ++first;
        first = qMin(first + 1, turns.size());
    }
    // A short life has room for little talk: some 40 s a line.
    const qint64 room = life.fast ? life.resolution / (40 * kSecond) : turns.size();
    for (qsizetype i = first; i < turns.size() && i - first < qMax(room - 1, qint64(1)); ++i)
        lines.append(
            {turns[i].kind, turns[i].text, turns[i].kind == Turn::Kind::Note ? Line::Gap::Short : Line::Gap::Free});
}

void Story::addChat(QList<Line> &lines)
{
    if (m_context.life.fast && m_context.life.resolution < 5 * kMinute)
        return;
    // "One moment please" - "no worries", after the first answer.
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines[i].kind != Turn::Kind::Agent)
            continue;
        if (m_random.chance(.4)) {
            lines.insert(i + 1, {Turn::Kind::Agent, phrase("patience")});
            lines.insert(i + 2, {Turn::Kind::Customer, phrase("patience_answer")});
        }
        break;
    }
}

/// Customers who wait for days ask, and are answered.
void Story::addChases(QList<Line> &lines)
{
    const Life &life = m_context.life;
    if (life.fast)
        return;
    int chases = 0;
    for (qint64 days = life.resolution / (3 * kDay); days > 0 && chases < 3; days /= 3)
        chases += m_random.chance(.45);
    for (int i = 0; i < chases; ++i) {
        lines.append({Turn::Kind::Customer, phrase("chase")});
        lines.append({Turn::Kind::Agent, phrase("chase_answer")});
    }
    if (life.waitsSupplier > 0) {
        lines.append({Turn::Kind::Agent, phrase("supplier")});
        lines.append({Turn::Kind::Note, phrase("supplier_note"), Line::Gap::Short});
        if (m_random.chance(.5))
            lines.append({Turn::Kind::Agent, phrase("supplier_back")});
    }
}

/// The answer that settles it. Thanks come before the ticket is resolved: after it they would reopen it.
void Story::addEnding(QList<Line> &lines)
{
    const Life &life = m_context.life;
    const bool chat = life.channel == Channel::Chat;
    Line closing{Turn::Kind::Agent, m_context.scene.closing};
    if (life.channel == Channel::Phone && life.fast)
        closing = {Turn::Kind::Note, phrase("phone_done").replace(QStringLiteral("{text}"), m_context.scene.closing)};
    lines.append(closing);
    if (life.channel == Channel::Phone && life.fast)
        return;
    const bool hurried = life.fast && life.resolution < 6 * kMinute;
    if (chat && !hurried && m_random.chance(.4)) {
        lines.append({Turn::Kind::Agent, phrase("more"), Line::Gap::Short});
        lines.append({Turn::Kind::Customer, phrase("more_no"), Line::Gap::Live});
    } else if (m_random.chance(chat ? .5 : .25)) {
        lines.append({Turn::Kind::Customer, phrase("thanks"), chat ? Line::Gap::Live : Line::Gap::Free});
    }
    if (chat && lines.last().kind == Turn::Kind::Customer && m_random.chance(.7))
        lines.append({Turn::Kind::Agent, phrase("welcome"), Line::Gap::Short});
}

/// Where the ticket waits: after an agent's question for the customer, after word to the supplier for the supplier.
void Story::placePauses(QList<Line> &lines)
{
    const Life &life = m_context.life;
    enum Hold { ForCustomer, ForSupplier }; // indices of schema::Ticket::hold_reason
    for (qsizetype i = 0; i + 1 < lines.size(); ++i) {
        const bool answered = lines[i + 1].kind == Turn::Kind::Customer && lines[i + 1].gap == Line::Gap::Free;
        if (life.waitsCustomer > 0 && lines[i].kind == Turn::Kind::Agent && answered) {
            lines[i].holdAfter = ForCustomer;
            lines[i + 1].gap = Line::Gap::Pause;
            return;
        }
    }
    if (life.waitsSupplier <= 0)
        return;
    for (qsizetype i = lines.size() - 2; i >= 0; --i) {
        if (lines[i].kind == Turn::Kind::Note) {
            lines[i].holdAfter = ForSupplier;
            lines[i + 1].gap = Line::Gap::Pause;
            return;
        }
    }
}

QString Story::dressed(const Line &line, qint64 at)
{
    const Channel channel = m_context.life.channel;
    QString text = m_slots.fill(line.text, at);
    const bool mail = channel == Channel::Email;
    if (line.kind == Turn::Kind::Agent && mail)
        text += u'\n' + QStringLiteral("\n") + m_slots.fill(phrase("agent_sign"), at);
    if (line.kind == Turn::Kind::Agent && channel == Channel::Phone)
        text.prepend(phrase("sms"));
    if (line.kind == Turn::Kind::Customer && mail && !m_lastFromAgent.isEmpty() && m_random.chance(.4)) {
        text += QStringLiteral("\n\n");
        for (const QString &quoted : m_lastFromAgent.split(u'\n'))
            text += QStringLiteral("> ") + quoted + u'\n';
    }
    if (line.kind == Turn::Kind::Agent)
        m_lastFromAgent = text;
    return text;
}

} // namespace tidedesk::sample
