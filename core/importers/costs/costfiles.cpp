// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/formats.h"
#include "importers/text/csvimporter.h"
#include "importers/text/sniff.h"
#include "importers/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace assay::importers {
namespace costfiles {

/// Upper-case ISO 4217 code; empty when the text is none.
std::string currencyCode(std::string_view text)
{
    std::string code(trimmed(text));
    for (char& c : code)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    const bool letters =
        code.size() == 3 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return letters ? code : std::string();
}

Result<void> readPrices(Reading& reading, CsvFile& file)
{
    const auto vendor = file.columns({"vendor", "tool"});
    const auto plan = file.columns({"plan", "sku"});
    const auto unit = file.columns({"unit"});
    const auto price = file.columns({"price", "unit price"});
    const auto currency = file.columns({"currency"});
    const auto from = file.dates("valid_from", {"valid from", "from"});
    const auto to = file.dates("valid_to", {"valid to", "to"});
    if (!vendor.found()) return missingColumn(reading.path(), "the vendor");
    if (!price.found()) return missingColumn(reading.path(), "the price");
    if (auto ok = file.settle(); !ok) return ok;
    auto ok = file.each([&](const CsvRow& row) -> Result<void> {
        domain::PriceRecord record;
        record.vendor = vendor.first(row);
        record.plan = plan.first(row);
        record.unit = unit.first(row);
        record.currency = currencyCode(currency.first(row));
        std::optional<double> value;
        if (!file.readNumber(row, price, value) || !file.readDay(row, from, record.validFrom) ||
            !file.readDay(row, to, record.validTo))
            return {};
        std::string problem;
        if (record.vendor.empty())
            problem = "the row names no vendor; fill it in";
        else if (!value || *value < 0)
            problem = "the row has no price of 0 or more; fill it in";
        else if (record.currency.empty())
            problem = fmt::format("\"{}\" is no currency; write its three letters, such as EUR", currency.first(row));
        else if (record.validFrom && record.validTo && *record.validTo < *record.validFrom)
            problem = "the price ends before it begins; correct it";
        if (!problem.empty()) {
            file.reject(row, std::move(problem));
            return {};
        }
        if (record.unit.empty()) record.unit = "seat-month";
        record.price = *value;
        return reading.sink().price(std::move(record));
    });
    if (ok) file.close();
    return ok;
}

Result<void> readInvoices(Reading& reading, CsvFile& file)
{
    const auto vendor = file.columns({"vendor", "supplier"});
    const auto description = file.columns({"description", "item"});
    const auto seats = file.columns({"seats", "quantity"});
    const auto amount = file.columns({"amount", "net amount", "total"});
    const auto currency = file.columns({"currency"});
    const auto team = file.columns({"team", "cost center", "cost centre"});
    const auto date = file.dates("date", {"date", "invoice date"});
    if (!file.date(date).at.found()) return missingColumn(reading.path(), "the date");
    if (!amount.found()) return missingColumn(reading.path(), "the amount");
    if (auto ok = file.settle(); !ok) return ok;
    std::set<std::string> seen;
    std::int64_t repeated = 0;
    auto ok = file.each([&](const CsvRow& row) -> Result<void> {
        domain::InvoiceRecord record;
        record.vendor = vendor.first(row);
        record.description = description.first(row);
        record.currency = currencyCode(currency.first(row));
        record.team = team.first(row);
        std::optional<Day> day;
        std::optional<double> value;
        if (!file.readDay(row, date, day) || !file.readInteger(row, seats, record.seats) ||
            !file.readNumber(row, amount, value))
            return {};
        std::string problem;
        if (!day)
            problem = "the row has no date; fill it in";
        else if (!value)
            problem = "the row has no amount; fill it in";
        else if (record.currency.empty())
            problem = fmt::format("\"{}\" is no currency; write its three letters, such as EUR", currency.first(row));
        if (!problem.empty()) {
            file.reject(row, std::move(problem));
            return {};
        }
        record.date = *day;
        record.amount = *value;
        if (!seen.insert(fmt::format("{}\n{}\n{}\n{}\n{}\n{}", isoDay(record.date), record.vendor, record.description,
                                     record.team, record.amount, record.currency))
                 .second) {
            ++repeated;
            return {};
        }
        return reading.sink().invoice(std::move(record));
    });
    if (repeated > 0)
        reading.notice(
            fmt::format("{} of its lines repeat another in date, vendor, description, team, amount and "
                        "currency; each was read once: if they are real, tell them apart in the description.",
                        repeated));
    if (ok) file.close();
    return ok;
}

class CostImporter : public Importer
{
public:
    using ReadFn = Result<void> (*)(Reading&, CsvFile&);
    explicit CostImporter(ReadFn fn) : m_fn(fn) {}
    Result<void> read(const Input& input, RecordSink& sink, const CancelToken& cancel,
                      const ProgressFn& progress) const override
    {
        Reading reading(input, sink, cancel, progress);
        auto file = CsvFile::open(reading);
        if (!file) return Failure(file.error());
        return m_fn(reading, *file);
    }

private:
    ReadFn m_fn;
};

class PriceSheet final : public CostImporter
{
public:
    PriceSheet() : CostImporter(&readPrices) {}
    std::string_view id() const override { return "price-sheet"; }
    std::string_view title() const override { return "Price sheet CSV"; }
    std::string_view needs() const override { return "vendor, plan, unit, price, currency, valid_from, valid_to"; }
    int canRead(const Sample& sample) const override
    {
        return sniffed(sample).csv({"vendor", "price", "currency"}) ? 90 : 0;
    }
};

class InvoiceCsv final : public CostImporter
{
public:
    InvoiceCsv() : CostImporter(&readInvoices) {}
    std::string_view id() const override { return "invoice-csv"; }
    std::string_view title() const override { return "Invoice lines CSV"; }
    std::string_view needs() const override { return "date, vendor, description, seats, amount, currency, team"; }
    int canRead(const Sample& sample) const override
    {
        const auto& seen = sniffed(sample);
        return seen.csv({"vendor", "amount", "currency"}) && seen.anyHeader({"date", "invoice date"}) ? 90 : 0;
    }
};

} // namespace costfiles

const Importer& priceSheet()
{
    static const costfiles::PriceSheet kImporter;
    return kImporter;
}

const Importer& invoiceCsv()
{
    static const costfiles::InvoiceCsv kImporter;
    return kImporter;
}

} // namespace assay::importers
