// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/support/shimvfs.h"
#include <QMap>
#include <QRandomGenerator>
#include <functional>

namespace tidedesk::test {

/// What a power cut may leave on the disk. Steps are played in order; an image after any of them has everything up to the
/// last sync of each file, while of what was written since, every write is there, absent or torn at 512-byte sectors,
/// whatever came before or after it. Names of removed files come back until the folder was synced.
class PowerCut {
public:
    static constexpr qint64 kSector = 512; ///< bytes that reach the disk together

    explicit PowerCut(QList<DiskStep> steps)
        : m_steps(std::move(steps))
    {
    }
    /// Plays the steps before `step`; only forwards.
    void playTo(qsizetype step);
    /// One of the many images that a cut now may leave, written into an existing folder.
    void writeImage(const QString &folder, QRandomGenerator &random) const;

private:
    struct Node {
        QByteArray durable;
        QList<DiskStep> pending; ///< since the last sync
    };
    /// How a disk treats what was not synced; a cut has one of them.
    enum class Mood { AllThere, NoneThere, WholeOrAbsent, Torn };

    void play(const DiskStep &step);
    static void apply(QByteArray &content, const DiskStep &step);
    static QByteArray contentAfterCut(const Node &node, Mood mood, QRandomGenerator &random);

    QList<DiskStep> m_steps;
    qsizetype m_played = 0;
    QMap<QString, Node> m_files;
    QMap<QString, Node> m_removed; ///< whose removal is not durable yet
};

/// Opens an image of each of so many cuts between step `first` and the end with `inspect`, which says what is wrong with it;
/// gives one text for each that was not in order. What the images are opened with syncs nothing.
QStringList problemsAfterCuts(const QList<DiskStep> &steps, int first, int images, quint32 seed,
    const std::function<QString(qsizetype step, const QString &folder)> &inspect);

} // namespace tidedesk::test
