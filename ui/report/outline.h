// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/sheet.h"

#include <QByteArray>
#include <vector>

namespace assay::ui {

/// Qt writes PDFs without bookmarks: this appends them as an incremental update (ISO 32000-1, 7.5.6 and 12.3.3),
/// leaving what is there untouched. A file that is not laid out as Qt 6 lays them out comes back as it was.
[[nodiscard]] QByteArray withOutline(const QByteArray& pdf, const std::vector<OutlineEntry>& entries);

} // namespace assay::ui
