// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "present/pagespec.h"
#include "present/whatifspec.h"

#include <QWidget>
#include <map>

class QGridLayout;
class QVBoxLayout;

namespace assay::ui {

class Card;
class ChartCard;
class KpiCard;

/// On paper nothing scrolls, nothing can be clicked and nothing can be dropped.
enum class Medium
{
    Screen,
    Narrow, ///< a screen with room for one block beside no other
    Paper
};

/// The widgets of one page, as high as they need to be. The window scrolls it, the report prints it.
class PageContent : public QWidget
{
    Q_OBJECT

public:
    PageContent(const present::PageSpec& spec, const Theme& theme, QWidget* parent = nullptr)
        : PageContent(spec, theme, Medium::Screen, parent)
    {
    }
    PageContent(const present::PageSpec& spec, const Theme& theme, Medium medium, QWidget* parent = nullptr);
    /// Shows other figures and charts in the places of those with the same ids that are in sight, while something is
    /// dragged.
    void showLive(const present::LiveSpec& live);

Q_SIGNALS:
    void drillRequested(const assay::present::RowsQuery& rows);
    /// `place`: a page's id, or a row of it: "methods#ticket-to-merge".
    void linkActivated(const QString& place);
    void actionRequested(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void addActions(const present::PageSpec& spec);
    void addBanners(const present::PageSpec& spec);
    void addKpis(const present::PageSpec& spec);
    void replace(const QString& id, Card* card);
    [[nodiscard]] KpiCard* kpiCard(const present::KpiSpec& kpi);
    [[nodiscard]] ChartCard* chartCard(const present::ChartSpec& chart);
    void addBlocks(const present::PageSpec& spec);
    [[nodiscard]] QWidget* widgetFor(const present::Block& block);

    const Theme& m_theme;
    const Medium m_medium;
    QVBoxLayout* m_column;
    std::map<QString, Card*> m_cards; ///< headline figures and charts by their ids
};

} // namespace assay::ui
