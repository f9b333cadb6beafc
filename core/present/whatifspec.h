// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/budget.h"
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
    QString origin; ///< "measured", "benchmark", "judgement"
    Tone tone = Tone::Neutral;
    QString tip;     ///< effect, source and date
    double from = 0; ///< ends of the slider; every value between them is possible
    double to = 1;
    double low = 0;
    double mode = 0;
    double high = 0;
    bool known = false;  ///< one handle only
    bool edited = false; ///< differs from the scenario
};

struct WhatIfSpec
{
    QStringList scenarios;
    QString scenario; ///< the one shown
    std::vector<SliderSpec> sliders;
    bool moved = false; ///< measurements have moved since it was saved
    Budget base;        ///< the scenario shown, without edits
    BudgetTrial trial;
};

/// What changes while a slider is dragged.
struct HeadlineSpec
{
    QString value;    ///< median net value
    QString interval; ///< its 80 % range
    QString chance;   ///< "P(net value > 0) 64 %"
    QString payback;  ///< "payback 14 months"
    Tone tone = Tone::Neutral;
    QString problem; ///< instead of all others: why it cannot be computed
};

[[nodiscard]] std::shared_ptr<const WhatIfSpec> whatIfSpec(Figures& figures, const BudgetTrial& trial);
/// The trial with one more assumption set by hand.
[[nodiscard]] BudgetTrial withEdit(const WhatIfSpec& spec, BudgetTrial trial, const QString& id, double low,
                                   double mode, double high);
/// The value as text while it is dragged: "15 %, 5 % … 25 %".
[[nodiscard]] QString sliderText(const WhatIfSpec& spec, const QString& id, double low, double mode, double high);
/// The figures for a trial; a few milliseconds at `trial.trials` = 4,096.
[[nodiscard]] HeadlineSpec headline(const WhatIfSpec& spec, const BudgetTrial& trial);
/// The scenario being tried under another name, ready to be saved.
[[nodiscard]] whatif::Scenario triedScenario(const WhatIfSpec& spec, const BudgetTrial& trial, const QString& name);

} // namespace assay::present
