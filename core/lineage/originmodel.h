// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/trace.h"

namespace assay::lineage {

/// One commit that may have introduced a defect, with all its lines that the fix removed.
struct Candidate
{
    std::uint32_t commit = 0;
    const TraceCommit* meta = nullptr;
    std::int64_t lines = 0;
    std::int64_t codeLines = 0;
    std::int64_t sideLines = 0; ///< of all, in tests and documents
    std::vector<std::uint32_t> paths;
};

/// Tests, documents and generated files: defects are seldom introduced there.
[[nodiscard]] bool isSidePath(std::string_view path);

/// The probability of each candidate to be an origin of the defect that `fix` mends. A conditional logit with an
/// alternative "none of these" over the candidate's share of lines and files, age, size, the words its message shares
/// with the fix's, author and kind; "none" by how many there are and what the fix looks like. Coefficients were fitted
/// on the first four fifths, by time, of the fixes of iproute2, Open vSwitch and DPDK whose `Fixes:` trailers name the
/// origin (hidden from the model), and calibrated on the last fifth.
[[nodiscard]] std::vector<double> originProbabilities(const TraceCommit& fix, std::span<const Candidate> candidates);

} // namespace assay::lineage
