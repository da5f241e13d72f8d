// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/ftstokenizer.h"
#include "core/search/tokenizer.h"
#include <sqlite3.h>

namespace tidedesk::search {

namespace {

using TokenCallback = int (*)(void *, int, const char *, int, int, int);

int createTokenizer(void *context, const char **, int argumentCount, Fts5Tokenizer **out)
{
    if (argumentCount != 0)
        return SQLITE_ERROR;
    // Stateless: any non-null pointer is an instance, this one is never looked at.
    *out = static_cast<Fts5Tokenizer *>(context);
    return SQLITE_OK;
}

void deleteTokenizer(Fts5Tokenizer *) { }

int tokenizeText(Fts5Tokenizer *, void *context, int flags, const char *text, int size, TokenCallback callback)
{
    if (!text || size <= 0)
        return SQLITE_OK;
    const TokenizeMode mode = (flags & FTS5_TOKENIZE_QUERY) ? TokenizeMode::Query : TokenizeMode::Document;
    Tokenizer tokenizer({text, static_cast<size_t>(size)}, mode);
    for (Token token; tokenizer.next(token);) {
        const int status = callback(context, 0, token.text.data(), static_cast<int>(token.text.size()),
            static_cast<int>(token.begin), static_cast<int>(token.end));
        if (status != SQLITE_OK)
            return status;
    }
    return SQLITE_OK;
}

fts5_api *ftsApi(sqlite3 *connection)
{
    fts5_api *api = nullptr;
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

} // namespace

Status registerTokenizer(sqlite3 *connection)
{
    fts5_api *api = connection ? ftsApi(connection) : nullptr;
    if (!api)
        return Error{Consequence::Fatal, QStringLiteral("search.fts5_missing"),
            QStringLiteral("this SQLite (%1) has no FTS5").arg(QLatin1String(sqlite3_libversion()))};
    fts5_tokenizer functions{createTokenizer, deleteTokenizer, tokenizeText};
    const int status = api->xCreateTokenizer(api, kFtsTokenizerName, api, &functions, nullptr);
    if (status != SQLITE_OK)
        return Error{Consequence::Fatal, QStringLiteral("search.tokenizer_refused"),
            QStringLiteral("SQLite error %1").arg(status)};
    return {};
}

} // namespace tidedesk::search
