// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/estimate.h"

namespace assay::stats {

/// E-value (VanderWeele & Ding 2017): how strongly, as a risk ratio with both exposure and outcome, something
/// unmeasured would have to act to explain a ratio away. 1 if the ratio is 1. Reason OutOfRange unless positive and
/// finite.
[[nodiscard]] Outcome<double> eValue(double ratio);
/// The same for the limit of the interval nearer to 1; exactly 1 when the interval includes 1.
[[nodiscard]] Outcome<double> eValueOfInterval(double low, double high);

/// True share from an apparent one seen through an imperfect detector: (p + Sp - 1) / (Se + Sp - 1) (Rogan & Gladen
/// 1978), limited to 0…1. The interval is the apparent one's, put through the same formula (sensitivity and specificity
/// taken as known). Reason OutOfRange if the detector is no better than chance (Se + Sp <= 1).
[[nodiscard]] Outcome<Estimate> roganGladen(const Estimate& apparent, double sensitivity, double specificity);

struct Detector
{
    double sensitivity = 1;
    double specificity = 1;
};

/// A two-by-two table: exposed and unexposed, with the outcome and without.
struct ExposureTable
{
    double exposedCases = 0;
    double unexposedCases = 0;
    double exposedControls = 0;
    double unexposedControls = 0;
    [[nodiscard]] double oddsRatio() const
    {
        return exposedCases * unexposedControls / (unexposedCases * exposedControls);
    }
};
/// What the table would be had exposure been seen without error (Lash, Fox & Fink 2009, ch. 6); detectors may differ
/// between those with and without the outcome. OutOfRange if a corrected cell is negative: the assumed errors
/// contradict the data.
[[nodiscard]] Outcome<ExposureTable> correctMisclassification(const ExposureTable& observed, const Detector& cases,
                                                              const Detector& controls);

struct ContaminationCorrected
{
    double controlRisk = 0;
    double difference = 0;
    double ratio = 0;
};
/// Risks when a share `u` of the "human-only" group is in truth undeclared AI work that carries the AI group's risk:
/// p0 = (p0' - u p1) / (1 - u). Reasons: OutOfRange (u outside 0…1, risks outside 0…1, or p0 would be negative: u
/// cannot be that large), NoEvents (p0 = 0, no ratio).
[[nodiscard]] Outcome<ContaminationCorrected> contaminatedControl(double treatedRisk, double observedControlRisk,
                                                                  double undeclaredShare);

struct Bounds
{
    double low = 0;
    double high = 0;
};
/// Effect of treatment on a yes/no outcome with no assumption about why some were treated (Manski 1990): width
/// always 1.
[[nodiscard]] Outcome<Bounds> manskiEffect(double treatedShare, double treatedRisk, double controlRisk);
/// Share of events if all of the missing had none, or all had one.
[[nodiscard]] Outcome<Bounds> manskiMissing(double events, double total, double missing);

} // namespace assay::stats
