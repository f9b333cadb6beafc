// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/peopletable.h"

#include <QHeaderView>
#include <QPushButton>
#include <QTableView>

namespace assay::ui {

QPushButton* peopleButton(const QString& text, const QString& hint, QWidget* parent)
{
    auto* made = new QPushButton(text, parent);
    made->setToolTip(hint);
    return made;
}

void setUpPeopleTable(QTableView* table)
{
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(26);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->setTabKeyNavigation(false);
}

} // namespace assay::ui
