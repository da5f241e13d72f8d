// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/outboxmodel.h"
#include "ui/common/labels.h"

namespace tidedesk::ui {

void OutboxModel::setLines(const QList<OutboxLine> &lines)
{
    const bool same = std::equal(lines.begin(), lines.end(), m_lines.begin(), m_lines.end(),
        [](const OutboxLine &a, const OutboxLine &b) { return a.seq == b.seq; });
    if (!same) {
        beginResetModel();
        m_lines = lines;
        endResetModel();
    } else if (lines != m_lines) {
        m_lines = lines;
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    }
}

int OutboxModel::rowOf(qint64 seq) const
{
    const auto found = std::find_if(m_lines.begin(), m_lines.end(), [seq](const OutboxLine &l) { return l.seq == seq; });
    return found == m_lines.end() ? -1 : static_cast<int>(found - m_lines.begin());
}

int OutboxModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant OutboxModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const OutboxLine &line = m_lines.at(index.row());
    switch (role) {
    case What:
        return line.what;
    case About:
        return line.about;
    case State:
        return line.state;
    case Problem:
        return line.problem;
    case Seq:
        return line.seq;
    case Qt::ToolTipRole:
        return plainToolTip(line.problem.isEmpty() ? line.what : line.what + u'\n' + line.problem);
    case Qt::AccessibleTextRole:
        return QStringList {line.what, line.about, line.state, line.problem}.join(QStringLiteral(", "));
    default:
        return {};
    }
}

} // namespace tidedesk::ui
