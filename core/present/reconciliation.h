// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What the session found when it compared the records with each other; the page only lays it out.
namespace assay::present {

/// People who are in one record and not in another.
struct Mismatch
{
    std::string id; ///< "seat-not-eligible": stable, for the command line
    std::string what;
    std::int64_t people = 0;
    std::optional<double> costPerMonth; ///< at list price; absent when no price is known
    std::string remedy;
    std::vector<std::string> who; ///< names, for the command line alone
};

/// One tool, counted from every side at the end of the data. Absent: no record of that kind was imported.
struct ToolSides
{
    std::string tool; ///< title
    std::optional<std::int64_t> seats;
    std::optional<std::int64_t> active;   ///< meaningful use in the last 28 days
    std::optional<std::int64_t> idle;     ///< a seat, and no meaningful use in these days
    std::optional<std::int64_t> never;    ///< a seat, and no use as far back as telemetry reaches
    std::optional<std::int64_t> unjudged; ///< a seat of which nothing is known for these days, or that is too new
    std::optional<std::int64_t> notEligible;
    std::optional<std::int64_t> invoiced; ///< seats on the newest invoice of the vendor
    std::optional<Day> invoiceDay;
    std::optional<double> pricePerMonth;
};

/// The days of one tool's telemetry.
struct TelemetryDays
{
    std::string tool;
    Day first{};
    Day last{};
    std::int64_t covered = 0;
    std::vector<DayRange> holes;        ///< between first and last, spoken about by no source
    std::vector<Day> silent;            ///< weekdays within, on which nobody is reported: lost rows, or a day off
    std::optional<Day> provisionalFrom; ///< from here on the vendor may still change the figures
    std::int64_t sources = 0;
};

struct DoubleReported
{
    std::string what; ///< "usage days of copilot"
    std::vector<std::string> sources;
    std::int64_t rows = 0;
    std::int64_t differing = 0;
};

/// Money by tool and unit: list price, what was taken off, what is paid; never added to each other.
struct MoneyLine
{
    std::string what; ///< "Copilot, ai-credits"
    std::string currency;
    std::optional<Day> from;
    std::optional<Day> to;
    std::optional<double> gross;
    std::optional<double> discount;
    std::optional<double> net;
    std::int64_t lines = 0;
    std::string remark; ///< "an estimate of the vendor", "invoice"
};

struct ReconciliationData
{
    std::vector<Mismatch> mismatches;
    std::vector<ToolSides> tools;
    std::vector<TelemetryDays> telemetry;
    std::vector<DoubleReported> doubles;
    std::vector<MoneyLine> money;
};

} // namespace assay::present
