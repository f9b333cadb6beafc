// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/telemetry/usagemerge.h"
#include "importers/text/formatspec.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace assay::importers {
namespace otlp {

constexpr std::int64_t kNanosPerMilli = 1'000'000;

std::string attribute(const std::vector<Json>& attributes, std::string_view key)
{
    for (const Json& attribute : attributes) {
        if (attribute["key"].view() != key) continue;
        const Json value = attribute["value"];
        return value.any({"stringValue", "intValue", "doubleValue", "boolValue"}).text();
    }
    return {};
}

/// One measured value at one moment; a running total until differences are taken.
struct Point
{
    std::int64_t start = 0; ///< ns: a new one means that the counter began again
    std::int64_t at = 0;    ///< ns
    double value = 0;
    bool operator<(const Point& other) const { return std::tie(start, at) < std::tie(other.start, other.at); }
};

/// All points of one counter of one session.
struct Series
{
    std::string metric;
    std::string type; ///< added, removed, input, output, accept, reject, …
    std::string identity;
    std::string surface;
    std::string scope;
    bool cumulative = false;
    std::vector<Point> points;
};

void count(const Series& series, double value, domain::UsageDayRecord& usage)
{
    const auto whole = static_cast<std::int64_t>(value + 0.5);
    if (series.metric == "session.count") usage.agentRuns = whole;
    if (series.metric == "lines_of_code.count")
        (series.type == "removed" ? usage.linesDeleted : usage.linesAccepted) = whole;
    if (series.metric == "commit.count") usage.commits = whole;
    if (series.metric == "pull_request.count") usage.pullRequests = whole;
    if (series.metric == "cost.usage") usage.costUsd = value;
    if (series.metric == "token.usage") usage.tokens = whole;
    if (series.metric == "code_edit_tool.decision") {
        usage.shown = whole;
        if (series.type == "accept") usage.accepted = whole;
    }
}

class OtlpRun
{
public:
    explicit OtlpRun(Reading& reading) : m_reading(reading) {}

    Result<void> run()
    {
        const auto envelope =
            m_reading.eachRecord({"resourceMetrics"}, [this](const Json& record, const JsonPlace& place) {
                if (record["resourceLogs"].present()) ++m_logs;
                return resource(record, place);
            });
        if (!envelope) return Failure(envelope.error());
        for (auto& [key, series] : m_series) spread(series);
        if (m_anonymous > 0)
            m_reading.notice(
                fmt::format("Points without an e-mail address: {}; they count for an anonymous user id.", m_anonymous));
        if (m_logs > 0) m_reading.notice("Its event logs were passed over; the metrics hold the same counts.");
        return m_merge.flush(m_reading);
    }

private:
    Result<void> resource(const Json& record, const JsonPlace& place)
    {
        const auto shared = record["resource"]["attributes"].items();
        for (const Json& scope : record.any({"scopeMetrics", "instrumentationLibraryMetrics"}).items())
            for (const Json& metric : scope["metrics"].items()) oneMetric(metric, shared, place);
        return {};
    }

    void oneMetric(const Json& metric, const std::vector<Json>& shared, const JsonPlace& place)
    {
        static constexpr std::string_view kPrefix = "claude_code.";
        const auto name = metric["name"].view();
        if (!name.starts_with(kPrefix)) return;
        const Json sum = metric["sum"].present() ? metric["sum"] : metric["gauge"];
        const Json temporality = sum["aggregationTemporality"];
        const bool cumulative =
            temporality.integer() == 2 || temporality.view() == "AGGREGATION_TEMPORALITY_CUMULATIVE";
        for (const Json& point : sum["dataPoints"].items()) {
            const auto at = point["timeUnixNano"].integer();
            const auto value = point.any({"asInt", "asDouble"}).number();
            if (!at || !value || *value < 0) {
                m_reading.reject(place.line, "a data point has no time or no value; export it again",
                                 point.written(500));
                continue;
            }
            onePoint(std::string(name.substr(kPrefix.size())), point["attributes"].items(), shared, cumulative,
                     {point["startTimeUnixNano"].integer().value_or(0), *at, *value});
        }
    }

    void onePoint(std::string metric, const std::vector<Json>& own, const std::vector<Json>& shared, bool cumulative,
                  const Point& point)
    {
        const auto find = [&](std::string_view key) {
            auto text = attribute(own, key);
            return text.empty() ? attribute(shared, key) : text;
        };
        Series series;
        series.metric = std::move(metric);
        series.type = find(series.metric == "code_edit_tool.decision" ? "decision" : "type");
        series.identity = find("user.email");
        if (series.identity.empty()) {
            ++m_anonymous;
            series.identity = find("user.account_uuid");
            if (series.identity.empty()) series.identity = find("user.id");
        }
        series.surface = find("terminal.type");
        series.scope = find("organization.id");
        series.cumulative = cumulative;
        const auto key =
            rowKey({series.metric, series.type, series.identity, series.surface, series.scope, find("session.id"),
                    find("model"), find("tool_name"), find("source"), find("language")});
        auto& kept = m_series.try_emplace(key, std::move(series)).first->second;
        kept.points.push_back(point);
    }

    /// Points to days. Running totals become differences within one start time; the same point twice counts once.
    void spread(Series& series)
    {
        std::sort(series.points.begin(), series.points.end());
        const Point* previous = nullptr;
        for (const Point& point : series.points) {
            const bool again = previous != nullptr && previous->start == point.start;
            if (again && previous->at == point.at) continue;
            double value = point.value;
            if (series.cumulative && again && point.value >= previous->value) value -= previous->value;
            previous = &point;
            if (value <= 0) continue;
            domain::UsageDayRecord usage;
            usage.tool = "claude-code";
            usage.identity = series.identity;
            usage.surface = series.surface;
            usage.scope = series.scope;
            usage.day = dayOf(fromUnixMillis(point.at / kNanosPerMilli));
            count(series, value, usage);
            m_merge.add(std::move(usage));
        }
    }

    Reading& m_reading;
    std::map<std::uint64_t, Series> m_series;
    UsageMerge m_merge;
    std::int64_t m_anonymous = 0;
    std::int64_t m_logs = 0;
};

Result<void> read(Reading& reading)
{
    return OtlpRun(reading).run();
}

} // namespace otlp

const Importer& claudeCodeOtlp()
{
    static const SpecImporter kImporter(
        {"claude-code-otlp", "Claude Code OpenTelemetry metrics (OTLP JSON)",
         "resourceMetrics[].scopeMetrics[].metrics[] named claude_code.*",
         [](const Sniffed& seen) { return seen.json({"resourceMetrics.scopeMetrics.metrics.name"}) ? 80 : 0; },
         &otlp::read});
    return kImporter;
}

} // namespace assay::importers
