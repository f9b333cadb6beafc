// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/charttheme.h"

#include <algorithm>
#include <cmath>

namespace assay::ui {
namespace {

QColor mixed(const QColor& a, const QColor& b, double share)
{
    const auto part = [share](int x, int y) { return static_cast<int>(x + (y - x) * share); };
    return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

Theme makeLight()
{
    Theme t;
    t.background = QColor(0xF5F6F8);
    t.card = QColor(0xFFFFFF);
    t.line = QColor(0xE2E5EA);
    t.ink = QColor(0x1B2430);
    t.muted = QColor(0x667085);
    t.selection = QColor(0xE6F0FA);
    t.accent = t.ai = QColor(0x0072B2);
    t.human = QColor(0xC77700);
    t.unknown = QColor(0x98A2B3);
    t.good = QColor(0x00795B);
    t.bad = QColor(0xC4320A);
    t.attention = QColor(0xB54708);
    t.goodFill = QColor(0xE3F4EE);
    t.badFill = QColor(0xFDE8E1);
    t.attentionFill = QColor(0xFFF1DB);
    t.neutralFill = QColor(0xEDF0F5);
    return t;
}

Theme makeDark()
{
    Theme t;
    t.dark = true;
    t.background = QColor(0x14171C);
    t.card = QColor(0x1C2027);
    t.line = QColor(0x2B313A);
    t.ink = QColor(0xE6E9EE);
    t.muted = QColor(0x98A2B3);
    t.selection = QColor(0x22303F);
    t.accent = t.ai = QColor(0x56B4E9);
    t.human = QColor(0xE8A33D);
    t.unknown = QColor(0x7C8798);
    t.good = QColor(0x4CC9A0);
    t.bad = QColor(0xFF8A65);
    t.attention = QColor(0xF5B14C);
    t.goodFill = QColor(0x16352C);
    t.badFill = QColor(0x432318);
    t.attentionFill = QColor(0x3D2D12);
    t.neutralFill = QColor(0x2A303A);
    return t;
}

/// Relative luminance and contrast as WCAG 2.1 defines them.
double luminance(const QColor& colour)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

} // namespace

const Theme& Theme::light()
{
    static const Theme theme = makeLight();
    return theme;
}

const Theme& Theme::darkened()
{
    static const Theme theme = makeDark();
    return theme;
}

const Theme& Theme::paper()
{
    static const Theme theme = [] {
        Theme t = makeLight();
        t.background = QColor(0xFFFFFF);
        return t;
    }();
    return theme;
}

QColor Theme::tone(present::Tone t) const
{
    switch (t) {
    case present::Tone::Neutral:
        return muted;
    case present::Tone::Ai:
    case present::Tone::Real:
        return ai;
    case present::Tone::Human:
        return human;
    case present::Tone::Unknown:
        return unknown;
    case present::Tone::Good:
        return good;
    case present::Tone::Bad:
        return bad;
    case present::Tone::Attention:
        return attention;
    case present::Tone::Formal:
        return mixed(card, ai, dark ? 0.45 : 0.35);
    }
    return muted;
}

QColor Theme::fill(present::Tone t) const
{
    switch (t) {
    case present::Tone::Good:
        return goodFill;
    case present::Tone::Bad:
        return badFill;
    case present::Tone::Attention:
        return attentionFill;
    default:
        return neutralFill;
    }
}

QColor Theme::heat(double share) const
{
    return mixed(dark ? QColor(0x232A34) : QColor(0xEAF3F9), ai, std::clamp(share, 0.0, 1.0) * 0.92);
}

QColor Theme::on(const QColor& colour) const
{
    // Any ink lighter than black leaves middling colours under 4.5 : 1 with both.
    return contrast(Qt::black, colour) > contrast(Qt::white, colour) ? Qt::black : Qt::white;
}

} // namespace assay::ui
