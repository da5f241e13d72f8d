// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/schema/entity.h"
#include "core/server/import/source.h"
#include <QJsonValue>
#include <QMap>

namespace tidedesk::import {

/// Where a field's value comes from. Read from the mapping once, applied to every record. See resources/help/import.md.
struct Expression {
    enum class Kind {
        Columns, ///< the first of `columns` that is filled
        Constant,
        Template, ///< text with {column}
        Object, ///< JSON object of `columns`
        Row, ///< a row made from the same record, or of (source, key)
        Identity, ///< the customer with this telephone, mail address ...
        Find, ///< the row whose text field `found` holds it
    };
    Kind kind = Kind::Columns;
    QStringList columns;
    QString text; ///< constant, template, or the name of a rule (Row)
    QString source; ///< Row: other source
    QList<Expression> key; ///< Row: its key there
    int identityKind = -1;
    const schema::Entity *entity = nullptr; ///< Find and Row
    const schema::Field *found = nullptr;
    QMap<QString, QString> map; ///< of texts; what is not in it stays, or is an error for choices
    QString fallback; ///< when there is no text
    QStringList formats;
    QString split;
    QMap<QString, QString> replace; ///< literal -> column
    QString divider; ///< part number `part` of the text divided by it
    int part = 0;
    bool lower = false;
    bool optional = false; ///< a reference that points to nothing is left empty instead of refusing the record

    /// Rejected import.mapping; `where` is the place in the mapping, "make[1].set.status".
    static Result<Expression> parse(const QJsonValue &json, const QString &where);

    /// The text before conversion; empty when the cells are.
    QString textFor(const Record &record) const;
    /// Adds every column it reads.
    void collectColumns(QStringList &names) const;
};

} // namespace tidedesk::import
