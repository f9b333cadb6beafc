// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/pagespec.h"

namespace assay::facts {
class View;
}

namespace assay::present {

/// How long lines live by the class of the file they were written in: code, tests, documentation, ….
[[nodiscard]] TableSpec lineClassesTable(const facts::View& view);

} // namespace assay::present
