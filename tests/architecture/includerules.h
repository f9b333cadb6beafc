// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

/// Who may include whom. Linking alone does not hold these boundaries: Qt's shared include folder and the common parent
/// folder of the modules let a forbidden header compile.
namespace assay::architecture {

/// One `#include`, as written.
struct Include
{
    int line = 0;
    QString target;      ///< "store/database.h", "QString"
    bool quoted = false; ///< "…" rather than <…>
};

[[nodiscard]] QList<Include> includesOf(const QString& text);

/// Why `include` is forbidden in `file` (path from the project's root, "core/stats/rank.cpp"); empty when it is
/// allowed. `qtHeaders` is Qt's include folder, by which a core header is known to belong to Qt Core.
[[nodiscard]] QString forbiddenBecause(const QString& file, const Include& include, const QString& qtHeaders);

} // namespace assay::architecture
