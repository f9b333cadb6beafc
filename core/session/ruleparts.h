// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attribution/rules.h"
#include "base/calendar.h"
#include "domain/benchmark.h"
#include "linking/pathclass.h"
#include "linking/tasktype.h"
#include "present/glossary.h"
#include "session/rules.h"

#include <cstdint>
#include <map>
#include <vector>

namespace assay::session {

/// The rules themselves, for the steps that derive.
struct Rules::Parts
{
    attribution::RuleSet attribution;
    std::map<std::string, std::string> toolTitles;
    linking::TaskTypeRules taskTypes;
    linking::PathRules paths;
    std::uint64_t pathRulesPrint = 0; ///< of the text they were read from
    CalendarSet calendars;
    std::vector<std::string> remarks;
    std::vector<domain::Benchmark> benchmarks;
    std::vector<present::GlossaryEntry> glossary;
};

} // namespace assay::session
