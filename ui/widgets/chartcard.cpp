// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chartcard.h"

#include "charts/chartview.h"
#include "widgets/emptystate.h"

namespace assay::ui {

ChartCard::ChartCard(const present::ChartSpec& spec, const Theme& theme, QWidget* parent) : Card(theme, parent)
{
    addHeading(spec.title, spec.subtitle, spec.measure);
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
