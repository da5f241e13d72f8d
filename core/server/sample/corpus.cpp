// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/corpus.h"
#include <QFile>
#include <QRegularExpression>
#include <array>

namespace tidedesk::sample {

namespace {

constexpr std::array<const char *, 4> kLanguageKeys{"zh ", "hant ", "en ", "zh "};

Error damaged(const char *file, int line, const char *what)
{
    return {Consequence::Fatal, QStringLiteral("sample.corpus"),
        QStringLiteral("resources/sample/%1:%2: %3")
            .arg(QLatin1StringView(file))
            .arg(line)
            .arg(QLatin1StringView(what))};
}

Result<QStringList> linesOf(const char *file)
{
    QFile source(QStringLiteral(":/sample/") + QLatin1StringView(file));
    if (!source.open(QIODevice::ReadOnly))
        return damaged(file, 0, "missing");
    QStringList lines = QString::fromUtf8(source.readAll()).split(u'\n');
    for (QString &line : lines)
        line = line.trimmed().replace(QStringLiteral("\\n"), QStringLiteral("\n"));
    return lines;
}

std::optional<Scene> sceneHead(const QString &line)
{
    const QStringList words = line.mid(1).split(u' ', Qt::SkipEmptyParts);
    if (words.size() < 3)
        return {};
    Scene scene{.queue = words[0], .category = words[1]};
    if (words[2] == QLatin1StringView("device"))
        scene.family = Family::Device;
    else if (words[2] == QLatin1StringView("saas"))
        scene.family = Family::Plan;
    else if (words[2] != QLatin1StringView("any"))
        return {};
    scene.high = words.contains(QLatin1StringView("high"));
    for (const QString &word : words) {
        if (word.startsWith(QLatin1StringView("product=")))
            scene.product = word.section(u'=', 1);
    }
    scene.slow = words.contains(QLatin1StringView("slow"));
    scene.outage = words.contains(QLatin1StringView("outage"));
    return scene;
}

bool addLine(Scene &scene, const QString &line)
{
    const auto rest = [&line](int n) { return line.mid(n).trimmed(); };
    if (line.startsWith(u'#'))
        scene.subjects.append(rest(1));
    else if (line.startsWith(u'?'))
        scene.openings.append(rest(1));
    else if (line.startsWith(u">?"))
        scene.turns.append({Turn::Kind::Agent, Turn::Then::WaitCustomer, rest(2)});
    else if (line.startsWith(u">>"))
        scene.turns.append({Turn::Kind::Agent, Turn::Then::WaitSupplier, rest(2)});
    else if (line.startsWith(u'>'))
        scene.turns.append({Turn::Kind::Agent, Turn::Then::Nothing, rest(1)});
    else if (line.startsWith(u'<'))
        scene.turns.append({Turn::Kind::Customer, Turn::Then::Nothing, rest(1)});
    else if (line.startsWith(u'~'))
        scene.turns.append({Turn::Kind::Note, Turn::Then::Nothing, rest(1)});
    else if (line.startsWith(u'!'))
        scene.closing = rest(1);
    else
        return false;
    return true;
}

/// Who waits for a supplier needs days.
void conclude(Scene &scene)
{
    for (const Turn &turn : std::as_const(scene.turns))
        scene.slow = scene.slow || turn.then == Turn::Then::WaitSupplier;
}

bool complete(const Scene &scene)
{
    return !scene.subjects.isEmpty() && !scene.openings.isEmpty() && !scene.closing.isEmpty();
}

} // namespace

Result<Corpus> Corpus::load()
{
    Corpus corpus;
    for (const char *file : {"zh_orders.txt", "zh_support.txt", "zh_business.txt", "zh_more.txt"})
        TD_TRY(corpus.readScenes(file, Language::Chinese));
    TD_TRY(corpus.readScenes("zh_hant.txt", Language::Traditional));
    TD_TRY(corpus.readScenes("en.txt", Language::English));
    TD_TRY(corpus.readScenes("mixed.txt", Language::Mixed));
    TD_TRY(corpus.readPhrases("phrases.txt", false));
    TD_TRY(corpus.readPhrases("names.txt", true));
    TD_TRY(corpus.readStaff("staff.txt"));
    return corpus;
}

const QStringList &Corpus::phrases(Language language, QLatin1StringView key) const
{
    auto found = m_phrases.constFind(QLatin1StringView(kLanguageKeys[static_cast<size_t>(language)]) + key);
    if (found == m_phrases.cend())
        found = m_phrases.constFind(QLatin1StringView("zh ") + key);
    Q_ASSERT_X(found != m_phrases.cend() && !found->isEmpty(), "Corpus::phrases", key.data());
    return *found;
}

Status Corpus::readScenes(const char *file, Language language)
{
    TD_ASSIGN(lines, linesOf(file));
    QList<Scene> &scenes = m_scenes[static_cast<int>(language)];
    int number = 0;
    bool open = false;
    for (const QString &line : lines) {
        ++number;
        if (line.isEmpty() || line.startsWith(u';'))
            continue;
        if (line.startsWith(u'@')) {
            if (open && !complete(scenes.last()))
                return damaged(file, number, "the scene above is incomplete");
            const auto scene = sceneHead(line);
            if (!scene)
                return damaged(file, number, "head of a scene");
            scenes.append(*scene);
            open = true;
        } else if (!open || !addLine(scenes.last(), line)) {
            return damaged(file, number, "unknown kind of line");
        }
    }
    for (Scene &scene : scenes)
        conclude(scene);
    return open && complete(scenes.last()) ? Status() : damaged(file, number, "the last scene is incomplete");
}

Status Corpus::readPhrases(const char *file, bool words)
{
    static const QRegularExpression heading(QStringLiteral("^\\[((?:zh|hant|en) [a-z_]+)\\]$"));
    TD_ASSIGN(lines, linesOf(file));
    QString key;
    int number = 0;
    for (const QString &line : lines) {
        ++number;
        if (line.isEmpty() || line.startsWith(u';'))
            continue;
        if (const auto match = heading.match(line); match.hasMatch()) {
            key = match.captured(1);
            continue;
        }
        if (key.isEmpty())
            return damaged(file, number, "phrase without heading");
        if (words)
            m_phrases[key].append(line.split(line.contains(u'|') ? u'|' : u' ', Qt::SkipEmptyParts));
        else
            m_phrases[key].append(line);
    }
    return {};
}

Status Corpus::readStaff(const char *file)
{
    TD_ASSIGN(lines, linesOf(file));
    int number = 0;
    for (const QString &line : lines) {
        ++number;
        if (line.isEmpty() || line.startsWith(u';'))
            continue;
        const QStringList words = line.split(u' ', Qt::SkipEmptyParts);
        if (words.size() != 4)
            return damaged(file, number, "name, shown name, role and group");
        m_staff.append({words[0], QString(words[1]).replace(u'·', u' '), words[2], words[3].toInt()});
    }
    return {};
}

} // namespace tidedesk::sample
