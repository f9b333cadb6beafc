// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/bias.h"

#include <algorithm>
#include <cmath>

namespace assay::stats {

namespace {

bool isShare(double p)
{
    return p >= 0 && p <= 1;
}

bool informativeDetector(const Detector& d)
{
    return isShare(d.sensitivity) && isShare(d.specificity) && d.sensitivity + d.specificity > 1;
}

/// Truly exposed among `exposed + unexposed` seen as such.
double trulyExposed(double exposed, double unexposed, const Detector& d)
{
    return (exposed - (1 - d.specificity) * (exposed + unexposed)) / (d.sensitivity + d.specificity - 1);
}

} // namespace

Outcome<double> eValue(double ratio)
{
    if (!(ratio > 0) || !std::isfinite(ratio)) return because(Reason::OutOfRange);
    const double above = ratio < 1 ? 1 / ratio : ratio;
    return above + std::sqrt(above * (above - 1));
}

Outcome<double> eValueOfInterval(double low, double high)
{
    if (!(low > 0) || !(high >= low) || !std::isfinite(high)) return because(Reason::OutOfRange);
    if (low <= 1 && high >= 1) return 1.0;
    return eValue(low > 1 ? low : high);
}

Outcome<Estimate> roganGladen(const Estimate& apparent, double sensitivity, double specificity)
{
    if (!apparent.value) return because(Reason::Empty);
    if (!informativeDetector({sensitivity, specificity}) || !isShare(*apparent.value))
        return because(Reason::OutOfRange);
    const auto corrected = [&](double p) {
        return std::clamp((p + specificity - 1) / (sensitivity + specificity - 1), 0.0, 1.0);
    };
    Estimate result = apparent;
    result.value = corrected(*apparent.value);
    if (apparent.low) result.low = corrected(*apparent.low);
    if (apparent.high) result.high = corrected(*apparent.high);
    if (apparent.standardError) result.standardError = *apparent.standardError / (sensitivity + specificity - 1);
    result.method = "share corrected for detection, Rogan–Gladen";
    return result;
}

Outcome<ExposureTable> correctMisclassification(const ExposureTable& observed, const Detector& cases,
                                                const Detector& controls)
{
    if (!informativeDetector(cases) || !informativeDetector(controls)) return because(Reason::OutOfRange);
    const double allCases = observed.exposedCases + observed.unexposedCases;
    const double allControls = observed.exposedControls + observed.unexposedControls;
    if (!(allCases > 0) || !(allControls > 0)) return because(Reason::NoEvents);
    ExposureTable truth;
    truth.exposedCases = trulyExposed(observed.exposedCases, observed.unexposedCases, cases);
    truth.unexposedCases = allCases - truth.exposedCases;
    truth.exposedControls = trulyExposed(observed.exposedControls, observed.unexposedControls, controls);
    truth.unexposedControls = allControls - truth.exposedControls;
    if (std::min({truth.exposedCases, truth.unexposedCases, truth.exposedControls, truth.unexposedControls}) < 0)
        return because(Reason::OutOfRange);
    return truth;
}

Outcome<ContaminationCorrected> contaminatedControl(double treatedRisk, double observedControlRisk,
                                                    double undeclaredShare)
{
    if (!isShare(treatedRisk) || !isShare(observedControlRisk) || !(undeclaredShare >= 0 && undeclaredShare < 1))
        return because(Reason::OutOfRange);
    const double control = (observedControlRisk - undeclaredShare * treatedRisk) / (1 - undeclaredShare);
    if (!isShare(control)) return because(Reason::OutOfRange);
    if (control == 0) return because(Reason::NoEvents);
    return ContaminationCorrected{control, treatedRisk - control, treatedRisk / control};
}

Outcome<Bounds> manskiEffect(double treatedShare, double treatedRisk, double controlRisk)
{
    if (!isShare(treatedShare) || !isShare(treatedRisk) || !isShare(controlRisk)) return because(Reason::OutOfRange);
    const double low = treatedRisk * treatedShare - controlRisk * (1 - treatedShare) - treatedShare;
    return Bounds{low, low + 1};
}

Outcome<Bounds> manskiMissing(double events, double total, double missing)
{
    if (!(total > 0)) return because(Reason::Empty);
    if (!(events >= 0) || !(missing >= 0) || events + missing > total) return because(Reason::OutOfRange);
    return Bounds{events / total, (events + missing) / total};
}

} // namespace assay::stats
