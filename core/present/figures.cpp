// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/figures.h"

#include "metrics/batch.h"

#include <algorithm>

namespace assay::present {

namespace {

/// The comparisons that the recommendation and the budgets rest on.
const std::vector<std::string_view> kHeadlines{"ticket-to-merge", "defects-per-100-changes"};

/// Those to judge: what was taken back before its window opened is as if it had never been; what was taken back later
/// still counts. Assay's own where none stands.
std::vector<domain::Target> standing(std::vector<domain::Target> targets)
{
    std::erase_if(targets, [](const domain::Target& target) {
        return target.retiredOn && (!target.window || *target.retiredOn < target.window->from);
    });
    std::stable_partition(targets.begin(), targets.end(), [](const auto& target) { return !target.retiredOn; });
    if (targets.empty() || targets.front().retiredOn) {
        auto own = decision::defaultTargets();
        targets.insert(targets.begin(), own.begin(), own.end());
    }
    return targets;
}

analysis::Settings stoppedBy(analysis::Settings settings, const std::atomic<bool>& flag)
{
    settings.stopped = &flag;
    return settings;
}

std::string splitKey(std::string_view metricId, const std::vector<metrics::Dimension>& by)
{
    std::string key(metricId);
    for (const metrics::Dimension dimension : by) key.append(1, ',').append(metrics::dimensionId(dimension));
    return key;
}

} // namespace

Figures::Figures(facts::View view, analysis::Settings settings, std::vector<domain::Target> targets,
                 BudgetFacts budgetFacts)
    : m_view(std::move(view)), m_settings(stoppedBy(settings, m_abandoned)), m_targets(standing(std::move(targets))),
      m_budgetFacts(std::move(budgetFacts))
{
}

void Figures::prepare(const std::vector<std::string_view>& metricIds, bool byProvenance)
{
    const std::lock_guard lock(m_mutex);
    const std::vector<metrics::Dimension> by{metrics::Dimension::Provenance};
    std::vector<metrics::FigureRequest> wanted;
    for (const std::string_view id : metricIds) {
        const metrics::Metric* metric = metrics::metricById(id);
        if (metric == nullptr) continue;
        if (m_estimates.find(id) == m_estimates.end()) wanted.push_back({metric, {}});
        if (byProvenance && metric->splitsBy(by.front()) && m_splits.find(splitKey(id, by)) == m_splits.end())
            wanted.push_back({metric, by});
    }
    auto made = metrics::computeMany(m_view, wanted, m_settings.threads, m_settings.stopped);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const std::string_view id = wanted[i].metric->info().id;
        if (wanted[i].by.empty())
            m_estimates.emplace(id, std::move(made[i].estimate));
        else
            m_splits.emplace(splitKey(id, by), std::move(made[i].buckets));
    }
}

metrics::Estimate Figures::estimate(std::string_view metricId)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_estimates.find(metricId); found != m_estimates.end()) return found->second;
    metrics::Estimate estimate;
    if (abandoned())
        estimate.note = "no longer asked for";
    else if (const metrics::Metric* metric = metrics::metricById(metricId))
        estimate = metric->compute(m_view);
    else
        estimate.note = "not measured";
    return m_estimates.emplace(metricId, std::move(estimate)).first->second;
}

const std::vector<metrics::Bucket>& Figures::split(std::string_view metricId, const std::vector<metrics::Dimension>& by)
{
    const std::lock_guard lock(m_mutex);
    std::string key = splitKey(metricId, by);
    if (const auto found = m_splits.find(key); found != m_splits.end()) return found->second;
    std::vector<metrics::Bucket> buckets;
    if (const metrics::Metric* metric = metrics::metricById(metricId); metric != nullptr && !abandoned()) {
        const bool possible =
            std::all_of(by.begin(), by.end(), [metric](auto dimension) { return metric->splitsBy(dimension); });
        if (possible) buckets = metrics::split(*metric, m_view, by);
    }
    return m_splits.emplace(std::move(key), std::move(buckets)).first->second;
}

metrics::SeriesStep Figures::seriesStep() const
{
    constexpr int kLongestWeekly = 400;
    return m_view.period().days() <= kLongestWeekly ? metrics::SeriesStep::Week : metrics::SeriesStep::Month;
}

const std::vector<metrics::Series>& Figures::series(std::string_view metricId, bool byProvenance)
{
    const std::lock_guard lock(m_mutex);
    const std::string key = std::string(metricId) + (byProvenance ? ",provenance" : "");
    if (const auto found = m_series.find(key); found != m_series.end()) return found->second;
    std::vector<metrics::Series> series;
    if (const metrics::Metric* metric = metrics::metricById(metricId); metric != nullptr && !abandoned())
        series =
            metrics::series(*metric, m_view, {seriesStep(), 28, byProvenance, m_settings.threads, m_settings.stopped});
    return m_series.emplace(key, std::move(series)).first->second;
}

const Result<analysis::Contrast>& Figures::contrast(std::string_view metricId)
{
    const std::lock_guard lock(m_mutex);
    prepareContrasts({metricId});
    return m_contrasts.find(metricId)->second;
}

void Figures::prepareContrasts(const std::vector<std::string_view>& metricIds)
{
    const std::lock_guard lock(m_mutex);
    std::vector<analysis::ContrastRequest> wanted;
    for (const std::string_view id : metricIds) {
        if (m_contrasts.find(id) != m_contrasts.end()) continue;
        const auto headline = m_headlines.find(id);
        wanted.push_back({id, headline != m_headlines.end() && headline->second ? &*headline->second : nullptr});
    }
    auto made = analysis::contrasts(wanted, m_view, m_settings);
    for (std::size_t i = 0; i < wanted.size(); ++i) m_contrasts.emplace(wanted[i].metricId, std::move(made[i]));
}

void Figures::prepareHeadlines(const std::vector<std::string_view>& metricIds)
{
    const std::lock_guard lock(m_mutex);
    std::vector<analysis::ContrastRequest> wanted;
    for (const std::string_view id : metricIds)
        if (!hasHeadline(id)) wanted.push_back({id});
    analysis::Settings alone = m_settings;
    alone.sensitivity = false;
    alone.segments = false;
    auto made = analysis::contrasts(wanted, m_view, alone);
    for (std::size_t i = 0; i < wanted.size(); ++i) m_headlines.emplace(wanted[i].metricId, std::move(made[i]));
}

const Result<analysis::Contrast>& Figures::headline(std::string_view metricId)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_contrasts.find(metricId); found != m_contrasts.end()) return found->second;
    prepareHeadlines({metricId});
    return m_headlines.find(metricId)->second;
}

bool Figures::hasContrast(std::string_view metricId)
{
    const std::lock_guard lock(m_mutex);
    return m_contrasts.find(metricId) != m_contrasts.end();
}

bool Figures::hasHeadline(std::string_view metricId)
{
    const std::lock_guard lock(m_mutex);
    return hasContrast(metricId) || m_headlines.find(metricId) != m_headlines.end();
}

bool Figures::hasEstimate(std::string_view metricId)
{
    const std::lock_guard lock(m_mutex);
    return m_estimates.find(metricId) != m_estimates.end();
}

const analysis::MonitorReport& Figures::monitors()
{
    const std::lock_guard lock(m_mutex);
    if (!m_monitors)
        m_monitors = analysis::monitors(m_view, {.threads = m_settings.threads, .stopped = m_settings.stopped});
    return *m_monitors;
}

const analysis::MonitorReport& Figures::monitorsOverAll()
{
    const std::lock_guard lock(m_mutex);
    if (!m_monitorsOverAll)
        m_monitorsOverAll = analysis::monitors(
            m_view, {.eachTeam = false, .threads = m_settings.threads, .stopped = m_settings.stopped});
    return *m_monitorsOverAll;
}

bool Figures::hasMonitors()
{
    const std::lock_guard lock(m_mutex);
    return m_monitors.has_value();
}

const Result<analysis::Rollout>& Figures::rollout(std::string_view metricId)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_rollouts.find(metricId); found != m_rollouts.end()) return found->second;
    return m_rollouts.emplace(metricId, analysis::rollout(metricId, m_view, m_settings)).first->second;
}

const decision::TargetStatus& Figures::targetStatus(std::size_t target)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_statuses.find(target); found != m_statuses.end()) return found->second;
    std::vector<const analysis::Contrast*> made;
    if (m_targets[target].basis == domain::Basis::Contrast) {
        prepareHeadlines(kHeadlines);
        for (const std::string_view id : kHeadlines)
            if (const auto& one = headline(id)) made.push_back(&*one);
    }
    return m_statuses.emplace(target, decision::statusOf(m_targets[target], m_view, m_settings, made)).first->second;
}

const decision::RecommendationReport& Figures::recommendation()
{
    const std::lock_guard lock(m_mutex);
    if (m_recommendation) return *m_recommendation;
    prepareContrasts(kHeadlines);
    decision::VerdictInput input;
    if (const auto& speed = contrast("ticket-to-merge")) input.speed = &*speed;
    if (const auto& defects = contrast("defects-per-100-changes")) input.defects = &*defects;
    for (std::size_t i = 0; i < m_targets.size(); ++i) input.targets.push_back(targetStatus(i));
    input.probabilityNetPositive = budgets().probabilityNetPositive();
    input.fingerprint = m_view.snapshot().fingerprint;
    return m_recommendation.emplace(decision::recommend(input));
}

const Budgets& Figures::budgets()
{
    const std::lock_guard lock(m_mutex);
    if (!m_budgets) {
        prepareHeadlines(kHeadlines);
        m_budgets.emplace(*this);
    }
    return *m_budgets;
}

} // namespace assay::present
