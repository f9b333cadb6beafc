// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/report.h"

#include "present/adoptionladder.h"
#include "present/budgettext.h"
#include "present/cells.h"
#include "present/drill.h"
#include "present/estimatetext.h"
#include "present/forest.h"
#include "present/format.h"
#include "present/methodtexts.h"
#include "present/pages/parts.h"
#include "present/verdicttext.h"

#include <algorithm>

namespace assay::present {

namespace {

const QString kNoTarget = QStringLiteral("none registered");

QString capitalised(QString words)
{
    if (!words.isEmpty()) words[0] = words[0].toUpper();
    return words;
}

/// The target's columns, where there is one on the measure; a default one is called so.
void addTarget(Figures& figures, std::string_view metricId, decision::Basis basis, QuestionRow& row)
{
    const decision::TargetStatus* status = targetOn(figures, metricId, basis);
    if (!status) return;
    row.target = limitText(status->target) + (status->target.byDefault ? QStringLiteral(" (default)") : QString());
    if (status->target.window) row.target += QStringLiteral(", ") + formatPeriod(*status->target.window);
    if (!decision::counts(*status)) {
        row.status = QStringLiteral("Post hoc, not counted");
        return;
    }
    row.status = capitalised(text(decision::stateText(*status)));
    row.tone = targetTone(*status);
}

QuestionRow contrastQuestion(Figures& figures, std::string_view metricId, const QString& question, const QString& what)
{
    QuestionRow row{question,     QStringLiteral("not enough data"), QStringLiteral("–"), kNoTarget, QString(),
                    Tone::Neutral};
    const auto& result = figures.contrast(metricId);
    if (!result) {
        row.status = QStringLiteral("not measurable yet");
        return row;
    }
    const EffectStyle style = effectStyle(*result);
    const bool adjusted = result->adjusted.effect.value.has_value();
    const analysis::Effect& shown = adjusted ? result->adjusted : result->raw;
    if (shown.effect.value)
        row.answer = effectText(shown.effect, style) + u' ' + what + (adjusted ? QString() : QStringLiteral(" (raw)"));
    row.interval = effectRangeText(shown.effect, style);
    row.status = capitalised(verdictWord(shown, style, result->betterIs));
    row.tone = verdictTone(shown.verdict);
    addTarget(figures, metricId, decision::Basis::Contrast, row);
    return row;
}

QuestionRow adoptionQuestion(Figures& figures)
{
    const metrics::Estimate real = figures.estimate("real-adoption");
    const metrics::Estimate formal = figures.estimate("formal-adoption");
    QuestionRow row{QStringLiteral("Do people really use it?"),
                    figureText(real),
                    QStringLiteral("–"),
                    kNoTarget,
                    QString(),
                    Tone::Neutral};
    if (real.value) row.answer += QStringLiteral(" of %1 people").arg(formatCount(real.total()));
    if (real.low && real.high) row.interval = formatInterval(*real.low, *real.high, real.unit);
    row.status = formal.value ? QStringLiteral("Formally ") + figureText(formal) : QStringLiteral("not measurable yet");
    addTarget(figures, "real-adoption", decision::Basis::Level, row);
    return row;
}

QuestionRow valueQuestion(Figures& figures)
{
    const metrics::Estimate cost = figures.estimate("idle-seat-cost");
    QuestionRow row{QStringLiteral("Does it pay?"),
                    QStringLiteral("not measurable yet"),
                    QStringLiteral("–"),
                    kNoTarget,
                    QString(),
                    Tone::Neutral};
    const Budgets& budgets = figures.budgets();
    if (const auto chance = budgets.probabilityNetPositive()) {
        const whatif::Scenario& scenario = budgets.leading().scenario;
        row.answer = formatMoney(budgets.summary()->npv.p50, scenario.currency) +
                     QStringLiteral(" net in %1 months").arg(scenario.months);
        // On two lines, since a narrow column would part a minus from its number.
        row.interval = rangeText(budgets.summary()->npv, scenario.currency)
                           .replace(QStringLiteral("range "), QStringLiteral("range\n"));
        row.target = QStringLiteral("P(net > 0) ≥ %1").arg(formatPercent(decision::kProbabilityToScale));
        row.status = QStringLiteral("P = %1").arg(formatPercent(*chance));
        row.tone = *chance >= decision::kProbabilityToScale ? Tone::Good : Tone::Bad;
        return row;
    }
    row.status = cost.value ? QStringLiteral("Idle seats: ") + figureText(cost) : QStringLiteral("No price known");
    return row;
}

QString howSure(Figures& figures, const QString& recommendation, const QString& version)
{
    const facts::View& view = figures.view();
    const facts::Snapshot& s = view.snapshot();
    const ProvenanceCounts counts = changesByProvenance(view);
    const auto tickets = std::count(view.tickets().begin(), view.tickets().end(), std::uint8_t{1});
    const auto repositories =
        s.repositories.size() == 1
            ? QStringLiteral("one repository")
            : QStringLiteral("%1 repositories").arg(formatCount(static_cast<std::int64_t>(s.repositories.size())));
    QString said = QStringLiteral("How sure are we? %1 tickets and %2 merged changes from %3")
                       .arg(formatCount(tickets), formatCount(counts.total()), repositories);
    if (counts.total() > 0)
        said += QStringLiteral("; %1 of changes have unknown provenance and are in neither group")
                    .arg(formatPercent(static_cast<double>(counts.unknown) / static_cast<double>(counts.total())));
    if (!recommendation.isEmpty()) said += QStringLiteral("; ") + recommendation;
    said += QStringLiteral(". Methods, definitions and limits: last pages. Data as of %1 · workspace fingerprint %2")
                .arg(formatDay(dayOf(s.cutOff)), text(s.fingerprint));
    return version.isEmpty() ? said : said + QStringLiteral(" · generated by ") + version;
}

/// On paper nothing can be clicked or dropped, and the method texts have pages of their own: of the Methods page only
/// the tables remain.
PageSpec forPaper(PageSpec page)
{
    std::erase_if(page.blocks, [&](const Placed& place) {
        return page.id == QStringLiteral("methods") && std::holds_alternative<NotesSpec>(place.block);
    });
    page.actions.clear();
    page.dropHint.clear();
    return page;
}

QString exclusionsText(const metrics::Estimate& estimate)
{
    QStringList parts;
    for (const metrics::Exclusion& exclusion : estimate.excluded)
        if (exclusion.count > 0)
            parts << QStringLiteral("%1 %2").arg(formatCount(exclusion.count), text(exclusion.reason));
    return parts.isEmpty() ? QStringLiteral("–") : parts.join(QStringLiteral("; "));
}

} // namespace

TableSpec coverageTable(const PageInput& input)
{
    const auto figures = figuresOf(input);
    TableSpec table;
    table.id = QStringLiteral("report.coverage");
    table.title = QStringLiteral("Coverage and exclusions");
    table.subtitle = QStringLiteral("What each figure rests on; %1").arg(formatPeriod(figures->view().period()));
    table.columns = {textColumn("Measure", 3),      numberColumn("Figure", 2),
                     textColumn("95\u00a0% CI", 3), numberColumn("n"),
                     numberColumn("Coverage"),      textColumn("Left out, or why there is no figure", 6)};
    for (const metrics::Metric* metric : metrics::catalog()) {
        const metrics::Estimate e = figures->estimate(metric->info().id);
        TableRow row;
        row.drill = drillMeasure(metric->info().id, figures->view());
        row.cells = {textCell(text(metric->info().title)),
                     textCell(figureText(e)),
                     e.low && e.high ? textCell(formatInterval(*e.low, *e.high, e.unit)) : missingCell(),
                     e.n.empty() ? missingCell() : textCell(countsText(e).mid(2)),
                     e.coverage ? textCell(formatPercent(*e.coverage)) : missingCell(),
                     textCell(e.value || e.note.empty() ? exclusionsText(e) : text(e.note))};
        table.rows.push_back(std::move(row));
    }
    return table;
}

ReportSpec buildReport(const PageInput& asked, const ReportOptions& options)
{
    PageInput input = asked;
    input.figures = figuresOf(asked);
    Figures& figures = *input.figures;
    const decision::RecommendationReport& verdict = figures.recommendation();
    ReportSpec report;
    report.organisation = text(figures.view().snapshot().workspaceName) + QStringLiteral(" · AI coding tools");
    report.period = formatPeriod(figures.view().period());
    report.headline = recommendationHeadline(verdict.recommendation);
    report.recommendation =
        QStringLiteral("Recommendation: **%1**. %2").arg(text(verdict.title).toLower(), text(verdict.text));
    report.questions = {contrastQuestion(figures, "ticket-to-merge", QStringLiteral("Is work delivered faster?"),
                                         QStringLiteral("days, ticket to merge")),
                        contrastQuestion(figures, "defects-per-100-changes", QStringLiteral("Is it as safe?"),
                                         QStringLiteral("defects per 100 changes")),
                        adoptionQuestion(figures), valueQuestion(figures)};
    report.charts = {effectsChart(figures, "ticket-to-merge", {"", "feature:"}, QStringLiteral("report.effects"),
                                  QStringLiteral("Where AI-assisted work is faster, and where not")),
                     gapByTeamChart(figures, QStringLiteral("report.gap"))};
    report.howSure = howSure(figures, robustnessText(verdict), options.version);
    for (const PageEntry& entry : pages()) {
        const bool wanted = options.pages.empty() ||
                            std::find(options.pages.begin(), options.pages.end(), entry.id) != options.pages.end();
        if (!wanted) continue;
        if (entry.id != "economics" || options.scenarios.empty()) {
            report.pages.push_back(forPaper(entry.build(input)));
            continue;
        }
        for (const std::string& scenario : options.scenarios) {
            PageInput tried = input;
            tried.budgetTrial.scenario = scenario;
            report.pages.push_back(forPaper(entry.build(tried)));
            report.pages.back().title += QStringLiteral(": ") + text(scenario);
        }
    }
    report.methods = methodSections();
    report.coverage = coverageTable(input);
    return report;
}

} // namespace assay::present
