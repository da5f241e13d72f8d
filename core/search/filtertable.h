// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>
#include <QStringList>

namespace tidedesk::search {

enum class FilterType { Choice, Text, Number, Date };

/// How a row's field is compared with the value.
enum class FilterOp {
    Is, ///< equal to one of the values; for Text: the application's notion (contains, begins with)
    Before, ///< Date: earlier than the first moment of the day
    After, ///< Date: at or after the first moment of the day
};

/// One choice of a field: what is stored and every word a person may type for it, in any language.
struct FilterChoice {
    QString value;
    QStringList names;
};

/// One filter key of the search box. Made by the caller from the schema (fields, choices) and its translations, so that
/// no second list of fields exists. Names and choices are compared folded: case and width do not matter.
/// Words that stand for a moving value ("me", "我") are choices too; the caller gives them their meaning.
struct FilterKey {
    QString field;
    QStringList names;
    FilterType type = FilterType::Text;
    FilterOp op = FilterOp::Is;
    QList<FilterChoice> choices; ///< with FilterType::Choice
};

using FilterTable = QList<FilterKey>;

} // namespace tidedesk::search
