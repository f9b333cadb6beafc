// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/pages/firstlook.h"

#include "present/glossary.h"
#include "present/kpis.h"
#include "present/pages/parts.h"
#include "present/whatifspec.h"

#include <algorithm>
#include <array>

namespace assay::present {
namespace {

/// Below so many changes and tickets the whole page is there in about a second.
constexpr std::size_t kMuch = 200'000;

/// Everything here is asked of the page's own figures, so that the whole page finds it made.
std::vector<KpiSpec> headlines(Figures& figures, const BudgetTrial& /*trial*/)
{
    if (figures.hasContrast("ticket-to-merge") && figures.hasContrast("defects-per-100-changes")) return {};
    figures.prepareHeadlines({"ticket-to-merge", "defects-per-100-changes"});
    return {headlineKpi(figures, "ticket-to-merge", {"first.speed", "Ticket to merge", "AI-assisted vs human-only"}),
            headlineKpi(figures, "defects-per-100-changes",
                        {"first.defects", "Defects introduced", "within 90 days, AI-assisted vs human-only"})};
}

std::vector<KpiSpec> adoption(Figures& figures, const BudgetTrial& /*trial*/)
{
    if (figures.hasEstimate("real-adoption")) return {};
    figures.prepare({"formal-adoption", "real-adoption", "override-share", "idle-seats"}, false);
    return {
        plainFigureKpi(figures, "formal-adoption", {"first.formal", "Formal adoption", "seats assigned and signed in"},
                       Tone::Formal),
        plainFigureKpi(figures, "real-adoption",
                       {"first.real", "Real adoption", "habitual use that survives to merged code"}, Tone::Real),
        plainFigureKpi(figures, "override-share", {"first.override", "Overridden", "replaced within 30 days"},
                       Tone::Attention),
        plainFigureKpi(figures, "idle-seats", {"first.idle", "Idle seats", "no use in the last 28 days"}, Tone::Bad)};
}

std::vector<KpiSpec> budget(Figures& figures, const BudgetTrial& trial)
{
    if (figures.hasHeadline("ticket-to-merge") && figures.hasHeadline("defects-per-100-changes")) return {};
    BudgetTrial few = trial;
    few.trials = kLiveTrials;
    return liveFigures(*whatIfSpec(figures, few), few).kpis;
}

/// Pages that begin as they stay: most of their blocks need no waiting for.
struct BegunPage
{
    std::string_view page;
    bool (*made)(Figures& figures); ///< the whole page is as quick
    PageSpec (*build)(const PageInput& input);
};
constexpr std::array<BegunPage, 2> kBegun{
    {{"monitors", [](Figures& figures) { return figures.hasMonitors(); }, monitorsBegin},
     {"methods",
      [](Figures& figures) {
          return figures.hasContrast("ticket-to-merge") && figures.hasContrast("defects-per-100-changes");
      },
      methodsBegin}}};

struct FirstLook
{
    std::string_view page;
    std::vector<KpiSpec> (*kpis)(Figures& figures, const BudgetTrial& trial); ///< none: the whole page is as quick
    const char* follows;
};
constexpr const char* kAfterHeadlines = "First figures over much data: the recommendation, the kinds of work and the "
                                        "sensitivity runs follow by themselves.";
constexpr std::array<FirstLook, 6> kLooks{
    {{"overview", headlines, kAfterHeadlines},
     {"delivery", headlines, kAfterHeadlines},
     {"quality", headlines, kAfterHeadlines},
     {"targets", headlines, kAfterHeadlines},
     {"adoption", adoption,
      "First figures over much data: teams, kinds of work and the course over time follow by themselves."},
     {"economics", budget,
      "First figures from few trials: the final ranges and what moves them follow by themselves."}}};

} // namespace

std::optional<PageSpec> firstLook(const PageInput& input, std::string_view pageId)
{
    const auto& snapshot = input.view.snapshot();
    if (snapshot.changes.size() + snapshot.tickets.rows() < kMuch) return std::nullopt;
    const auto ofPage = [pageId](const auto& one) { return one.page == pageId; };
    if (const auto begun = std::find_if(kBegun.begin(), kBegun.end(), ofPage); begun != kBegun.end()) {
        if (begun->made(*figuresOf(input))) return std::nullopt;
        PageSpec page = begun->build(input);
        addHints(page, input.glossary);
        return page;
    }
    const auto look = std::find_if(kLooks.begin(), kLooks.end(), ofPage);
    if (look == kLooks.end()) return std::nullopt;
    PageSpec page = begunPage(pageId);
    page.kpis = look->kpis(*figuresOf(input), input.budgetTrial);
    if (page.kpis.empty()) return std::nullopt;
    NotesSpec notes;
    notes.title = QStringLiteral("Being worked out");
    notes.notes = {{QString::fromUtf8(look->follows), Tone::Neutral}};
    page.blocks = {placed(std::move(notes), 0, 0, 12, 120)};
    page.footnote = coverageFootnote(input.view);
    return page;
}

} // namespace assay::present
