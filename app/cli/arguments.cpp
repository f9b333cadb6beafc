// SPDX-License-Identifier: GPL-3.0-or-later
// The only file that includes CLI11: its header costs eight seconds.
#include "cli/options.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sstream>

#ifndef ASSAY_VERSION
#define ASSAY_VERSION "unknown"
#endif

namespace assay::cli {
namespace {

using Pick = std::function<void(const Options&)>;

Day dayFrom(const std::string& flag, const std::string& text)
{
    const auto day = parseIsoDay(text);
    if (!day) throw CLI::ValidationError(flag, fmt::format("“{}” is no day; write it as 2026-10-31", text));
    return *day;
}

DayRange rangeFrom(const std::string& flag, const std::string& text)
{
    const auto dots = text.find("..");
    if (dots == std::string::npos)
        throw CLI::ValidationError(flag, fmt::format("“{}” is no range; write it as 2026-01-01..2026-06-30", text));
    const DayRange range{dayFrom(flag, text.substr(0, dots)), dayFrom(flag, text.substr(dots + 2))};
    if (range.to < range.from) throw CLI::ValidationError(flag, fmt::format("“{}” ends before it begins", text));
    return range;
}

facts::ProvenanceThreshold thresholdFrom(const std::string& text)
{
    using Kind = facts::ProvenanceThreshold::Kind;
    if (text == "declared") return {Kind::Declared, 1};
    if (text == "unknown-as-human") return {Kind::UnknownAsHuman, 0.5};
    if (text == "unknown-as-ai") return {Kind::UnknownAsAi, 0.5};
    char* end = nullptr;
    const double p = std::strtod(text.c_str(), &end);
    if (text.empty() || *end != '\0' || !(p > 0) || p > 1)
        throw CLI::ValidationError(
            "--provenance-threshold",
            fmt::format("“{}” is neither “declared” nor a probability above 0 and up to 1", text));
    return {Kind::Probability, p};
}

/// The filter flags that figures, rows and reports share.
struct FilterFlags
{
    std::string from, to, baseline, threshold;
    std::vector<std::string> teams, taskTypes, repositories, tools;
    int minimumGroup = 5;

    void add(CLI::App* app)
    {
        app->add_option("--from", from, "First day of the period")->type_name("DAY");
        app->add_option("--to", to, "Last day of the period")->type_name("DAY");
        app->add_option("--baseline", baseline, "Days to compare with")->type_name("DAY..DAY");
        app->add_option("--team", teams, "Only this team; may be repeated")->type_name("TEAM")->allow_extra_args(false);
        app->add_option("--task-type", taskTypes, "Only this task type; may be repeated")
            ->type_name("TYPE")
            ->allow_extra_args(false);
        app->add_option("--repository", repositories, "Only this repository; may be repeated")
            ->type_name("NAME")
            ->allow_extra_args(false);
        app->add_option("--tool", tools, "Only AI-assisted work with this tool; may be repeated")
            ->type_name("TOOL")
            ->allow_extra_args(false);
        app->add_option("--provenance-threshold", threshold,
                        "What counts as AI-assisted: declared, a probability, unknown-as-human, unknown-as-ai")
            ->type_name("declared|P");
        app->add_option("--minimum-group", minimumGroup, "Smallest group that is shown; 5 or more")
            ->check(CLI::Range(5, 1000));
    }

    facts::Filter filter() const
    {
        facts::Filter f;
        if (from.empty() != to.empty())
            throw CLI::ValidationError("--from", "needs --to as well, and the other way round");
        if (!from.empty()) f.period = DayRange{dayFrom("--from", from), dayFrom("--to", to)};
        if (f.period && f.period->to < f.period->from) throw CLI::ValidationError("--to", "lies before --from");
        if (!baseline.empty()) f.baseline = rangeFrom("--baseline", baseline);
        f.teams.insert(teams.begin(), teams.end());
        f.taskTypes.insert(taskTypes.begin(), taskTypes.end());
        f.repositories.insert(repositories.begin(), repositories.end());
        f.tools.insert(tools.begin(), tools.end());
        if (!threshold.empty()) f.threshold = thresholdFrom(threshold);
        f.minimumGroup = minimumGroup;
        return f;
    }
};

void workspaceOption(CLI::App* app, std::string& into)
{
    app->add_option("workspace", into, "The workspace, W.assay")->required();
}

void addDemo(CLI::App& app, const Pick& pick)
{
    auto o = std::make_shared<DemoOptions>();
    auto* c = app.add_subcommand("demo", "Make a workspace with a made-up organisation");
    workspaceOption(c, o->workspace);
    c->add_option("--seed", o->seed, "Another seed gives another organisation");
    c->add_option("--developers", o->developers, "How many developers")->check(CLI::Range(10, 5000));
    c->add_option("--months", o->months, "How many months")->check(CLI::Range(6, 60));
    c->add_option("--files", o->files, "Keep the import files and the Git repositories in this folder")
        ->type_name("DIR");
    c->callback([o, pick] { pick(*o); });
}

void addImport(CLI::App& app, const Pick& pick)
{
    struct Flags
    {
        ImportOptions options;
        std::string order, since;
        std::vector<std::string> maps;
    };
    auto f = std::make_shared<Flags>();
    auto& request = f->options.request;
    auto* c = app.add_subcommand("import", "Read repositories, files and folders into a workspace");
    workspaceOption(c, request.workspace);
    c->add_option("paths", request.paths, "Git repositories, files or folders")->required();
    c->add_option("--as", request.format, "Read as this format instead of recognising it (assay-cli formats)")
        ->type_name("FORMAT");
    c->add_option("--timezone", request.options.timezone, "Zone of stamps that carry none, as Europe/Berlin")
        ->type_name("ZONE");
    c->add_option("--date-order", f->order, "Order of ambiguous dates")->check(CLI::IsMember({"dmy", "mdy"}));
    c->add_option("--map", f->maps, "What a column means; may be repeated")
        ->type_name("COLUMN=FIELD")
        ->allow_extra_args(false);
    c->add_option("--repository", request.options.repository, "owner/name, for exports that do not say it")
        ->type_name("NAME");
    c->add_option("--name", request.name, "Name of the source");
    c->add_option("--branch", request.branch, "Any revision; default: the checked-out or default branch")
        ->type_name("REV");
    c->add_option("--since", f->since, "Leave out older commits")->type_name("DAY");
    c->add_flag("--dry-run", request.dryRun, "Show what would be read; write nothing");
    c->add_flag("--strict", f->options.strict, "Exit with 1 when rows were rejected");
    c->add_flag("--trust-owner", request.trustForeignOwner, "Read repositories that belong to another user");
    c->callback([f, pick] {
        auto& r = f->options.request;
        using Order = session::ImportDateOrder;
        if (!f->order.empty()) r.options.dateOrder = f->order == "dmy" ? Order::DayFirst : Order::MonthFirst;
        if (!f->since.empty()) r.since = dayFrom("--since", f->since);
        for (const auto& map : f->maps) {
            const auto equals = map.find('=');
            if (equals == std::string::npos)
                throw CLI::ValidationError("--map", fmt::format("“{}” is not COLUMN=FIELD", map));
            r.options.columnMap[map.substr(0, equals)] = map.substr(equals + 1);
        }
        if (!r.name.empty() && r.paths.size() > 1)
            throw CLI::ValidationError("--name", "names one source; give one path with it");
        pick(f->options);
    });
}

void addPeople(CLI::App& app, const Pick& pick)
{
    auto o = std::make_shared<PeopleOptions>();
    auto* p = app.add_subcommand("people", "Identities, who they were joined to, and why; decide what the data cannot");
    workspaceOption(p, o->workspace);
    p->add_flag("--suggest", o->suggest, "List joins that only look likely");
    p->add_flag("--questions", o->questions, "List identities that may be AI tools: only you know");
    const auto pairs = [p](const char* flag, std::vector<std::string>& into, const char* what) {
        p->add_option(flag, into, what)->type_name("A B")->expected(2)->take_all();
    };
    pairs("--join", o->join, "A and B are one person");
    pairs("--apart", o->apart, "A and B are two persons: a suggestion turned down");
    const auto each = [p](const char* flag, std::vector<std::string>& into, const char* what, const char* type) {
        p->add_option(flag, into, what)->type_name(type)->allow_extra_args(false);
    };
    each("--split", o->split, "A is not the person it was joined to", "A");
    each("--bot", o->bots, "A is a program", "A");
    each("--human", o->humans, "A is a person, whatever it looks like", "A");
    each("--tool", o->tools, "A is an AI tool: its commits are AI-written", "A=TOOL");
    p->add_option("--accept", o->accept, "Accept all suggestions from this score on")->check(CLI::Range(0.0, 1.0));
    p->add_flag("--undo", o->undo, "Take the last decision back");
    p->callback([o, pick] { pick(*o); });
}

void addTeams(CLI::App& app, const Pick& pick)
{
    struct Flags
    {
        TeamsOptions options;
        std::string from, to;
    };
    auto f = std::make_shared<Flags>();
    auto& o = f->options;
    auto* t = app.add_subcommand("teams", "Who works in which team, and when");
    workspaceOption(t, o.workspace);
    t->add_option("who", o.who,
                  "With --assign or --none: who; words of a name, address or login, @domain, path:FOLDER, "
                  "team:NAME, unmapped; * stands for any text");
    auto* assign = t->add_option("--assign", o.assign, "Put them into this team")->type_name("TEAM");
    auto* none = t->add_flag("--none", o.unassign, "Take them out of all teams");
    none->excludes(assign);
    t->add_option("--team", o.rosterFile, "Assign by a file: a person and a team on each line")->type_name("FILE.csv");
    t->add_option("--from", f->from, "First day; none: since ever")->type_name("DAY");
    t->add_option("--to", f->to, "Last day; none: until further notice")->type_name("DAY");
    t->add_flag("--dry-run", o.dryRun, "Only tell who is meant");
    t->add_flag("--undo", o.undo, "Take the last decision back");
    t->callback([f, pick] {
        auto& options = f->options;
        if (!f->from.empty()) options.from = dayFrom("--from", f->from);
        if (!f->to.empty()) options.to = dayFrom("--to", f->to);
        if (options.from && options.to && *options.to < *options.from)
            throw CLI::ValidationError("--to", "lies before --from");
        if ((!options.assign.empty() || options.unassign) && options.who.empty())
            throw CLI::ValidationError("--assign", "needs to know who; name people, @domain, path:FOLDER or unmapped");
        pick(options);
    });
}

void addRules(CLI::App& app, const Pick& pick)
{
    auto o = std::make_shared<RulesOptions>();
    auto* r = app.add_subcommand("rules", "The workspace's own rules: attribution markers, task types, calendars");
    workspaceOption(r, o->workspace);
    r->add_option("kind", o->kind, "attribution, task-types or calendars; none: which are its own")
        ->check(CLI::IsMember({"attribution", "task-types", "calendars"}));
    auto* set = r->add_option("--set", o->file, "Use this rule file, and derive anew by it")->type_name("FILE.toml");
    auto* clear = r->add_flag("--clear", o->clear, "Go back to the rules that ship with Assay");
    clear->excludes(set);
    r->callback([o, pick] {
        if (o->kind.empty() && (o->clear || !o->file.empty()))
            throw CLI::ValidationError("kind", "is needed with --set and --clear");
        pick(*o);
    });
}

void addLists(CLI::App& app, const Pick& pick)
{
    app.add_subcommand("formats", "The formats Assay reads, with what each needs")->callback([pick] {
        pick(FormatsOptions{});
    });
    app.add_subcommand("measures", "The catalogue of measures")->callback([pick] { pick(MeasuresOptions{}); });
    app.add_subcommand("doctor", "Versions, fonts, plugins, permissions")->callback([pick] { pick(DoctorOptions{}); });
    auto sources = std::make_shared<SourcesOptions>();
    auto* s = app.add_subcommand("sources", "Sources, their readings, counts and rejected rows");
    workspaceOption(s, sources->workspace);
    s->add_option("--rejects", sources->rejectsOf, "List the rejected rows of this reading")->type_name("RUN");
    s->add_option("-o,--output", sources->output, "With --rejects: write them as a file to correct and import again")
        ->type_name("FILE.csv");
    s->add_option("--remove", sources->remove, "Take a source out with everything that came from it")
        ->type_name("NAME|PATH");
    s->add_flag("--dry-run", sources->dryRun, "With --remove: only tell what would go");
    s->callback([sources, pick] { pick(*sources); });
    addPeople(app, pick);
    addTeams(app, pick);
    auto reconcile = std::make_shared<ReconcileOptions>();
    auto* r = app.add_subcommand("reconcile", "Seats, use, authors, roster and invoices against each other; holes in "
                                              "telemetry; double reports; money");
    workspaceOption(r, reconcile->workspace);
    r->add_flag("--who", reconcile->who, "Name the people, not only their number");
    r->callback([reconcile, pick] { pick(*reconcile); });
    addRules(app, pick);
    auto verify = std::make_shared<VerifyOptions>();
    auto* v = app.add_subcommand("verify", "Check database, audit chain and totals");
    workspaceOption(v, verify->workspace);
    v->callback([verify, pick] { pick(*verify); });
}

template <class T>
struct Filtered
{
    T options;
    FilterFlags flags;
};

void addExport(CLI::App& app, const Pick& pick)
{
    auto f = std::make_shared<Filtered<ExportOptions>>();
    auto& o = f->options;
    auto* e = app.add_subcommand("export", "All figures as JSON or CSV, or a scenario as a spreadsheet with formulas");
    workspaceOption(e, o.workspace);
    e->add_option("-o,--output", o.output, "Where to write it; with csv a folder")->type_name("FILE|DIR")->required();
    e->add_option("--format", o.format, "json, csv, xlsx, or redacted: JSON without person, message or path")
        ->check(CLI::IsMember({"json", "csv", "xlsx", "redacted"}));
    e->add_option("--scenario", o.scenario, "With xlsx: a name, vendor, realistic, regulated, narrow, or a TOML file")
        ->type_name("NAME");
    f->flags.add(e);
    e->callback([f, pick] {
        f->options.filter = f->flags.filter();
        pick(f->options);
    });
}

void addFigures(CLI::App& app, const Pick& pick)
{
    auto show = std::make_shared<Filtered<ShowOptions>>();
    auto* s = app.add_subcommand("show", "Figures, with interval, n and coverage");
    workspaceOption(s, show->options.workspace);
    s->add_option("measures", show->options.measures, "Ids as `assay-cli measures` lists them; none: all")
        ->type_name("MEASURE");
    s->add_option("--by", show->options.by,
                  "Split by provenance, team, task-type, code-age, repository, tool, month, week, language, priority")
        ->delimiter(',')
        ->allow_extra_args(false);
    show->flags.add(s);
    s->callback([show, pick] {
        show->options.filter = show->flags.filter();
        pick(show->options);
    });
    auto compare = std::make_shared<Filtered<CompareOptions>>();
    auto* c =
        app.add_subcommand("compare", "AI-assisted against human-only: raw, adjusted, by segment, with sensitivity");
    workspaceOption(c, compare->options.workspace);
    c->add_option("measures", compare->options.measures, "Ids; none: all that can be compared")->type_name("MEASURE");
    compare->flags.add(c);
    c->callback([compare, pick] {
        compare->options.filter = compare->flags.filter();
        pick(compare->options);
    });
    auto rows = std::make_shared<Filtered<RowsOptions>>();
    auto* r = app.add_subcommand("rows", "The facts behind the figures");
    workspaceOption(r, rows->options.workspace);
    r->add_option("kind", rows->options.kind,
                  "commits, changes, tickets, defects, origins, survival, usage, people or rejects")
        ->required();
    rows->flags.add(r);
    r->callback([rows, pick] {
        rows->options.filter = rows->flags.filter();
        pick(rows->options);
    });
    auto report = std::make_shared<Filtered<ReportOptions>>();
    auto* p = app.add_subcommand("report", "The report for leadership, as PDF");
    workspaceOption(p, report->options.workspace);
    p->add_option("-o,--output", report->options.output, "Where to write it")->type_name("FILE.pdf")->required();
    p->add_option("--paper", report->options.paper, "a4 or letter")->check(CLI::IsMember({"a4", "letter"}));
    p->add_option("--pages", report->options.pages, "Only these pages, by id")->delimiter(',')->allow_extra_args(false);
    p->add_option("--scenario", report->options.scenarios,
                  "Scenarios of the Economics page, by name or vendor, realistic, regulated, narrow; may be repeated")
        ->type_name("NAME")
        ->allow_extra_args(false);
    report->flags.add(p);
    p->callback([report, pick] {
        report->options.filter = report->flags.filter();
        pick(report->options);
    });
    addExport(app, pick);
}

/// What of a scenario is other than stored.
void addScenarioFlags(CLI::App* w, WhatIfOptions& o, std::vector<std::string>& sets)
{
    w->add_option("--set", sets, "One assumption, as 0.12 or low:mode:high; may be repeated")
        ->type_name("ID=VALUE")
        ->allow_extra_args(false);
    w->add_option("--phase", o.phases, "A phase of the rollout: who from which month on, as a share; may be repeated")
        ->type_name("TEAM:MONTH:PEOPLE[:WORK]")
        ->allow_extra_args(false);
    w->add_option("--months", o.months, "Another horizon, 12 to 60 months")->type_name("N");
    w->add_option("--discount-rate", o.discountRate, "Another rate per year, 0.08 for 8 %")->type_name("SHARE");
    w->add_option("--start", o.start, "Another first month, as 2026-11; the one after the data unless said")
        ->type_name("MONTH");
    w->add_option("--hosting", o.hosting, "cloud, hybrid or on-premise")
        ->check(CLI::IsMember({"cloud", "hybrid", "on-premise"}));
    w->add_option("--approach", o.approach, "buy, mixed or build")->check(CLI::IsMember({"buy", "mixed", "build"}));
    w->add_option("--trials", o.trials, "How many trials")->check(CLI::Range(1000, 5'000'000));
    w->add_option("--seed", o.seed, "Another seed gives other luck");
}

void addWhatIf(CLI::App& app, const Pick& pick)
{
    struct Flags
    {
        WhatIfOptions options;
        FilterFlags filter;
        std::vector<std::string> sets;
    };
    auto f = std::make_shared<Flags>();
    auto& o = f->options;
    auto* w = app.add_subcommand("whatif", "Net value of a scenario as a distribution, and what must be true");
    workspaceOption(w, o.workspace);
    w->add_option("scenario", o.scenario, "Its name, vendor, realistic, regulated or narrow, or a TOML file");
    addScenarioFlags(w, o, f->sets);
    auto* goal = w->add_option("--goal", o.goal, "probability, median-npv, mean-npv or median-roi, >= and a number")
                     ->type_name("MEASURE>=VALUE");
    auto* solve = w->add_option("--solve", o.solve, "The assumption that may move to reach the goal")->type_name("ID");
    w->add_option("--over", o.over, "The frontier: what is solved for at thirteen values of another assumption")
        ->type_name("ID=FROM:TO")
        ->needs(solve);
    w->add_option("--against", o.against, "Another scenario or TOML file: what the two differ in, and by how much")
        ->type_name("SCENARIO");
    goal->needs(solve);
    solve->needs(goal);
    w->add_option("--save", o.save, "Keep the scenario in the workspace under this name")->type_name("NAME");
    w->add_option("--by", o.by, "Who answers for what was set; whoever is logged in unless said")->type_name("NAME");
    w->add_option("--write", o.write, "Write the scenario as a file that can be shared")->type_name("FILE.toml");
    w->add_option("--xlsx", o.xlsx, "Write it as a spreadsheet whose formulas give the deterministic case")
        ->type_name("FILE.xlsx");
    w->add_flag("--update", o.update, "Take today's measurements into the stored scenario first");
    w->add_flag("--lead", o.lead, "Put the stored (or just saved) scenario first: the recommendation goes by it");
    w->add_flag("--remove", o.remove, "Take the stored scenario out of the workspace; simulate nothing")
        ->excludes("--save")
        ->excludes("--update")
        ->excludes("--lead");
    w->add_flag("--list", o.list, "Every assumption with its source and date; simulate nothing");
    f->filter.add(w);
    w->callback([f, pick] {
        for (const auto& set : f->sets) {
            const auto equals = set.find('=');
            if (equals == std::string::npos)
                throw CLI::ValidationError("--set", fmt::format("“{}” is not ID=VALUE", set));
            f->options.set.emplace_back(set.substr(0, equals), set.substr(equals + 1));
        }
        f->options.filter = f->filter.filter();
        pick(f->options);
    });
}

void addDecisions(CLI::App& app, const Pick& pick)
{
    auto targets = std::make_shared<Filtered<TargetsOptions>>();
    auto* t = app.add_subcommand("targets", "Targets and guard-rails, and how they stand");
    workspaceOption(t, targets->options.workspace);
    t->add_option("--register", targets->options.file, "Register or edit the targets of a TOML file")
        ->type_name("FILE.toml");
    t->add_option("--retire", targets->options.retire, "Judge this target no longer; it stays listed")->type_name("ID");
    t->add_flag("--check", targets->options.check, "Exit code 6 if a target is not met or a guard-rail is crossed");
    targets->flags.add(t);
    t->callback([targets, pick] {
        targets->options.filter = targets->flags.filter();
        pick(targets->options);
    });
    auto alerts = std::make_shared<Filtered<AlertsOptions>>();
    auto* a = app.add_subcommand("alerts", "Weekly figures that left their usual range");
    workspaceOption(a, alerts->options.workspace);
    auto* acknowledge =
        a->add_option("--ack", alerts->options.acknowledge, "Note that somebody looks after this alert");
    acknowledge->type_name("KEY");
    a->add_option("--owner", alerts->options.owner, "Who does")->needs(acknowledge);
    a->add_option("--note", alerts->options.note, "What came of it")->needs(acknowledge);
    alerts->flags.add(a);
    a->callback([alerts, pick] {
        alerts->options.filter = alerts->flags.filter();
        pick(alerts->options);
    });
    auto verdict = std::make_shared<Filtered<VerdictOptions>>();
    auto* v = app.add_subcommand("verdict", "The recommendation, its rules, and what would change it");
    workspaceOption(v, verdict->options.workspace);
    verdict->flags.add(v);
    v->callback([verdict, pick] {
        verdict->options.filter = verdict->flags.filter();
        pick(verdict->options);
    });
}

void addLineage(CLI::App& app, const Pick& pick)
{
    auto trace = std::make_shared<TraceOptions>();
    auto* t = app.add_subcommand("trace", "Origins of given fixing commits");
    workspaceOption(t, trace->workspace);
    t->add_option("--fixes", trace->fixes, "JSON lines: repository, fix, before (optional)")
        ->type_name("FILE")
        ->required();
    t->add_option("--variant", trace->variant, "b, ag, ma, l, r or ranked, Assay's own ranking and the default")
        ->check(CLI::IsMember({"b", "ag", "ma", "l", "r", "ranked"}));
    t->callback([trace, pick] { pick(*trace); });
    auto blame = std::make_shared<BlameOptions>();
    auto* b = app.add_subcommand("blame", "Who introduced each line of a file, from the lineage store");
    workspaceOption(b, blame->workspace);
    b->add_option("repository", blame->repository, "Its name in the workspace, or where it lies")->required();
    b->add_option("path", blame->path, "The file, from the repository's top")->required();
    b->add_option("--rev,--at", blame->revision, "Any revision; default: what was read last")->type_name("OID");
    b->callback([blame, pick] { pick(*blame); });
}

} // namespace

tl::expected<Invocation, ParseFailure> parse(int argc, const char* const* argv)
{
    Invocation invocation;
    bool chosen = false;
    const Pick pick = [&](const Options& options) {
        invocation.options = options;
        chosen = true;
    };
    CLI::App app("Assay: do our AI coding tools pay off?", "assay-cli");
    app.set_version_flag("--version", std::string("assay-cli ") + ASSAY_VERSION);
    bool json = false;
    bool jsonLines = false;
    app.fallthrough();
    app.require_subcommand(1);
    app.add_flag("--json", json, "One JSON document");
    app.add_flag("--jsonl", jsonLines, "One JSON object a line");
    app.add_flag("--quiet", invocation.common.quiet, "No progress, no messages");
    addDemo(app, pick);
    addImport(app, pick);
    addLists(app, pick);
    addFigures(app, pick);
    addWhatIf(app, pick);
    addDecisions(app, pick);
    addLineage(app, pick);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        std::ostringstream out;
        std::ostringstream err;
        const int code = app.exit(e, out, err);
        return tl::unexpected(ParseFailure{code == 0 ? 0 : 2, code == 0 ? out.str() : err.str()});
    }
    if (!chosen) return tl::unexpected(ParseFailure{2, app.help()});
    invocation.common.format = json ? Format::Json : jsonLines ? Format::JsonLines : Format::Text;
    return invocation;
}

} // namespace assay::cli
