// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace assay::session {

/// Who is logged in: the full name that the system knows, else the login. Never empty.
[[nodiscard]] std::string userName();

} // namespace assay::session
