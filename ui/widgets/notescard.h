// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/pagespec.h"
#include "widgets/card.h"

namespace assay::ui {

/// A list of remarks, each with a dot in its tone.
class NotesCard : public Card
{
    Q_OBJECT

public:
    NotesCard(const present::NotesSpec& spec, const Theme& theme, QWidget* parent = nullptr);
};

} // namespace assay::ui
