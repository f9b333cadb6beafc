// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/snapshot/sources.h"

#include "base/parallel.h"
#include "session/persondays.h"
#include "store/database.h"

#include <algorithm>
#include <array>
#include <functional>
#include <tuple>

namespace assay::session {
namespace {

using facts::Index;

std::int32_t column(const std::optional<std::int64_t>& value)
{
    return value ? static_cast<std::int32_t>(std::min<std::int64_t>(*value, std::numeric_limits<std::int32_t>::max()))
                 : -1;
}

/// The days of one identity of a person with a tool.
struct PersonSeries
{
    Index person = facts::kNoIndex;
    Index tool = facts::kNoIndex;
    const store::UsageSeries* series = nullptr;
    [[nodiscard]] bool sameDays(const PersonSeries& other) const
    {
        return person == other.person && tool == other.tool;
    }
};

void append(facts::Usage& usage, const PersonSeries& whose, const store::UsageCounters& day)
{
    usage.person.push_back(whose.person);
    usage.tool.push_back(whose.tool);
    usage.day.push_back(toEpochDay(day.day));
    usage.shown.push_back(column(day.shown));
    usage.accepted.push_back(column(day.accepted));
    usage.linesAccepted.push_back(column(day.linesAccepted));
    usage.interactions.push_back(column(day.interactions));
    usage.agentRuns.push_back(column(day.agentRuns));
    usage.costUsd.push_back(orNan(day.costUsd));
    const auto some = [](const std::optional<std::int64_t>& n) { return n.value_or(0) > 0; };
    const bool used = some(day.accepted) || some(day.linesAccepted) || some(day.interactions) || some(day.agentRuns);
    usage.meaningful.push_back(used ? 1 : 0);
}

/// Whose days are read, in the order of the columns; of one person and tool, in the order of the identities.
std::vector<PersonSeries> known(const std::vector<store::UsageSeries>& all, const SnapshotSources& sources,
                                Dictionary& tools)
{
    std::vector<PersonSeries> some;
    for (const auto& series : all)
        if (const auto person = sources.personOf(series.identity); person != facts::kNoIndex)
            some.push_back({person, tools(series.tool), &series});
    std::stable_sort(some.begin(), some.end(), [](const auto& a, const auto& b) {
        return std::tie(a.person, a.tool) < std::tie(b.person, b.tool);
    });
    return some;
}

using Stretch = std::pair<std::vector<PersonSeries>::const_iterator, std::vector<PersonSeries>::const_iterator>;

/// Room for about as many days as there are, or for several times as many: columns that grow are copied again and
/// again. What stays empty costs no memory.
Result<void> reserve(facts::Usage& usage, const Stretch& stretch, store::UsageDays& days, std::size_t times)
{
    constexpr std::int64_t kLongest = 4096; // a stamp from another century makes no room for a million days
    std::size_t room = 0;
    for (auto one = stretch.first; one != stretch.second; ++one) {
        const auto span = days.spanOf(*one->series);
        if (!span) return Failure(span.error());
        room += static_cast<std::size_t>(std::clamp(*span, std::int64_t{0}, kLongest)) * times;
    }
    for (auto* column : {&usage.person, &usage.tool, &usage.day, &usage.shown, &usage.accepted, &usage.linesAccepted,
                         &usage.interactions, &usage.agentRuns})
        column->reserve(room);
    usage.costUsd.reserve(room);
    usage.meaningful.reserve(room);
    return {};
}

/// The columns of some people, with room for those of so many stretches in all.
Result<facts::Usage> readStretch(const Stretch& stretch, store::UsageDays& days, std::size_t roomFor)
{
    facts::Usage usage;
    if (auto reserved = reserve(usage, stretch, days, roomFor); !reserved) return Failure(reserved.error());
    std::vector<const store::UsageSeries*> series;
    for (auto first = stretch.first; first != stretch.second;) {
        const auto last =
            std::find_if(first, stretch.second, [first](const auto& one) { return !one.sameDays(*first); });
        series.clear();
        for (auto one = first; one != last; ++one) series.push_back(one->series);
        const auto read = forEachPersonDay(
            series, days, [&usage, first](const store::UsageCounters& day) { append(usage, *first, day); });
        if (!read) return Failure(read.error());
        first = last;
    }
    return usage;
}

/// About equally many series each; the days of one person with one tool stay together.
std::vector<Stretch> stretches(const std::vector<PersonSeries>& series, std::size_t count)
{
    std::vector<Stretch> result;
    auto first = series.begin();
    for (std::size_t i = 1; i <= count; ++i) {
        auto last = std::max(first, series.begin() + static_cast<std::ptrdiff_t>(series.size() * i / count));
        while (last != series.begin() && last != series.end() && last->sameDays(*(last - 1))) ++last;
        result.emplace_back(first, last);
        first = last;
    }
    return result;
}

/// One column of all parts; what the parts had of it is given back.
template <class T>
std::vector<T> joinedColumn(std::vector<Result<facts::Usage>>& parts, std::vector<T> facts::Usage::*column)
{
    std::size_t size = 0;
    for (const auto& part : parts) size += ((*part).*column).size();
    std::vector<T> all = std::move((*parts.front()).*column);
    all.reserve(size);
    for (std::size_t i = 1; i < parts.size(); ++i) {
        std::vector<T> more = std::move((*parts[i]).*column);
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

/// Column by column, since they are long: each on some thread.
facts::Usage joined(std::vector<Result<facts::Usage>>& parts, int threads)
{
    using facts::Usage;
    facts::Usage all;
    const auto join = [&](auto column) { all.*column = joinedColumn(parts, column); };
    const std::array<std::function<void()>, 10> columns{
        [&] { join(&Usage::costUsd); },       [&] { join(&Usage::person); },       [&] { join(&Usage::tool); },
        [&] { join(&Usage::day); },           [&] { join(&Usage::shown); },        [&] { join(&Usage::accepted); },
        [&] { join(&Usage::linesAccepted); }, [&] { join(&Usage::interactions); }, [&] { join(&Usage::agentRuns); },
        [&] { join(&Usage::meaningful); }};
    parallelFor(threads, columns.size(), [&columns](int, std::size_t i) { columns.at(i)(); });
    return all;
}

/// All days through one connection.
Result<facts::Usage> readAlone(const SnapshotSources& sources, const store::Database& database, Dictionary& tools)
{
    auto days = store::UsageDays::open(database);
    if (!days) return Failure(days.error());
    const auto all = days->series();
    if (!all) return Failure(all.error());
    const auto series = known(*all, sources, tools);
    return readStretch({series.begin(), series.end()}, *days, 1);
}

/// All days on all processors, each thread with a connection of its own. Absent where that is not worth it, or where
/// the threads need not have seen the same days, because somebody wrote meanwhile.
std::optional<facts::Usage> readTogether(const SnapshotSources& sources, const store::Database& database,
                                         Dictionary& tools)
{
    constexpr std::size_t kFewSeries = 200;
    const auto before = store::UsageDays::stateOf(database);
    const auto all = [&database]() -> Result<std::vector<store::UsageSeries>> {
        auto days = store::UsageDays::open(database);
        if (!days) return Failure(days.error());
        return days->series();
    }();
    const int threads = threadCount(0);
    if (threads < 2 || !before || !*before || !all || all->size() < kFewSeries) return std::nullopt;
    const auto series = known(*all, sources, tools);
    const auto shares = stretches(series, static_cast<std::size_t>(threads));
    std::vector<Result<facts::Usage>> parts(shares.size());
    parallelFor(threads, shares.size(), [&](int, std::size_t i) {
        const auto own = store::Database::open(database.path(), store::Access::ReadOnly);
        auto days = own ? store::UsageDays::open(*own) : Result<store::UsageDays>(Failure(own.error()));
        parts[i] = days ? readStretch(shares[i], *days, i == 0 ? shares.size() : 1)
                        : Result<facts::Usage>(Failure(days.error()));
    });
    const auto after = store::UsageDays::stateOf(database);
    const bool read = std::all_of(parts.begin(), parts.end(), [](const auto& part) { return part.has_value(); });
    if (!read || !after || *after != *before) return std::nullopt;
    return joined(parts, threads);
}

void addCoverage(facts::Snapshot& snapshot, const SnapshotSources& sources, Dictionary& tools)
{
    for (const auto& span : sources.spans) {
        const facts::TelemetryCoverage next{tools(span.tool), toEpochDay(span.days.from), toEpochDay(span.days.to)};
        if (!snapshot.telemetry.empty() && snapshot.telemetry.back().tool == next.tool &&
            next.from <= snapshot.telemetry.back().to + 1)
            snapshot.telemetry.back().to = std::max(snapshot.telemetry.back().to, next.to);
        else
            snapshot.telemetry.push_back(next);
    }
}

} // namespace

Result<void> addUsage(facts::Snapshot& snapshot, const SnapshotSources& sources, const store::Database& database,
                      Dictionary& tools)
{
    if (auto usage = readTogether(sources, database, tools)) {
        snapshot.usage = std::move(*usage);
    } else {
        auto alone = readAlone(sources, database, tools);
        if (!alone) return Failure(alone.error());
        snapshot.usage = std::move(*alone);
    }
    addCoverage(snapshot, sources, tools);
    return {};
}

} // namespace assay::session
