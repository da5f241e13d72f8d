// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/errortext.h"

namespace tidedesk::ui {

namespace {

QString sentence(Consequence consequence)
{
    switch (consequence) {
    case Consequence::Retry:
        return ErrorText::tr("That did not get through. Nothing was changed; try again.");
    case Consequence::RetryLater:
        return ErrorText::tr("The server is busy. Your work is safe and is sent as soon as it can be.");
    case Consequence::SignIn:
        return ErrorText::tr("Please sign in again. You can go on working; your changes wait until then.");
    case Consequence::Conflict:
        return ErrorText::tr("Somebody changed the same thing. Choose which version to keep.");
    case Consequence::Rejected:
        return ErrorText::tr("This cannot be done.");
    case Consequence::Fatal:
        return ErrorText::tr("Tidedesk cannot go on with this data. Please ask your administrator.");
    }
    return {};
}

} // namespace

QString ErrorText::of(const Error &error)
{
    //: A sentence, then the code of the error for support
    return error.code.isEmpty() ? sentence(error.consequence)
                                : tr("%1 (%2)").arg(sentence(error.consequence), error.code);
}

} // namespace tidedesk::ui
