// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "present/pagespec.h"

#include <QWidget>

class QGridLayout;
class QVBoxLayout;

namespace assay::ui {

/// The widgets of one page, as high as they need to be. The window scrolls it, the report prints it.
class PageContent : public QWidget
{
    Q_OBJECT

public:
    PageContent(const present::PageSpec& spec, const Theme& theme, QWidget* parent = nullptr);

Q_SIGNALS:
    void drillRequested(const assay::present::RowsQuery& rows);
    void linkActivated(const QString& page);
    void actionRequested(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void addActions(const present::PageSpec& spec);
    void addBanners(const present::PageSpec& spec);
    void addKpis(const present::PageSpec& spec);
    void addBlocks(const present::PageSpec& spec);
    [[nodiscard]] QWidget* widgetFor(const present::Block& block, bool fill);

    const Theme& m_theme;
    QVBoxLayout* m_column;
};

} // namespace assay::ui
