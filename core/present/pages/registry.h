// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/contrast.h"
#include "domain/benchmark.h"
#include "domain/decisions.h"
#include "domain/usage.h"
#include "facts/filter.h"
#include "present/budget.h"
#include "present/glossary.h"
#include "present/pagespec.h"
#include "present/reconciliation.h"

#include <memory>
#include <string_view>
#include <vector>

namespace assay::present {

class Figures;

/// What the Data page tells that is not in the facts: filled by the session from the store.
struct SourceSummary
{
    std::string name; ///< file or repository name, without its folder
    std::string location;
    std::string recognisedAs;
    std::string contents; ///< "18,940 commits · 3 branches · 212 tags"
    std::optional<Instant> lastRead;
    std::string state; ///< "up to date", "2 days provisional", "needs you"
    Tone tone = Tone::Good;
    std::int64_t rejected = 0;
    std::vector<std::string> notices;
    std::int64_t run = 0; ///< the reading that its contents and rejects are of; 0: none
};
struct Reconciliation
{
    std::string label; ///< "Assigned to someone on the roster"
    std::int64_t people = 0;
    std::int64_t of = 0; ///< scale of the bar
    std::string remark;  ///< "16 to people who left"
};
struct DataSummary
{
    std::vector<SourceSummary> sources;
    std::vector<Reconciliation> reconciliation;
    ReconciliationData compared;
    std::vector<std::string> remarks;         ///< about what was imported as a whole
    std::vector<domain::SurveyRecord> survey; ///< what people said: shown beside behaviour, never mixed into it
};

/// What was promised and recommended before: filled by the session from the store.
struct Decisions
{
    std::vector<domain::Target> targets;
    std::vector<domain::VerdictRecord> history; ///< oldest first
    std::vector<domain::Acknowledgement> acknowledgements;
};

/// What a page is made from.
struct PageInput
{
    facts::View view;
    DataSummary data;
    analysis::Settings settings;
    std::shared_ptr<Figures>
        figures; ///< of this view: give all pages the same one, so that each figure is computed once
    Decisions decisions;
    std::vector<domain::Benchmark> benchmarks; ///< what others published
    BudgetTrial budgetTrial{};                 ///< what somebody tries out on the Economics page
    std::vector<GlossaryEntry> glossary{};     ///< words that pages explain where they use them
};
/// An input whose pages share their figures.
[[nodiscard]] PageInput pageInput(facts::View view, DataSummary data, analysis::Settings settings = {},
                                  Decisions decisions = {}, BudgetFacts budgetFacts = {});

/// A page: id, title, section, and how it is built. To add one, write pages/<page>.cpp and one line in registry.cpp.
struct PageEntry
{
    std::string_view id;
    std::string_view title;
    std::string_view section;
    PageSpec (*build)(const PageInput&);
};
/// In the order of the navigation.
[[nodiscard]] const std::vector<PageEntry>& pages();
[[nodiscard]] const PageEntry* pageById(std::string_view id);

} // namespace assay::present
