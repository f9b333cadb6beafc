// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

/// Size and wording of source files.
namespace assay::architecture {

inline constexpr int kMaximumFileLines = 600;
inline constexpr int kMaximumFunctionLines = 60;

/// A function's first line (its opening brace) and its length, braces included.
struct FunctionSize
{
    int line = 0;
    int lines = 0;
};
/// Functions as our formatter writes them: an opening brace alone on its line, closed by one at the same indentation.
/// Types end in "};" and namespaces open on their own line's end, so neither is mistaken for a function.
[[nodiscard]] QList<FunctionSize> functionsOf(const QString& text);

/// What is wrong with a file apart from its includes, one sentence with the line each.
[[nodiscard]] QStringList problemsOf(const QString& file, const QString& text);

} // namespace assay::architecture
