// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/change.h"
#include <QCoreApplication>

namespace tidedesk::ui {

class FieldText;

/// An operation in words.
class ChangeText final {
    Q_DECLARE_TR_FUNCTIONS(tidedesk::ui::ChangeText)
public:
    explicit ChangeText(const FieldText &text)
        : m_text(text)
    {
    }
    /// "Reply", "Status → Resolved, Priority → High". One line.
    QString what(const domain::Change &change) const;
    /// Text the person wrote themselves - of a message or a new ticket -, empty for other changes.
    static QString body(const domain::Change &change);

    /// The row whose title says what the change is about: its ticket or its customer.
    struct Subject {
        const schema::Entity *entity = nullptr;
        Id id;
    };
    static Subject subject(const domain::Change &change);
    /// "#10234 Printer on fire", "Wang Fang"; empty for a row of which nothing is known but its id.
    static QString titleOf(const Row &row);
    static QString titleOf(const domain::Change &change); ///< of the ticket or customer it makes, else empty

private:
    QString created(const domain::Change &change) const;
    QString updated(const domain::Change &change) const;

    const FieldText &m_text;
};

} // namespace tidedesk::ui
