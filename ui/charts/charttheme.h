// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/fonts.h"
#include "present/tone.h"

#include <QColor>

namespace assay::ui {

/// Colours and type of the whole interface, light and dark: the one place that knows them.
struct Theme
{
    bool dark = false;
    QColor background, card, line, ink, muted, selection, accent;
    QColor ai, human, unknown, good, bad, attention;
    QColor goodFill, badFill, attentionFill, neutralFill;

    [[nodiscard]] static const Theme& light();
    [[nodiscard]] static const Theme& darkened();
    /// Light on a white background, for printing.
    [[nodiscard]] static const Theme& paper();

    [[nodiscard]] QColor tone(present::Tone tone) const;
    /// Background of a badge in that tone.
    [[nodiscard]] QColor fill(present::Tone tone) const;
    /// Cell of a heat map: 0 is nearly the card, 1 the accent.
    [[nodiscard]] QColor heat(double share) const;
    /// Black or white, whichever reads better on a colour.
    [[nodiscard]] QColor on(const QColor& colour) const;
};

inline constexpr double kTextSize = 13;
inline constexpr double kSmallSize = 11.5;
inline constexpr double kTitleSize = 13;
inline constexpr double kFigureSize = 24;
inline constexpr double kPageTitleSize = 20;

} // namespace assay::ui
