// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/pages/parts.h"
#include "present/targettables.h"
#include "present/verdicttext.h"

namespace assay::present {

PageSpec targetsPage(const PageInput& input)
{
    PageSpec page = begunPage("targets");
    const auto figures = figuresOf(input);
    page.banners = {verdictBanner(*figures)};
    page.banners.front().link.clear();
    page.actions = {{QStringLiteral("register-target"), QStringLiteral("Register a target…")},
                    {QStringLiteral("retire-target"), QStringLiteral("Retire a target…")}};
    page.blocks = {placed(targetsTable(*figures), 0, 0, 12, 260), placed(rulesTable(*figures), 1, 0, 12, 340),
                   placed(changeNotes(*figures), 2, 0, 12, 260),
                   placed(verdictHistoryTable(input.decisions), 3, 0, 12, 260)};
    if (const TableSpec edits = targetEditsTable(input.decisions); !edits.rows.empty())
        page.blocks.push_back(placed(edits, 4, 0, 12, 200));
    page.footnote = coverageFootnote(figures->view());
    return page;
}

} // namespace assay::present
