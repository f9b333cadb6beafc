// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/pages/registry.h"

#include "present/pages/parts.h"

#include <algorithm>

namespace assay::present {

PageInput pageInput(facts::View view, DataSummary data, analysis::Settings settings, BudgetFacts budgetFacts,
                    BudgetTrial budgetTrial)
{
    auto figures = std::make_shared<Figures>(view, settings, std::move(budgetFacts), std::move(budgetTrial));
    return {std::move(view), std::move(data), settings, std::move(figures)};
}

const std::vector<PageEntry>& pages()
{
    static const std::vector<PageEntry> entries{
        {"overview", "Overview", "Decide", overviewPage},
        {"delivery", "Delivery", "Understand", deliveryPage},
        {"quality", "Quality", "Understand", qualityPage},
        {"adoption", "Adoption", "Understand", adoptionPage},
        {"data", "Data", "Trust", dataPage},
        {"reconciliation", "Reconciliation", "Trust", reconciliationPage},
        {"methods", "Methods & audit", "Trust", methodsPage},
    };
    return entries;
}

const PageEntry* pageById(std::string_view id)
{
    const auto found =
        std::find_if(pages().begin(), pages().end(), [id](const PageEntry& entry) { return entry.id == id; });
    return found == pages().end() ? nullptr : &*found;
}

} // namespace assay::present
