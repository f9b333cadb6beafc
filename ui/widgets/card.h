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
    /// `measure`: what the title is about; a sign beside it then leads to its definition.
    void addHeading(const QString& title, const QString& subtitle, const QString& measure = {});
    QLabel* addText(const QString& text, double pixels, const QColor& colour, QFont::Weight weight = QFont::Normal);

Q_SIGNALS:
    void definitionRequested(const QString& measure);

protected:
    void paintEvent(QPaintEvent* event) override;
    const Theme& m_theme;

private:
    [[nodiscard]] QWidget* definitionSign(const QString& title, const QString& measure);
    QVBoxLayout* m_column;
};

/// A label in our type and colour that wraps.
[[nodiscard]] QLabel* makeLabel(const QString& text, double pixels, const QColor& colour,
                                QFont::Weight weight = QFont::Normal, QWidget* parent = nullptr);

} // namespace assay::ui
