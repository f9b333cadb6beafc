// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/costs/lineparts.h"
#include "importers/telemetry/usagemerge.h"
#include "importers/text/csvimporter.h"
#include "importers/text/formatspec.h"
#include "importers/text/utf8.h"

#include <algorithm>
#include <array>

namespace assay::importers {
namespace openaicosts {

/// The columns that both exports of the OpenAI platform have: a row per bucket of time and combination of the others.
/// A bucket without use or cost stands there too, with empty cells.
class Buckets
{
public:
    explicit Buckets(CsvFile& file)
        : m_file(file), m_date(file.dates("start_time_iso", {"start time iso"})),
          m_key(file.columns({"api key id"})), m_who{file.columns({"user email"}), file.columns({"user id"}), m_key},
          m_projects{file.columns({"project name"}), file.columns({"project id"})}
    {
    }

    bool read(const CsvRow& row, domain::SpendRecord& spend)
    {
        if (!m_file.readDay(row, m_date, spend.from)) return false;
        if (!spend.from) {
            m_file.reject(row, "the row has no start time; export it again");
            return false;
        }
        spend.tool = "openai-api";
        spend.to = spend.from;
        for (const auto& column : m_who)
            if (spend.identity.empty()) spend.identity = column.first(row);
        for (const auto& column : m_projects)
            if (spend.scope.empty()) spend.scope = column.first(row);
        return true;
    }
    [[nodiscard]] Columns key() const { return m_key; }

private:
    CsvFile& m_file;
    std::size_t m_date;
    Columns m_key;
    std::array<Columns, 3> m_who;      ///< the more telling name first
    std::array<Columns, 2> m_projects; ///< likewise
};

/// Usage of completions and the like: tokens, no money.
Result<void> readUsage(Reading& reading)
{
    auto file = CsvFile::open(reading);
    if (!file) return Failure(file.error());
    Buckets buckets(*file);
    const auto model = file->columns({"model"});
    const std::array<Columns, 2> tokens{file->columns({"input tokens"}), file->columns({"output tokens"})};
    const std::array<Columns, 4> others{file->columns({"start time"}), buckets.key(), file->columns({"batch"}),
                                        file->columns({"service tier"})};
    if (auto ok = file->settle(); !ok) return ok;
    auto ok = file->each([&](const CsvRow& row) -> Result<void> {
        domain::SpendRecord spend;
        if (!buckets.read(row, spend)) return {};
        spend.model = model.first(row);
        spend.unit = "tokens";
        for (const auto& column : others) addPart(spend.line, column.first(row));
        for (const auto& column : tokens) {
            std::optional<double> count;
            if (!file->readNumber(row, column, count)) return {};
            addKnown(spend.quantity, count);
        }
        if (!spend.quantity) return {}; // nothing was used in it
        return reading.sink().spend(std::move(spend));
    });
    if (!ok) return ok;
    reading.notice("It gives tokens, not money; the cost export of the same page has the money.");
    file->close();
    return {};
}

/// Costs by line item, as the model and the kind of token.
Result<void> readCosts(Reading& reading)
{
    auto file = CsvFile::open(reading);
    if (!file) return Failure(file.error());
    Buckets buckets(*file);
    const auto amount = file->columns({"amount value"});
    const auto currency = file->columns({"amount currency"});
    const auto item = file->columns({"line item"});
    const auto quantity = file->columns({"quantity"});
    const auto unit = file->columns({"quantity unit"});
    const auto start = file->columns({"start time"});
    if (auto ok = file->settle(); !ok) return ok;
    auto ok = file->each([&](const CsvRow& row) -> Result<void> {
        domain::SpendRecord spend;
        if (!buckets.read(row, spend) || !file->readNumber(row, amount, spend.net) ||
            !file->readNumber(row, quantity, spend.quantity))
            return {};
        if (!spend.net) return {}; // nothing was spent in it
        spend.sku = item.first(row);
        spend.unit = unit.first(row);
        addPart(spend.line, start.first(row));
        addPart(spend.line, buckets.key().first(row));
        spend.currency = currency.first(row);
        std::transform(spend.currency.begin(), spend.currency.end(), spend.currency.begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
        return reading.sink().spend(std::move(spend));
    });
    if (ok) file->close();
    return ok;
}

} // namespace openaicosts

const Importer& openaiUsageCsv()
{
    static const SpecImporter kImporter({"openai-usage-csv", "OpenAI usage CSV",
                                         "start_time_iso, model, input_tokens, output_tokens; better with user_id, "
                                         "api_key_id, project_id",
                                         [](const Sniffed& seen) {
                                             return seen.csv({"start time iso", "model", "input tokens"}) ? 90 : 0;
                                         },
                                         &openaicosts::readUsage});
    return kImporter;
}

const Importer& openaiCostCsv()
{
    static const SpecImporter kImporter({"openai-cost-csv", "OpenAI cost CSV",
                                         "start_time_iso, amount_value, amount_currency, line_item; better with "
                                         "user_email, project_name",
                                         [](const Sniffed& seen) {
                                             return seen.csv({"start time iso", "amount value"}) ? 90 : 0;
                                         },
                                         &openaicosts::readCosts});
    return kImporter;
}

} // namespace assay::importers
