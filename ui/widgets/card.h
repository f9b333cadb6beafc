// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "present/hint.h"

#include <QFrame>
#include <QLabel>
#include <QVBoxLayout>
#include <vector>

namespace assay::ui {

/// A rounded white panel with a title and a line below it.
class Card : public QFrame
{
    Q_OBJECT

public:
    Card(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QVBoxLayout* column() const { return m_column; }
    /// `hints`: what a sign beside the title says when it is pressed; none: no sign.
    void addHeading(const QString& title, const QString& subtitle, const std::vector<present::Hint>& hints = {});
    /// The sign by itself, for a card whose title stands elsewhere.
    [[nodiscard]] QWidget* hintSign(const QString& title, const std::vector<present::Hint>& hints);
    QLabel* addText(const QString& text, double pixels, const QColor& colour, QFont::Weight weight = QFont::Normal);

Q_SIGNALS:
    /// Where more is said about a word: "methods#ticket-to-merge", "handbook:methods.md".
    void placeRequested(const QString& place);

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
