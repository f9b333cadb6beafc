// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/emptystate.h"

#include "widgets/card.h"

namespace assay::ui {

EmptyState::EmptyState(const QString& text, const Theme& theme, QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 8, 24, 8);
    auto* label = makeLabel(text, kTextSize, theme.muted, QFont::Normal, this);
    label->setAlignment(Qt::AlignCenter);
    column->addWidget(label, 1);
}

} // namespace assay::ui
