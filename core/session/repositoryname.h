// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace assay::session {

/// A name that tells one repository from the others of a workspace: the wanted one where it is free, else with as many
/// folders before it as it takes, of its remote address or, where it has none, of its path ("payments/app" beside
/// "app"), and a number where even those are equal. The same repository gets the same name at every import.
[[nodiscard]] std::string distinctRepositoryName(const std::string& wanted, const std::vector<std::string>& taken,
                                                 const std::string& remoteUrl, const std::string& path);

} // namespace assay::session
