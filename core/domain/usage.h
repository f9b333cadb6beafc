// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace assay::domain {

/// person × tool × day (× surface): what a vendor's telemetry says. Absent counters stay absent: unknown is not zero.
struct UsageDayRecord
{
    std::string tool;     ///< catalogue id: "copilot", "claude-code", "cursor", …
    std::string identity; ///< login, e-mail or opaque id, as exported
    std::string surface;  ///< terminal type, IDE, …; empty when the report does not split
    std::string scope;    ///< organisation or enterprise the row belongs to
    Day day{};
    std::optional<std::int64_t> shown;    ///< suggestions shown
    std::optional<std::int64_t> accepted; ///< suggestions accepted
    std::optional<std::int64_t> linesShown;
    std::optional<std::int64_t> linesAccepted;
    std::optional<std::int64_t> linesDeleted;
    std::optional<std::int64_t> interactions; ///< prompts, chats: started by the person
    std::optional<std::int64_t> agentRuns;
    std::optional<std::int64_t> commits; ///< made by the tool
    std::optional<std::int64_t> pullRequests;
    std::optional<double> costUsd; ///< vendor's own figure or estimate
    std::optional<std::int64_t> tokens;
    /// For days summed from single events: the first and the last of them. Two exports whose events do not overlap then
    /// add up to the day; other reports of one day replace each other.
    std::optional<Instant> firstEvent;
    std::optional<Instant> lastEvent;
};

/// A licence held by someone, seen on the day of the snapshot.
struct SeatRecord
{
    std::string tool;
    std::string identity;
    std::string plan;
    std::string vendorTeam;
    std::optional<Instant> assigned;
    std::optional<Instant> lastActivity; ///< forgotten by GitHub after 90 days: absent is "never or long ago"
    std::optional<Instant> lastSignIn;
    std::optional<Day> endsOn;   ///< pending cancellation
    std::optional<Day> snapshot; ///< the day the list was made, when it says so
};

/// One roster line: a person in a team from a day to a day.
struct RosterRecord
{
    std::string person; ///< display name; the key of the person within the roster
    std::vector<std::string> emails;
    std::vector<std::string> logins; ///< "login" or "tool:login"
    std::string team;
    std::string role;
    bool engineering = true; ///< eligible while it holds
    std::optional<Day> from;
    std::optional<Day> to; ///< last day, included
    double share = 1.0;    ///< part of the working time in this team
};

/// A price from the price sheet.
struct PriceRecord
{
    std::string vendor;
    std::string plan;
    std::string unit; ///< "seat-month", "request", "credit", "hour", …
    double price = 0;
    std::string currency; ///< ISO 4217
    std::optional<Day> validFrom;
    std::optional<Day> validTo;
};

/// One line of an invoice.
/// Number and line name a line for ever, if the export gives both: a later reading of the same line corrects it, in
/// whatever file. Empty where it does not say.
struct InvoiceRecord
{
    Day date{};
    std::string vendor;
    std::string description;
    std::optional<std::int64_t> seats;
    double amount = 0;
    std::string currency;
    std::string team;
    std::string number;
    std::string line;

    [[nodiscard]] bool named() const { return !number.empty() && !line.empty(); }
};

/// Metered use and what it cost: one line of a billing report. Gross is the list price, net what is really charged
/// after included quota; a report that gives only one of them leaves the others absent.
struct SpendRecord
{
    std::string tool;     ///< catalogue id: "copilot", "cursor", …
    std::string identity; ///< login or e-mail; empty when the line names nobody
    std::string scope;    ///< organisation or workspace
    std::string costCentre;
    std::string product;
    std::string sku;
    std::string model;
    std::string unit;        ///< "requests", "ai-credits", "tokens", …: quantities of different units never add up
    std::string line;        ///< what else tells this line from others, as its moment or repository; empty if nothing
    std::optional<Day> from; ///< first day it covers; absent when the report does not say
    std::optional<Day> to;   ///< last day, included
    std::optional<double> quantity;
    std::optional<double> gross;
    std::optional<double> discount;
    std::optional<double> net;
    std::string currency;  ///< ISO 4217
    bool estimate = false; ///< the vendor calls it an estimate
};

/// Use of a tool by a whole organisation or team on a day, where the report names nobody. Never added to
/// UsageDayRecords.
struct GroupUsageRecord
{
    std::string tool;
    std::string scope; ///< organisation or enterprise
    std::string group; ///< team or surface, when the report splits
    Day day{};
    std::optional<std::int64_t> activeUsers;
    std::optional<std::int64_t> engagedUsers; ///< cannot be summed over days or groups
    std::optional<std::int64_t> shown;
    std::optional<std::int64_t> accepted;
    std::optional<std::int64_t> linesShown;
    std::optional<std::int64_t> linesAccepted;
    std::optional<std::int64_t> linesDeleted;
    std::optional<std::int64_t> interactions;
};

/// A vendor's statement that a person was in a vendor team on a day. People may be in several.
struct VendorTeamRecord
{
    std::string tool;
    std::string identity;
    std::string scope;
    std::string team;
    Day day{};
};

/// A day off: for one calendar, or for all when it is not named.
struct HolidayRecord
{
    Day day{};
    std::string name;
    std::string calendar;
};

/// One answer of a survey. Shown beside behaviour, never mixed into it.
struct SurveyRecord
{
    Day day{};
    std::string group; ///< team or pseudonym
    std::string question;
    std::optional<double> score;
    std::string text;
};

} // namespace assay::domain
