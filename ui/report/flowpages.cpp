// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/flow.h"

namespace assay::ui {

void drawMethods(Sheet& sheet, const present::ReportSpec& spec)
{
    if (spec.methods.empty()) return;
    Flow flow(sheet, QStringLiteral("Methods"));
    for (const auto& section : spec.methods) {
        flow.heading(section.title);
        for (const auto& paragraph : section.paragraphs) flow.paragraph(paragraph);
    }
}

void drawCoverage(Sheet& sheet, const present::ReportSpec& spec)
{
    auto table = spec.coverage;
    if (table.columns.empty()) return;
    Flow flow(sheet, table.title.isEmpty() ? QStringLiteral("Data coverage") : table.title);
    table.title.clear();
    flow.table(table);
}

void drawAnnex(Sheet& sheet, const std::vector<AnnexEntry>& entries)
{
    if (entries.empty()) return;
    Flow flow(sheet, QStringLiteral("Annex"));
    QString page;
    for (const auto& entry : entries) {
        if (entry.page != page) flow.heading(entry.page);
        page = entry.page;
        flow.block(entry.block);
    }
}

} // namespace assay::ui
