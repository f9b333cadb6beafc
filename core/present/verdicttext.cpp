// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/verdicttext.h"

#include "present/estimatetext.h"
#include "present/forest.h"
#include "present/format.h"
#include "present/pages/parts.h"

#include <algorithm>

namespace assay::present {

namespace {

using analysis::Verdict;

/// Kinds of work whose effect is clear, by what it is.
struct Segments
{
    QStringList better;
    QStringList worse;
};

bool isTaskType(const analysis::Effect& effect)
{
    return effect.id.find(':') == std::string::npos && effect.id != "all";
}

Segments taskTypes(const analysis::Contrast& contrast)
{
    Segments found;
    for (const analysis::Effect& segment : contrast.segments) {
        if (!isTaskType(segment)) continue;
        if (segment.verdict == Verdict::Better) found.better << text(segment.title).toLower();
        if (segment.verdict == Verdict::Worse) found.worse << text(segment.title).toLower();
    }
    return found;
}

QString listed(const QStringList& names)
{
    if (names.size() < 2) return names.join(QString());
    return names.mid(0, names.size() - 1).join(QStringLiteral(", ")) + QStringLiteral(" and ") + names.last();
}

QString headlineFigure(Figures& figures, std::string_view metricId, const QString& what)
{
    const auto& result = figures.contrast(metricId);
    if (!result || !result->adjusted.effect.value) return QStringLiteral("%1: not enough data").arg(what);
    const EffectStyle style = effectStyle(*result);
    return QStringLiteral("%1 %2 (%3)")
        .arg(what, effectText(result->adjusted.effect, style), effectIntervalText(result->adjusted.effect, style));
}

QString figuresSentence(Figures& figures)
{
    const metrics::Estimate real = figures.estimate("real-adoption");
    QString said = headlineFigure(figures, "ticket-to-merge", QStringLiteral("Time to merge")) + QStringLiteral("; ") +
                   headlineFigure(figures, "defects-per-100-changes", QStringLiteral("defects"));
    if (real.value) said += QStringLiteral("; real adoption ") + figureText(real);
    return said + u'.';
}

void countRuns(Figures& figures, std::string_view metricId, int& agreeing, int& runs)
{
    const auto& result = figures.contrast(metricId);
    if (!result) return;
    for (const analysis::SensitivityRun& run : result->sensitivity) {
        agreeing += run.agrees ? 1 : 0;
        ++runs;
    }
}

} // namespace

VerdictText verdictText(Figures& figures)
{
    VerdictText verdict;
    const auto& speed = figures.contrast("ticket-to-merge");
    const auto& safety = figures.contrast("defects-per-100-changes");
    const Segments faster = speed ? taskTypes(*speed) : Segments{};
    const bool lessSafe = safety && safety->adjusted.verdict == Verdict::Worse;
    verdict.rules = {
        QStringLiteral(
            "Scale: the targets fixed beforehand are met and no guard-rail is crossed. No target is registered."),
        QStringLiteral(
            "Adjust scope: some kinds of work gain and others lose, with intervals that exclude no difference."),
        QStringLiteral("Exit: no kind of work gains, and work as a whole is slower or less safe."),
        QStringLiteral("Keep measuring: everything else.")};
    if (!faster.better.isEmpty() && (!faster.worse.isEmpty() || lessSafe)) {
        verdict.word = QStringLiteral("Adjust scope");
        verdict.headline = QStringLiteral("Keep it where it works, stop it where it does not");
        verdict.tone = Tone::Attention;
        verdict.text = QStringLiteral("Keep **%1**. ").arg(listed(faster.better));
        if (!faster.worse.isEmpty())
            verdict.text += QStringLiteral("Pause **%1**: slower with AI assistance. ").arg(listed(faster.worse));
        if (lessSafe) verdict.text += QStringLiteral("AI-assisted changes introduce more defects. ");
    } else if (faster.better.isEmpty() && ((speed && speed->adjusted.verdict == Verdict::Worse) || lessSafe)) {
        verdict.word = QStringLiteral("Exit");
        verdict.headline = QStringLiteral("No kind of work gains");
        verdict.tone = Tone::Bad;
        verdict.text = QStringLiteral("No kind of work is faster, and work is slower or less safe. ");
    } else {
        verdict.word = QStringLiteral("Keep measuring");
        verdict.headline = faster.better.isEmpty() ? QStringLiteral("The data do not decide it yet")
                                                   : QStringLiteral("Promising, and without an agreed target");
        verdict.tone = Tone::Neutral;
        if (!faster.better.isEmpty())
            verdict.text = QStringLiteral("Faster: **%1**. No target was fixed beforehand to judge it by. ")
                               .arg(listed(faster.better));
    }
    verdict.text += figuresSentence(figures);
    int agreeing = 0;
    int runs = 0;
    countRuns(figures, "ticket-to-merge", agreeing, runs);
    countRuns(figures, "defects-per-100-changes", agreeing, runs);
    if (runs > 0)
        verdict.robustness = QStringLiteral("the answers hold in %1 of %2 sensitivity runs").arg(agreeing).arg(runs);
    return verdict;
}

BannerSpec verdictBanner(Figures& figures)
{
    const VerdictText verdict = verdictText(figures);
    const facts::View& view = figures.view();
    const ProvenanceCounts counts = changesByProvenance(view);
    BannerSpec banner;
    banner.title = verdict.word;
    banner.text = verdict.text;
    banner.link = QStringLiteral("Why? Rules and sensitivity");
    banner.linkTarget = QStringLiteral("methods");
    banner.tone = verdict.tone;
    banner.sideTitle = QStringLiteral("Evidence");
    const auto tickets = std::count(view.tickets().begin(), view.tickets().end(), std::uint8_t{1});
    banner.sideStrong = QStringLiteral("%1 tickets · %2 merged changes · %3 teams")
                            .arg(formatCount(tickets), formatCount(counts.total()),
                                 formatCount(static_cast<std::int64_t>(view.snapshot().teams.size())));
    if (counts.total() > 0)
        banner.sideText =
            QStringLiteral("%1 of changes have unknown provenance")
                .arg(formatPercent(static_cast<double>(counts.unknown) / static_cast<double>(counts.total())));
    if (!verdict.robustness.isEmpty()) banner.sideText += QStringLiteral(": ") + verdict.robustness;
    return banner;
}

} // namespace assay::present
