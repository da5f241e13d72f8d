// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/errortext.h"

namespace tidedesk::ui {

// In a member so that lupdate finds the context.
std::span<const ErrorText::Sentence> ErrorText::sentences()
{
    static constexpr Sentence table[] = {
        // Outcome::reason, core/domain/apply.h
        {"not_allowed", QT_TR_NOOP("Your role does not allow this.")},
        {"out_of_scope", QT_TR_NOOP("This now belongs to a team you are not in.")},
        {"gone", QT_TR_NOOP("It no longer exists on the server.")},
        {"exists", QT_TR_NOOP("The server already has it.")},
        {"unknown_field", QT_TR_NOOP("The server does not know one of these fields. Its version may be older.")},
        {"field_not_writable", QT_TR_NOOP("One of these fields cannot be changed by hand.")},
        {"wrong_type", QT_TR_NOOP("One of the values does not fit its field.")},
        {"missing_field", QT_TR_NOOP("A value that is required is missing.")},
        {"unknown_reference", QT_TR_NOOP("It refers to something the server does not know.")},
        {"illegal_transition", QT_TR_NOOP("The ticket cannot go to that status from the one it is in now.")},
        {"only_on_hold", QT_TR_NOOP("Only a ticket that is on hold can have a reason for it.")},
        {"merge_itself", QT_TR_NOOP("A ticket cannot be merged into itself.")},
        {"merge_target_merged", QT_TR_NOOP("That ticket was itself merged into another. Please merge into that one.")},
        {"merge_open", QT_TR_NOOP("A ticket is closed when it is merged.")},
        {"merged", QT_TR_NOOP("This ticket was merged into another. Please go on there; notes can still be written here.")},
        {"undo.unknown", QT_TR_NOOP("There is nothing of this left to take back.")},
        {"bad_seen", QT_TR_NOOP("The reply refers to messages that the server does not have. Please look at the ticket again.")},
        {"too_long", QT_TR_NOOP("The text is too long.")},
        {"dependency", QT_TR_NOOP("Something it builds on was not accepted.")},
        {"empty", QT_TR_NOOP("There was nothing to do.")},
        // core/net, core/sync
        {"net.unreachable", QT_TR_NOOP("The server cannot be reached. Your work is safe and is sent later.")},
        {"net.no_host", QT_TR_NOOP("The server's name cannot be found. Are you connected to the network?")},
        {"net.refused", QT_TR_NOOP("The server's machine answers, but the service is not running.")},
        {"net.deadline", QT_TR_NOOP("The server did not answer in time. It is tried again.")},
        {"net.aborted", QT_TR_NOOP("The request was broken off.")},
        {"net.bad_url", QT_TR_NOOP("The address of the server is not valid.")},
        {"net.tls", QT_TR_NOOP("The connection is not secure: the server's certificate is not trusted.")},
        {"net.redirected", QT_TR_NOOP("The network sends us elsewhere. Perhaps it wants you to sign in to it first.")},
        {"net.proxy", QT_TR_NOOP("The proxy of your network refuses the connection.")},
        {"net.too_old", QT_TR_NOOP("This version is too old for the server. Please update Tidedesk.")},
        {"live.closed", QT_TR_NOOP("The live connection was closed. Changes are fetched every now and then.")},
        {"pull.damaged", QT_TR_NOOP("The server's answer arrived damaged. It is fetched again.")},
        {"pull.truncated", QT_TR_NOOP("The server's answer arrived cut off. It is fetched again.")},
        {"pull.out_of_step", QT_TR_NOOP("This seat and the server were out of step. It is fetched again.")},
        {"pull.too_long", QT_TR_NOOP("The server's answer was larger than any should be.")},
        {"push.other_epoch", QT_TR_NOOP("The server has been restored from a backup. What was sent goes out again.")},
        {"push.no_answer", QT_TR_NOOP("The server did not say what became of this. It is sent again.")},
        {"push.foreign_answer", QT_TR_NOOP("The server answered something else. It is sent again.")},
        {"push.too_large", QT_TR_NOOP("This change is too large to be sent.")},
        {"push.unknown_entity", QT_TR_NOOP("The server does not know this kind of record. Its version may be older.")},
        {"push.unknown_field", QT_TR_NOOP("The server does not know one of these fields. Its version may be older.")},
        // core/server
        {"sign_in.wrong", QT_TR_NOOP("User name or password is wrong.")},
        {"account_disabled", QT_TR_NOOP("This account is disabled. Please ask your administrator; work on this computer is kept.")},
        {"limit.sign_in", QT_TR_NOOP("Too many attempts to sign in. Please wait a while before the next one.")},
        {"session.unknown", QT_TR_NOOP("The session has ended. Please sign in again; your work waits until then.")},
        {"session.damaged", QT_TR_NOOP("The file of the session on this computer is damaged. Please sign in while the server can be reached; your work waits until then.")},
        {"session.revoked", QT_TR_NOOP("The session was ended on the server. Please sign in again; your work waits until then.")},
        {"seat.revoked", QT_TR_NOOP("This seat was revoked. Please ask your administrator, or sign in again; work on this computer is kept.")},
        {"seat.unknown", QT_TR_NOOP("The server does not know this seat.")},
        {"seat.sealed", QT_TR_NOOP("This seat was revoked. Work on this computer that had not been sent is sealed; only the server can open it.")},
        {"sealed.no_session", QT_TR_NOOP("This seat was signed out before and cannot hand in by itself. Please give the sealed file to your administrator.")},
        {"sealed.not_allowed", QT_TR_NOOP("This is sealed work of another person.")},
        {"sealed.foreign", QT_TR_NOOP("This was sealed for another server. Please give the sealed file to your administrator.")},
        {"sealed.damaged", QT_TR_NOOP("The sealed file is damaged. Please give it to your administrator.")},
        {"sealed.no_key", QT_TR_NOOP("The server has given no key to seal with.")},
        {"sealed.too_large", QT_TR_NOOP("The sealed work is larger than the server takes. Please give the sealed file to your administrator.")},
        {"limit.sealed", QT_TR_NOOP("The server has too much sealed work of yours already. Please ask your administrator.")},
        {"file.unreadable", QT_TR_NOOP("The file cannot be read.")},
        {"seat.taken", QT_TR_NOOP("On the server this seat belongs to another person.")},
        {"blob.unknown", QT_TR_NOOP("The server does not have this file.")},
        {"blob.bad_name", QT_TR_NOOP("The server does not know files of this name.")},
        {"limit.seat", QT_TR_NOOP("The server is busy. Your work is safe and is sent as soon as it can be.")},
        {"limit.address", QT_TR_NOOP("The server is busy. Your work is safe and is sent as soon as it can be.")},
        {"server.draining", QT_TR_NOOP("The server is about to stop. Your work is safe and is sent when it is back.")},
        {"server.busy", QT_TR_NOOP("The server is busy. Your work is safe and is sent as soon as it can be.")},
        {"server.memory", QT_TR_NOOP("The server has not enough memory. Please tell your administrator; your work is safe.")},
        {"server.disk_full", QT_TR_NOOP("The server's disk is full. Please tell your administrator; your work is safe.")},
        {"server.resource", QT_TR_NOOP("The server is not installed properly. Please tell your administrator.")},
        {"server.stopping", QT_TR_NOOP("The server is being restarted. It is tried again.")},
        {"json.syntax", QT_TR_NOOP("The answer could not be understood.")},
        {"json.missing", QT_TR_NOOP("The answer could not be understood.")},
        {"json.type", QT_TR_NOOP("The answer could not be understood.")},
        // core/sqlite, core/storage
        {"store.busy", QT_TR_NOOP("The data on this computer are in use at the moment. Please try again.")},
        {"store.disk_full", QT_TR_NOOP("The disk is full. Free some space; nothing has been lost.")},
        {"store.io", QT_TR_NOOP("The disk reports an error. Please tell your administrator.")},
        {"store.memory", QT_TR_NOOP("There is not enough memory. Close other programs and try again.")},
        {"store.interrupted", QT_TR_NOOP("This was broken off before it was finished. Please try again.")},
        {"store.rolled_back", QT_TR_NOOP("This could not be finished and was taken back. Please try again.")},
        {"store.constraint", QT_TR_NOOP("This does not fit the data that are there.")},
        {"store.value", QT_TR_NOOP("One of the values cannot be stored.")},
        {"store.corrupt", QT_TR_NOOP("This computer's copy of the server's data is damaged. It is fetched again at the next start; your unsent work lies apart.")},
        {"outbox.corrupt", QT_TR_NOOP("The file with your unsent work is damaged. Please start Tidedesk again: it takes out what is whole and shows what is not.")},
        {"store.rebuilding", QT_TR_NOOP("This computer's copy of the server's data was damaged and is being fetched again. Your unsent work lies apart.")},
        {"store.cannot_open", QT_TR_NOOP("The data on this computer cannot be opened.")},
        {"server.refused_late", QT_TR_NOOP("The program made a mistake. Please report it.")},
        {"store.sql", QT_TR_NOOP("The program made a mistake. Please report it.")},
        {"store.bad_migrations", QT_TR_NOOP("The program is not installed properly.")},
        {"store.newer_schema", QT_TR_NOOP("A newer version of Tidedesk has used these data. Please update.")},
        {"store.profile_in_use", QT_TR_NOOP("Tidedesk is already running with this profile.")},
        {"outbox.sent", QT_TR_NOOP("This has been sent already and may have reached the server. It cannot be taken back.")},
        {"outbox.not_queued", QT_TR_NOOP("This is no longer waiting.")},
        {"outbox.damaged", QT_TR_NOOP("A change that was waiting is damaged and cannot be sent.")},
        {"review.unknown", QT_TR_NOOP("This has been decided already.")},
        {"blob.lost", QT_TR_NOOP("A file that was to be sent is no longer on this computer, or damaged. Please attach it again.")},
        {"blob.bad_answer", QT_TR_NOOP("What answered is not a Tidedesk server.")},
        {"blob.bad_range", QT_TR_NOOP("The server does not have so much of this file.")},
        {"blob.offset", QT_TR_NOOP("The server does not have the beginning of this file.")},
        {"limit.files_a_day", QT_TR_NOOP("You have sent as many files as the server takes from one person in a day. What waits is sent later.")},
        {"server.files_full", QT_TR_NOOP("The server's room for files is used up. What waits is sent later.")},
        {"too_many_files", QT_TR_NOOP("A message takes at most 20 files and 100 MB together.")},
        {"blob.damaged", QT_TR_NOOP("The file arrived damaged.")},
        {"blob.empty", QT_TR_NOOP("The file is empty.")},
        {"blob.too_large", QT_TR_NOOP("The file is too large.")},
        {"blob.unreadable", QT_TR_NOOP("The file cannot be read.")},
        // core/seat
        {"seat.no_session", QT_TR_NOOP("Nobody is signed in.")},
        {"seat.other_user", QT_TR_NOOP("This profile belongs to another person.")},
        {"sign_in.wrong_password", QT_TR_NOOP("User name or password is wrong.")},
        {"sign_in.lease_over", QT_TR_NOOP("You have been offline for too long. Please sign in while connected.")},
        {"sign_in.bad_answer", QT_TR_NOOP("What answered is not a Tidedesk server.")},
        // core/search
        {"search.unknown_filter", QT_TR_NOOP("There is no such filter.")},
        {"search.unknown_value", QT_TR_NOOP("This filter has no such value.")},
        {"search.missing_value", QT_TR_NOOP("This filter needs a value.")},
        {"search.bad_number", QT_TR_NOOP("A number is expected here.")},
        {"search.bad_date", QT_TR_NOOP("A date is expected here, such as 2026-09-01.")},
        {"search.unclosed_quote", QT_TR_NOOP("The closing quotation mark is missing.")},
        {"search.too_long", QT_TR_NOOP("The query is too long; only its beginning is used.")},
        {"search.too_many_terms", QT_TR_NOOP("Too many words; only the first ones are used.")},
        {"search.tokenizer_refused", QT_TR_NOOP("The search index cannot be used.")},
    };
    return table;
}

const ErrorText::Sentence *ErrorText::find(const QString &code)
{
    for (const Sentence &sentence : sentences())
        if (code == QLatin1StringView(sentence.code))
            return &sentence;
    return nullptr;
}

bool ErrorText::knows(const QString &code)
{
    return find(code) != nullptr;
}

QString ErrorText::general(Consequence consequence)
{
    switch (consequence) {
    case Consequence::Retry:
        return tr("That did not get through. Nothing was changed; try again.");
    case Consequence::RetryLater:
        return tr("The server is busy. Your work is safe and is sent as soon as it can be.");
    case Consequence::SignIn:
        return tr("Please sign in again. You can go on working; your changes wait until then.");
    case Consequence::Conflict:
        return tr("Somebody changed the same thing. Choose which version to keep.");
    case Consequence::Rejected:
        return tr("This cannot be done.");
    case Consequence::Fatal:
        return tr("Tidedesk cannot go on with this data. Please ask your administrator.");
    }
    return {};
}

QString ErrorText::withCode(const QString &sentence, const QString &code)
{
    //: A sentence, then the code of the error for support
    return code.isEmpty() ? sentence : tr("%1 (%2)").arg(sentence, code);
}

QString ErrorText::of(const Error &error)
{
    const Sentence *known = find(error.code);
    return withCode(known ? tr(known->text) : general(error.consequence), error.code);
}

QString ErrorText::ofCode(const QString &code)
{
    if (code.isEmpty())
        return {};
    const Sentence *known = find(code);
    return withCode(known ? tr(known->text) : tr("Something went wrong."), code);
}

} // namespace tidedesk::ui
