// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/pages/firstlook.h"

#include "present/kpis.h"
#include "present/pages/parts.h"

#include <algorithm>
#include <array>

namespace assay::present {
namespace {

/// Below so many changes and tickets the whole page is there in about a second.
constexpr std::size_t kMuch = 200'000;
constexpr int kFirstDraws = 200;
constexpr std::array<std::string_view, 4> kPagesOfContrasts{"overview", "delivery", "quality", "targets"};

} // namespace

std::optional<PageSpec> firstLook(const PageInput& input, std::string_view pageId)
{
    const auto& snapshot = input.view.snapshot();
    const bool ofContrasts =
        std::find(kPagesOfContrasts.begin(), kPagesOfContrasts.end(), pageId) != kPagesOfContrasts.end();
    if (!ofContrasts || snapshot.changes.size() + snapshot.tickets.rows() < kMuch) return std::nullopt;
    if (input.figures && input.figures->hasContrast("ticket-to-merge") &&
        input.figures->hasContrast("defects-per-100-changes"))
        return std::nullopt;
    analysis::Settings first = input.settings;
    first.sensitivity = false;
    first.segments = false;
    first.resamples = std::min(first.resamples, kFirstDraws);
    Figures figures(input.view, first);
    figures.prepareContrasts({"ticket-to-merge", "defects-per-100-changes"});
    PageSpec page = begunPage(pageId);
    page.kpis = {
        contrastKpi(figures, "ticket-to-merge", {"first.speed", "Ticket to merge", "AI-assisted vs human-only"}),
        contrastKpi(figures, "defects-per-100-changes",
                    {"first.defects", "Defects introduced", "within 90 days, AI-assisted vs human-only"})};
    NotesSpec notes;
    notes.title = QStringLiteral("Being worked out");
    notes.notes = {
        {QStringLiteral("First figures over much data: the recommendation, the kinds of work, the sensitivity "
                        "runs and the final intervals follow by themselves."),
         Tone::Neutral}};
    page.blocks = {placed(std::move(notes), 0, 0, 12, 120)};
    page.footnote = coverageFootnote(input.view);
    return page;
}

} // namespace assay::present
