// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/formats.h"
#include "importers/text/csvimporter.h"
#include "importers/text/sniff.h"
#include "importers/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
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

/// The lines of one file. Those that their vendor names wait for the end: whether a later row says something else of
/// the same line does not depend on which comes first.
class InvoiceLines
{
public:
    /// False when an earlier row says the same.
    [[nodiscard]] bool isNew(const domain::InvoiceRecord& r)
    {
        return m_contents
            .insert(fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", isoDay(r.date), r.vendor, r.description, r.team,
                                r.amount, r.currency, r.number, r.line))
            .second;
    }
    void keep(domain::InvoiceRecord&& record, const CsvRow& row)
    {
        const auto name = fmt::format("{}\n{}\n{}", record.vendor, record.number, record.line);
        m_named[name].push_back({std::move(record), std::string(row.raw), row.line});
    }
    [[nodiscard]] Result<void> tell(Reading& reading)
    {
        for (auto& [name, rows] : m_named) {
            if (rows.size() == 1) {
                if (auto ok = reading.sink().invoice(std::move(rows.front().record)); !ok) return ok;
                continue;
            }
            for (const auto& row : rows)
                reading.reject(row.line,
                               fmt::format("line {} of invoice {} stands on {} rows with different values; keep one",
                                           row.record.line, row.record.number, rows.size()),
                               row.raw);
        }
        return {};
    }

private:
    struct Row
    {
        domain::InvoiceRecord record;
        std::string raw;
        std::int64_t line = 0;
    };
    std::set<std::string> m_contents;
    std::map<std::string, std::vector<Row>> m_named;
};

/// What keeps a row from being an invoice line; empty when nothing does.
std::string invoiceProblem(bool dated, bool priced, const domain::InvoiceRecord& record, std::string_view currency)
{
    if (!dated) return "the row has no date; fill it in";
    if (!priced) return "the row has no amount; fill it in";
    if (record.currency.empty())
        return fmt::format("\"{}\" is no currency; write its three letters, such as EUR", currency);
    return {};
}

void sayRepeated(Reading& reading, std::int64_t repeated)
{
    if (repeated > 0)
        reading.notice(
            fmt::format("{} of its lines repeat another in date, vendor, description, team, amount, currency, invoice "
                        "and line number; each was read once: if they are real, tell them apart by their line number "
                        "or description.",
                        repeated));
}

Result<void> readInvoices(Reading& reading, CsvFile& file)
{
    const auto number = file.columns({"invoice", "invoice number", "invoice no", "invoice id"});
    const auto line = file.columns({"line", "line number", "line no", "line item id", "position"});
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
    InvoiceLines lines;
    std::int64_t repeated = 0;
    auto ok = file.each([&](const CsvRow& row) -> Result<void> {
        domain::InvoiceRecord record;
        record.vendor = vendor.first(row);
        record.description = description.first(row);
        record.currency = currencyCode(currency.first(row));
        record.team = team.first(row);
        record.number = number.first(row);
        record.line = line.first(row);
        std::optional<Day> day;
        std::optional<double> value;
        if (!file.readDay(row, date, day) || !file.readInteger(row, seats, record.seats) ||
            !file.readNumber(row, amount, value))
            return {};
        std::string problem = invoiceProblem(day.has_value(), value.has_value(), record, currency.first(row));
        if (!problem.empty()) {
            file.reject(row, std::move(problem));
            return {};
        }
        record.date = *day;
        record.amount = *value;
        if (!lines.isNew(record)) {
            ++repeated;
            return {};
        }
        if (!record.named()) return reading.sink().invoice(std::move(record));
        lines.keep(std::move(record), row);
        return {};
    });
    if (ok) ok = lines.tell(reading);
    sayRepeated(reading, repeated);
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
    std::string_view needs() const override
    {
        return "date, vendor, description, seats, amount, currency, team; best with invoice and line numbers";
    }
    int canRead(const Sample& sample) const override
    {
        const auto& seen = sniffed(sample);
        return seen.csv({"currency"}) && seen.anyHeader({"vendor", "supplier"}) &&
                       seen.anyHeader({"amount", "net amount", "total"}) && seen.anyHeader({"date", "invoice date"})
                   ? 90
                   : 0;
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
