// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/chartspec.h"
#include "widgets/card.h"

namespace assay::ui {

/// A chart with title, subtitle and footnote; where there is no data, the reason instead.
class ChartCard : public Card
{
    Q_OBJECT

public:
    ChartCard(const present::ChartSpec& spec, const Theme& theme, QWidget* parent = nullptr);
    /// Height at which rows stand as far apart as they read best; more would be empty. Of lines, whatever there is.
    [[nodiscard]] static int fairHeight(const present::ChartSpec& spec);

Q_SIGNALS:
    void drillRequested(const assay::present::RowsQuery& rows);
};

} // namespace assay::ui
