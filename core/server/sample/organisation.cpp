// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/organisation.h"
#include "core/schema/entities.h"
#include <array>

namespace tidedesk::sample {

namespace {

enum Stream : quint32 { kTeamIds = 200, kUserIds, kQueueIds, kTagIds };

struct QueueKind {
    const char *key;
    const char16_t *name;
    int group;
    double load;
};
constexpr std::array kKinds{QueueKind{"logistics", u"物流与订单", 0, .22}, QueueKind{"refund", u"退款与换货", 0, .20},
    QueueKind{"consult", u"售前与会员", 0, .07}, QueueKind{"complaint", u"投诉与建议", 0, .04},
    QueueKind{"repair", u"故障与保修", 1, .19}, QueueKind{"account", u"账号与使用", 1, .13},
    QueueKind{"billing", u"发票与续费", 2, .10}, QueueKind{"enterprise", u"企业客户", 2, .05}};
constexpr std::array kTeamNames{u"售后服务组", u"技术支持组", u"企业服务组"};
constexpr std::array kSiteNames{u"杭州", u"成都", u"武汉", u"南京", u"西安", u"长沙"};

struct TagDefinition {
    const char16_t *name;
    const char *color;
};
constexpr std::array kTags{TagDefinition{u"催单", "#e67e22"}, TagDefinition{u"VIP", "#8e44ad"},
    TagDefinition{u"破损", "#c0392b"}, TagDefinition{u"缺件", "#d35400"}, TagDefinition{u"退款中", "#2980b9"},
    TagDefinition{u"待开票", "#16a085"}, TagDefinition{u"续费机会", "#27ae60"}, TagDefinition{u"产品缺陷", "#b03a2e"},
    TagDefinition{u"寄修", "#7f8c8d"}, TagDefinition{u"高风险", "#e74c3c"}, TagDefinition{u"已回访", "#2ecc71"},
    TagDefinition{u"宕机", "#34495e"}, TagDefinition{u"待补资料", "#f1c40f"}, TagDefinition{u"English", "#3498db"}};

QString named(const char16_t *name, int sites, int site)
{
    QString text = QString::fromUtf16(name);
    if (sites > 1)
        text += u'·' + QString::fromUtf16(kSiteNames[static_cast<size_t>(site)]);
    return text;
}

/// What a colleague is called in front of customers: the given name of Chinese names with 小, else the first name.
QString shortNameOf(const QString &displayName)
{
    if (displayName.contains(u' '))
        return displayName.section(u' ', 0, 0);
    return QStringLiteral("小") + displayName.left(1);
}

/// Emma Smith is Emma, agent.lin is Lin.
QString latinNameOf(const StaffMember &member)
{
    if (member.displayName.contains(u' '))
        return shortNameOf(member.displayName);
    QString name = member.name.section(u'.', 1);
    while (name.back().isDigit())
        name.chop(1);
    return name.left(1).toUpper() + name.mid(1);
}

} // namespace

Organisation::Organisation(quint64 seed, const Corpus &corpus, int sites, int agents, qint64 foundedAt)
    : m_sites(sites)
{
    foundTeams(seed, foundedAt);
    hire(seed, corpus, agents, foundedAt);
    foundQueues(seed, foundedAt);
    const auto &tag = schema::tag();
    for (size_t i = 0; i < kTags.size(); ++i) {
        Row row(tag, Random(seed, kTagIds, i).id(foundedAt));
        row.set(tag.name, QString::fromUtf16(kTags[i].name));
        row.set(tag.color, QString::fromLatin1(kTags[i].color));
        m_rows.append(row);
    }
    for (Row &row : m_rows)
        row.version = 1;
}

void Organisation::foundTeams(quint64 seed, qint64 foundedAt)
{
    const auto &t = schema::team();
    for (int group = 0; group < static_cast<int>(kTeamNames.size()); ++group) {
        for (int site = 0; site < m_sites; ++site) {
            Row row(t, Random(seed, kTeamIds, static_cast<quint64>(group * 100 + site)).id(foundedAt));
            row.set(t.name, named(kTeamNames[static_cast<size_t>(group)], m_sites, site));
            row.set(t.zone, QStringLiteral("Asia/Shanghai"));
            m_teams.push_back({row.id(), group, site, {}, {}});
            m_rows.append(row);
        }
    }
}

void Organisation::foundQueues(quint64 seed, qint64 foundedAt)
{
    const auto &q = schema::queue();
    for (size_t kind = 0; kind < kKinds.size(); ++kind) {
        for (int site = 0; site < m_sites; ++site) {
            Row row(q, Random(seed, kQueueIds, kind * 100 + static_cast<quint64>(site)).id(foundedAt));
            row.set(q.name, named(kKinds[kind].name, m_sites, site));
            row.set(q.teamId, m_teams[static_cast<size_t>(teamOf(kKinds[kind].group, site))].id);
            row.set(q.active, qint64(1));
            m_queues.push_back(row.id());
            m_rows.append(row);
        }
    }
}

double Organisation::loadPerAgent(int team) const
{
    double load = 0;
    for (const QueueKind &kind : kKinds)
        load += kind.group == m_teams[static_cast<size_t>(team)].group ? kind.load : 0;
    return load / (static_cast<double>(m_teams[static_cast<size_t>(team)].agents.size()) + .01);
}

/// The named staff first (with several sites they belong to the first), then as many as are still wanted where the load
/// is greatest, and a supervisor for every team without one. Invented sign-in names end in a number: agent.wang2.
void Organisation::hire(quint64 seed, const Corpus &corpus, int wanted, qint64 foundedAt)
{
    Random random(seed, kUserIds);
    for (const StaffMember &member : corpus.staff())
        addUser(random, member, member.group < 0 ? -1 : teamOf(member.group, 0), foundedAt);
    auto invented = [&, used = QHash<QString, int>()](const QString &role) mutable {
        const QStringList &surnames = corpus.phrases(Language::Chinese, QLatin1StringView("surname"));
        const int surname = random.below(static_cast<int>(surnames.size()));
        const char *given = random.chance(.6) ? "woman" : "man";
        const QString sign
            = role + u'.' + corpus.phrases(Language::Chinese, QLatin1StringView("surname_latin"))[surname];
        const int count = ++used[sign];
        return StaffMember{sign + QString::number(count + 1),
            surnames[surname] + random.pick(corpus.phrases(Language::Chinese, QLatin1StringView(given))), role, 0};
    };
    const int teams = static_cast<int>(m_teams.size());
    while (static_cast<int>(m_agents.size()) < wanted) {
        int neediest = 0; // the greatest load on one agent
        for (int team = 1; team < teams; ++team) {
            if (loadPerAgent(team) > loadPerAgent(neediest))
                neediest = team;
        }
        addUser(random, invented(QStringLiteral("agent")), neediest, foundedAt);
    }
    for (int team = 0; team < teams; ++team) {
        if (m_teams[static_cast<size_t>(team)].supervisor.isNull())
            addUser(random, invented(QStringLiteral("supervisor")), team, foundedAt);
    }
}

void Organisation::addUser(Random &random, const StaffMember &member, int team, qint64 foundedAt)
{
    const auto &u = schema::user();
    Row row(u, random.id(foundedAt));
    row.set(u.name, member.name);
    row.set(u.displayName, member.displayName);
    row.set(u.email, member.name + QStringLiteral("@hailan.example"));
    row.set(u.role, qint64(u.role.choice(member.role)));
    row.set(u.teams, team < 0 ? QStringList() : QStringList{m_teams[static_cast<size_t>(team)].id.toString()});
    row.set(u.active, qint64(1));
    if (member.role == QLatin1StringView("agent")) {
        m_teams[static_cast<size_t>(team)].agents.push_back(static_cast<int>(m_agents.size()));
        m_agents.push_back({row.id(), shortNameOf(member.displayName), latinNameOf(member), team});
    } else if (team >= 0) {
        m_teams[static_cast<size_t>(team)].supervisor = row.id();
    }
    m_rows.append(row);
}

Status Organisation::emitRows(SampleSink &sink) const
{
    for (const Row &row : m_rows)
        TD_TRY(sink.row(row));
    return {};
}

int Organisation::queueKind(const QString &key)
{
    for (size_t i = 0; i < kKinds.size(); ++i) {
        if (key == QLatin1StringView(kKinds[i].key))
            return static_cast<int>(i);
    }
    return -1;
}

int Organisation::queueKinds()
{
    return static_cast<int>(kKinds.size());
}
int Organisation::groupOfQueue(int kind)
{
    return kKinds[static_cast<size_t>(kind)].group;
}
double Organisation::loadOfQueue(int kind)
{
    return kKinds[static_cast<size_t>(kind)].load;
}

} // namespace tidedesk::sample
