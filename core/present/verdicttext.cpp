// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/verdicttext.h"

#include "present/cells.h"
#include "present/estimatetext.h"
#include "present/format.h"
#include "present/pages/parts.h"

#include <algorithm>
#include <cmath>

namespace assay::present {

namespace {

using decision::Recommendation;
using decision::TargetState;

QString percentOf(std::int64_t part, std::int64_t whole)
{
    return formatPercent(static_cast<double>(part) / static_cast<double>(whole));
}

bool unchanging(const NotesSpec& notes, const QString& sentence)
{
    return std::any_of(notes.notes.begin(), notes.notes.end(),
                       [&](const NotesSpec::Note& note) { return note.text == sentence; });
}

void addOnce(NotesSpec& notes, const QString& sentence, Tone tone)
{
    if (!sentence.isEmpty() && !unchanging(notes, sentence)) notes.notes.push_back({sentence, tone});
}

void addContrastNotes(NotesSpec& notes, Figures& figures, std::string_view metricId)
{
    const metrics::Metric* metric = metrics::metricById(metricId);
    const QString title = (metric ? text(metric->info().title) : text(metricId)) + QStringLiteral(": ");
    const auto& result = figures.contrast(metricId);
    if (!result) {
        addOnce(notes, title + text(result.error().message), Tone::Neutral);
        return;
    }
    if (!result->reversal.empty()) addOnce(notes, title + text(result->reversal), Tone::Attention);
    if (!result->overlap.empty()) addOnce(notes, title + text(result->overlap), Tone::Neutral);
}

QString ruleText(Recommendation rule)
{
    return QString::fromUtf8(decision::recommendationTitle(rule));
}

} // namespace

Tone recommendationTone(Recommendation recommendation)
{
    switch (recommendation) {
    case Recommendation::Scale:
        return Tone::Good;
    case Recommendation::AdjustScope:
        return Tone::Attention;
    case Recommendation::Exit:
        return Tone::Bad;
    case Recommendation::KeepMeasuring:
        break;
    }
    return Tone::Neutral;
}

QString recommendationHeadline(Recommendation recommendation)
{
    switch (recommendation) {
    case Recommendation::Scale:
        return QStringLiteral("It works: roll it out further");
    case Recommendation::AdjustScope:
        return QStringLiteral("Keep it where it works, stop it where it does not");
    case Recommendation::Exit:
        return QStringLiteral("No part of the work shows a worthwhile gain");
    case Recommendation::KeepMeasuring:
        break;
    }
    return QStringLiteral("The data do not decide it yet");
}

QString robustnessText(const decision::RecommendationReport& report)
{
    if (report.runs == 0) return {};
    return QStringLiteral("both answers read the same in %1 of %2 sensitivity runs")
        .arg(report.holdsIn)
        .arg(report.runs);
}

const decision::TargetStatus* targetOn(Figures& figures, std::string_view metricId, decision::Basis basis)
{
    const decision::TargetStatus* late = nullptr;
    for (std::size_t i = 0; i < figures.targets().size(); ++i) {
        const auto& target = figures.targets()[i];
        if (target.measure != metricId || target.basis != basis || target.retiredOn) continue;
        const auto& status = figures.targetStatus(i);
        if (!status.opened) continue;
        if (!target.postHoc) return &status;
        if (late == nullptr) late = &status;
    }
    return late;
}

QString limitText(const decision::Target& target)
{
    const metrics::Metric* metric = metrics::metricById(target.measure);
    const std::string_view unit = metric ? metric->info().unit : std::string_view{};
    QString limit;
    if (target.basis == decision::Basis::Level)
        limit = formatValue(target.limit, unit);
    else if (unit == "h" || unit == "d")
        limit = formatChange(target.limit);
    else
        limit = unit == "share" && target.basis == decision::Basis::Contrast ? formatPoints(target.limit)
                                                                             : formatRatio(target.limit);
    return target.guardRail ? (target.atMost ? QStringLiteral("at most ") : QStringLiteral("at least ")) + limit
                            : limit;
}

Tone targetTone(const decision::TargetStatus& status)
{
    switch (status.state) {
    case TargetState::Met:
        return Tone::Good;
    case TargetState::NotMet:
        return Tone::Bad;
    case TargetState::AtRisk:
    case TargetState::Inconclusive:
        return Tone::Attention;
    case TargetState::Open:
    case TargetState::NotMeasurable:
        break;
    }
    return Tone::Neutral;
}

void addTargetBadge(Figures& figures, std::string_view metricId, KpiSpec& kpi, decision::Basis basis)
{
    const decision::TargetStatus* status = targetOn(figures, metricId, basis);
    if (!status) return;
    const domain::Target& target = status->target;
    QString kind = target.guardRail ? QStringLiteral("Guard-rail") : QStringLiteral("Target");
    if (target.byDefault) kind = QStringLiteral("Default ") + kind.toLower();
    if (target.postHoc) kind = QStringLiteral("Post hoc ") + kind.toLower();
    const QString limit = limitText(target).section(u' ', target.guardRail ? 2 : 0);
    const bool counted = decision::counts(*status);
    kpi.badge = QStringLiteral("%1 %2%3: %4")
                    .arg(kind, limit, target.window ? QStringLiteral(", ") + formatPeriod(*target.window) : QString(),
                         counted ? text(decision::stateText(*status)) : QStringLiteral("not counted"));
    kpi.badgeTone = counted ? targetTone(*status) : Tone::Neutral;
    kpi.details += u'\n' + text(status->sentence);
}

BannerSpec verdictBanner(Figures& figures)
{
    const decision::RecommendationReport& report = figures.recommendation();
    const facts::View& view = figures.view();
    const ProvenanceCounts counts = changesByProvenance(view);
    const auto rails =
        std::count_if(report.targets.begin(), report.targets.end(), [](const auto& s) { return s.target.guardRail; });
    BannerSpec banner;
    banner.title = text(report.title);
    banner.text = text(report.text);
    banner.link = QStringLiteral("Why? %1 targets, %2 guard-rails")
                      .arg(static_cast<std::ptrdiff_t>(report.targets.size()) - rails)
                      .arg(rails);
    banner.linkTarget = QStringLiteral("targets");
    banner.tone = recommendationTone(report.recommendation);
    banner.sideTitle = QStringLiteral("Evidence");
    const auto tickets = std::count(view.tickets().begin(), view.tickets().end(), std::uint8_t{1});
    const auto& chosen = view.filter().teams;
    const auto teams = static_cast<std::int64_t>(chosen.empty() ? view.snapshot().teams.size() : chosen.size());
    banner.sideStrong = QStringLiteral("%1 tickets · %2 merged changes · %3 %4")
                            .arg(formatCount(tickets), formatCount(counts.total()), formatCount(teams),
                                 teams == 1 ? QStringLiteral("team") : QStringLiteral("teams"));
    const QString unknown = counts.total() > 0 ? percentOf(counts.unknown, counts.total()) +
                                                     QStringLiteral(" of changes have unknown provenance")
                                               : QString();
    const QString holds = robustnessText(report);
    banner.sideText = unknown.isEmpty() || holds.isEmpty() ? unknown + holds : unknown + QStringLiteral("; ") + holds;
    return banner;
}

NotesSpec changeNotes(Figures& figures)
{
    NotesSpec notes;
    notes.title = QStringLiteral("What would change this");
    for (const std::string& sentence : figures.recommendation().wouldChange)
        addOnce(notes, text(sentence), Tone::Neutral);
    addContrastNotes(notes, figures, "ticket-to-merge");
    addContrastNotes(notes, figures, "defects-per-100-changes");
    const ProvenanceCounts counts = changesByProvenance(figures.view());
    if (counts.unknown * 20 >= std::max<std::int64_t>(1, counts.total()))
        addOnce(notes,
                percentOf(counts.unknown, counts.total()) +
                    QStringLiteral(" of merged changes have unknown provenance: line notes, trailers or telemetry "
                                   "would move them into a group."),
                Tone::Attention);
    notes.empty = figures.recommendation().runs > 0
                      ? QStringLiteral("Nothing that is known: the answers read the same in every sensitivity run.")
                      : QStringLiteral("There is no answer yet that could change.");
    return notes;
}

TableSpec rulesTable(Figures& figures)
{
    const decision::RecommendationReport& report = figures.recommendation();
    TableSpec table;
    table.id = QStringLiteral("targets.rules");
    table.title = QStringLiteral("Why this recommendation");
    table.subtitle =
        QStringLiteral("%1: the first rule all of whose conditions hold; what is not assessed does not hold")
            .arg(text(report.title));
    table.columns = {textColumn("Rule"), textColumn("Condition", 3), textColumn("Holds?"), textColumn("Checked on", 5)};
    for (const decision::Check& check : report.checks) {
        Cell holds = textCell(!check.holds   ? QStringLiteral("not assessed")
                              : *check.holds ? QStringLiteral("yes")
                                             : QStringLiteral("no"),
                              !check.holds   ? Tone::Neutral
                              : *check.holds ? Tone::Good
                                             : Tone::Attention);
        holds.badge = true;
        table.rows.push_back(
            {{textCell(ruleText(check.rule)), textCell(check.condition), holds, textCell(check.evidence)}, {}});
    }
    table.empty = QStringLiteral("No rule was tried.");
    return table;
}

} // namespace assay::present
