// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/formatspec.h"
#include "importers/text/utf8.h"

#include <fmt/format.h>

namespace assay::importers {
namespace agenttrace {

domain::TraceContributor contributor(std::string_view type)
{
    if (type == "human") return domain::TraceContributor::Human;
    if (type == "ai") return domain::TraceContributor::Ai;
    if (type == "mixed") return domain::TraceContributor::Mixed;
    return domain::TraceContributor::Unknown;
}

class TraceRun
{
public:
    explicit TraceRun(Reading& reading) : m_reading(reading) {}

    Result<void> run()
    {
        const auto envelope = m_reading.eachRecord({"traces"}, [this](const Json& record, const JsonPlace& place) {
            return record["files"].isArray() ? specified(record, place) : flat(record, place);
        });
        if (!envelope) return Failure(envelope.error());
        if (m_flat > 0)
            m_reading.notice(
                fmt::format("Single edits without a revision, not Agent Trace 0.1.0: {}; they only hint at "
                            "the next commit of each file.",
                            m_flat));
        if (m_absolute > 0)
            m_reading.notice(
                fmt::format("Absolute paths: {}; those outside a repository are used nowhere.", m_absolute));
        return {};
    }

private:
    /// Agent Trace 0.1.0: files, conversations, ranges. A range's own contributor goes before its conversation's.
    Result<void> specified(const Json& record, const JsonPlace& place)
    {
        domain::LineTraceRecord base;
        base.at = parseIsoInstant(record["timestamp"].view());
        base.revision = record["vcs"]["revision"].text();
        base.tool = record["tool"]["name"].text();
        if (!base.at) {
            m_reading.reject(place.line, "the trace has no valid timestamp; record it again", record.written(500));
            return {};
        }
        for (const Json& file : record["files"].items())
            for (const Json& conversation : file["conversations"].items())
                for (const Json& range : conversation["ranges"].items()) {
                    const Json who =
                        range["contributor"].isObject() ? range["contributor"] : conversation["contributor"];
                    auto trace = base;
                    trace.path = file["path"].text();
                    trace.contributor = contributor(who["type"].view());
                    trace.model = who["model_id"].text();
                    if (auto ok = hand(std::move(trace), range, place); !ok) return ok;
                }
        return {};
    }

    /// What the wild calls agent-trace: one edit a line, the tool's name is the edit command.
    Result<void> flat(const Json& record, const JsonPlace& place)
    {
        domain::LineTraceRecord trace;
        trace.at = parseIsoInstant(record["timestamp"].view());
        trace.path = record["file_path"].text();
        trace.contributor = domain::TraceContributor::Ai;
        trace.model = record["model"].text();
        if (!trace.at) {
            m_reading.reject(place.line, "the record has no valid timestamp; record it again", record.written(500));
            return {};
        }
        ++m_flat;
        return hand(std::move(trace), record, place);
    }

    Result<void> hand(domain::LineTraceRecord trace, const Json& range, const JsonPlace& place)
    {
        const auto first = range["start_line"].integer();
        const auto last = range["end_line"].integer();
        if (trace.path.empty() || !first || !last || *first < 1 || *last < *first) {
            m_reading.reject(place.line, "the record has no path or no range of lines; record it again",
                             range.written(500));
            return {};
        }
        if (trace.path.starts_with('/')) ++m_absolute;
        trace.firstLine = *first;
        trace.lastLine = *last;
        return m_reading.sink().lineTrace(std::move(trace));
    }

    Reading& m_reading;
    std::int64_t m_flat = 0;
    std::int64_t m_absolute = 0;
};

Result<void> read(Reading& reading)
{
    return TraceRun(reading).run();
}

int score(const Sniffed& seen)
{
    if (seen.json({"version", "timestamp", "files.conversations"})) return 90;
    return seen.json({"file_path", "start_line", "end_line", "timestamp"}) ? 70 : 0;
}

} // namespace agenttrace

const Importer& agentTrace()
{
    static const SpecImporter kImporter({"agent-trace", "Agent Trace records",
                                         "version, timestamp, files[].path, files[].conversations[].ranges[]",
                                         &agenttrace::score, &agenttrace::read});
    return kImporter;
}

} // namespace assay::importers
