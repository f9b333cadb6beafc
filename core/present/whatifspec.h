// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "present/budget.h"
#include "present/chartspec.h"
#include "present/kpispec.h"
#include "present/tone.h"

#include <QString>
#include <QStringList>
#include <memory>
#include <vector>

/// The sliders beside the Economics page, made from the parameter table, and the figures that follow them while one is
/// dragged.
namespace assay::present {

struct SliderSpec
{
    QString id; ///< key of the assumption
    QString title;
    QString group;  ///< "Adoption", "Benefit", "Running costs", "Once and at the end"
    QString origin; ///< "measured · 2026-10"; "benchmark · 2024-01, stale"
    Tone tone = Tone::Neutral;
    QString link;    ///< page of the figure it is measured by, or of a benchmark's passport; empty for judgements
    QString tip;     ///< effect, source and date
    QString value;   ///< "15 %"
    QString range;   ///< "5 % … 25 %"; empty where the value is known
    QString was;     ///< "was 9 %, 5 % … 13 %"; empty unless edited
    double from = 0; ///< ends of the slider; every value between them is possible
    double to = 1;
    double step = 0.01; ///< of an arrow key; what is dragged stops at its multiples
    double low = 0;
    double mode = 0;
    double high = 0;
    double before = 0;   ///< the most likely value of the scenario, without edits
    bool known = false;  ///< one handle only
    bool edited = false; ///< differs from the scenario
};

struct WhatIfSpec
{
    QStringList scenarios; ///< of the workspace, the leading one first
    QStringList presets;   ///< starting points of the handbook that the workspace has no scenario of the same name for
    QString scenario;      ///< the one shown
    std::vector<SliderSpec> sliders;
    bool stored = false; ///< kept in the workspace: it can lead and be removed
    bool leads = false;
    bool moved = false; ///< measurements have moved since it was saved
    Budget base;        ///< the scenario shown, without edits
    std::string month;  ///< that sources are stale against
    BudgetTrial trial;
};

/// What changes while a slider is dragged: headline figures and charts, by the ids they have on the page.
struct LiveSpec
{
    std::vector<KpiSpec> kpis;
    std::vector<ChartSpec> charts;
};

/// Low, most likely and high of an assumption.
struct Triple
{
    double low = 0;
    double mode = 0;
    double high = 0;
};

/// Trials while a slider moves: enough for the shape of the curves, few enough for a repaint in 33 ms.
inline constexpr std::size_t kLiveTrials = 2048;

[[nodiscard]] std::shared_ptr<const WhatIfSpec> whatIfSpec(Figures& figures, const BudgetTrial& trial);
/// One slider of the trial with its texts.
[[nodiscard]] SliderSpec slider(const WhatIfSpec& spec, const BudgetTrial& trial, const QString& id);
/// The trial with one more assumption set by hand.
[[nodiscard]] BudgetTrial withEdit(const WhatIfSpec& spec, BudgetTrial trial, const QString& id, const Triple& value);
/// The trial with another hosting or approach: the assumptions that it stands for, set.
[[nodiscard]] BudgetTrial withHosting(const WhatIfSpec& spec, BudgetTrial trial, whatif::Hosting hosting);
[[nodiscard]] BudgetTrial withApproach(const WhatIfSpec& spec, BudgetTrial trial, whatif::Approach approach);
/// Which one the trial's assumptions stand for; absent where they are anything else.
[[nodiscard]] std::optional<whatif::Hosting> hostingOf(const WhatIfSpec& spec, const BudgetTrial& trial);
[[nodiscard]] std::optional<whatif::Approach> approachOf(const WhatIfSpec& spec, const BudgetTrial& trial);
/// The trial with an assumption as the scenario has it.
[[nodiscard]] BudgetTrial withoutEdit(BudgetTrial trial, const QString& id);
/// The value with its range moved along, cut where it would be impossible.
[[nodiscard]] Triple movedTo(const SliderSpec& slider, double mode);
/// What somebody typed: "15 %" moves the value with its range, "5 % : 15 % : 25 %" sets the range. Signs of currency,
/// units and thousands are taken. Errors: Usage with the sentence to show beside the field; nothing impossible passes.
[[nodiscard]] Result<Triple> typedValue(const WhatIfSpec& spec, const BudgetTrial& trial, const QString& id,
                                        const QString& typed);
/// The figures for a trial, from `trial.trials` of them; a few milliseconds at kLiveTrials.
[[nodiscard]] LiveSpec liveFigures(const WhatIfSpec& spec, const BudgetTrial& trial);
/// The scenario being tried under another name, ready to be saved.
[[nodiscard]] whatif::Scenario triedScenario(const WhatIfSpec& spec, const BudgetTrial& trial, const QString& name);

} // namespace assay::present
