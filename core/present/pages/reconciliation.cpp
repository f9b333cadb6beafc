// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/cells.h"
#include "present/estimatetext.h"
#include "present/format.h"
#include "present/pages/parts.h"

#include <algorithm>

namespace assay::present {

namespace {

Cell maybeCount(const std::optional<std::int64_t>& n)
{
    return n ? countCell(*n) : missingCell();
}

Cell maybeDay(const std::optional<Day>& day)
{
    return day ? dayCell(toEpochDay(*day)) : missingCell();
}

Cell amountCell(const std::optional<double>& amount, const std::string& currency)
{
    if (!amount) return missingCell();
    Cell cell = textCell(formatAmount(*amount, currency));
    cell.sort = *amount;
    return cell;
}

TableSpec mismatchTable(const ReconciliationData& data)
{
    TableSpec table;
    table.id = QStringLiteral("reconciliation.people");
    table.title = QStringLiteral("In one record and not in the other");
    table.subtitle = QStringLiteral("People, at the end of the data; cost at list price");
    table.columns = {textColumn("What", 4), numberColumn("People"), numberColumn("A month", 1),
                     textColumn("What to do", 4)};
    for (const Mismatch& m : data.mismatches) {
        Cell people = countCell(m.people);
        people.strong = true;
        if (m.people > 0) people.tone = Tone::Attention;
        table.rows.push_back({{textCell(m.what), people, amountCell(m.costPerMonth, "USD"), textCell(m.remedy)}, {}});
    }
    table.empty = QStringLiteral("Needs two of: roster, seat list, usage report, Git history, invoice.");
    return table;
}

TableSpec toolsTable(const ReconciliationData& data)
{
    TableSpec table;
    table.id = QStringLiteral("reconciliation.tools");
    table.title = QStringLiteral("Seats, use and invoices by tool");
    table.subtitle = QStringLiteral("At the end of the data; a dash: no record of that kind was imported");
    table.columns = {textColumn("Tool", 2),
                     numberColumn("Seats"),
                     numberColumn("Active, 28 days"),
                     numberColumn("Idle"),
                     numberColumn("Never used"),
                     numberColumn("Not judged"),
                     numberColumn("Not eligible"),
                     numberColumn("On the invoice"),
                     textColumn("Of", 1),
                     numberColumn("More than seats"),
                     numberColumn("Seat a month")};
    for (const ToolSides& t : data.tools) {
        Cell gap = missingCell();
        if (t.invoiced && t.seats) {
            gap = countCell(*t.invoiced - *t.seats);
            if (*t.invoiced > *t.seats) gap.tone = Tone::Attention;
        }
        table.rows.push_back({{textCell(t.tool), maybeCount(t.seats), maybeCount(t.active), maybeCount(t.idle),
                               maybeCount(t.never), maybeCount(t.unjudged), maybeCount(t.notEligible),
                               maybeCount(t.invoiced), maybeDay(t.invoiceDay), gap, amountCell(t.pricePerMonth, "USD")},
                              {}});
    }
    table.empty = QStringLiteral("No seats, usage or invoices are imported yet.");
    return table;
}

QString holesText(const TelemetryDays& days)
{
    if (days.holes.empty()) return QStringLiteral("none");
    QStringList parts;
    for (std::size_t i = 0; i < days.holes.size() && i < 3; ++i)
        parts << (days.holes[i].from == days.holes[i].to
                      ? formatDay(days.holes[i].from)
                      : QStringLiteral("%1 to %2").arg(formatDay(days.holes[i].from), formatDay(days.holes[i].to)));
    if (days.holes.size() > 3) parts << QStringLiteral("and %1 more").arg(days.holes.size() - 3);
    return parts.join(QStringLiteral(", "));
}

TableSpec telemetryTable(const ReconciliationData& data)
{
    TableSpec table;
    table.id = QStringLiteral("reconciliation.telemetry");
    table.title = QStringLiteral("Days covered by telemetry");
    table.subtitle = QStringLiteral("Outside these days use is unknown, not zero");
    table.columns = {textColumn("Tool", 2),        textColumn("From"),     textColumn("To"),
                     numberColumn("Days"),         textColumn("Holes", 3), numberColumn("Silent weekdays"),
                     textColumn("Not final from"), numberColumn("Sources")};
    for (const TelemetryDays& d : data.telemetry) {
        Cell holes = textCell(holesText(d), d.holes.empty() ? Tone::Neutral : Tone::Attention);
        table.rows.push_back(
            {{textCell(d.tool), maybeDay(d.first), maybeDay(d.last), countCell(d.covered), holes,
              countCell(static_cast<std::int64_t>(d.silent.size())), maybeDay(d.provisionalFrom), countCell(d.sources)},
             {}});
    }
    table.empty = QStringLiteral("No usage report is imported yet.");
    return table;
}

TableSpec doublesTable(const ReconciliationData& data)
{
    TableSpec table;
    table.id = QStringLiteral("reconciliation.doubles");
    table.title = QStringLiteral("Reported twice");
    table.subtitle = QStringLiteral("Counted once: the report that reaches further, else the one read last");
    table.columns = {textColumn("What", 2), textColumn("By", 4), numberColumn("Rows"), numberColumn("Differing")};
    for (const DoubleReported& d : data.doubles) {
        QStringList sources;
        for (const auto& source : d.sources) sources << text(source);
        Cell differing = countCell(d.differing);
        if (d.differing > 0) differing.tone = Tone::Attention;
        table.rows.push_back(
            {{textCell(d.what), textCell(sources.join(QStringLiteral(", "))), countCell(d.rows), differing}, {}});
    }
    table.empty = QStringLiteral("Nothing is reported by more than one source.");
    return table;
}

TableSpec moneyTable(const ReconciliationData& data)
{
    TableSpec table;
    table.id = QStringLiteral("reconciliation.money");
    table.title = QStringLiteral("Money, as the vendors bill it");
    table.subtitle = QStringLiteral("Gross is the list price of what was used, net what is paid");
    table.columns = {textColumn("What", 3),    textColumn("From"),  textColumn("To"),      numberColumn("Gross"),
                     numberColumn("Discount"), numberColumn("Net"), numberColumn("Lines"), textColumn("Remark", 2)};
    for (const MoneyLine& m : data.money)
        table.rows.push_back({{textCell(m.what), maybeDay(m.from), maybeDay(m.to), amountCell(m.gross, m.currency),
                               amountCell(m.discount, m.currency), amountCell(m.net, m.currency), countCell(m.lines),
                               textCell(m.remark)},
                              {}});
    table.empty = QStringLiteral("No billing report or invoice is imported yet.");
    return table;
}

} // namespace

PageSpec reconciliationPage(const PageInput& input)
{
    PageSpec page = begunPage("reconciliation");
    const ReconciliationData& data = input.data.compared;
    page.blocks = {placed(mismatchTable(data), 0, 0, 12, 300), placed(toolsTable(data), 1, 0, 12, 220),
                   placed(telemetryTable(data), 2, 0, 12, 220), placed(doublesTable(data), 4, 0, 12, 200),
                   placed(moneyTable(data), 3, 0, 12, 220)};
    page.footnote = QStringLiteral("Counted at %1 over all teams; the filters do not change it.")
                        .arg(formatInstant(input.view.snapshot().cutOff));
    return page;
}

} // namespace assay::present
