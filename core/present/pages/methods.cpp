// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/tracingerror.h"
#include "present/cells.h"
#include "present/drill.h"
#include "present/estimatetext.h"
#include "present/forest.h"
#include "present/format.h"
#include "present/methodtexts.h"
#include "present/pages/parts.h"
#include "present/robustness.h"

namespace assay::present {

namespace {

TableSpec definitionsTable()
{
    TableSpec table;
    table.id = QStringLiteral("methods.definitions");
    table.title = QStringLiteral("What each figure means");
    table.subtitle = QStringLiteral("Definition and source of every measure");
    table.columns = {textColumn("Measure", 2), textColumn("Area"), textColumn("Unit"), textColumn("Definition", 6),
                     textColumn("Source", 3)};
    for (const metrics::Metric* metric : metrics::catalog()) {
        const auto& info = metric->info();
        table.rows.push_back({{textCell(text(info.title)), textCell(text(info.area)), textCell(text(info.unit)),
                               textCell(text(info.definition)), textCell(text(info.source))},
                              {},
                              text(info.id)});
    }
    return table;
}

/// The words under the table's title.
QString answerText(const analysis::Contrast& contrast, int agreeing, bool whole)
{
    const QString begin = QStringLiteral("n: what is compared; set aside: what has no counterpart in the other group. "
                                         "Adjusted for ") +
                          text(contrast.adjustedFor);
    if (!whole) return begin + QStringLiteral("; whether the answer holds is being worked out");
    return begin + (contrast.adjusted.verdict == analysis::Verdict::NotEnoughData
                        ? QStringLiteral("; there is no answer that could hold")
                        : QStringLiteral("; the answer holds in %1 of %2 runs")
                              .arg(QString::number(agreeing), QString::number(contrast.sensitivity.size())));
}

/// `whole`: with the sensitivity runs; else the raw and the adjusted effect alone, which are there long before.
TableSpec sensitivityTable(Figures& figures, std::string_view metricId, bool whole)
{
    TableSpec table;
    table.id = QStringLiteral("methods.sensitivity.") + text(metricId);
    const metrics::Metric* metric = metrics::metricById(metricId);
    table.title = QStringLiteral("Does the answer hold? ") + (metric ? text(metric->info().title) : text(metricId));
    table.columns = {textColumn("Assumption", 5), numberColumn("Difference"), textColumn("95\u00a0% CI", 2),
                     textColumn("n AI / human"),  numberColumn("Set aside"),  textColumn("Same answer?")};
    const auto& result = whole ? figures.contrast(metricId) : figures.headline(metricId);
    if (!result) {
        table.empty = text(result.error().message);
        return table;
    }
    const EffectStyle style = effectStyle(*result);
    const auto add = [&](const QString& title, const analysis::Effect& effect, const QString& answer, Tone tone) {
        Cell value = textCell(effectText(effect.effect, style), verdictTone(effect.verdict));
        if (effect.effect.value) value.sort = *effect.effect.value;
        table.rows.push_back({{textCell(title), value, textCell(effectRangeText(effect.effect, style)),
                               textCell(formatCount(effect.nAi) + QStringLiteral(" / ") + formatCount(effect.nHuman)),
                               countCell(effect.setAside), textCell(answer, tone)},
                              {}});
    };
    add(QStringLiteral("Raw, nothing adjusted"), result->raw, QStringLiteral("–"), Tone::Neutral);
    add(QStringLiteral("Adjusted (headline)"), result->adjusted, QStringLiteral("–"), Tone::Neutral);
    int agreeing = 0;
    for (const analysis::SensitivityRun& run : result->sensitivity) {
        agreeing += run.agrees ? 1 : 0;
        add(text(run.title), run.effect, run.agrees ? QStringLiteral("yes") : QStringLiteral("no"),
            run.agrees ? Tone::Good : Tone::Attention);
    }
    table.subtitle = answerText(*result, agreeing, whole);
    table.footnote = result->reversal.empty() ? text(result->overlap) : text(result->reversal);
    return table;
}

TableSpec tracingTable()
{
    TableSpec table;
    table.id = QStringLiteral("methods.tracing");
    table.title = QStringLiteral("How often defect tracing errs");
    table.subtitle = QStringLiteral("By the size of the commit that is named, or should have been");
    table.columns = {textColumn("Lines of the origin", 2), numberColumn("Precision"),
                     textColumn("95\u00a0% CI", 2),        numberColumn("Recall"),
                     textColumn("95\u00a0% CI", 2),        textColumn("Named / actual", 2)};
    const auto range = [](const analysis::MeasuredShare& share) {
        return textCell(formatPercent(share.low) + QStringLiteral(" – ") + formatPercent(share.high));
    };
    for (const auto& stratum : analysis::tracingStrata()) {
        const auto precision = analysis::precisionOf(stratum);
        const auto recall = analysis::recallOf(stratum);
        table.rows.push_back(
            {{textCell(text(stratum.title)), textCell(formatPercent(precision.value)), range(precision),
              textCell(formatPercent(recall.value)), range(recall),
              textCell(formatCount(stratum.named) + QStringLiteral(" / ") + formatCount(stratum.actual))},
             {}});
    }
    table.footnote =
        QStringLiteral("Assay’s own ranking on 8,397 fixes whose developers named the origin in a trailer, "
                       "hidden from the method, in five repositories it was not fitted on. “Corrected for the "
                       "errors of defect tracing” above takes these errors out of the ratio.");
    return table;
}

NotesSpec sectionNotes(const MethodSection& section)
{
    NotesSpec notes;
    notes.title = section.title;
    for (const QString& paragraph : section.paragraphs) notes.notes.push_back({paragraph, Tone::Neutral});
    return notes;
}

/// `whole`: with all runs of both comparisons; else each block stands where it stays and says what is still missing.
PageSpec pageOf(const PageInput& input, bool whole)
{
    PageSpec page = begunPage("methods");
    const auto figures = figuresOf(input);
    const std::string_view speed = "ticket-to-merge";
    const std::string_view defects = "defects-per-100-changes";
    if (!whole) figures->prepareHeadlines({speed, defects});
    int row = 0;
    page.blocks.push_back(placed(sensitivityTable(*figures, speed, whole), row, 0, 12, 420));
    page.blocks.push_back(placed(sensitivityTable(*figures, defects, whole), ++row, 0, 12, 420));
    page.blocks.push_back(placed(tracingTable(), ++row, 0, 12, 200));
    const QString robustness = QStringLiteral("methods.robustness");
    page.blocks.push_back(
        placed(whole ? robustnessTable(*figures, speed, robustness) : robustnessTableBegun(speed, robustness), ++row, 0,
               12, 340));
    page.blocks.push_back(placed(provenanceTable(figures->view()), ++row, 0, 12, 300));
    const auto sections = methodSections();
    for (std::size_t i = 0; i < sections.size(); ++i)
        page.blocks.push_back(placed(sectionNotes(sections[i]), i % 2 == 0 ? ++row : row, i % 2 == 0 ? 0 : 6, 6, 220));
    page.blocks.push_back(placed(definitionsTable(), ++row, 0, 12, 700));
    page.blocks.push_back(placed(glossaryTable(input.glossary), ++row, 0, 12, 700));
    page.footnote = QStringLiteral("%1 resamples from seed %2; workspace fingerprint %3")
                        .arg(formatCount(input.settings.resamples), QString::number(input.settings.seed),
                             text(input.view.snapshot().fingerprint));
    return page;
}

} // namespace

PageSpec methodsPage(const PageInput& input)
{
    return pageOf(input, true);
}

PageSpec methodsBegin(const PageInput& input)
{
    return pageOf(input, false);
}

} // namespace assay::present
