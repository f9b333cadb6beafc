// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/hint.h"
#include "present/pagespec.h"

#include <QString>
#include <QStringList>
#include <vector>

namespace assay::present {

/// A word of the glossary, and how else it is written.
struct GlossaryEntry
{
    Hint hint;
    QStringList forms; ///< the word itself first
};

/// The rows of the table in the handbook's page of words: its only source, so that a hint and the handbook cannot
/// differ. Lines that are no such row are passed over.
[[nodiscard]] std::vector<GlossaryEntry> parseGlossary(const QString& markdown);

/// The words that a text uses, in the order in which they come first. A word within a longer one that is known as well
/// ("raw" in "raw interval") is both; one or two letters must be written just so.
[[nodiscard]] std::vector<Hint> hintsIn(const QString& text, const std::vector<GlossaryEntry>& glossary);

/// Gives each card of a page what stands behind its sign "?": the definition of its measure, and its words.
void addHints(PageSpec& page, const std::vector<GlossaryEntry>& glossary);

/// The glossary as a table, for those who read on paper.
[[nodiscard]] TableSpec glossaryTable(const std::vector<GlossaryEntry>& glossary);

} // namespace assay::present
