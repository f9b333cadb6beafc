// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/appearance.h"

#include <QGuiApplication>
#include <QSettings>

namespace assay::ui {
namespace {

QString themeKey()
{
    return QStringLiteral("theme");
}

} // namespace

const Theme& themeFor(std::optional<bool> dark, const QPalette& system)
{
    const bool systemDark = system.color(QPalette::Window).lightness() < system.color(QPalette::WindowText).lightness();
    return dark.value_or(systemDark) ? Theme::darkened() : Theme::light();
}

std::optional<bool> chosenDark()
{
    const auto kept = QSettings().value(themeKey()).toString();
    if (kept == QStringLiteral("dark")) return true;
    if (kept == QStringLiteral("light")) return false;
    return std::nullopt;
}

void chooseDark(std::optional<bool> dark)
{
    QSettings settings;
    if (dark)
        settings.setValue(themeKey(), *dark ? QStringLiteral("dark") : QStringLiteral("light"));
    else
        settings.remove(themeKey());
}

const QPalette& systemPalette()
{
    static const QPalette palette = QGuiApplication::palette();
    return palette;
}

} // namespace assay::ui
