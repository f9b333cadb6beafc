// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "facts/filter.h"
#include "session/importjob.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace assay::cli {

enum class Format
{
    Text,
    Json,
    JsonLines
};

/// What every command takes.
struct Common
{
    Format format = Format::Text;
    bool quiet = false;
};

struct DemoOptions
{
    std::string workspace;
    std::string files; ///< `--files`; empty: into a temporary folder
    std::uint64_t seed = 1;
    int developers = 200;
    int months = 18;
};
struct ImportOptions
{
    session::ImportRequest request;
    bool strict = false;
};
struct FormatsOptions
{
};
struct SourcesOptions
{
    std::string workspace;
    std::int64_t rejectsOf = 0; ///< run id
    std::string output;         ///< with `rejectsOf`: a file to correct and import again
    std::string remove;         ///< name, path or number of a source
    bool dryRun = false;        ///< only tell what a removal takes away
};
struct PeopleOptions
{
    std::string workspace;
    bool suggest = false;
    bool questions = false;
    bool undo = false;
    std::vector<std::string> join;  ///< pairs, one after the other
    std::vector<std::string> apart; ///< pairs
    std::vector<std::string> split;
    std::vector<std::string> bots;
    std::vector<std::string> humans;
    std::vector<std::string> tools; ///< "IDENTITY=TOOL"
    std::optional<double> accept;   ///< all suggestions from this score on
};
struct TeamsOptions
{
    std::string workspace;
    std::string assign; ///< team; empty with `unassign`
    bool unassign = false;
    std::vector<std::string> who; ///< patterns
    std::string rosterFile;       ///< lines of a person and a team
    std::optional<Day> from;
    std::optional<Day> to;
    bool dryRun = false;
    bool undo = false;
};
struct ReconcileOptions
{
    std::string workspace;
    bool who = false; ///< names as well
};
struct RulesOptions
{
    std::string workspace;
    std::string kind; ///< "attribution", "task-types", "calendars"; empty: list
    std::string file;
    bool clear = false;
};
struct MeasuresOptions
{
};
struct ShowOptions
{
    std::string workspace;
    std::vector<std::string> measures;
    std::vector<std::string> by;
    facts::Filter filter;
};
struct CompareOptions
{
    std::string workspace;
    std::vector<std::string> measures;
    facts::Filter filter;
};
struct RowsOptions
{
    std::string workspace;
    std::string kind;
    facts::Filter filter;
};
struct TraceOptions
{
    std::string workspace;
    std::string fixes;
    std::string variant;
};
struct BlameOptions
{
    std::string workspace;
    std::string repository;
    std::string path;
    std::string revision;
};
struct ReportOptions
{
    std::string workspace;
    std::string output;
    std::string paper = "a4";
    std::vector<std::string> pages;
    std::vector<std::string> scenarios; ///< an Economics page for each
    facts::Filter filter;
};
struct ExportOptions
{
    std::string workspace;
    std::string output; ///< a file, or with csv a folder
    std::string format = "json";
    std::string scenario; ///< with xlsx
    facts::Filter filter;
};
struct WhatIfOptions
{
    std::string workspace;
    std::string scenario; ///< name, preset or TOML file; empty: the leading one
    std::vector<std::pair<std::string, std::string>> set;
    std::vector<std::string> phases; ///< of the rollout: "team:month:people[:work]"
    std::optional<int> months;
    std::optional<double> discountRate;
    std::string start;    ///< "2026-11"
    std::string hosting;  ///< "cloud", "hybrid", "on-premise"; empty: as the scenario has it
    std::string approach; ///< "buy", "mixed", "build"
    std::size_t trials = 100'000;
    std::uint64_t seed = 20260101;
    std::string goal; ///< "probability>=0.8"
    std::string solve;
    std::string over;    ///< "adoption=0.2:0.6": the frontier of what is solved for
    std::string against; ///< another scenario to tell the differences from
    std::string by;      ///< who answers for what was set; empty: whoever is logged in
    std::string save;    ///< keep it in the workspace under this name
    std::string write;   ///< write it to this TOML file
    std::string xlsx;    ///< write it to this spreadsheet
    bool update = false;
    bool lead = false;   ///< put the stored scenario before all others
    bool remove = false; ///< take it out of the workspace; simulate nothing
    bool list = false;
    facts::Filter filter;
};
struct TargetsOptions
{
    std::string workspace;
    std::string file;   ///< `--register`: a TOML file of targets
    std::string retire; ///< id
    bool check = false; ///< exit code 6 when a target is not met or a guard-rail is crossed
    facts::Filter filter;
};
struct AlertsOptions
{
    std::string workspace;
    std::string acknowledge; ///< key of an alert
    std::string owner;
    std::string note;
    facts::Filter filter;
};
struct VerdictOptions
{
    std::string workspace;
    facts::Filter filter;
};
struct VerifyOptions
{
    std::string workspace;
};
struct DoctorOptions
{
};

using Options = std::variant<DemoOptions, ImportOptions, FormatsOptions, SourcesOptions, PeopleOptions, TeamsOptions,
                             ReconcileOptions, RulesOptions, MeasuresOptions, ShowOptions, CompareOptions, RowsOptions,
                             TraceOptions, BlameOptions, ReportOptions, ExportOptions, TargetsOptions, AlertsOptions,
                             VerdictOptions, WhatIfOptions, VerifyOptions, DoctorOptions>;

struct Invocation
{
    Common common;
    Options options;
};

/// What the command line asks for. An error's message is what to print; for `--help` the code is 0 and the text goes to
/// stdout.
struct ParseFailure
{
    int exitCode = 2;
    std::string text;
};
[[nodiscard]] tl::expected<Invocation, ParseFailure> parse(int argc, const char* const* argv);

} // namespace assay::cli
