// SPDX-License-Identifier: GPL-3.0-or-later
#include "architecture/treerules.h"

#include <QRegularExpression>
#include <QSet>

namespace assay::architecture {

namespace {

/// Tables of data, exempt from the limits of size.
const QSet<QString>& dataTables()
{
    static const QSet<QString> files{QStringLiteral("core/whatif/parameters.cpp")};
    return files;
}

int indentOf(const QString& line)
{
    int indent = 0;
    while (indent < line.size() && line[indent] == u' ') ++indent;
    return indent;
}

int closingLine(const QStringList& lines, int open)
{
    const int indent = indentOf(lines[open]);
    for (int i = open + 1; i < lines.size(); ++i)
        if (lines[i].size() > indent && indentOf(lines[i]) == indent && lines[i][indent] == u'}') return i;
    return -1;
}

} // namespace

QList<FunctionSize> functionsOf(const QString& text)
{
    const QStringList lines = text.split(u'\n');
    QList<FunctionSize> found;
    for (int i = 0; i < lines.size(); ++i) {
        if (lines[i].trimmed() != QLatin1String("{")) continue;
        const int close = closingLine(lines, i);
        if (close < 0 || lines[close].trimmed().startsWith(QLatin1String("};"))) continue;
        found.append({i + 1, static_cast<int>(close - i + 1)});
        i = close;
    }
    return found;
}

QStringList problemsOf(const QString& file, const QString& text)
{
    static const QRegularExpression marker(QStringLiteral("\\b(TO"
                                                          "DO|FIX"
                                                          "ME|XX"
                                                          "X|HA"
                                                          "CK)\\b"));
    const QStringList lines = text.split(u'\n');
    QStringList problems;
    if (!lines.front().contains(QLatin1String("SPDX-License-Identifier: GPL-3.0-or-later")))
        problems << QStringLiteral("%1:1: the first line names the licence").arg(file);
    if (file.endsWith(u".h") && !text.contains(QLatin1String("#pragma once")))
        problems << QStringLiteral("%1:1: a header begins with #pragma once").arg(file);
    for (int i = 0; i < lines.size(); ++i)
        if (marker.match(lines[i]).hasMatch())
            problems << QStringLiteral("%1:%2: open an issue instead").arg(file).arg(i + 1);
    if (dataTables().contains(file)) return problems;
    if (lines.size() - 1 > kMaximumFileLines)
        problems << QStringLiteral("%1: %2 lines, at most %3").arg(file).arg(lines.size() - 1).arg(kMaximumFileLines);
    for (const FunctionSize& function : functionsOf(text))
        if (function.lines > kMaximumFunctionLines)
            problems << QStringLiteral("%1:%2: a function of %3 lines, at most %4")
                            .arg(file)
                            .arg(function.line)
                            .arg(function.lines)
                            .arg(kMaximumFunctionLines);
    return problems;
}

} // namespace assay::architecture
