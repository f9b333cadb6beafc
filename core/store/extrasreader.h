// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/commit.h"
#include "domain/ids.h"
#include "domain/usage.h"

#include <string>
#include <vector>

namespace assay::store {

class Database;

/// What vendors say per commit; of one listed by several sources, the last reading. Identity text left empty.
[[nodiscard]] Result<std::vector<domain::VendorCommitRecord>> vendorCommits(const Database& database);
[[nodiscard]] Result<std::vector<domain::HolidayRecord>> holidays(const Database& database);

/// The days each source speaks about, by tool.
struct SourceSpan
{
    domain::SourceId source;
    std::string tool;
    DayRange days;
};
[[nodiscard]] Result<std::vector<SourceSpan>> sourceSpans(const Database& database);

/// Things that more than one source reports: "usage days of copilot", how many, and whether the sources differ.
struct DoubleReport
{
    std::string what;
    std::vector<std::string> sources; ///< their names
    std::int64_t rows = 0;
    std::int64_t differing = 0; ///< rows whose figures are not the same everywhere
};
[[nodiscard]] Result<std::vector<DoubleReport>> doubleReports(const Database& database);

/// Day on which the source that reports a tool's last days was read.
struct ReadingDay
{
    std::string tool;
    Day lastDay{};
    Day readOn{};
};
[[nodiscard]] Result<std::vector<ReadingDay>> readingDays(const Database& database);

/// What people answered, by day. Answers that are equal in everything and stand in several sources count as often as in
/// the source that has most of them: exports that overlap do not double.
[[nodiscard]] Result<std::vector<domain::SurveyRecord>> surveyAnswers(const Database& database);

} // namespace assay::store
