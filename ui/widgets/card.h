// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"

#include <QFrame>
#include <QLabel>
#include <QVBoxLayout>

namespace assay::ui {

/// A rounded white panel with a title and a line below it.
class Card : public QFrame
{
    Q_OBJECT

public:
    Card(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QVBoxLayout* column() const { return m_column; }
    void addHeading(const QString& title, const QString& subtitle);
    QLabel* addText(const QString& text, double pixels, const QColor& colour, QFont::Weight weight = QFont::Normal);

protected:
    void paintEvent(QPaintEvent* event) override;
    const Theme& m_theme;

private:
    QVBoxLayout* m_column;
};

/// A label in our type and colour that wraps.
[[nodiscard]] QLabel* makeLabel(const QString& text, double pixels, const QColor& colour,
                                QFont::Weight weight = QFont::Normal, QWidget* parent = nullptr);

} // namespace assay::ui
