// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/pages/registry.h"
#include "present/reportspec.h"

#include <QString>
#include <string>
#include <vector>

namespace assay::present {

struct ReportOptions
{
    std::vector<std::string> pages;       ///< ids in the order wanted; empty: all
    QString version;                      ///< "Assay 0.1.0", for the last line of the first page
    std::vector<std::string> scenarios{}; ///< names: one Economics page for each; empty: the leading one
};

/// The report of a view: the same figures as the pages, computed once when the input carries its figures.
[[nodiscard]] ReportSpec buildReport(const PageInput& input, const ReportOptions& options = {});

/// One row per measure: figure, interval, n, coverage and what was left out with the reasons.
[[nodiscard]] TableSpec coverageTable(const PageInput& input);

} // namespace assay::present
