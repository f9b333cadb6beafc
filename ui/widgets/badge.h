// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"

#include <QWidget>

namespace assay::ui {

/// A few words in a rounded field of its tone; several lines where one is too narrow.
class Badge : public QWidget
{
    Q_OBJECT

public:
    Badge(const QString& text, present::Tone tone, const Theme& theme, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {24, 20}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    /// Makes it answer to a click, Space and Return, as a way to what it speaks of.
    void setLeading(const QString& whereTo);

Q_SIGNALS:
    void clicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString m_text;
    present::Tone m_tone;
    const Theme& m_theme;
    bool m_leads = false;
};

/// Draws the same into any rectangle (cells of tables, the report).
void drawBadge(QPainter& painter, const QRectF& rect, const QString& text, present::Tone tone, const Theme& theme);
[[nodiscard]] double badgeWidth(const QString& text);

} // namespace assay::ui
