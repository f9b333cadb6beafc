// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/figures.h"
#include "present/tone.h"

#include <QString>
#include <QStringList>

namespace assay::present {

/// The recommendation in words.
struct VerdictText
{
    QString word;       ///< "Adjust scope"
    QString headline;   ///< "Keep it where it works, stop it where it does not"
    QString text;       ///< what to do and why, with the figures; may hold `**bold**`
    QStringList rules;  ///< the rules that led to it, in their order
    QString robustness; ///< "the answer holds in 9 of 10 sensitivity runs"; empty when none was made
    Tone tone = Tone::Neutral;
};
[[nodiscard]] VerdictText verdictText(Figures& figures);

} // namespace assay::present
