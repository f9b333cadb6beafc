// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "facts/filter.h"

#include <QWidget>
#include <set>

class QHBoxLayout;
class QPushButton;

namespace assay::ui {

class FilterChip;

/// The chips above a page: period, baseline, teams, task types, tools; and what one does with the page.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit FilterBar(QWidget* parent = nullptr);
    /// Offers what the snapshot has; the filter starts empty.
    void setSnapshot(const facts::SnapshotPtr& snapshot);
    [[nodiscard]] const facts::Filter& filter() const { return m_filter; }

Q_SIGNALS:
    void filterChanged();
    void exportRequested();
    void paletteRequested();
    void addDataRequested();

private:
    FilterChip* addChip(const QString& name);
    void offer(FilterChip* chip, const QString& label, const std::vector<std::pair<QString, std::string>>& choices,
               std::set<std::string> facts::Filter::*field);
    void offerPeriods(DayRange span);
    void changed();

    QHBoxLayout* m_row;
    FilterChip* m_period;
    FilterChip* m_baseline;
    FilterChip* m_teams;
    FilterChip* m_taskTypes;
    FilterChip* m_tools;
    facts::Filter m_filter;
};

} // namespace assay::ui
