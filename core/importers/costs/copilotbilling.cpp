// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/costs/lineparts.h"
#include "importers/text/csvimporter.h"
#include "importers/text/formatspec.h"
#include "importers/text/utf8.h"

#include <array>
#include <utility>

namespace assay::importers {
namespace copilotbilling {

/// Other products of the same bill (Actions, storage) stay apart from Copilot.
std::string toolOf(std::string_view product)
{
    return product.empty() ? "copilot" : foldCase(product);
}

/// AI-credit, premium-request and metered usage reports: one line per day and combination of the other columns. Gross,
/// discount and net stay apart: net can be 0 in every line while gross is not (included quota).
class BillingCsv
{
public:
    BillingCsv(Reading& reading, CsvFile& file)
        : m_reading(reading), m_file(file), m_date(file.dates("date", {"date", "usage at"})),
          m_user(file.columns({"username", "user"})), m_product(file.columns({"product"})),
          m_sku(file.columns({"sku"})), m_model(file.columns({"model"})), m_quantity(file.columns({"quantity"})),
          m_unit(file.columns({"unit type"})), m_gross(file.columns({"gross amount"})),
          m_discount(file.columns({"discount amount"})), m_net(file.columns({"net amount"})),
          m_organisation(file.columns({"organization"})),
          m_costCentre(file.columns({"cost center name", "cost center"})),
          m_others{file.columns({"repository", "repository name"}), file.columns({"workflow path", "workflow name"}),
                   file.columns({"exceeds quota"})}
    {
    }

    Result<void> run()
    {
        if (auto ok = m_file.settle(); !ok) return ok;
        if (auto ok = m_file.each([this](const CsvRow& row) { return one(row); }); !ok) return ok;
        if (m_gratis > 0 && m_gratis == m_rows)
            m_reading.notice(
                "Every line nets to 0: the use was covered by included quota, and its gross amount is no expenditure.");
        m_file.close();
        return {};
    }

private:
    Result<void> one(const CsvRow& row)
    {
        domain::SpendRecord spend;
        if (!m_file.readDay(row, m_date, spend.from) || !m_file.readNumber(row, m_quantity, spend.quantity) ||
            !m_file.readNumber(row, m_gross, spend.gross) || !m_file.readNumber(row, m_discount, spend.discount) ||
            !m_file.readNumber(row, m_net, spend.net))
            return {};
        if (!spend.from) {
            m_file.reject(row, "the line has no date; export it again");
            return {};
        }
        spend.to = spend.from;
        spend.identity = m_user.first(row);
        spend.product = m_product.first(row);
        spend.tool = toolOf(spend.product);
        spend.sku = m_sku.first(row);
        spend.model = m_model.first(row);
        spend.unit = m_unit.first(row);
        spend.scope = m_organisation.first(row);
        spend.costCentre = m_costCentre.first(row);
        for (const auto& column : m_others) addPart(spend.line, column.first(row));
        spend.currency = "USD";
        ++m_rows;
        if (spend.net == 0.0 && spend.gross.value_or(0) > 0) ++m_gratis;
        return m_reading.sink().spend(std::move(spend));
    }

    Reading& m_reading;
    CsvFile& m_file;
    std::size_t m_date;
    Columns m_user, m_product, m_sku, m_model, m_quantity, m_unit, m_gross, m_discount, m_net, m_organisation,
        m_costCentre;
    std::array<Columns, 3> m_others; ///< columns that part lines and are not kept
    std::int64_t m_rows = 0;
    std::int64_t m_gratis = 0;
};

Result<void> readCsv(Reading& reading)
{
    auto file = CsvFile::open(reading);
    if (!file) return Failure(file.error());
    return BillingCsv(reading, *file).run();
}

/// Premium-request analytics: one line per request, no money.
Result<void> readRequests(Reading& reading)
{
    auto file = CsvFile::open(reading);
    if (!file) return Failure(file.error());
    const auto user = file->columns({"user"});
    const auto model = file->columns({"model"});
    const auto used = file->columns({"requests used"});
    const auto at = file->dates("Timestamp", {"timestamp"});
    if (auto ok = file->settle(); !ok) return ok;
    auto ok = file->each([&](const CsvRow& row) -> Result<void> {
        std::optional<Instant> when;
        domain::SpendRecord spend;
        if (!file->readInstant(row, at, when) || !file->readNumber(row, used, spend.quantity)) return {};
        if (!when) {
            file->reject(row, "the line has no time; export it again");
            return {};
        }
        spend.tool = "copilot";
        spend.identity = user.first(row);
        spend.model = model.first(row);
        spend.sku = "copilot_premium_request";
        spend.unit = "requests";
        spend.line = std::to_string(toUnixMillis(*when));
        spend.from = spend.to = dayOf(*when);
        return reading.sink().spend(std::move(spend));
    });
    if (ok) file->close();
    return ok;
}

/// First and last day of a year, month or day; absent when the numbers are none.
std::pair<std::optional<Day>, std::optional<Day>> period(std::optional<int> year, std::optional<int> month,
                                                         std::optional<int> day)
{
    using namespace std::chrono;
    if (!year) return {};
    const year_month_day first{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(month.value_or(1))},
                               std::chrono::day{static_cast<unsigned>(day.value_or(1))}};
    if (!first.ok()) return {};
    if (day) return {sys_days{first}, sys_days{first}};
    const auto lastMonth = std::chrono::month{static_cast<unsigned>(month.value_or(12))};
    return {sys_days{first}, sys_days{std::chrono::year{*year} / lastMonth / last}};
}

/// One entry of `usageItems[]`.
domain::SpendRecord billedItem(const Json& row)
{
    domain::SpendRecord spend;
    spend.product = row["product"].text();
    spend.tool = toolOf(spend.product);
    spend.sku = row["sku"].text();
    spend.model = row["model"].text();
    spend.unit = row["unitType"].text();
    spend.identity = row["user"].text();
    spend.scope = row.any({"organizationName", "organization"}).text();
    spend.costCentre = row.any({"costCenter", "costCenterName"}).text();
    spend.line = row.any({"repositoryName", "repository"}).text();
    spend.quantity = row.any({"grossQuantity", "quantity"}).number();
    spend.gross = row["grossAmount"].number();
    spend.discount = row["discountAmount"].number();
    spend.net = row["netAmount"].number();
    spend.from = spend.to = parseIsoDay(row["date"].view().substr(0, 10));
    spend.currency = "USD";
    return spend;
}

/// `usageItems[]` of the billing API: a month or a day, as `timePeriod` says.
Result<void> readJson(Reading& reading)
{
    std::optional<int> year, month, dayOfMonth;
    std::vector<domain::SpendRecord> rows;
    std::string organisation;
    const auto one = [&](const Json& row, const JsonPlace& place) -> Result<void> {
        if (place.key == "timePeriod") {
            const auto number = [&row](const char* key) -> std::optional<int> {
                const auto value = row[key].integer();
                return value && *value > 0 && *value < 10'000 ? std::optional(static_cast<int>(*value)) : std::nullopt;
            };
            year = number("year");
            month = number("month");
            dayOfMonth = number("day");
            return {};
        }
        rows.push_back(billedItem(row));
        return {};
    };
    const auto envelope = reading.eachRecord({"usageItems", "timePeriod"}, one);
    if (!envelope) return Failure(envelope.error());
    const auto [from, to] = period(year, month, dayOfMonth);
    for (auto& spend : rows) {
        if (!spend.from) {
            spend.from = from;
            spend.to = to;
        }
        if (spend.scope.empty())
            if (const auto name = envelope->find("organization"); name != envelope->end()) spend.scope = name->second;
        if (auto ok = reading.sink().spend(std::move(spend)); !ok) return ok;
    }
    return {};
}

} // namespace copilotbilling

const Importer& copilotBilling()
{
    static const SpecImporter kImporter(
        {"copilot-billing-csv", "GitHub billing CSV (AI credits, premium requests, metered usage)",
         "date, username, product, sku, quantity, unit_type, gross_amount, discount_amount, net_amount",
         [](const Sniffed& seen) {
             return seen.csv({"sku", "unit type", "gross amount", "net amount"}) ? 90 : 0;
         },
         &copilotbilling::readCsv});
    return kImporter;
}

const Importer& copilotRequests()
{
    static const SpecImporter kImporter({"copilot-requests-csv", "GitHub Copilot premium-request analytics CSV",
                                         "Timestamp, User, Model, Requests Used",
                                         [](const Sniffed& seen) {
                                             return seen.csv({"timestamp", "user", "requests used"}) ? 90 : 0;
                                         },
                                         &copilotbilling::readRequests});
    return kImporter;
}

const Importer& copilotBillingJson()
{
    static const SpecImporter kImporter({"copilot-billing-json", "GitHub billing API (usageItems)",
                                         "usageItems[].sku, usageItems[].netAmount, timePeriod",
                                         [](const Sniffed& seen) {
                                             return seen.anyPath({"usageItems.netAmount", "usageItems.sku"}) ? 90 : 0;
                                         },
                                         &copilotbilling::readJson});
    return kImporter;
}

} // namespace assay::importers
