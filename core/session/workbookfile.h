// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "base/result.h"
#include "whatif/workbook.h"

#include <string>

namespace assay::session {

/// Writes a workbook as .xlsx; `day` is noted as the day it was made, so that equal workbooks give equal files. Nothing
/// is left behind when it fails. Errors: WorkspaceUnwritable.
[[nodiscard]] Result<void> writeWorkbook(const whatif::Workbook& workbook, const std::string& path, Day day);

} // namespace assay::session
