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

namespace {

/// A page with what stands behind its signs.
template <PageSpec (*Build)(const PageInput&)>
PageSpec explained(const PageInput& input)
{
    PageSpec page = Build(input);
    addHints(page, input.glossary);
    return page;
}

} // namespace

const std::vector<PageEntry>& pages()
{
    // clang-format off: one page a line
    static const std::vector<PageEntry> entries{
        {"overview", "Overview", "Decide", explained<overviewPage>},
        {"economics", "Economics", "Decide", explained<economicsPage>},
        {"targets", "Targets", "Decide", explained<targetsPage>},
        {"delivery", "Delivery", "Understand", explained<deliveryPage>},
        {"quality", "Quality", "Understand", explained<qualityPage>},
        {"adoption", "Adoption", "Understand", explained<adoptionPage>},
        {"monitors", "Monitors", "Understand", explained<monitorsPage>},
        {"benchmarks", "Published figures", "Understand", explained<benchmarksPage>},
        {"data", "Data", "Trust", explained<dataPage>},
        {"reconciliation", "Reconciliation", "Trust", explained<reconciliationPage>},
        {"methods", "Methods & audit", "Trust", explained<methodsPage>},
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
