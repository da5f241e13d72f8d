// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/errortext.h"

namespace tidedesk::app {

namespace {

struct Sentence {
    const char *code;
    const char *text; ///< %1 is the error's detail; without it the detail follows in brackets
};

constexpr Sentence kSentences[] = {
    // what was typed
    {"usage", "%1"},
    {"ticket.unknown", "there is no ticket '%1' on this seat"},
    {"customer.unknown", "there is no customer '%1' on this seat, or several have this number or address"},
    {"outbox.unknown", "there is no operation '%1' in the outbox; 'outbox' lists them with number and id"},
    {"review.unknown", "there is no open conflict '%1'; 'conflict list' shows those there are"},
    {"team.out_of_scope", "you are not in the team '%1'; nothing of it is on this seat"},
    {"queue.out_of_scope", "the queue '%1' belongs to a team you are not in; nothing of it is on this seat"},
    // Outcome::reason, core/domain/apply.h
    {"not_allowed", "your role does not allow this"},
    {"out_of_scope", "this belongs to a team you are not in"},
    {"gone", "it no longer exists"},
    {"exists", "it is there already"},
    {"unknown_field", "there is no such field"},
    {"field_not_writable", "the field %1 cannot be changed by hand"},
    {"wrong_type", "the value does not fit the field %1"},
    {"missing_field", "the field %1 must not be empty"},
    {"unknown_reference", "the field %1 refers to something that does not exist"},
    {"illegal_transition", "the ticket cannot change its status so: %1"},
    {"too_long", "the text of the field %1 is too long"},
    {"only_on_hold", "only a ticket that is on hold can have the field %1"},
    {"merge_itself", "a ticket cannot be merged into itself"},
    {"merge_target_merged", "that ticket was itself merged into another; merge into that one"},
    {"merge_open", "a ticket is closed when it is merged"},
    {"merged", "the ticket was merged into another; go on there, notes can still be written here"},
    {"undo.unknown", "there is nothing of this left to take back"},
    {"bad_seen", "the reply refers to messages the server does not have; look at the ticket again"},
    {"dependency", "what it builds on was not accepted: operation %1"},
    {"empty", "there is nothing to do"},
    {"seq_reused", "the server knows this seat's operation number for another operation"},
    {"id_reused", "the server knows this operation's id for another operation"},
    // core/net, core/sync
    {"net.unreachable", "the server cannot be reached; what waits stays queued"},
    {"net.no_host", "the server's name cannot be found; what waits stays queued"},
    {"net.refused", "the server is not running there; what waits stays queued"},
    {"net.deadline", "the server did not answer in time; what waits stays queued"},
    {"net.aborted", "the request was broken off; what waits stays queued"},
    {"net.bad_url", "this is no address of a server: '%1'"},
    {"net.tls", "the connection is not secure, the server's certificate is not trusted; what waits stays queued"},
    {"net.redirected", "the network sends us elsewhere, perhaps it wants you to sign in to it first; what waits stays queued"},
    {"net.proxy", "the proxy of your network refuses the connection; what waits stays queued"},
    {"net.too_old", "this version is too old for the server; please update Tidedesk"},
    {"live.closed", "the live connection was closed"},
    {"pull.damaged", "the server's answer arrived damaged"},
    {"pull.truncated", "the server's answer arrived cut off"},
    {"pull.out_of_step", "this seat and the server were out of step"},
    {"pull.too_long", "the server's answer was larger than any should be"},
    {"pull.bad_cursor", "the server does not know this seat's place in its history"},
    {"push.other_epoch", "the server's data are others than before; operations are sent again"},
    {"push.no_answer", "the server did not say what became of an operation; it stays queued"},
    {"push.foreign_answer", "the server answered something else than it was asked"},
    {"push.too_large", "this is too large to be sent"},
    {"push.unknown_entity", "this kind of record is not known there: %1"},
    {"push.unknown_field", "this field is not known there: %1"},
    {"sync.timeout", "not everything was exchanged within %1 seconds; what waits stays queued"},
    {"server.busy", "the server is busy; what waits stays queued"},
    {"server.memory", "the server has not enough memory; what waits stays queued"},
    {"server.stopping", "the server is being restarted; what waits stays queued"},
    {"server.disk_full", "the server's disk is full; what waits stays queued"},
    {"limit.seat", "this seat asks too often; what waits stays queued"},
    {"limit.address", "too many requests come from this address; what waits stays queued"},
    {"server.draining", "the server is about to end"},
    {"limit.sign_in", "too many attempts to sign in; wait a while and try again"},
    {"json.syntax", "this is no sound JSON: %1"},
    {"json.missing", "something required is missing: %1"},
    {"json.type", "a value is of the wrong kind: %1"},
    {"intake.not_allowed", "this account may not take in messages"},
    // core/seat
    {"seat.no_session", "nobody is signed in here; 'sign-in' does that"},
    {"seat.no_profile", "there is no such profile: %1; 'sign-in' begins one"},
    {"seat.other_user", "this profile belongs to another person whose work has not been sent: %1 waiting or to be decided"},
    {"seat.sealed", "this seat was revoked: %1. Only the server can open that; 'outbox handin' sends it there, 'outbox export --sealed' makes a file for an administrator"},
    {"seat.revoked", "this seat was revoked; ask an administrator, or sign in again"},
    {"sealed.none", "nothing is sealed here"},
    {"sealed.no_session", "this seat was signed out before and cannot hand in by itself; give this file to an administrator: %1"},
    {"sealed.not_allowed", "this is sealed work of another person or seat"},
    {"sealed.foreign", "this was sealed for another server"},
    {"sealed.damaged", "this is no sealed work, or it is damaged: %1"},
    {"sealed.no_key", "the server has given no key to seal with"},
    {"sealed.too_large", "this sealed work is larger than the server takes: %1 bytes; give the file to an administrator"},
    {"limit.sealed", "the server has so much sealed work of this person already that has not been decided: %1; ask an administrator"},
    {"seat.taken", "this seat belongs to another person on the server"},
    {"sign_in.wrong", "user name or password is wrong"},
    {"sign_in.wrong_password", "user name or password is wrong"},
    {"sign_in.lease_over", "offline for too long; please sign in while the server can be reached"},
    {"sign_in.bad_answer", "what answered is not a Tidedesk server"},
    {"account_disabled", "this account is disabled; ask an administrator"},
    {"session.unknown", "the session has ended; please sign in again, your work waits until then"},
    {"session.damaged", "the file of the session cannot be read: %1; please sign in again while the server can be reached, your work waits until then"},
    {"session.revoked", "the session was ended on the server; please sign in again, your work waits until then"},
    // core/sqlite, core/storage, core/server/store
    {"migrate.unsound", "the data were not moved, for they are not sound: %1"},
    {"store.conflict", "somebody else was changing the same thing; please try again"},
    {"store.unreachable", "the database server cannot be reached: %1"},
    {"store.not_empty", "there is a server in this database already; nothing in it is overwritten"},
    {"store.busy", "the data are in use at the moment; please try again"},
    {"store.disk_full", "the disk is full; nothing has been lost"},
    {"store.io", "the disk reports an error"},
    {"store.memory", "there is not enough memory"},
    {"store.interrupted", "this was broken off before it was finished"},
    {"store.rolled_back", "this could not be finished and was taken back"},
    {"store.constraint", "this does not fit the data that are there"},
    {"store.value", "a value cannot be stored"},
    {"store.corrupt", "the database file is damaged"},
    {"store.rebuilding", "cache.db, this seat's copy of the server's data, was damaged and is being rebuilt; 'sync' fetches it again, what was not sent yet is kept"},
    {"outbox.corrupt", "outbox.db, which holds the work that was not sent yet, is damaged; the next command takes out what is whole"},
    {"store.cannot_open", "the data cannot be opened"},
    {"store.closed", "the data are closed"},
    {"server.refused_late", "the server's program made a mistake, please report it"},
    {"store.sql", "the program made a mistake, please report it"},
    {"store.bad_migrations", "the program is not installed properly"},
    {"store.newer_schema", "a newer version of Tidedesk has written these data; they are left alone, please update"},
    {"store.profile_in_use", "another program is using this profile"},
    {"outbox.sent", "operation %1 has been sent and may have reached the server; it cannot be taken back"},
    {"outbox.not_queued", "operation %1 is no longer waiting"},
    {"outbox.damaged", "an operation that was waiting is damaged and cannot be sent"},
    {"blob.damaged", "the file's bytes are damaged: %1"},
    {"blob.empty", "the file is empty: %1"},
    {"blob.too_large", "the file is too large: %1 bytes"},
    {"blob.unreadable", "the file cannot be read: %1"},
    {"blob.lost", "a file that was to be sent is no longer in the profile, or damaged; attach it again: %1"},
    {"blob.bad_answer", "what answered about a file is not a Tidedesk server"},
    {"blob.bad_range", "the server does not have so much of the file: %1"},
    {"blob.offset", "the server does not have the beginning of the file: %1"},
    {"limit.files_a_day", "you have sent as many bytes of files as the server takes from one person in 24 hours (%1); what waits is sent later"},
    {"server.files_full", "the server's room for files is used up (%1 bytes); what waits is sent later"},
    {"too_many_files", "a message takes at most 20 files and 100 MB together"},
    {"blob.unknown", "there is no file of this hash: %1"},
    {"blob.bad_name", "this is no hash of a file: %1"},
    // core/search, core/kpi
    {"search.empty", "there is nothing to look for"},
    {"search.unknown_filter", "there is no such filter"},
    {"search.unknown_value", "the filter has no such value"},
    {"search.missing_value", "the filter needs a value"},
    {"search.bad_number", "a number is expected"},
    {"search.bad_date", "a date is expected, such as 2026-09-01"},
    {"search.unclosed_quote", "the closing quotation mark is missing"},
    {"search.too_long", "the query is too long"},
    {"search.too_many_terms", "too many words"},
    {"search.tokenizer_refused", "the search index cannot be used"},
    {"search.fts5_missing", "this SQLite has no full-text search"},
    {"kpi.unknown_figure", "there is no figure '%1'"},
    {"kpi.moved_away", "tickets that have moved to other teams took their history along: it is not in these figures"},
    {"kpi.partial_scope", "these figures are of %1 only: of other teams this seat holds nothing"},
    {"kpi.unknown_breakdown", "the figure '%1' cannot be broken down so"},
    {"kpi.unknown_zone", "this is no time zone: %1"},
    {"kpi.empty_window", "the time from --from to --to is empty"},
    // app/server, core/server
    {"data.exists", "there is a server in this folder already: %1"},
    {"data.not_empty", "this folder is not empty, and nothing in it is overwritten: %1"},
    {"data.unknown", "there is no server in this folder (run init first): %1"},
    {"data.own_file", "this file belongs to the server itself; name another one: %1"},
    {"data.damaged", "the database is empty or damaged, nothing was changed; 'restore' brings a backup into a new folder, 'init' makes a new server there: %1"},
    {"data.in_use", "another process is using this folder; stop the server first: %1"},
    {"data.not_writable", "this folder cannot be written: %1"},
    {"control.unreachable", "another process is using this folder, and it does not answer"},
    {"file.unreadable", "this file cannot be read: %1"},
    {"file.unknown", "the ticket has no attachment of this name or number: %1"},
    {"file.several", "several attachments of the ticket have this name, say which by its number: %1"},
    {"file.exists", "this file is there already, and nothing is written over: %1"},
    {"file.not_writable", "this file cannot be written: %1"},
    {"user.exists", "there is a user of this name already: %1"},
    {"user.unknown", "there is no user of this name: %1"},
    {"seat.unknown", "there is no seat of this id: %1; 'seat list' shows those there are"},
    {"sealed.unknown", "there is no sealed work of this number or hash: %1; 'sealed list' shows what there is"},
    {"sealed.incomplete", "not all of this sealed work has come yet: %1"},
    {"sealed.discarded", "this sealed work has been discarded: %1"},
    {"sealed.reopened", "its person was let in again and has this work back: %1"},
    {"user.bad_name", "this is no user name: %1"},
    {"user.bad_role", "there is no such role: %1"},
    {"password.too_short", "the password is too short: %1"},
    {"password.too_long", "the password is too long: %1"},
    {"http.listen_failed", "cannot listen there: %1"},
    {"http.bad_address", "this is no numeric address: %1"},
    {"http.bad_certificate", "--tls-certificate: %1"},
    {"http.bad_key", "--tls-key: %1"},
    {"limits.json", "--limits: no sound JSON: %1"},
    {"limits.unknown", "--limits: there is no limit of this name: %1"},
    {"limits.range", "--limits: out of range: %1"},
    {"metrics.short_token", "the token of --metrics-token-file is shorter than 16 bytes: %1"},
    {"import.mapping", "the mapping is wrong, nothing was imported: %1"},
    {"import.unreadable", "this file cannot be read, nothing was imported: %1"},
    {"import.encoding", "wrong encoding, nothing was imported: %1"},
    {"import.syntax", "this is no sound JSON, nothing was imported: %1"},
    {"import.header", "the heading is wrong, nothing was imported: %1"},
    {"import.columns", "file and mapping do not fit, nothing was imported: %1"},
    {"import.value", "a value cannot be read: %1"},
    {"sample.exists", "this server has tickets already; sample data need an empty one"},
    {"sample.unfinished", "an earlier load of sample data was cut short; begin with a new folder"},
    {"sample.rules", "the program made a mistake in its sample data, please report it"},
    {"sample.corpus", "the program's sample texts are damaged, please report it"},
    {"backup.damaged", "this is no sound backup: %1"},
};

const Sentence *find(const QString &code)
{
    for (const Sentence &sentence : kSentences) {
        if (code == QLatin1StringView(sentence.code))
            return &sentence;
    }
    return nullptr;
}

const char *general(Consequence consequence)
{
    switch (consequence) {
    case Consequence::Retry:
    case Consequence::RetryLater:
        return "that did not get through, what waits stays queued";
    case Consequence::SignIn:
        return "please sign in again, your work waits until then";
    case Consequence::Conflict:
        return "somebody changed the same thing";
    case Consequence::Rejected:
        return "this cannot be done";
    case Consequence::Fatal:
        return "this cannot go on";
    }
    return "";
}

} // namespace

bool hasSentence(const QString &code) { return find(code) != nullptr; }

QString sentence(const Error &error)
{
    const Sentence *known = find(error.code);
    QString text = known ? QString::fromLatin1(known->text)
                         : QStringLiteral("%1 (%2)").arg(QLatin1StringView(general(error.consequence)), error.code);
    if (known && text.contains(QLatin1StringView("%1")))
        return text.replace(QLatin1StringView("%1"), error.detail.isEmpty() ? QStringLiteral("?") : error.detail);
    return error.detail.isEmpty() ? text : text + QStringLiteral(" (") + error.detail + u')';
}

} // namespace tidedesk::app
