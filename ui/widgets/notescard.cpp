// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/notescard.h"

#include "widgets/richtext.h"

#include <QHBoxLayout>

namespace assay::ui {

NotesCard::NotesCard(const present::NotesSpec& spec, const Theme& theme, QWidget* parent) : Card(theme, parent)
{
    addHeading(spec.title, spec.subtitle, spec.hints);
    column()->addSpacing(4);
    if (spec.notes.empty()) addText(spec.empty, kSmallSize, theme.muted);
    for (const auto& note : spec.notes) {
        auto* row = new QHBoxLayout;
        row->setSpacing(7);
        auto* dot = makeLabel(QStringLiteral("●"), 9, theme.tone(note.tone), QFont::Normal, this);
        dot->setFixedWidth(10);
        dot->setContentsMargins(0, 2, 0, 0);
        row->addWidget(dot, 0, Qt::AlignTop);
        auto* text = makeLabel(toHtml(unbroken(note.text)), kSmallSize, theme.ink, QFont::Normal, this);
        text->setTextFormat(Qt::RichText);
        row->addWidget(text, 1);
        column()->addLayout(row);
        column()->addSpacing(2);
    }
    column()->addStretch(1);
}

} // namespace assay::ui
