// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/reading.h"

#include "importers/text/utf8.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace assay::importers {

namespace {
constexpr std::size_t kRejectText = 500;
constexpr std::size_t kLongestSecret = 4096;
constexpr std::int64_t kStepsBetweenLooks = 64;
constexpr std::chrono::milliseconds kBetweenReports{50};
constexpr const char* kBlanked = "[dropped]";
// Claude Console's `api_key` is the name of a key, not the key: it is not among them.
constexpr std::array<std::string_view, 8> kSecretNames{"apikey",        "access token", "accesstoken", "secret",
                                                       "client secret", "clientsecret", "password",    "private key"};

void replaceAll(std::string& text, std::string_view what)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
        text.replace(at, what.size(), kBlanked);
}

/// Blanks the values of secret members in JSON text that may be broken: `"apiKey": "…"`.
void blankSecretMembers(std::string& text)
{
    const std::string folded = foldCase(text);
    if (folded.size() != text.size()) return; // folding moved characters: such text holds no key we know
    std::vector<std::pair<std::size_t, std::size_t>> values;
    for (const auto name : kSecretNames) {
        const std::string key = "\"" + std::string(name) + "\"";
        for (auto at = folded.find(key); at != std::string::npos; at = folded.find(key, at + 1)) {
            const auto open = text.find('"', text.find(':', at + key.size()));
            if (open == std::string::npos) continue;
            values.emplace_back(open + 1, std::min(text.find('"', open + 1), text.size()));
        }
    }
    std::sort(values.rbegin(), values.rend());
    for (const auto& [from, to] : values) text.replace(from, to - from, kBlanked);
}
} // namespace

Columns secretColumns(const CsvTable& table)
{
    return table.columns(kSecretNames);
}

void Reading::reject(std::int64_t line, std::string reason, std::string_view text)
{
    std::string kept(cutUtf8(text, kRejectText + kLongestSecret)); // a secret must be whole to be found
    for (const auto& secret : m_secrets) replaceAll(kept, secret);
    blankSecretMembers(kept);
    m_sink.reject({m_input.path, line, std::move(reason), std::string(cutUtf8(kept, kRejectText))});
}

void Reading::notice(std::string text)
{
    m_sink.notice({m_input.path, std::move(text)});
}

Result<void> Reading::step(const ByteStream& stream)
{
    if (m_steps++ % kStepsBetweenLooks != 0) return {};
    if (m_cancel.requested()) return failure(ErrorCode::Cancelled, "Reading " + m_input.path + " was stopped.");
    const auto now = std::chrono::steady_clock::now();
    if (m_progress && now - m_lastReport >= kBetweenReports) {
        m_lastReport = now;
        m_progress({"Reading " + m_input.path, stream.consumed(), stream.total()});
    }
    return {};
}

void Reading::closing(const StampReader& stamps, const ByteStream& stream)
{
    if (stamps.assumedUtc())
        notice("Its times carry no zone and were read as UTC; if they are local, import it again with the time zone of "
               "the person who exported it.");
    closing(stream);
}

void Reading::closing(const ByteStream& stream)
{
    if (stream.repaired())
        notice("Some of its text is not UTF-8 and was read as Windows-1252; check accented letters.");
}

Result<void> Reading::eachRow(CsvTable& table, const RowFn& fn)
{
    const Columns secrets = secretColumns(table);
    for (const auto at : secrets.at)
        notice("Column " + table.header().at(at) +
               " holds secrets: it was dropped and is stored nowhere; delete the file when you are done.");
    CsvRow row;
    std::int64_t shorter = 0;
    std::int64_t firstShorter = 0;
    for (bool any = false;; any = true) {
        if (auto ok = step(table.stream()); !ok) return ok;
        const auto more = table.next(row);
        if (!more) return Failure(more.error());
        if (!*more) {
            if (!any) notice("It has a header, but no row.");
            if (shorter > 0)
                notice(
                    fmt::format("Rows with fewer cells than the header: {}, the first in line {}; what they lack was "
                                "taken as empty: check that nothing is cut off.",
                                shorter, firstShorter));
            return {};
        }
        // A line of one cell is a footer, or has not even a key and is rejected for that.
        if (row.cells.size() > 1 && row.cells.size() < table.header().size() && ++shorter == 1) firstShorter = row.line;
        m_secrets = secrets.all(row);
        if (auto problem = table.misaligned(row); !problem.empty()) {
            reject(row.line, std::move(problem), row.raw);
            continue;
        }
        if (auto ok = fn(row); !ok) return ok;
    }
}

Result<std::map<std::string, std::string, std::less<>>> Reading::eachRecord(std::vector<std::string> keys,
                                                                            const RecordFn& fn)
{
    auto stream = openText(m_input.path);
    if (!stream) return Failure(stream.error());
    JsonRecords records(std::move(*stream), m_input.path, std::move(keys));
    bool any = false;
    const auto record = [&](const Json& json, const JsonPlace& place) -> Result<void> {
        any = true;
        if (auto ok = step(records.stream()); !ok) return ok;
        return fn(json, place);
    };
    const auto broken = [&](std::int64_t line, const std::string& problem, std::string_view text) -> Result<void> {
        reject(line, "the record " + problem + "; correct or export it again", text);
        return step(records.stream());
    };
    if (auto ok = records.each(record, broken); !ok) return Failure(ok.error());
    if (!any) notice("It holds no record.");
    closing(records.stream());
    return records.envelope();
}

Failure missingColumn(const std::string& path, std::string_view what)
{
    return failure(ErrorCode::InputMalformed, path + " has no column for " + std::string(what) +
                                                  "; export it with that column, or name it with a column map.");
}

std::uint64_t rowKey(std::initializer_list<std::string_view> parts)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const auto part : parts) {
        for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
        hash = (hash ^ 0x1F) * 1099511628211ULL;
    }
    return hash;
}

} // namespace assay::importers
