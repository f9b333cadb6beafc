// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/words.h"

#include "store/database.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace assay::store {

std::unordered_map<std::int64_t, std::string> wordsById(const Database& database)
{
    SQLite::Statement get(database.handle(), "SELECT id, text FROM word");
    std::unordered_map<std::int64_t, std::string> words;
    while (get.executeStep()) words.emplace(get.getColumn(0).getInt64(), get.getColumn(1).getString());
    return words;
}

std::string lowered(std::string text)
{
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

Words::Words(Database& database)
    : m_database(database),
      m_findWord(std::make_unique<SQLite::Statement>(database.handle(), "SELECT id FROM word WHERE text = ?")),
      m_makeWord(std::make_unique<SQLite::Statement>(database.handle(), "INSERT INTO word(text) VALUES (?)")),
      m_findIdentity(std::make_unique<SQLite::Statement>(database.handle(),
                                                         "SELECT id FROM identity WHERE kind = ? AND value = ?")),
      m_makeIdentity(
          std::make_unique<SQLite::Statement>(database.handle(), "INSERT INTO identity(kind, value) VALUES (?, ?)"))
{
}
Words::~Words() = default;

std::int64_t Words::look(std::unordered_map<std::string, std::int64_t>& cache, SQLite::Statement& find,
                         SQLite::Statement& make, const std::string& first, const std::string& second)
{
    const std::string key = second.empty() ? first : first + '\n' + second;
    if (const auto known = cache.find(key); known != cache.end()) return known->second;
    const auto bind = [&](SQLite::Statement& s) {
        s.reset();
        s.bind(1, first);
        if (s.getBindParameterCount() == 2) s.bind(2, second);
    };
    bind(find);
    std::int64_t id = 0;
    if (find.executeStep()) {
        id = find.getColumn(0).getInt64();
    } else {
        bind(make);
        make.exec();
        id = m_database.handle().getLastInsertRowid();
    }
    cache.emplace(key, id);
    return id;
}

std::int64_t Words::word(const std::string& text)
{
    return look(m_words, *m_findWord, *m_makeWord, text, {});
}

std::int64_t Words::identity(const std::string& kind, const std::string& value)
{
    const bool folds = kind == "email" || kind == "login";
    return look(m_identities, *m_findIdentity, *m_makeIdentity, kind, folds ? lowered(value) : value);
}

std::int64_t Words::identityOf(const std::string& system, const std::string& value)
{
    if (value.find('@') != std::string::npos) return identity("email", value);
    return identity("login", system + ":" + value);
}

} // namespace assay::store
