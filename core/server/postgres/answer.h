// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/id.h"
#include <QByteArray>
#include <QString>
#include <memory>

struct pg_result;

namespace tidedesk::postgres {

/// What a statement gave: rows in binary form (see Values for the types), read by their column from 0. Move only.
class Answer {
public:
    explicit Answer(pg_result *result)
        : m_result(result)
    {
    }
    int rows() const;
    bool isEmpty() const { return rows() == 0; }
    QByteArrayView tag() const; ///< what the server says it did: "COMMIT", "INSERT 0 1"
    qint64 changed() const; ///< rows an INSERT, UPDATE or DELETE has touched

    bool isNull(int row, int column) const;
    qint64 integer(int row, int column) const; ///< 0 for NULL
    double real(int row, int column) const;
    bool flag(int row, int column) const; ///< BOOLEAN
    QString text(int row, int column) const;
    QByteArrayView bytes(int row, int column) const; ///< without a copy, while the answer lives
    Id id(int row, int column) const; ///< null for NULL

private:
    struct Clear {
        void operator()(pg_result *result) const;
    };
    std::unique_ptr<pg_result, Clear> m_result;
};

} // namespace tidedesk::postgres
