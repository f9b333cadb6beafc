// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/derive/raw.h"

#include <map>
#include <unordered_map>

namespace assay::session {

/// What a vendor counted in one commit: rung 2.
struct VendorLines
{
    std::string tool;
    std::int64_t aiLines = 0;
};

/// Per-commit data of vendors, found by commit id. Hashes may be abbreviated (seven digits at least); one that fits
/// several commits decides by the repository it names, or for none.
class VendorData
{
public:
    explicit VendorData(const Raw& raw);
    /// Beside Raw::commits; one entry per tool. The same commit listed for several branches counts once.
    [[nodiscard]] std::vector<VendorLines> of(std::size_t commit) const;
    [[nodiscard]] std::size_t unmatched() const { return m_unmatched; }

private:
    std::unordered_map<std::size_t, std::map<std::string, std::int64_t>> m_lines;
    std::size_t m_unmatched = 0;
};

} // namespace assay::session
