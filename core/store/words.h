// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/ids.h"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

namespace SQLite {
class Statement;
}

namespace assay::store {

class Database;

/// Row ids of repeated texts and identities, made on first use and remembered for the life of one write.
/// Throws what SQLite throws: only used inside `guarded`.
class Words
{
public:
    explicit Words(Database& database);
    ~Words();
    Words(const Words&) = delete;
    Words& operator=(const Words&) = delete;

    std::int64_t word(const std::string& text);
    /// kind: "email", "login", "name", "id"; e-mails and logins are compared without case.
    std::int64_t identity(const std::string& kind, const std::string& value);
    /// Guesses the kind of a free-form identity of a system: an `@` makes an e-mail, otherwise a login of `system`.
    std::int64_t identityOf(const std::string& system, const std::string& value);

private:
    std::int64_t look(std::unordered_map<std::string, std::int64_t>& cache, SQLite::Statement& find,
                      SQLite::Statement& make, const std::string& first, const std::string& second);
    Database& m_database;
    std::unordered_map<std::string, std::int64_t> m_words;
    std::unordered_map<std::string, std::int64_t> m_identities;
    std::unique_ptr<SQLite::Statement> m_findWord;
    std::unique_ptr<SQLite::Statement> m_makeWord;
    std::unique_ptr<SQLite::Statement> m_findIdentity;
    std::unique_ptr<SQLite::Statement> m_makeIdentity;
};

/// All repeated texts by row id. Throws what SQLite throws.
[[nodiscard]] std::unordered_map<std::int64_t, std::string> wordsById(const Database& database);

/// Lower case of ASCII letters; other bytes stay.
[[nodiscard]] std::string lowered(std::string text);

} // namespace assay::store
