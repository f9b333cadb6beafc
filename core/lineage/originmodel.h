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
    int earlierRemovers = 0;    ///< commits before the fix that removed code of it
    int earlierFixes = 0;       ///< of these, those that speak of a fix
    std::vector<std::uint32_t> paths;
};

/// Tests, documents and generated files: defects are seldom introduced there.
[[nodiscard]] bool isSidePath(std::string_view path);

/// The probability of each candidate to be an origin of the defect that `fix` mends. A conditional logit with an
/// alternative "none of these" over the candidate's share of lines and files, age, size, the words its message shares
/// with the fix's (rare ones count more), author, kind and how often it was mended before; "none" by how many there
/// are, what the fix looks like and TraceIndex::pace: where commits mostly replace old lines, the origin is more often
/// among those that wrote them. Coefficients were fitted, slightly shrunk, on fixes of 28 repositories whose
/// `Fixes:` trailers name the origin (hidden from the model); no repository weighs more than 1,500 fixes. The handbook
/// tells how it does on repositories left out.
[[nodiscard]] std::vector<double> originProbabilities(const TraceIndex& index, const TraceCommit& fix,
                                                      std::span<const Candidate> candidates);

} // namespace assay::lineage
