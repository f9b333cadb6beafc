// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/adoption/adoption.h"
#include "metrics/adoption/ladder.h"
#include "metrics/outcomemetric.h"
#include "metrics/quality/exposure.h"
#include "metrics/quality/lines.h"
#include "metrics/units.h"

#include <algorithm>
#include <fmt/format.h>

namespace assay::metrics {
namespace {

using domain::Provenance;
using facts::Index;
using facts::kNoIndex;

/// AI-assisted lines that the changes of each ticket wrote, and how many of them died within 30 days.
struct TicketLines
{
    std::int64_t born = 0;
    std::int64_t dead = 0;
};

std::vector<TicketLines> aiLinesOfTickets(const facts::View& view)
{
    const auto& s = view.snapshot();
    std::vector<TicketLines> lines(s.tickets.rows());
    const auto ticketOf = [&](std::size_t change) {
        const Index ticket = s.changes.ticket[change];
        const bool counts = ticket != kNoIndex && s.changes.has(static_cast<Index>(change), facts::kTraced) &&
                            view.provenanceOfChange(static_cast<Index>(change)) == Provenance::Ai;
        return counts ? ticket : kNoIndex;
    };
    for (std::size_t i = 0; i < s.changes.size(); ++i)
        if (const Index ticket = ticketOf(i); ticket != kNoIndex)
            lines[static_cast<std::size_t>(ticket)].born += s.changes.linesBorn[i];
    for (std::size_t i = 0; i < s.deaths.size(); ++i) {
        if (s.deaths.ageDays[i] > static_cast<float>(kRetainedDays)) continue;
        if (const Index ticket = ticketOf(static_cast<std::size_t>(s.deaths.change[i])); ticket != kNoIndex)
            lines[static_cast<std::size_t>(ticket)].dead += s.deaths.lines[i];
    }
    return lines;
}

Outcomes observeRetained(const facts::View& view, std::span<const Index> rows, bool)
{
    const auto& t = view.snapshot().tickets;
    // Asked for by each cell of a table: the same for all views with one threshold.
    const auto& threshold = view.filter().threshold;
    const auto kept = view.snapshot().prepared.get<std::vector<TicketLines>>(
        fmt::format("ai-lines-of-tickets:{}:{}", static_cast<int>(threshold.kind), threshold.probability),
        [&view] { return aiLinesOfTickets(view); });
    const auto& lines = *kept;
    const auto old = toUnixMillis(view.snapshot().cutOff) - kRetainedDays * kDayMillis;
    Outcomes o;
    o.kind = OutcomeKind::Share;
    std::int64_t unknown = 0;
    std::int64_t young = 0;
    std::int64_t untraced = 0;
    for (const Index row : rows) {
        const auto i = static_cast<std::size_t>(row);
        if (t.state[i] != facts::TicketState::Merged || t.mergedAt[i] >= view.periodEnd()) continue;
        const Provenance provenance = view.provenanceOfTicket(row);
        if (t.mergedAt[i] > old)
            ++young;
        else if (provenance == Provenance::Unknown)
            ++unknown;
        else if (provenance == Provenance::Human)
            o.add(row, 0, 1);
        else if (lines[i].born == 0)
            ++untraced;
        else
            o.add(row, 2 * lines[i].dead <= lines[i].born ? 1 : 0, 1);
    }
    if (unknown > 0) o.excluded.push_back({"provenance unknown", unknown});
    if (young > 0) o.excluded.push_back({"merged less than 30 days before the end of the data", young});
    if (untraced > 0) o.excluded.push_back({"AI-assisted, but its lines are not traced", untraced});
    o.n = {{"merged tickets", static_cast<std::int64_t>(o.size())}};
    o.population = static_cast<std::int64_t>(o.size()) + unknown + young + untraced;
    return o;
}

Outcomes observeAiChanges(const facts::View& view, std::span<const Index> rows, bool)
{
    Outcomes o;
    o.kind = OutcomeKind::Share;
    o.reserve(rows.size());
    std::int64_t ai = 0;
    for (const Index row : rows) {
        const Provenance provenance = view.provenanceOfChange(row);
        if (provenance == Provenance::Unknown) continue;
        ai += provenance == Provenance::Ai ? 1 : 0;
        o.add(row, provenance == Provenance::Ai ? 1 : 0, 1);
    }
    const auto unknown = static_cast<std::int64_t>(rows.size() - o.size());
    if (unknown > 0) {
        const auto all = static_cast<double>(rows.size());
        o.excluded.push_back({"provenance unknown", unknown});
        o.note =
            fmt::format("Of all changes, between {:.0f} % and {:.0f} % are AI-assisted, whatever the unknown ones are.",
                        100 * static_cast<double>(ai) / all, 100 * static_cast<double>(ai + unknown) / all);
    }
    o.n = {{"changes", static_cast<std::int64_t>(o.size())}};
    o.population = static_cast<std::int64_t>(rows.size());
    return o;
}

Outcomes observeDeclared(const facts::View& view, std::span<const Index> rows, bool)
{
    Outcomes o;
    o.kind = OutcomeKind::Share;
    o.reserve(rows.size());
    for (const Index row : rows) o.add(row, view.snapshot().changes.has(row, facts::kDeclared) ? 1 : 0, 1);
    o.n = {{"changes", static_cast<std::int64_t>(o.size())}};
    o.population = static_cast<std::int64_t>(rows.size());
    o.note = "A floor: squash merges and policy remove declarations.";
    return o;
}

/// Changes by people who were habitual users in the 28-day block of the period in which they merged.
Outcomes observeBypass(const facts::View& view, std::span<const Index> rows, bool)
{
    const auto& c = view.snapshot().changes;
    const LadderReader reader(view);
    const int last = toEpochDay(reader.lastDay());
    // Answers are kept per person and block: block 0 ends with the period.
    const auto blocks = static_cast<std::size_t>(std::max(0, last - toEpochDay(view.period().from)) / kWindowDays) + 1;
    std::vector<std::uint8_t> habit(view.snapshot().people.size() * blocks, 255);
    Outcomes o;
    o.kind = OutcomeKind::Share;
    std::int64_t unknown = 0;
    std::int64_t others = 0;
    for (const Index row : rows) {
        const auto i = static_cast<std::size_t>(row);
        const int day = epochDayOf(c.mergedAt[i]);
        if (c.author[i] == kNoIndex || day > last) continue;
        const auto block = static_cast<std::size_t>((last - day) / kWindowDays);
        if (block >= blocks) continue;
        auto& known = habit[static_cast<std::size_t>(c.author[i]) * blocks + block];
        if (known == 255)
            known = static_cast<std::uint8_t>(
                reader.habitual(c.author[i], fromEpochDay(last - static_cast<int>(block) * kWindowDays)));
        if (known != static_cast<std::uint8_t>(Answer::Yes)) {
            ++others;
            continue;
        }
        const Provenance provenance = view.provenanceOfChange(row);
        if (provenance == Provenance::Unknown)
            ++unknown;
        else
            o.add(row, provenance == Provenance::Human ? 1 : 0, 1);
    }
    if (unknown > 0) o.excluded.push_back({"provenance unknown", unknown});
    if (others > 0) o.excluded.push_back({"author not known to be a habitual user then", others});
    o.n = {{"changes of habitual users", static_cast<std::int64_t>(o.size())}};
    o.population = static_cast<std::int64_t>(o.size()) + unknown;
    return o;
}

std::vector<Index> assistedOf(const facts::View& view, std::span<const Index> rows)
{
    std::vector<Index> assisted;
    for (const Index row : rows)
        if (view.provenanceOfChange(row) == Provenance::Ai) assisted.push_back(row);
    return assisted;
}

Estimate overridden(const facts::View& view, std::span<const Index> rows, const MetricInfo& info)
{
    return lineSurvival(view, assistedOf(view, rows), kRetainedDays, true, info);
}

std::optional<double> overriddenShare(const facts::View& view, std::span<const Index> rows)
{
    return lineShare(view, assistedOf(view, rows), kRetainedDays, true);
}

} // namespace

const Metric& realAdoptionOfWork()
{
    static const OutcomeMetric metric(
        {"real-adoption-of-work", "Work with retained AI code", "adoption", "share", BetterIs::Higher,
         "Share of merged tickets of known provenance with AI-assisted code of which at least half was alive 30 days "
         "after its merge.",
         "share with Wilson interval (Wilson 1927)", RowsOf::Tickets, ""},
        workDimensions(), observeRetained, shareOfTrials);
    return metric;
}

const Metric& aiShareOfChanges()
{
    static const OutcomeMetric metric({"ai-share-of-changes", "AI-assisted changes", "adoption", "share",
                                       BetterIs::Neither,
                                       "Share of merged changes of known provenance that are AI-assisted. Unknown ones "
                                       "are in neither group; the note "
                                       "gives the bounds they allow.",
                                       "share with Wilson interval (Wilson 1927)", RowsOf::Changes, ""},
                                      workDimensions(), observeAiChanges, shareOfTrials, shareOf);
    return metric;
}

const Metric& aiDeclaredShare()
{
    static const OutcomeMetric metric(
        {"ai-declared-share", "Declared AI-assisted changes", "adoption", "share", BetterIs::Neither,
         "Share of all merged changes that declare AI help by line note, vendor data, author, trailer or label.",
         "share with Wilson interval (Wilson 1927)", RowsOf::Changes, ""},
        workDimensions(), observeDeclared, shareOfTrials);
    return metric;
}

const Metric& bypassShare()
{
    static const OutcomeMetric metric(
        {"bypass-share", "Bypass share", "adoption", "share", BetterIs::Lower,
         "Share of the merged changes of habitual users that have no AI in them. Habit is judged over the 28 days "
         "around each merge.",
         "share with Wilson interval (Wilson 1927)", RowsOf::Changes, ""},
        workDimensions(), observeBypass, shareOfTrials);
    return metric;
}

const Metric& overrideShare()
{
    static const RowMetric metric(
        {"override-share", "Override share", "adoption", "share", BetterIs::Lower,
         "Share of AI-assisted lines replaced or removed within 30 days of their merge.",
         "1 − Kaplan–Meier, weighted by lines; robust variance clustered by author (Williams 1995)", RowsOf::Changes,
         ""},
        workDimensions(), overridden, nullptr, nullptr, overriddenShare);
    return metric;
}

} // namespace assay::metrics
