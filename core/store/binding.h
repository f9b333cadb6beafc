// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "domain/oid.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How our values go into and come out of statements: one place for null, moments, ids and lists.
namespace assay::store {

/// Binds parameters one after the other.
class Binder
{
public:
    explicit Binder(SQLite::Statement& statement) : m_statement(statement) { m_statement.reset(); }

    Binder& operator<<(std::int64_t value)
    {
        m_statement.bind(m_next++, value);
        return *this;
    }
    Binder& operator<<(int value)
    {
        m_statement.bind(m_next++, value);
        return *this;
    }
    Binder& operator<<(bool value)
    {
        m_statement.bind(m_next++, value ? 1 : 0);
        return *this;
    }
    Binder& operator<<(double value)
    {
        m_statement.bind(m_next++, value);
        return *this;
    }
    /// The text must live until the statement ran.
    Binder& operator<<(const std::string& value)
    {
        m_statement.bindNoCopy(m_next++, value);
        return *this;
    }
    Binder& operator<<(Instant at) { return *this << static_cast<std::int64_t>(toUnixMillis(at)); }
    Binder& operator<<(Day day) { return *this << toEpochDay(day); }
    /// The id must live until the statement ran.
    Binder& operator<<(const domain::Oid& oid)
    {
        m_statement.bindNoCopy(m_next++, oid.bytes().data(), static_cast<int>(oid.bytes().size()));
        return *this;
    }
    Binder& blob(const std::string& bytes)
    {
        m_statement.bindNoCopy(m_next++, bytes.data(), static_cast<int>(bytes.size()));
        return *this;
    }
    template <class T>
    Binder& operator<<(const std::optional<T>& value)
    {
        if (value) return *this << *value;
        m_statement.bind(m_next++);
        return *this;
    }

private:
    SQLite::Statement& m_statement;
    int m_next = 1;
};

/// Reads columns one after the other.
class Row
{
public:
    explicit Row(SQLite::Statement& statement) : m_statement(statement) {}
    std::int64_t integer() { return m_statement.getColumn(m_next++).getInt64(); }
    int small() { return m_statement.getColumn(m_next++).getInt(); }
    bool flag() { return small() != 0; }
    double real() { return m_statement.getColumn(m_next++).getDouble(); }
    std::string text() { return m_statement.getColumn(m_next++).getString(); }
    Instant instant() { return fromUnixMillis(integer()); }
    domain::Oid oid()
    {
        const auto column = m_statement.getColumn(m_next++);
        return domain::Oid(
            std::span(static_cast<const std::uint8_t*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())));
    }
    std::optional<std::int64_t> maybeInteger() { return isNull() ? skip<std::int64_t>() : integer(); }
    std::optional<double> maybeReal() { return isNull() ? skip<double>() : real(); }
    std::optional<Instant> maybeInstant() { return isNull() ? skip<Instant>() : instant(); }
    std::optional<Day> maybeDay() { return isNull() ? skip<Day>() : fromEpochDay(small()); }

private:
    bool isNull() { return m_statement.getColumn(m_next).isNull(); }
    template <class T>
    std::optional<T> skip()
    {
        ++m_next;
        return std::nullopt;
    }
    SQLite::Statement& m_statement;
    int m_next = 0;
};

/// Words one per line, as lists are stored.
[[nodiscard]] inline std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words) {
        if (!text.empty()) text += '\n';
        for (const char c : word) text += c == '\n' ? ' ' : c;
    }
    return text;
}

[[nodiscard]] inline std::vector<std::string> lines(std::string_view text)
{
    std::vector<std::string> words;
    while (!text.empty()) {
        const auto end = text.find('\n');
        words.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return words;
}

/// Object ids one after the other, each with its length in front.
[[nodiscard]] inline std::string packedOids(const std::vector<domain::Oid>& oids)
{
    std::string bytes;
    for (const auto& oid : oids) {
        bytes += static_cast<char>(oid.bytes().size());
        for (const auto byte : oid.bytes()) bytes += static_cast<char>(byte);
    }
    return bytes;
}

[[nodiscard]] inline std::vector<domain::Oid> unpackedOids(const std::string& bytes)
{
    std::vector<domain::Oid> oids;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto size = std::size_t{static_cast<unsigned char>(bytes[at])};
        if (at + 1 + size > bytes.size()) break;
        oids.emplace_back(std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()) + at + 1, size));
        at += 1 + size;
    }
    return oids;
}

} // namespace assay::store
