// SPDX-License-Identifier: GPL-3.0-or-later
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
        for (const auto& column : others)
            if (const auto value = column.first(row); !value.empty())
                spend.line += (spend.line.empty() ? "" : "|") + std::string(value);
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
