// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/pagespec.h"
#include "report/sheet.h"

#include <QString>

namespace assay::ui {

class PaperTable;

/// Text and tables that run from sheet to sheet; a chapter's further sheets repeat its title.
class Flow
{
public:
    /// Begins a sheet, and a bookmark.
    Flow(Sheet& sheet, const QString& chapter);
    /// Goes on with the sheet that is there, below `from`.
    Flow(Sheet& sheet, const QString& chapter, double from);

    /// Another chapter, with its bookmark: on the same sheet where enough of that is left.
    void chapter(const QString& title);
    /// Stays on the sheet of the block that follows it.
    void heading(const QString& text, const present::Block& before);
    void heading(const QString& text, double kept = 36);
    void paragraph(const QString& text);
    /// Title, subtitle, rows, footnote; the head is repeated on each sheet. At most kMostRows rows, and says so.
    void table(const present::TableSpec& table);
    void notes(const present::NotesSpec& notes);
    void chart(const present::ChartSpec& chart);
    void block(const present::Block& block);
    /// The height that the block would take if nothing broke it.
    [[nodiscard]] double heightOf(const present::Block& block) const;

    [[nodiscard]] QRectF body() const { return m_sheet.body(); }
    [[nodiscard]] double y() const { return m_y; }
    [[nodiscard]] double left() const { return body().bottom() - m_y; }

private:
    void begin(const QString& chapter);
    /// Begins a new sheet when less than this is left.
    void need(double height);
    [[nodiscard]] double heightOf(const present::TableSpec& table, const PaperTable& drawn) const;
    [[nodiscard]] double textHeight(const QString& text, double pixels, QFont::Weight weight = QFont::Normal) const;
    void line(const QString& text, double pixels, const QColor& colour, QFont::Weight weight = QFont::Normal);

    Sheet& m_sheet;
    QString m_chapter;
    double m_y = 0;
    double m_top = 0;
};

} // namespace assay::ui
