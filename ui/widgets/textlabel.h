// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <optional>
#include <utility>
#include <vector>

namespace assay::ui {

/// A label that remembers how high its text is at a width. Layouts ask several times for each card, and breaking lines
/// was most of what a step of a slider cost.
class TextLabel : public QLabel
{
    Q_OBJECT

public:
    using QLabel::QLabel;
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    /// Forgets what was measured of another text, font or margin.
    void keepUp() const;

    struct Measured
    {
        QString text;
        QFont font;
        QMargins margins;
        bool wraps = false;
        std::vector<std::pair<int, int>> heights; ///< by width
        std::optional<QSize> hint;
        std::optional<QSize> least;
    };
    mutable Measured m_measured;
};

} // namespace assay::ui
