// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/telemetry/usagemerge.h"
#include "importers/text/csvimporter.h"
#include "importers/text/formatspec.h"
#include "importers/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace assay::importers {
namespace cursorfiles {

constexpr std::array<std::string_view, 4> kCoveredKinds{"included", "free", "no charge", "not charged"};

/// Commit ids may be abbreviated; what is none at all is a broken row.
bool looksLikeCommit(std::string_view text)
{
    return text.size() >= 4 && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
           });
}

Result<void> hand(Reading& reading, domain::VendorCommitRecord record, std::int64_t line, std::string_view text)
{
    if (!looksLikeCommit(record.commit)) {
        reading.reject(line, fmt::format("\"{}\" is no commit id; export it again", cutUtf8(record.commit, 40)), text);
        return {};
    }
    return reading.sink().vendorCommit(std::move(record));
}

std::optional<std::int64_t> both(std::optional<std::int64_t> a, std::optional<std::int64_t> b)
{
    addKnown(a, b);
    return a;
}

Result<void> readCommitsJson(Reading& reading)
{
    const auto one = [&](const Json& row, const JsonPlace& place) -> Result<void> {
        domain::VendorCommitRecord record;
        record.tool = "cursor";
        record.commit = row["commitHash"].text();
        record.repository = row["repoName"].text();
        record.branch = row["branchName"].text();
        record.identity = row.any({"userEmail", "userId"}).text();
        record.source = row["commitSource"].text();
        record.at = parseIsoInstant(row["commitTs"].view());
        record.added = row["totalLinesAdded"].integer();
        record.deleted = row["totalLinesDeleted"].integer();
        record.aiAdded = both(row["tabLinesAdded"].integer(), row["composerLinesAdded"].integer());
        record.aiDeleted = both(row["tabLinesDeleted"].integer(), row["composerLinesDeleted"].integer());
        record.otherAdded = row["nonAiLinesAdded"].integer();
        record.otherDeleted = row["nonAiLinesDeleted"].integer();
        return hand(reading, std::move(record), place.line, row.written(500));
    };
    std::int64_t rows = 0;
    const auto counted = [&](const Json& row, const JsonPlace& place) {
        ++rows;
        return one(row, place);
    };
    const auto envelope = reading.eachRecord({"items", "data"}, counted);
    if (!envelope) return Failure(envelope.error());
    const auto total = envelope->find("totalCount");
    const auto all = total == envelope->end() ? std::nullopt : integerFromText(total->second);
    if (all && *all > rows)
        reading.notice(
            fmt::format("It lists {} of {} commits; fetch the remaining pages and import them too.", rows, *all));
    return {};
}

class CommitsCsv
{
public:
    CommitsCsv(Reading& reading, CsvFile& file)
        : m_reading(reading), m_file(file), m_at(file.dates("commit_ts", {"commit ts"}))
    {
    }

    Result<void> run()
    {
        if (auto ok = m_file.settle(); !ok) return ok;
        if (auto ok = m_file.each([this](const CsvRow& row) { return one(row); }); !ok) return ok;
        m_file.close();
        return {};
    }

private:
    Result<void> one(const CsvRow& row)
    {
        domain::VendorCommitRecord record;
        record.tool = "cursor";
        record.commit = text(row, "commit hash");
        record.repository = text(row, "repo name");
        record.branch = text(row, "branch name");
        record.identity = text(row, "user email");
        if (record.identity.empty()) record.identity = text(row, "user id");
        record.source = text(row, "commit source");
        std::optional<std::int64_t> tab, composer, tabGone, composerGone;
        const bool ok = m_file.readInstant(row, m_at, record.at) && number(row, "total lines added", record.added) &&
                        number(row, "total lines deleted", record.deleted) && number(row, "tab lines added", tab) &&
                        number(row, "composer lines added", composer) && number(row, "tab lines deleted", tabGone) &&
                        number(row, "composer lines deleted", composerGone) &&
                        number(row, "non ai lines added", record.otherAdded) &&
                        number(row, "non ai lines deleted", record.otherDeleted);
        if (!ok) return {};
        record.aiAdded = both(tab, composer);
        record.aiDeleted = both(tabGone, composerGone);
        return hand(m_reading, std::move(record), row.line, row.raw);
    }

    std::string text(const CsvRow& row, std::string_view column) const
    {
        return std::string(m_file.columns({column}).first(row));
    }
    bool number(const CsvRow& row, std::string_view column, std::optional<std::int64_t>& to)
    {
        return m_file.readInteger(row, m_file.columns({column}), to);
    }

    Reading& m_reading;
    CsvFile& m_file;
    std::size_t m_at;
};

Result<void> readCommitsCsv(Reading& reading)
{
    auto file = CsvFile::open(reading);
    if (!file) return Failure(file.error());
    return CommitsCsv(reading, *file).run();
}

/// Kinds of events that nobody is charged for: what the plan includes, what is free, what failed. Newer exports give a
/// cost for them too, which is their price, not an expenditure.
bool isCovered(std::string_view kind)
{
    const auto folded = foldCase(kind);
    return std::any_of(kCoveredKinds.begin(), kCoveredKinds.end(),
                       [&](std::string_view word) { return folded.find(word) != std::string::npos; });
}

/// The dashboard's event export. `Cost` is money or a word ("Free", "Included"); `Requests` is a count.
class EventsCsv
{
public:
    EventsCsv(Reading& reading, CsvFile& file)
        : m_reading(reading), m_file(file), m_date(file.dates("Date", {"date"})),
          m_user(file.columns({"user", "user email", "email"})), m_kind(file.columns({"kind"})),
          m_model(file.columns({"model"})), m_tokens(file.columns({"total tokens"})),
          m_cost(file.columns({"cost", "cost ($)"})), m_requests(file.columns({"requests", "requests (cost)"}))
    {
    }

    Result<void> run()
    {
        if (auto ok = m_file.settle(); !ok) return ok;
        if (auto ok = m_file.each([this](const CsvRow& row) { return one(row); }); !ok) return ok;
        if (m_covered > 0)
            m_reading.notice(
                fmt::format("Events included in the plan, free or failed: {}. Their cost counts as gross and as "
                            "discount, and their net is 0.",
                            m_covered));
        if (!m_user.found())
            m_reading.notice(
                "It is one person's own export and names no user: its costs count, its use belongs to nobody.");
        m_file.close();
        return m_merge.flush(m_reading);
    }

private:
    Result<void> one(const CsvRow& row)
    {
        std::optional<Instant> at;
        std::optional<std::int64_t> tokens;
        domain::SpendRecord spend;
        if (!m_file.readInstant(row, m_date, at) || !m_file.readInteger(row, m_tokens, tokens) ||
            !m_file.readNumber(row, m_requests, spend.quantity))
            return {};
        if (!at) {
            m_file.reject(row, "the event has no date; export it again");
            return {};
        }
        spend.tool = "cursor";
        spend.identity = m_user.first(row);
        spend.model = m_model.first(row);
        spend.sku = m_kind.first(row);
        spend.unit = "requests";
        spend.line = std::to_string(toUnixMillis(*at));
        spend.from = spend.to = dayOf(*at);
        spend.currency = "USD";
        setMoney(spend, m_cost.first(row));
        domain::UsageDayRecord usage;
        usage.tool = "cursor";
        usage.identity = spend.identity;
        usage.surface = "events";
        usage.day = dayOf(*at);
        usage.interactions = 1;
        usage.firstEvent = usage.lastEvent = *at;
        usage.tokens = tokens;
        usage.costUsd = spend.net;
        if (!usage.identity.empty()) m_merge.add(std::move(usage));
        return m_reading.sink().spend(std::move(spend));
    }

    /// Gross, discount and net of an event; words such as Included stand for no charge of their own.
    void setMoney(domain::SpendRecord& spend, std::string_view cost)
    {
        if (cost.empty()) return;
        spend.gross = m_file.number(cost);
        if (!spend.gross || isCovered(spend.sku)) {
            spend.discount = spend.gross;
            spend.net = 0.0;
        } else {
            spend.discount = 0.0;
            spend.net = spend.gross;
        }
        if (spend.discount.value_or(0) > 0) ++m_covered;
    }

    Reading& m_reading;
    CsvFile& m_file;
    std::int64_t m_covered = 0; ///< events with a price that nobody pays
    std::size_t m_date;
    Columns m_user, m_kind, m_model, m_tokens, m_cost, m_requests;
    UsageMerge m_merge;
};

Result<void> readEventsCsv(Reading& reading)
{
    auto file = CsvFile::open(reading);
    if (!file) return Failure(file.error());
    return EventsCsv(reading, *file).run();
}

} // namespace cursorfiles

const Importer& cursorCommitsJson()
{
    static const SpecImporter kImporter(
        {"cursor-commits-json", "Cursor AI code tracking, commits (JSON)",
         "items[].commitHash, items[].totalLinesAdded, items[].tabLinesAdded, items[].composerLinesAdded",
         [](const Sniffed& seen) {
             return seen.anyPath({"items.composerLinesAdded", "data.composerLinesAdded", "composerLinesAdded"}) ? 90
                                                                                                                : 0;
         },
         &cursorfiles::readCommitsJson});
    return kImporter;
}

const Importer& cursorCommitsCsv()
{
    static const SpecImporter kImporter({"cursor-commits-csv", "Cursor AI code tracking, commits (CSV)",
                                         "commit_hash, total_lines_added, tab_lines_added, composer_lines_added",
                                         [](const Sniffed& seen) {
                                             return seen.csv({"commit hash", "composer lines added"}) ? 90 : 0;
                                         },
                                         &cursorfiles::readCommitsCsv});
    return kImporter;
}

const Importer& cursorEventsCsv()
{
    static const SpecImporter kImporter(
        {"cursor-events-csv", "Cursor dashboard usage CSV", "Date, User, Kind, Model, Total Tokens, Cost or Requests",
         [](const Sniffed& seen) {
             return seen.csv({"date", "kind", "model", "total tokens"}) && seen.anyHeader({"max mode", "cache read"})
                        ? 90
                        : 0;
         },
         &cursorfiles::readEventsCsv});
    return kImporter;
}

} // namespace assay::importers
