// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace assay::present {

/// A word of our trade, said in plain ones where it is used.
struct Hint
{
    QString word;    ///< "Stratum", or the title of a measure
    QString meaning; ///< one or two sentences
    QString place;   ///< where more is said: "methods#ticket-to-merge", "handbook:methods"
};

} // namespace assay::present
