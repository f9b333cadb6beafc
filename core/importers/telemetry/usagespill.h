// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/usage.h"

#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

namespace assay::importers {

/// Tool, identity, scope, surface, day, and which row of that day (0: all of its rows together).
using UsageKey = std::tuple<std::string, std::string, std::string, std::string, Day, std::uint64_t>;
/// Rows in order of their keys; the texts of the records themselves are empty, the keys have them.
using UsageRows = std::map<UsageKey, domain::UsageDayRecord>;

/// Sorted rows in a temporary file that no directory lists, so that nothing is left of it however the program ends.
class UsageSpill
{
public:
    [[nodiscard]] static Result<std::unique_ptr<UsageSpill>> make();
    /// Appends rows as one sorted run.
    [[nodiscard]] Result<void> write(const UsageRows& rows);
    using RowFn = std::function<Result<void>(UsageKey&&, domain::UsageDayRecord&&)>;
    /// Hands over the rows of all runs in order of their keys; of equal ones those first that were written first.
    [[nodiscard]] Result<void> merge(const RowFn& fn);

private:
    struct Closer
    {
        void operator()(std::FILE* file) const { (void)std::fclose(file); }
    };
    struct Run;
    explicit UsageSpill(std::FILE* file) : m_file(file) {}

    std::unique_ptr<std::FILE, Closer> m_file;
    std::vector<long> m_ends; ///< where each run ends
};

} // namespace assay::importers
