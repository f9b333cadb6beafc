// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/contrast.h"
#include "analysis/monitors.h"
#include "analysis/rollout.h"
#include "decision/verdict.h"
#include "facts/filter.h"
#include "metrics/metric.h"
#include "metrics/series.h"
#include "present/budget.h"

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::present {

/// The figures of one (snapshot, filter), each computed once however many pages and places show it. Safe to share
/// between threads.
class Figures
{
public:
    /// `targets`: the registered ones; Assay's own are judged where none stands.
    Figures(facts::View view, analysis::Settings settings, std::vector<domain::Target> targets = {},
            BudgetFacts budgetFacts = {});

    [[nodiscard]] const facts::View& view() const { return m_view; }
    [[nodiscard]] const analysis::Settings& settings() const { return m_settings; }
    /// Nobody waits for these figures any more: what is being worked out ends soon, and what is asked for from then on
    /// has no value. They are not to be shown.
    void abandon() { m_abandoned = true; }
    [[nodiscard]] bool abandoned() const { return m_abandoned; }

    /// Works out several figures at once, on all cores: what a table is about to ask for. With `byProvenance` their
    /// splits too.
    void prepare(const std::vector<std::string_view>& metricIds, bool byProvenance);
    /// The figure of the view; an unknown id gives one without a value, whose note says so.
    [[nodiscard]] metrics::Estimate estimate(std::string_view metricId);
    /// Empty when the measure does not exist or cannot be split like this.
    [[nodiscard]] const std::vector<metrics::Bucket>& split(std::string_view metricId,
                                                            const std::vector<metrics::Dimension>& by);
    /// Trailing windows of 28 days: a week apart, or a month where the period is long.
    [[nodiscard]] const std::vector<metrics::Series>& series(std::string_view metricId, bool byProvenance);
    [[nodiscard]] metrics::SeriesStep seriesStep() const;
    [[nodiscard]] const Result<analysis::Contrast>& contrast(std::string_view metricId);
    /// Makes several contrasts at once: what a page is about to ask for. Ids that cannot be compared are told when
    /// asked.
    void prepareContrasts(const std::vector<std::string_view>& metricIds);
    /// The contrast, or where it has not been made yet its groups, its raw and its adjusted effect alone: the same
    /// figures in a fraction of the time.
    [[nodiscard]] const Result<analysis::Contrast>& headline(std::string_view metricId);
    void prepareHeadlines(const std::vector<std::string_view>& metricIds);
    /// Whether the contrast, its headline or the figure has been made already, so that asking for it costs nothing.
    [[nodiscard]] bool hasContrast(std::string_view metricId);
    [[nodiscard]] bool hasHeadline(std::string_view metricId);
    [[nodiscard]] bool hasEstimate(std::string_view metricId);
    /// What has left its usual range lately.
    [[nodiscard]] const analysis::MonitorReport& monitors();
    /// The same over all teams alone, which is there long before.
    [[nodiscard]] const analysis::MonitorReport& monitorsOverAll();
    [[nodiscard]] bool hasMonitors();
    [[nodiscard]] const Result<analysis::Rollout>& rollout(std::string_view metricId);
    /// The targets that are judged, and how one of them stands; without the recommendation, which takes far longer.
    [[nodiscard]] const std::vector<domain::Target>& targets() const { return m_targets; }
    [[nodiscard]] const decision::TargetStatus& targetStatus(std::size_t target);
    /// The recommendation with its targets: the registered ones, or Assay's own where none is.
    [[nodiscard]] const decision::RecommendationReport& recommendation();

    [[nodiscard]] const BudgetFacts& budgetFacts() const { return m_budgetFacts; }
    [[nodiscard]] const Budgets& budgets();

private:
    const facts::View m_view;
    std::atomic<bool> m_abandoned = false;
    const analysis::Settings m_settings; ///< stopped by abandoning
    const std::vector<domain::Target> m_targets;
    const BudgetFacts m_budgetFacts;
    std::recursive_mutex m_mutex;
    std::map<std::string, metrics::Estimate, std::less<>> m_estimates;
    std::map<std::string, std::vector<metrics::Bucket>, std::less<>> m_splits;
    std::map<std::string, std::vector<metrics::Series>, std::less<>> m_series;
    std::map<std::string, Result<analysis::Contrast>, std::less<>> m_contrasts;
    std::map<std::string, Result<analysis::Contrast>, std::less<>> m_headlines; ///< without runs and segments
    std::map<std::string, Result<analysis::Rollout>, std::less<>> m_rollouts;
    std::map<std::size_t, decision::TargetStatus> m_statuses;
    std::optional<decision::RecommendationReport> m_recommendation;
    std::optional<Budgets> m_budgets;
    std::optional<analysis::MonitorReport> m_monitors;
    std::optional<analysis::MonitorReport> m_monitorsOverAll;
};

} // namespace assay::present
