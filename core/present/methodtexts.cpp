// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/methodtexts.h"

#include "present/cells.h"
#include "present/format.h"
#include "present/rowstable.h"

#include <map>

namespace assay::present {

namespace {

struct Tally
{
    std::int64_t declared = 0;
    std::int64_t inferred = 0;
    std::int64_t human = 0;
    std::int64_t unknown = 0;
    RowsQuery rows{RowKind::Changes, QString(), {}};
    [[nodiscard]] std::int64_t total() const { return declared + inferred + human + unknown; }
};

void count(Tally& tally, const facts::View& view, facts::Index row)
{
    tally.rows.rows.push_back(row);
    switch (view.provenanceOfChange(row)) {
    case domain::Provenance::Human:
        ++tally.human;
        return;
    case domain::Provenance::Unknown:
        ++tally.unknown;
        return;
    case domain::Provenance::Ai:
        break;
    }
    ++(view.snapshot().changes.has(row, facts::kDeclared) ? tally.declared : tally.inferred);
}

TableRow tallyRow(const QString& title, const Tally& tally, bool strong)
{
    Cell name = textCell(title);
    name.strong = strong;
    TableRow row;
    row.cells = {name, countCell(tally.total())};
    for (const std::int64_t part : {tally.declared, tally.inferred, tally.human, tally.unknown}) {
        row.cells.push_back(countCell(part));
        Cell share = tally.total() > 0
                         ? textCell(formatPercent(static_cast<double>(part) / static_cast<double>(tally.total())))
                         : missingCell();
        if (tally.total() > 0) share.sort = static_cast<double>(part) / static_cast<double>(tally.total());
        row.cells.push_back(share);
    }
    row.drill = tally.rows;
    row.drill.title = QStringLiteral("Merged changes › ") + title;
    return row;
}

MethodSection provenanceSection()
{
    return {QStringLiteral("How we know where AI was used"),
            {QStringLiteral("Evidence is ranked. **1** line notes (git-ai notes, Agent Trace records); **2** the "
                            "vendor's own data on a commit or pull "
                            "request; **3** an agent as author or committer, an AI trailer, footer or label; **4** "
                            "telemetry: accepted lines or "
                            "agent sessions of the author shortly before the commit, with a probability. Rungs 1 to 3 "
                            "are declared, rung 4 is inferred."),
             QStringLiteral("**5** speaks the other way: human-only needs positive evidence, namely no seat at that "
                            "time, telemetry that covers the days "
                            "and shows no use, line notes that name no AI, or a policy that makes declaring mandatory. "
                            "Without any of these the "
                            "provenance is **unknown**: it is shown, and it is in neither group."),
             QStringLiteral("Trailers are a floor: squash merges and policies remove them. The answer is therefore "
                            "repeated with declared evidence only, "
                            "with unknown counted as human and with unknown counted as AI.")}};
}

MethodSection timeSection()
{
    return {QStringLiteral("How time is measured"),
            {QStringLiteral(
                 "Ticket to merge runs from the ticket's creation to its last linked merge; cycle time from the start "
                 "of work. Open tickets are "
                 "right-censored at the data's last day and cancelled ones at their cancellation, so the young do not "
                 "look fast. Medians are "
                 "Kaplan–Meier (Kaplan and Meier 1958) with log-log intervals (Klein and Moeschberger, section 4.5)."),
             QStringLiteral("Calendar time and working time are both kept. A stage whose stamps are missing or out of "
                            "order is missing, never zero, and is "
                            "counted among what was left out. Bots are no reviewers. Elapsed time is not effort.")}};
}

MethodSection defectSection()
{
    return {QStringLiteral("How defects find their origin"),
            {QStringLiteral("A defect is a bug ticket with a fixing change, or a fixing or reverting commit without "
                            "one. The lines that the fix deletes or "
                            "changes are traced to the change that wrote them (the SZZ family: Śliwerski, Zimmermann "
                            "and Zeller 2005), leaving out blank, "
                            "comment-only and whitespace-only lines, tests, documentation and generated files, and "
                            "origins younger than the report."),
             QStringLiteral("Tracing errs: measured against fixes whose developers named the guilty commit, no variant "
                            "finds all origins, and each also "
                            "names innocent ones (Rosa et al., ICSE 2021; Lyu et al. 2024 on the Linux kernel). Errors "
                            "that strike both groups alike draw "
                            "the ratio towards ×1. A fix that only adds lines has no origin, and where no origin is "
                            "probable enough none is named: both count as unknown, not as no defect."),
             QStringLiteral("Rates are defects per 100 changes within 90 days; changes younger than that count for the "
                            "days they were observed.")}};
}

MethodSection compareSection()
{
    return {QStringLiteral("How groups are compared"),
            {QStringLiteral("AI-assisted and human-only work differ in team, kind of task, size and age of the code. "
                            "Headlines compare like with "
                            "like within such strata: a ratio of times by a stratified Hodges–Lehmann shift of log "
                            "times (Hodges and Lehmann "
                            "1963), a ratio of rates by Mantel and Haenszel (1959), a difference of shares. The raw "
                            "contrast stays beside them, "
                            "and a reversal between the two is said in a sentence."),
             QStringLiteral("Intervals treat one person's changes as a cluster, because they resemble each other; "
                            "resampling is seeded and "
                            "repeatable. Segments are drawn towards each other and corrected for their number "
                            "(Benjamini and Hochberg 1995) "
                            "before one is named. An effect whose interval spans no difference is called inconclusive. "
                            "What is found is an "
                            "association: people choose when to use a tool.")}};
}

MethodSection adoptionSection()
{
    return {QStringLiteral("What counts as use"),
            {QStringLiteral(
                 "Of the people eligible on the roster, over 28 days: a seat, signed in (**formal adoption**), used in "
                 "the last week, habitual "
                 "(meaningful use on two days in three of four weeks), AI-assisted code merged, and at least half of "
                 "it alive after 30 days "
                 "(**real adoption**). Receiving a suggestion is not use. Shares have Wilson intervals (Wilson 1927)."),
             QStringLiteral("Days outside the telemetry's coverage are unknown, not zero. A rung that cannot be "
                            "measured says so instead of showing 0\u00a0%.")}};
}

MethodSection privacySection()
{
    return {
        QStringLiteral("Teams, not people"),
        {QStringLiteral(
            "Individuals are not ranked. No group under 5 people is shown; the limit can be raised, not lowered. "
            "People appear under "
            "pseudonyms. Everything stays in the workspace file on this machine: Assay opens no network connection.")}};
}

MethodSection netValueSection()
{
    return {
        QStringLiteral("Net value"),
        {QStringLiteral(
             "Benefit per month = eligible × real adoption(t) × development hours × work where AI is appropriate × "
             "time "
             "saved on it × pass-through from elapsed time to effort × share of freed time put to use × loaded hourly "
             "cost. Adoption follows a logistic curve from today's level to a plateau, delayed by context "
             "engineering."),
         QStringLiteral(
             "Cost = seats × price + usage × (1 − routed share × saving) + hosting + extra review + extra defects + "
             "compliance + upkeep each month; pilot × integration multiple + data + testing + context engineering + "
             "training once. "
             "Discounted monthly, before tax."),
         QStringLiteral(
             "Every assumption has a range and a source. Measured ones take the 95\u00a0% interval of their figure as "
             "a "
             "normal curve; adoption and time saved go up and down together (Gaussian copula). 100,000 seeded trials "
             "give the distribution. The worth of measuring an assumption is its expected value of perfect information "
             "(Raiffa and Schlaifer 1961; Strong and Oakley 2013). "
             "Costs of leaving, of talent, of data and of testing are nothing until entered.")}};
}

} // namespace

std::vector<MethodSection> methodSections()
{
    return {provenanceSection(), timeSection(),     defectSection(), compareSection(),
            adoptionSection(),   netValueSection(), privacySection()};
}

TableSpec provenanceTable(const facts::View& view)
{
    TableSpec table;
    table.id = QStringLiteral("methods.provenance");
    table.title = QStringLiteral("How provenance is known");
    table.subtitle = QStringLiteral("Merged changes by team; unknown is a group of its own");
    table.columns = {textColumn("Team", 2),      numberColumn("Changes"),      numberColumn("AI, declared"),
                     numberColumn("share"),      numberColumn("AI, inferred"), numberColumn("share"),
                     numberColumn("Human-only"), numberColumn("share"),        numberColumn("Unknown"),
                     numberColumn("share")};
    Tally all;
    std::map<std::string, Tally> byTeam;
    const facts::Snapshot& s = view.snapshot();
    for (std::size_t i = 0; i < view.changes().size(); ++i) {
        if (view.changes()[i] == 0) continue;
        const facts::Index team = s.changes.team[i];
        count(all, view, static_cast<facts::Index>(i));
        count(byTeam[team >= 0 ? s.teams[slot(team)] : std::string("No team")], view, static_cast<facts::Index>(i));
    }
    if (all.total() == 0) {
        table.empty = QStringLiteral("No merged change in this period and selection.");
        return table;
    }
    table.rows.push_back(tallyRow(QStringLiteral("All"), all, true));
    for (const auto& [name, tally] : byTeam) table.rows.push_back(tallyRow(text(name), tally, false));
    return table;
}

} // namespace assay::present
