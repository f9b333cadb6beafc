// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/budgetfacts.h"

#include "store/database.h"
#include "store/scenarios.h"
#include "store/usagereader.h"
#include "whatif/scenariofile.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace assay::session {
namespace {

Day monthOf(Day day)
{
    const std::chrono::year_month_day date(day);
    return date.year() / date.month() / std::chrono::day(1);
}

/// The currency most lines are in; dollars where there are none.
std::string usualCurrency(const std::vector<domain::PriceRecord>& prices,
                          const std::vector<domain::InvoiceRecord>& invoices)
{
    std::map<std::string, std::size_t> counts;
    for (const auto& price : prices) ++counts[price.currency];
    if (counts.empty())
        for (const auto& invoice : invoices) ++counts[invoice.currency];
    counts.erase(std::string());
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == counts.end() ? "USD" : most->first;
}

void addHourlyCost(present::BudgetFacts& facts, const std::vector<domain::PriceRecord>& prices)
{
    const domain::PriceRecord* newest = nullptr;
    for (const auto& price : prices) {
        if (price.unit != "hour" || price.currency != facts.currency) continue;
        if (!newest || price.validFrom.value_or(Day{}) >= newest->validFrom.value_or(Day{})) newest = &price;
    }
    if (!newest) return;
    facts.hourlyCost = newest->price;
    if (newest->validTo) facts.hourlyCostAsOf = isoDay(*newest->validTo).substr(0, 7);
}

void addInvoices(present::BudgetFacts& facts, const std::vector<domain::InvoiceRecord>& invoices)
{
    std::map<Day, present::InvoicedMonth> months;
    std::size_t other = 0;
    for (const auto& invoice : invoices) {
        if (invoice.currency != facts.currency) {
            ++other;
            continue;
        }
        auto& month = months[monthOf(invoice.date)];
        month.month = monthOf(invoice.date);
        month.total += invoice.amount;
        if (!invoice.seats) month.usage += invoice.amount;
    }
    for (const auto& [day, month] : months) facts.invoiced.push_back(month);
    if (other > 0)
        facts.remarks.push_back(
            fmt::format("{} invoice lines are not in {} and are left out of the spending.", other, facts.currency));
}

} // namespace

Result<present::BudgetFacts> readBudgetFacts(const store::Database& database)
{
    const auto prices = store::prices(database);
    if (!prices) return Failure(prices.error());
    const auto invoices = store::invoices(database);
    if (!invoices) return Failure(invoices.error());
    const auto rows = store::scenarios(database);
    if (!rows) return Failure(rows.error());
    present::BudgetFacts facts;
    facts.currency = usualCurrency(*prices, *invoices);
    addHourlyCost(facts, *prices);
    addInvoices(facts, *invoices);
    for (const auto& row : *rows) {
        auto scenario = whatif::scenarioFromToml(row.text, fmt::format("scenario “{}”", row.name));
        if (!scenario) {
            facts.remarks.push_back(scenario.error().message);
            continue;
        }
        scenario->name = row.name;
        facts.scenarios.push_back({std::move(*scenario), row.savedOn, row.fingerprint});
    }
    return facts;
}

} // namespace assay::session
