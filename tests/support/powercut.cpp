// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/powercut.h"
#include <QTemporaryDir>
#include <algorithm>
#include <QFile>

namespace tidedesk::test {

using Kind = DiskStep::Kind;

void PowerCut::playTo(qsizetype step)
{
    for (; m_played < step; ++m_played)
        play(m_steps[m_played]);
}

void PowerCut::play(const DiskStep &step)
{
    if (step.namesToo)
        m_removed.clear();
    if (step.kind == Kind::Remove) {
        Node gone = m_files.take(step.file);
        if (!step.namesToo && !m_removed.contains(step.file))
            m_removed.insert(step.file, std::move(gone));
        return;
    }
    Node &node = m_files[step.file];
    if (step.kind != Kind::Sync) {
        node.pending.append(step);
        return;
    }
    for (const DiskStep &written : std::as_const(node.pending))
        apply(node.durable, written);
    node.pending.clear();
}

void PowerCut::apply(QByteArray &content, const DiskStep &step)
{
    if (step.kind == Kind::Truncate)
        return content.resize(step.offset, '\0');
    if (content.size() < step.offset)
        content.resize(step.offset, '\0');
    content.replace(step.offset, step.bytes.size(), step.bytes);
}

/// Sectors are lost one by one, so each may show any of its states since the sync: the same as if writes had been
/// reordered.
QByteArray PowerCut::contentAfterCut(const Node &node, Mood mood, QRandomGenerator &random)
{
    QByteArray content = node.durable;
    for (const DiskStep &step : node.pending) {
        if (mood == Mood::NoneThere || (mood != Mood::AllThere && random.bounded(2) == 0))
            continue;
        if (mood != Mood::Torn || step.kind == Kind::Truncate) {
            apply(content, step);
            continue;
        }
        for (qint64 done = 0; done < step.bytes.size();) {
            const qint64 at = step.offset + done;
            const qint64 length = qMin(kSector - at % kSector, step.bytes.size() - done);
            if (random.bounded(2) == 0)
                apply(content, {Kind::Write, step.file, at, step.bytes.mid(done, length)});
            done += length;
        }
    }
    return content;
}

void PowerCut::writeImage(const QString &folder, QRandomGenerator &random) const
{
    const auto mood = static_cast<Mood>(random.bounded(4));
    QMap<QString, QByteArray> contents;
    for (auto it = m_files.begin(); it != m_files.end(); ++it)
        contents.insert(it.key(), contentAfterCut(*it, mood, random));
    for (auto it = m_removed.begin(); it != m_removed.end(); ++it) {
        if (random.bounded(2) == 0)
            contents.insert(it.key(), contentAfterCut(*it, mood, random));
    }
    for (auto it = contents.begin(); it != contents.end(); ++it) {
        QFile file(folder + u'/' + it.key());
        if (!file.open(QIODevice::WriteOnly) || file.write(*it) != it->size())
            qFatal("no image can be written: %s", qPrintable(file.fileName()));
    }
}

QStringList problemsAfterCuts(const QList<DiskStep> &steps, int first, int images, quint32 seed,
    const std::function<QString(qsizetype step, const QString &folder)> &inspect)
{
    const QTemporaryDir scratch;
    const ShimVfs fast(scratch.path());
    QRandomGenerator random(seed);
    QList<qsizetype> cuts(images);
    for (qsizetype &step : cuts)
        step = random.bounded(first, int(steps.size()) + 1);
    std::sort(cuts.begin(), cuts.end());
    PowerCut power(steps);
    QStringList problems;
    for (const qsizetype step : std::as_const(cuts)) {
        power.playTo(step);
        const QTemporaryDir image;
        power.writeImage(image.path(), random);
        if (const QString problem = inspect(step, image.path()); !problem.isEmpty())
            problems.append(QStringLiteral("cut after step %1 of %2: %3").arg(step).arg(steps.size()).arg(problem));
    }
    return problems;
}

} // namespace tidedesk::test
