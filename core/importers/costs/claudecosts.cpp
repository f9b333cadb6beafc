// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/costs/lineparts.h"
#include "importers/telemetry/usagemerge.h"
#include "importers/text/csvimporter.h"
#include "importers/text/formatspec.h"

#include <fmt/format.h>

#include <array>

namespace assay::importers {
namespace claudecosts {

constexpr const char* kNoPeriod = "It covers a period that it does not name, so its spending belongs to no month; "
                                  "prefer the analytics API, which has days.";

/// claude.ai spend report: one row per user × product × model over the whole range that was chosen.
Result<void> readSpendReport(Reading& reading)
{
    auto file = CsvFile::open(reading);
    if (!file) return Failure(file.error());
    const auto who = file->columns({"e-mail", "email", "user email", "email address", "account email"});
    const auto account = file->columns({"account uuid", "account id"});
    const auto product = file->columns({"product"});
    const auto model = file->columns({"model"});
    const auto requests = file->columns({"total requests"});
    const auto net = file->columns({"total net spend usd"});
    const auto gross = file->columns({"total gross spend usd"});
    auto ok = file->each([&](const CsvRow& row) -> Result<void> {
        domain::SpendRecord spend;
        spend.tool = "claude-code";
        spend.identity = who.first(row);
        if (spend.identity.empty()) spend.identity = account.first(row);
        spend.product = product.first(row);
        spend.model = model.first(row);
        spend.unit = "requests";
        spend.currency = "USD";
        if (!file->readNumber(row, requests, spend.quantity) || !file->readNumber(row, net, spend.net) ||
            !file->readNumber(row, gross, spend.gross))
            return {};
        if (spend.gross && spend.net) spend.discount = *spend.gross - *spend.net;
        return reading.sink().spend(std::move(spend));
    });
    if (!ok) return ok;
    reading.notice(kNoPeriod);
    file->close();
    return {};
}

/// Console usage: tokens per day, model and API key; neither person nor money.
Result<void> readConsoleUsage(Reading& reading)
{
    auto file = CsvFile::open(reading);
    if (!file) return Failure(file.error());
    const auto date = file->dates("usage_date_utc", {"usage date utc", "usage date"});
    const auto model = file->columns({"model version", "model"});
    const auto key = file->columns({"api key"});
    const auto workspace = file->columns({"workspace"});
    const auto type = file->columns({"usage type"});
    const std::array<Columns, 3> others{file->columns({"context window"}), file->columns({"inference geo"}),
                                        file->columns({"speed"})};
    const std::array<Columns, 6> tokens{
        file->columns({"usage input tokens no cache"}),       file->columns({"usage input tokens cache write 5m"}),
        file->columns({"usage input tokens cache write 1h"}), file->columns({"usage input tokens cache write"}),
        file->columns({"usage input tokens cache read"}),     file->columns({"usage output tokens"})};
    if (auto ok = file->settle(); !ok) return ok;
    auto ok = file->each([&](const CsvRow& row) -> Result<void> {
        domain::SpendRecord spend;
        spend.tool = "claude-api";
        if (!file->readDay(row, date, spend.from)) return {};
        if (!spend.from) {
            file->reject(row, "the row has no day; export it again");
            return {};
        }
        spend.to = spend.from;
        spend.identity = key.first(row);
        spend.scope = workspace.first(row);
        spend.sku = type.first(row);
        spend.model = model.first(row);
        spend.unit = "tokens";
        for (const auto& column : others) addPart(spend.line, column.first(row));
        for (const auto& column : tokens) {
            std::optional<double> count;
            if (!file->readNumber(row, column, count)) return {};
            addKnown(spend.quantity, count);
        }
        return reading.sink().spend(std::move(spend));
    });
    if (!ok) return ok;
    reading.notice("It names API keys, not people, and gives tokens, not money.");
    file->close();
    return {};
}

/// Console cost: money per day, model, API key and kind of token. The list price is gross; files without it give net
/// only.
class ConsoleCost
{
public:
    ConsoleCost(Reading& reading, CsvFile& file)
        : m_reading(reading), m_file(file), m_date(file.dates("usage_date_utc", {"usage date utc", "usage date"})),
          m_model(file.columns({"model"})), m_key(file.columns({"api key"})), m_workspace(file.columns({"workspace"})),
          m_tokens(file.columns({"token type"})), m_kind(file.columns({"cost type"})),
          m_net(file.columns({"cost usd"})),
          m_list(file.columns({"list price usd"})), m_others{file.columns({"usage type"}),
                                                             file.columns({"context window"}),
                                                             file.columns({"inference geo"}), file.columns({"speed"}),
                                                             file.columns({"api key id"})}
    {
    }

    Result<void> run()
    {
        if (auto ok = m_file.settle(); !ok) return ok;
        if (auto ok = m_file.each([this](const CsvRow& row) { return one(row); }); !ok) return ok;
        m_reading.notice("It names API keys, not people, and gives money, not tokens.");
        m_file.close();
        return {};
    }

private:
    Result<void> one(const CsvRow& row)
    {
        domain::SpendRecord spend;
        if (!m_file.readDay(row, m_date, spend.from) || !m_file.readNumber(row, m_net, spend.net) ||
            !m_file.readNumber(row, m_list, spend.gross))
            return {};
        if (!spend.from || !spend.net) {
            m_file.reject(row, "the row has no day or no cost; export it again");
            return {};
        }
        spend.tool = "claude-api";
        spend.to = spend.from;
        spend.identity = m_key.first(row);
        spend.scope = m_workspace.first(row);
        spend.product = m_kind.first(row);
        spend.sku = m_tokens.first(row);
        spend.model = m_model.first(row);
        for (const auto& column : m_others) addPart(spend.line, column.first(row));
        spend.currency = "USD";
        if (spend.gross) spend.discount = *spend.gross - *spend.net;
        return m_reading.sink().spend(std::move(spend));
    }

    Reading& m_reading;
    CsvFile& m_file;
    std::size_t m_date;
    Columns m_model, m_key, m_workspace, m_tokens, m_kind, m_net, m_list;
    std::array<Columns, 5> m_others; ///< columns that part lines and are not kept
};

Result<void> readConsoleCost(Reading& reading)
{
    auto file = CsvFile::open(reading);
    if (!file) return Failure(file.error());
    return ConsoleCost(reading, *file).run();
}

/// Console Claude Code page: spend and lines of a month that the file does not name.
Result<void> readConsoleCode(Reading& reading)
{
    auto file = CsvFile::open(reading);
    if (!file) return Failure(file.error());
    const auto who = file->columns({"user"});
    const auto money = file->columns({"spend this month (usd)"});
    const auto lines = file->columns({"lines this month"});
    auto ok = file->each([&](const CsvRow& row) -> Result<void> {
        domain::SpendRecord spend;
        spend.tool = "claude-code";
        spend.identity = who.first(row);
        spend.unit = "lines";
        spend.currency = "USD";
        if (!file->readNumber(row, money, spend.net) || !file->readNumber(row, lines, spend.quantity)) return {};
        if (spend.identity.empty()) {
            file->reject(row, "the row names no user; export it again");
            return {};
        }
        return reading.sink().spend(std::move(spend));
    });
    if (!ok) return ok;
    reading.notice(kNoPeriod);
    file->close();
    return {};
}

} // namespace claudecosts

const Importer& claudeSpendCsv()
{
    static const SpecImporter kImporter(
        {"claude-spend-csv", "Claude spend report CSV",
         "email, product, model, total_requests, total_net_spend_usd, total_gross_spend_usd",
         [](const Sniffed& seen) {
             return seen.anyHeader({"total net spend usd", "total gross spend usd"}) ? 90 : 0;
         },
         &claudecosts::readSpendReport});
    return kImporter;
}

const Importer& claudeConsoleUsage()
{
    static const SpecImporter kImporter(
        {"claude-console-usage", "Claude Console usage CSV",
         "usage_date_utc, model_version, api_key, usage_input_tokens_no_cache, usage_output_tokens",
         [](const Sniffed& seen) {
             return seen.csv({"usage date utc", "usage output tokens"}) ? 90 : 0;
         },
         &claudecosts::readConsoleUsage});
    return kImporter;
}

const Importer& claudeConsoleCost()
{
    static const SpecImporter kImporter(
        {"claude-console-cost", "Claude Console cost CSV",
         "usage_date_utc, model, workspace, api_key, token_type, cost_usd; better with list_price_usd",
         [](const Sniffed& seen) {
             return seen.csv({"usage date utc", "cost usd"}) ? 90 : 0;
         },
         &claudecosts::readConsoleCost});
    return kImporter;
}

const Importer& claudeConsoleCode()
{
    static const SpecImporter kImporter({"claude-console-code", "Claude Console, Claude Code CSV",
                                         "User, Spend this Month (USD), Lines this Month",
                                         [](const Sniffed& seen) {
                                             return seen.csv({"user", "spend this month (usd)"}) ? 90 : 0;
                                         },
                                         &claudecosts::readConsoleCode});
    return kImporter;
}

} // namespace assay::importers
