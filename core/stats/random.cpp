// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/random.h"

#include "stats/distributions.h"

namespace assay::stats {

double Random::normal()
{
    return normalQuantile(uniform());
}

} // namespace assay::stats
