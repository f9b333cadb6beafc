// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/pages/registry.h"

#include "present/pages/parts.h"

#include <algorithm>

namespace assay::present {

PageInput pageInput(facts::View view, DataSummary data, analysis::Settings settings, Decisions decisions,
                    BudgetFacts budgetFacts)
{
    auto figures = std::make_shared<Figures>(view, settings, decisions.targets, std::move(budgetFacts));
    return {std::move(view), std::move(data), settings, std::move(figures), std::move(decisions), {}, {}};
}

const std::vector<PageEntry>& pages()
{
    // clang-format off: one page a line
    static const std::vector<PageEntry> entries{
        {"overview", "Overview", "Decide", overviewPage},
        {"economics", "Economics", "Decide", economicsPage},
        {"targets", "Targets", "Decide", targetsPage},
        {"delivery", "Delivery", "Understand", deliveryPage},
        {"quality", "Quality", "Understand", qualityPage},
        {"adoption", "Adoption", "Understand", adoptionPage},
        {"monitors", "Monitors", "Understand", monitorsPage},
        {"benchmarks", "Published figures", "Understand", benchmarksPage},
        {"data", "Data", "Trust", dataPage},
        {"reconciliation", "Reconciliation", "Trust", reconciliationPage},
        {"methods", "Methods & audit", "Trust", methodsPage},
    };
    // clang-format on
    return entries;
}

const PageEntry* pageById(std::string_view id)
{
    const auto found =
        std::find_if(pages().begin(), pages().end(), [id](const PageEntry& entry) { return entry.id == id; });
    return found == pages().end() ? nullptr : &*found;
}

} // namespace assay::present
