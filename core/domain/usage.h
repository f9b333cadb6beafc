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
    std::optional<std::int64_t> shown;        ///< suggestions shown
    std::optional<std::int64_t> accepted;     ///< suggestions accepted
    std::optional<std::int64_t> linesShown;
    std::optional<std::int64_t> linesAccepted;
    std::optional<std::int64_t> linesDeleted;
    std::optional<std::int64_t> interactions; ///< prompts, chats: started by the person
    std::optional<std::int64_t> agentRuns;
    std::optional<std::int64_t> commits;      ///< made by the tool
    std::optional<std::int64_t> pullRequests;
    std::optional<double> costUsd;            ///< vendor's own figure or estimate
    std::optional<std::int64_t> tokens;
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
    std::optional<Day> endsOn;           ///< pending cancellation
    std::optional<Day> snapshot;         ///< the day the list was made, when it says so
};

/// One roster line: a person in a team from a day to a day.
struct RosterRecord
{
    std::string person;                ///< display name; the key of the person within the roster
    std::vector<std::string> emails;
    std::vector<std::string> logins;   ///< "login" or "tool:login"
    std::string team;
    std::string role;
    bool engineering = true;           ///< eligible while it holds
    std::optional<Day> from;
    std::optional<Day> to;             ///< last day, included
    double share = 1.0;                ///< part of the working time in this team
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
struct InvoiceRecord
{
    Day date{};
    std::string vendor;
    std::string description;
    std::optional<std::int64_t> seats;
    double amount = 0;
    std::string currency;
    std::string team;
};

} // namespace assay::domain
