// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include <QByteArrayView>

namespace tidedesk::postgres {

/// What an SQLSTATE means for us - the only place where one is turned into an Error
/// (https://www.postgresql.org/docs/15/errcodes-appendix.html). `what` says where it happened; no state = no answer.
///
/// | states                                             | Error                       |
/// |----------------------------------------------------|-----------------------------|
/// | 40001 40P01 55P03 (another writer was there)       | Retry      store.conflict   |
/// | none, 08* 57P* 53300 25006 (gone, standby, full)   | RetryLater store.unreachable|
/// | 57014 (a time limit of ours)                       | RetryLater store.busy       |
/// | 53100                                              | RetryLater store.disk_full  |
/// | other 53*                                          | RetryLater store.memory     |
/// | 58*                                                | RetryLater store.io         |
/// | 25P02 (an earlier failure undid the transaction)   | RetryLater store.rolled_back|
/// | 23*                                                | Rejected   store.constraint |
/// | 22*                                                | Rejected   store.value      |
/// | 28* 3D* 42501                                      | Fatal      store.cannot_open|
/// | XX001 XX002                                        | Fatal      store.corrupt    |
/// | anything else (a mistake in our SQL)               | Rejected   store.sql        |
Error classify(QByteArrayView state, const QString &what);

} // namespace tidedesk::postgres
