// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string>

class QPushButton;
class QTableView;
class QWidget;

namespace assay::ui {

/// What the tables of people, suggestions and questions have in common.
void setUpPeopleTable(QTableView* table);
[[nodiscard]] inline QString utf8Of(const std::string& text)
{
    return QString::fromStdString(text);
}
[[nodiscard]] QPushButton* peopleButton(const QString& text, const QString& hint, QWidget* parent);

} // namespace assay::ui
