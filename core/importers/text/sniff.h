// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/importer.h"

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>

namespace assay::importers {

/// What the head of a file shows: the header of a CSV, or the key paths of JSON. Made once per head and shared by
/// canRead().
struct Sniffed
{
    enum class Kind
    {
        Csv,
        Json,
        Other
    } kind = Kind::Other;
    std::set<std::string, std::less<>> headers; ///< normalised CSV headers
    std::size_t columns = 0;
    std::set<std::string, std::less<>> paths; ///< "issues.fields.status": lists leave no trace in a path
    std::set<std::string, std::less<>> texts; ///< short string values, for markers such as a schema name

    [[nodiscard]] bool csv(std::initializer_list<std::string_view> all) const;  ///< has all these headers
    [[nodiscard]] bool json(std::initializer_list<std::string_view> all) const; ///< has all these paths
    [[nodiscard]] bool anyHeader(std::initializer_list<std::string_view> names) const;
    [[nodiscard]] bool anyPath(std::initializer_list<std::string_view> names) const;
};

/// Never fails: an incomplete head gives what it shows. The last head is remembered, since every importer asks about
/// it.
[[nodiscard]] const Sniffed& sniffed(const Sample& sample);

} // namespace assay::importers
