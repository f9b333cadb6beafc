// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/contrast.h"
#include "analysis/rollout.h"
#include "cli/commands/commands.h"
#include "present/estimatetext.h"
#include "present/json.h"

#include <fmt/format.h>

namespace assay::cli {
namespace {

std::string effectLine(const std::string& title, const analysis::Effect& effect, present::EffectStyle style)
{
    const auto figure =
        effect.effect.value ? present::effectText(effect.effect, style).toStdString() : "not enough data";
    const auto caption = present::effectCaptionText(effect, style).toStdString();
    const bool said = effect.effect.note.empty() || caption.find(effect.effect.note) != std::string::npos;
    return fmt::format("  {}: {}  ({}; n {} AI-assisted / {} human-only){}", title, figure, caption, effect.nAi,
                       effect.nHuman, said ? "" : "  " + effect.effect.note);
}

void printRobustness(const analysis::Contrast& c, present::EffectStyle style, const Output& out)
{
    const auto& r = c.robustness;
    if (r.eValue && r.eValueOfInterval)
        out.line(
            fmt::format("  E-value {:.2f}, of the interval {:.2f}: how strongly something unmeasured would have to "
                        "act on both the use of AI and the outcome",
                        *r.eValue, *r.eValueOfInterval));
    if (r.boundLow && r.boundHigh && *r.boundLow != *r.boundHigh)
        out.line(fmt::format("  were the unknown dealt out at worst: {} … {}",
                             present::effectText(*r.boundLow, style).toStdString(),
                             present::effectText(*r.boundHigh, style).toStdString()));
    for (const auto& b : r.balance)
        out.line(
            fmt::format("  balance of {} ({}): {:+.2f}, weighted {:+.2f}", b.covariate, b.level, b.before, b.after));
}

void print(const analysis::Rollout& r, const Output& out)
{
    const auto style = r.ratio ? present::EffectStyle::Change : present::EffectStyle::Points;
    const auto said = [&](double value) {
        return r.ratio ? present::effectText(value, style).toStdString() : fmt::format("{:+.3g}", value);
    };
    out.line(r.effect.value && r.effect.low && r.effect.high
                 ? fmt::format("  roll-out of seats: {} ({} … {}; {} people given a seat / {} not yet or never). {}",
                               said(*r.effect.value), said(*r.effect.low), said(*r.effect.high),
                               r.effect.n.front().second, r.effect.n.back().second, r.effect.note)
                 : "  roll-out of seats: " + r.effect.note);
    for (const auto& step : r.steps)
        out.line(fmt::format("    quarter {:+d}: {} ({} … {})", step.quarter, said(step.effect), said(step.low),
                             said(step.high)));
}

void print(const analysis::Contrast& c, const Output& out)
{
    const auto style = present::effectStyle(c);
    const auto own = [](const metrics::Estimate& e) {
        return fmt::format("{} ({})", present::figureText(e).toStdString(), present::captionText(e).toStdString());
    };
    out.line(c.title);
    out.line("  AI-assisted: " + own(c.ai));
    out.line("  human-only:  " + own(c.human));
    out.line("  unknown:     " + own(c.unknown));
    out.line(effectLine("raw", c.raw, style));
    out.line(effectLine("adjusted for " + c.adjustedFor, c.adjusted, style));
    for (const auto* sentence : {&c.reversal, &c.overlap})
        if (!sentence->empty()) out.line("  " + *sentence);
    for (const auto& segment : c.segments) out.line(effectLine("· " + segment.title, segment, style));
    std::size_t agree = 0;
    for (const auto& run : c.sensitivity) agree += run.agrees ? 1U : 0U;
    if (!c.sensitivity.empty() && c.adjusted.verdict != analysis::Verdict::NotEnoughData)
        out.line(fmt::format("  the answer holds in {} of {} sensitivity runs:", agree, c.sensitivity.size()));
    for (const auto& run : c.sensitivity)
        out.line(effectLine(fmt::format("{} {}", run.agrees ? "=" : "≠", run.title), run.effect, style));
    printRobustness(c, style, out);
    if (c.weeksToDecide)
        out.line(fmt::format("  if the difference stays as it is, about {:.0f} more weeks at today's flow tell it from "
                             "none, as likely as not",
                             *c.weeksToDecide));
}

} // namespace

int run(const CompareOptions& options, const Output& out)
{
    auto measures = options.measures;
    if (measures.empty())
        for (const auto id : analysis::contrastable()) measures.emplace_back(id);
    const auto session = openFor(options.workspace, options.filter);
    if (!session) return out.fail(session.error());
    const facts::View view((*session)->snapshot(), options.filter);
    QJsonArray rows;
    for (const auto& measure : measures) {
        const auto contrast = analysis::contrast(measure, view);
        if (!contrast) return out.fail(contrast.error());
        const auto rollout = analysis::rollout(measure, view);
        if (!rollout) return out.fail(rollout.error());
        if (out.text()) {
            print(*contrast, out);
            print(*rollout, out);
        }
        auto row = present::toJson(*contrast);
        row[QStringLiteral("rollout")] = present::toJson(*rollout);
        rows.append(row);
    }
    if (!out.text()) out.list(QStringLiteral("contrasts"), rows);
    return 0;
}

} // namespace assay::cli
