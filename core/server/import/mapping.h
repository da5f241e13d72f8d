// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/import/expression.h"
#include <QTimeZone>
#include <vector>

namespace tidedesk::import {

/// A message of an imported ticket.
struct MessageRule {
    qint64 kind = 0; ///< index of schema::Message::kind
    Expression body;
    enum class Moment { Created, FirstReply, Resolved, Own } moment = Moment::Created;
    Expression at; ///< Moment::Own
};

/// When a ticket lived. Its events and derived fields follow from these.
struct LifeRule {
    std::optional<Expression> created;
    std::optional<Expression> firstReply;
    std::optional<Expression> resolved;
    std::optional<Expression> rating; ///< 1 - 5
    std::vector<MessageRule> messages;
};

/// One row to make of each record.
struct RowRule {
    const schema::Entity *entity = nullptr;
    QString name; ///< by which other rules of the mapping refer to the row; the entity's name if none is given
    QList<Expression> key;
    QString whenColumn; ///< made only if this column is filled ...
    QStringList whenIs; ///< ... and, unless the list is empty, holds one of these
    QMap<int, Expression> set; ///< by Field::index
    std::optional<LifeRule> life; ///< tickets only
    bool main = false; ///< the row that a record stands for in the summary
};

/// How one kind of file becomes rows of the spine. Checked against the spine when it is read, so that a mistake is
/// named by its place in the mapping and nothing is imported. The format is documented in resources/help/import.md.
class Mapping {
public:
    /// Rejected import.mapping (what and where), import.unreadable. A name without a file of that name is looked for
    /// among the shipped mappings (:/mappings/<name>.json).
    static Result<Mapping> load(const QString &fileOrName);
    static Result<Mapping> parse(const QByteArray &json, const QString &what);

    QString source;
    FileForm form;
    QTimeZone zone;
    std::optional<qint64> asOf; ///< ms; otherwise the instant of the import
    std::vector<RowRule> rules;

    /// Columns that a file must have.
    QStringList neededColumns() const;

private:
    Status readForm(const QJsonObject &json);
    Status readRule(const QJsonObject &json, const QString &where);
    Status readLife(RowRule &rule, const QJsonObject &json, const QString &where);
    Status markMain();
    Status checkRows(size_t index) const;

    QStringList m_optionalColumns;
};

} // namespace tidedesk::import
