// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"

#include <QMenu>
#include <optional>

namespace assay::ui {

/// Choices of a period: everything, the last months, or days picked by hand.
class PeriodMenu : public QMenu
{
    Q_OBJECT

public:
    /// `anything`: the words for "no choice" ("Whole span", "None").
    PeriodMenu(const QString& anything, DayRange span, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(std::optional<assay::DayRange> range);

private:
    void pick();
    DayRange m_span;
};

} // namespace assay::ui
