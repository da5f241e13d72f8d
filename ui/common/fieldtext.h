// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/row.h"
#include "core/seat/queries.h"
#include <QCoreApplication>

namespace tidedesk::ui {

class Formats;

/// Values of the spine as people read them, by the type of their field: instants and dates, money with its currency,
/// choices in words, people and teams by name. Empty text for a value that is not there. Main thread.
class FieldText final {
    Q_DECLARE_TR_FUNCTIONS(tidedesk::ui::FieldText)
public:
    explicit FieldText(const Formats &formats)
        : m_formats(formats)
    {
    }
    /// Names for references. Without it, or for rows the seat does not hold, the short form of the id is shown.
    void setDirectory(const seat::Queries::Directory &directory) { m_directory = directory; }
    const seat::Queries::Directory &directory() const { return m_directory; }

    QString text(const Row &row, const schema::Field &field) const;
    /// `currency` is ISO 4217, for money only.
    QString text(const schema::Field &field, const Value &value, const QString &currency = {}) const;
    QString name(const schema::Field &reference, const Id &id) const;
    /// "#10234"; "~A1B2C3" for a ticket that the server has not numbered yet.
    static QString reference(const Row &ticket);
    QString person(const Id &user) const; ///< "system" for a null id
    const Formats &formats() const { return m_formats; }

    /// Values that line up at the right: money, numbers.
    static bool isNumeric(const schema::Field &field);
    /// Currency of a row, empty when its entity has none.
    static QString currencyOf(const Row &row);

private:
    QString number(const schema::Field &field, qint64 value, const QString &currency) const;

    const Formats &m_formats;
    seat::Queries::Directory m_directory;
};

} // namespace tidedesk::ui
