// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <string>

/// The files a program carries with it: `:/rules/…`, `:/handbook/…`, `:/fonts/…`.
namespace assay::resources {

/// Makes the files known to Qt; a static library's resources are not found otherwise. Cheap to call again.
void load();

/// Contents of a rule file, "attribution.toml"; empty when there is none of that name.
[[nodiscard]] std::string rule(const QString& name);
/// Published figures, "published.toml"; empty when there is none of that name.
[[nodiscard]] std::string benchmarks(const QString& name);
/// A page of the handbook, "glossary.md"; empty when there is none of that name.
[[nodiscard]] std::string handbook(const QString& name);
/// Paths of the fonts, for QFontDatabase::addApplicationFont.
[[nodiscard]] QStringList fontFiles();

} // namespace assay::resources
