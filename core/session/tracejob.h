// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <functional>
#include <string>

namespace assay::session {

/// Origins of given fixing commits. `fixes`: JSON lines `{"repository":…, "fix":"<oid>", "before":"<iso date,
/// optional>"}`; `variant`: b, ag, ma, l, r, or empty for Assay's own ranking. One object per fix, as the command-line
/// contract words it; a fix that the workspace does not hold is said in its row ("note"). A line that cannot be read is
/// an error that names it.
[[nodiscard]] Result<void> traceFixes(const std::string& workspace, const std::string& fixes,
                                      const std::string& variant, const std::function<void(const QJsonObject&)>& visit);

} // namespace assay::session
