// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/usagedays.h"

#include "store/database.h"
#include "store/guarded.h"
#include "store/plainstatement.h"
#include "store/reading.h"
#include "store/usageversions.h"
#include "store/words.h"

#include <limits>
#include <map>
#include <sqlite3.h>
#include <unordered_map>
#include <utility>

namespace assay::store {
namespace {

/// Two steps, each a look into the index: asked for the next pair at once, SQLite reads all days of the last one.
constexpr const char* kNextTool = "SELECT tool FROM usage_day WHERE tool > ? ORDER BY tool LIMIT 1";
constexpr const char* kNextIdentity =
    "SELECT identity FROM usage_day WHERE tool = ? AND identity > ? ORDER BY identity LIMIT 1";
constexpr const char* kFirstDay = "SELECT day FROM usage_day WHERE tool = ? AND identity = ? ORDER BY day LIMIT 1";
constexpr const char* kLastDay = "SELECT day FROM usage_day WHERE tool = ? AND identity = ? ORDER BY day DESC LIMIT 1";
/// What is read of nearly every day, of which there may be ten millions; what tells versions apart is left to the next.
constexpr const char* kDays =
    "SELECT day, surface, scope, shown, accepted, lines_accepted, interactions, agent_runs, cost_usd FROM usage_day "
    "WHERE tool = ? AND identity = ? ORDER BY day, surface, scope";
constexpr const char* kVersions =
    "SELECT day, surface, scope, shown, accepted, lines_accepted, interactions, agent_runs, cost_usd, source_id, "
    "first_at, last_at FROM usage_day WHERE tool = ? AND identity = ? AND day >= ? "
    "ORDER BY day, surface, scope, source_id";

struct UsageDay
{
    UsageKey key{};
    UsageCounters usage;
};

void readDay(PlainStatement& row, UsageKey& key, UsageCounters& u)
{
    for (int i = 0; i < 3; ++i) key[static_cast<std::size_t>(i)] = row.integer(i);
    u.day = fromEpochDay(static_cast<int>(key[0]));
    u.shown = row.maybeInteger(3);
    u.accepted = row.maybeInteger(4);
    u.linesAccepted = row.maybeInteger(5);
    u.interactions = row.maybeInteger(6);
    u.agentRuns = row.maybeInteger(7);
    u.costUsd = row.maybeReal(8);
}

UsageVersion versionFrom(PlainStatement& row)
{
    UsageVersion v;
    readDay(row, v.key, v.usage);
    v.source = row.integer(9);
    v.firstEvent = row.maybeInstant(10);
    v.lastEvent = row.maybeInstant(11);
    return v;
}

/// Of two reports of one day the one that reaches further was made later and knows more; of equals, the one read last.
std::map<std::pair<std::int64_t, std::int64_t>, UsageRank> ranksOf(const Database& database)
{
    PlainStatement get(database, "SELECT t.source_id, t.tool, t.last_day, s.read_order FROM telemetry_span t "
                                 "JOIN source s ON s.id = t.source_id");
    std::map<std::pair<std::int64_t, std::int64_t>, UsageRank> ranks;
    while (get.step()) ranks[{get.integer(0), get.integer(1)}] = {get.integer(2), get.integer(3)};
    return ranks;
}

} // namespace

struct UsageDays::Parts
{
    explicit Parts(const Database& database)
        : path(database.path()), reading(database), words(wordsById(database)), ranks(ranksOf(database)),
          nextTool(database, kNextTool), nextIdentity(database, kNextIdentity), firstDay(database, kFirstDay),
          lastDay(database, kLastDay), days(database, kDays), versions(database, kVersions)
    {
    }

    void tell(const UsageSeries& series, const UsageKey& key, const UsageCounters& usage, const UsageVisitor& visit)
    {
        // Rows come in runs of the same words.
        const auto word = [this](std::int64_t id, std::pair<std::int64_t, const std::string*>& last) {
            if (last.second == nullptr || last.first != id) last = {id, &words.at(id)};
            return std::string_view(*last.second);
        };
        visit({series.identity, word(series.toolId, tool), word(key[1], surface), word(key[2], scope), usage});
    }

    void read(const UsageSeries& series, const UsageVisitor& visit)
    {
        days.begin({series.toolId, series.identity.value});
        if (!days.step()) return;
        UsageDay day;
        UsageDay following;
        readDay(days, day.key, day.usage);
        while (days.step()) {
            readDay(days, following.key, following.usage);
            if (following.key == day.key) return readVersions(series, day.key, visit); // where one is, more will follow
            tell(series, day.key, day.usage, visit);
            std::swap(day, following);
        }
        tell(series, day.key, day.usage, visit);
    }

    /// The days from `from` on where several reports speak of one.
    void readVersions(const UsageSeries& series, const UsageKey& from, const UsageVisitor& visit)
    {
        std::vector<UsageVersion> rivals;
        const auto settle = [&] {
            if (rivals.empty()) return;
            const auto& version = rivals.size() == 1 ? rivals.front() : agreed(rivals);
            tell(series, version.key, version.usage, visit);
            rivals.clear();
        };
        for (versions.begin({series.toolId, series.identity.value, from[0]}); versions.step();) {
            auto version = versionFrom(versions);
            if (version.key < from) continue; // told already
            if (!rivals.empty() && rivals.front().key != version.key) settle();
            if (const auto found = ranks.find({version.source, series.toolId}); found != ranks.end())
                version.rank = found->second;
            rivals.push_back(version);
        }
        settle();
    }

    std::string path;
    Reading reading;
    std::unordered_map<std::int64_t, std::string> words;
    std::map<std::pair<std::int64_t, std::int64_t>, UsageRank> ranks;
    PlainStatement nextTool, nextIdentity, firstDay, lastDay, days, versions;
    std::pair<std::int64_t, const std::string*> tool, surface, scope;
};

UsageDays::UsageDays(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
UsageDays::UsageDays(UsageDays&&) noexcept = default;
UsageDays::~UsageDays() = default;

Result<UsageDays> UsageDays::open(const Database& database)
{
    return guarded(database.path(), [&database] { return UsageDays(std::make_unique<Parts>(database)); });
}

Result<std::optional<std::int64_t>> UsageDays::stateOf(const Database& database)
{
    return guarded(database.path(), [&database]() -> std::optional<std::int64_t> {
        if (sqlite3_get_autocommit(database.handle().getHandle()) == 0) return std::nullopt;
        PlainStatement get(database, "PRAGMA data_version");
        return get.step() ? std::optional(get.integer(0)) : std::nullopt;
    });
}

Result<std::vector<UsageSeries>> UsageDays::series()
{
    return guarded(m_parts->path, [this] {
        auto& p = *m_parts;
        std::vector<UsageSeries> all;
        constexpr auto kBefore = std::numeric_limits<std::int64_t>::min();
        std::int64_t tool = kBefore;
        for (p.nextTool.begin({tool}); p.nextTool.step(); p.nextTool.begin({tool})) {
            tool = p.nextTool.integer(0);
            std::int64_t identity = kBefore;
            for (p.nextIdentity.begin({tool, identity}); p.nextIdentity.step();
                 p.nextIdentity.begin({tool, identity})) {
                identity = p.nextIdentity.integer(0);
                all.push_back({tool, domain::IdentityId{identity}, p.words.at(tool)});
            }
        }
        return all;
    });
}

Result<std::int64_t> UsageDays::spanOf(const UsageSeries& series)
{
    return guarded(m_parts->path, [this, &series]() -> std::int64_t {
        const auto dayOf = [&series](PlainStatement& get) -> std::optional<std::int64_t> {
            get.begin({series.toolId, series.identity.value});
            return get.step() ? std::optional(get.integer(0)) : std::nullopt;
        };
        const auto first = dayOf(m_parts->firstDay);
        const auto last = dayOf(m_parts->lastDay);
        return first && last ? *last - *first + 1 : 0;
    });
}

Result<void> UsageDays::read(const UsageSeries& series, const UsageVisitor& visit)
{
    return guarded(m_parts->path, [this, &series, &visit] { m_parts->read(series, visit); });
}

} // namespace assay::store
