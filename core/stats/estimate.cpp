// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/estimate.h"

namespace assay::stats {

std::string_view describe(Reason reason)
{
    switch (reason) {
    case Reason::Empty:
        return "no observations";
    case Reason::TooFew:
        return "too few observations";
    case Reason::NoEvents:
        return "no events observed";
    case Reason::NotReached:
        return "not reached within the observed time";
    case Reason::Constant:
        return "all values are equal";
    case Reason::ZeroWeight:
        return "weights or exposures are not positive";
    case Reason::OneCluster:
        return "only one cluster";
    case Reason::OneGroup:
        return "only one group has data";
    case Reason::LengthMismatch:
        return "columns of different length";
    case Reason::NotFinite:
        return "a value is not a finite number";
    case Reason::OutOfRange:
        return "a parameter is outside its range";
    case Reason::Singular:
        return "covariates explain each other entirely";
    case Reason::Diverged:
        return "the model does not settle on an answer";
    case Reason::Cancelled:
        return "stopped";
    }
    return "unknown reason";
}

} // namespace assay::stats
