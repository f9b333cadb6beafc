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

/// Kinds of work, not teams: a recommendation names what to use the tools for, and ranks nobody.
bool isKindOfWork(const analysis::Effect& effect)
{
    return effect.id != "all" && !effect.id.starts_with("team:");
}

Segments kindsOfWork(const Result<analysis::Contrast>& result)
{
    Segments found;
    if (!result) return found;
    for (const analysis::Effect& segment : result->segments) {
        if (!isKindOfWork(segment)) continue;
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

QStringList rules()
{
    return {
        QStringLiteral(
            "Scale: the targets fixed beforehand are met and no guard-rail is crossed. No target is registered."),
        QStringLiteral(
            "Adjust scope: some kinds of work clearly gain, and others lose or work becomes less safe; clearly means "
            "that the interval excludes no difference, corrected for the number of segments."),
        QStringLiteral("Exit: no kind of work clearly gains, and work as a whole is slower or less safe."),
        QStringLiteral("Keep measuring: everything else.")};
}

void say(VerdictText& verdict, const char* word, const char* headline, const char* why, Tone tone)
{
    verdict.word = QString::fromUtf8(word);
    verdict.headline = QString::fromUtf8(headline);
    verdict.text = QString::fromUtf8(why);
    verdict.tone = tone;
}

void sayAdjust(VerdictText& verdict, const Segments& faster, const Segments& safer, bool lessSafe)
{
    say(verdict, "Adjust scope", "Keep it where it works, stop it where it does not", "", Tone::Attention);
    verdict.text = QStringLiteral("Keep **%1**: clearly faster. ").arg(listed(faster.better));
    if (!faster.worse.isEmpty())
        verdict.text += QStringLiteral("Pause **%1**: clearly slower. ").arg(listed(faster.worse));
    if (!safer.worse.isEmpty())
        verdict.text += QStringLiteral("More defects in **%1**. ").arg(listed(safer.worse));
    else if (lessSafe)
        verdict.text += QStringLiteral(
            "AI-assisted changes introduce **more defects**: hold the rollout elsewhere until that is explained. ");
}

} // namespace

VerdictText verdictText(Figures& figures)
{
    VerdictText verdict;
    const auto& speed = figures.contrast("ticket-to-merge");
    const auto& safety = figures.contrast("defects-per-100-changes");
    const Segments faster = kindsOfWork(speed);
    const Segments safer = kindsOfWork(safety);
    const bool lessSafe = safety && safety->adjusted.verdict == Verdict::Worse;
    const bool slower = speed && speed->adjusted.verdict == Verdict::Worse;
    verdict.rules = rules();
    if (!faster.better.isEmpty() && (!faster.worse.isEmpty() || lessSafe || !safer.worse.isEmpty()))
        sayAdjust(verdict, faster, safer, lessSafe);
    else if (faster.better.isEmpty() && (slower || lessSafe))
        say(verdict, "Exit", "No kind of work gains",
            "No kind of work is clearly faster, and work as a whole is slower or less safe. ", Tone::Bad);
    else if (faster.better.isEmpty())
        say(verdict, "Keep measuring", "The data do not decide it yet", "", Tone::Neutral);
    else {
        say(verdict, "Keep measuring", "Promising, without a target agreed beforehand", "", Tone::Neutral);
        verdict.text = QStringLiteral("Clearly faster: **%1**. No target was fixed beforehand to judge it by. ")
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
