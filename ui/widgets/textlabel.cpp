// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/textlabel.h"

namespace assay::ui {

void TextLabel::keepUp() const
{
    if (m_measured.text == text() && m_measured.font == font() && m_measured.margins == contentsMargins() &&
        m_measured.wraps == wordWrap())
        return;
    m_measured = {text(), font(), contentsMargins(), wordWrap(), {}, {}, {}};
}

int TextLabel::heightForWidth(int width) const
{
    keepUp();
    for (const auto& [known, height] : m_measured.heights)
        if (known == width) return height;
    const int height = QLabel::heightForWidth(width);
    m_measured.heights.emplace_back(width, height);
    return height;
}

QSize TextLabel::sizeHint() const
{
    keepUp();
    if (!m_measured.hint) m_measured.hint = QLabel::sizeHint();
    return *m_measured.hint;
}

QSize TextLabel::minimumSizeHint() const
{
    keepUp();
    if (!m_measured.least) m_measured.least = QLabel::minimumSizeHint();
    return *m_measured.least;
}

} // namespace assay::ui
