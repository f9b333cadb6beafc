// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chartcard.h"

#include "charts/chartview.h"
#include "widgets/emptystate.h"

#include <limits>

namespace assay::ui {
namespace {

/// Height of rows and of what stands about them, by kind of chart.
struct FairHeight
{
    static constexpr int kHead = 96; ///< title, subtitle in two lines, margins
    static int of(std::size_t rows, int each, int about) { return kHead + about + each * static_cast<int>(rows); }
    int operator()(const present::LineChart&) const { return std::numeric_limits<int>::max(); }
    int operator()(const present::ForestChart& c) const { return of(c.rows.size(), 30, 50); }
    int operator()(const present::DumbbellChart& c) const { return of(c.rows.size(), 30, 50); }
    int operator()(const present::BarChart& c) const { return of(c.rows.size(), 40, 10); }
    int operator()(const present::StackChart& c) const { return of(c.rows.size(), 40, 52); }
    int operator()(const present::HeatMap& c) const { return of(static_cast<std::size_t>(c.rows.size()), 36, 26); }
    int operator()(const present::TimelineChart&) const { return kHead + 64; }
    int operator()(const present::ColumnChart&) const { return std::numeric_limits<int>::max(); }
    int operator()(const present::TornadoChart& c) const { return of(c.rows.size(), 30, 40); }
};

} // namespace

int ChartCard::fairHeight(const present::ChartSpec& spec)
{
    return std::visit(FairHeight{}, spec.body);
}

ChartCard::ChartCard(const present::ChartSpec& spec, const Theme& theme, QWidget* parent) : Card(theme, parent)
{
    addHeading(spec.title, spec.subtitle, spec.hints);
    column()->addSpacing(4);
    if (!spec.empty.isEmpty()) {
        column()->addWidget(new EmptyState(spec.empty, theme, this), 1);
    } else {
        auto* view = new ChartView(spec, theme, this);
        connect(view, &ChartView::drillRequested, this, &ChartCard::drillRequested);
        column()->addWidget(view, 1);
    }
    if (!spec.footnote.isEmpty()) addText(spec.footnote, kSmallSize, theme.muted);
}

} // namespace assay::ui
