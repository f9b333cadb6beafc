// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/kpispec.h"
#include "widgets/card.h"

namespace assay::ui {

/// A headline figure with its interval, a sparkline and a badge. Opens the rows behind it.
class KpiCard : public Card
{
    Q_OBJECT

public:
    KpiCard(const present::KpiSpec& spec, const Theme& theme, QWidget* parent = nullptr);

Q_SIGNALS:
    void drillRequested(const assay::present::RowsQuery& rows);

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    present::KpiSpec m_spec;
    QWidget* m_spark;
};

} // namespace assay::ui
