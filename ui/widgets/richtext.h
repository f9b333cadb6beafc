// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace assay::ui {

/// `**bold**` of a spec as HTML; everything else is escaped.
[[nodiscard]] QString toHtml(const QString& marked);

} // namespace assay::ui
