// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace assay::ui {

/// `**bold**` of a spec as HTML; everything else is escaped.
[[nodiscard]] QString toHtml(const QString& marked);
/// The same text for a place that breaks lines: a minus stays with its currency.
[[nodiscard]] QString unbroken(QString text);

} // namespace assay::ui
