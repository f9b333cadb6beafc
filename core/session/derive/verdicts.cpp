// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/derive/verdicts.h"

#include "attribution/markers.h"
#include "attribution/telemetry.h"
#include "base/parallel.h"
#include "session/derive/decided.h"
#include "session/derive/toolterms.h"
#include "session/derive/vendordata.h"
#include "session/persondays.h"
#include "session/ruleparts.h"
#include "store/database.h"
#include "store/words.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_set>

namespace assay::session {
namespace {

using attribution::AuthorTelemetry;
using attribution::CommitMoment;
using attribution::ToolCoverage;

using PersonDay = std::pair<std::int64_t, Day>;

constexpr std::size_t kCommitsTogether = 8192;

/// Telemetry of everybody who made a commit (nobody else's is asked for, and it may be much).
Result<std::map<std::int64_t, AuthorTelemetry>>
authors(const Raw& raw, const std::vector<std::int64_t>& personOf,
        const std::unordered_map<std::int64_t, std::int64_t>& personOfIdentity, const store::Database& database)
{
    std::map<std::int64_t, AuthorTelemetry> people;
    const std::unordered_set<std::int64_t> committed(personOf.begin(), personOf.end());
    const auto person = [&](domain::IdentityId identity) {
        const auto found = personOfIdentity.find(identity.value);
        return found == personOfIdentity.end() || !committed.contains(found->second) ? std::int64_t{0} : found->second;
    };
    ListedIdentities listed;
    auto days = store::UsageDays::open(database);
    if (!days) return Failure(days.error());
    const auto all = days->series();
    if (!all) return Failure(all.error());
    std::map<std::pair<std::int64_t, std::string>, std::vector<const store::UsageSeries*>> whose;
    for (const auto& series : *all) {
        listed[series.tool].insert(series.identity.value);
        if (const auto who = person(series.identity); who != 0) whose[{who, series.tool}].push_back(&series);
    }
    for (const auto& [key, series] : whose) {
        const auto& tool = key.second;
        auto& usage = people[key.first].usage;
        const auto read = forEachPersonDay(series, *days, [&usage, &tool](const store::UsageCounters& day) {
            usage.push_back({tool, day.day, day.linesAccepted, day.accepted, day.interactions, day.agentRuns});
        });
        if (!read) return Failure(read.error());
    }
    for (auto& [who, telemetry] : people)
        std::sort(telemetry.usage.begin(), telemetry.usage.end(),
                  [](const auto& a, const auto& b) { return std::tie(a.day, a.tool) < std::tie(b.day, b.tool); });
    for (const auto& row : raw.seats) {
        listed[row.seat.tool].insert(row.identity.value);
        const auto who = person(row.identity);
        if (who == 0) continue;
        std::optional<Day> from;
        if (row.seat.assigned) from = dayOf(*row.seat.assigned);
        people[who].seats.push_back({row.seat.tool, from, row.seat.endsOn});
    }
    for (auto& [who, tools] : unnamedTools(raw, personOfIdentity, listed)) people[who].unnamedFor = std::move(tools);
    return people;
}

/// What is known about each tool, and when. A list of seats carries its dates of assignment, so it speaks about the
/// days before it was made as well; a seat given back before the first list is not seen, which is why "no seat" is not
/// certainty.
std::vector<ToolCoverage> coverageOf(const Raw& raw)
{
    std::map<std::string, ToolCoverage> tools;
    for (const auto& span : raw.spans) {
        auto& days = tools[span.tool].telemetry;
        if (!days.empty() && span.days.from <= days.back().to + std::chrono::days{1})
            days.back().to = std::max(days.back().to, span.days.to);
        else
            days.push_back(span.days);
    }
    std::optional<Day> first;
    for (const auto& commit : raw.commits)
        if (const auto day = dayOf(commit.authoredAt); !first || day < *first) first = day;
    for (const auto& row : raw.seats) {
        auto& lists = tools[row.seat.tool].seatLists;
        const auto from = first.value_or(*row.seat.snapshot);
        if (!lists) lists = DayRange{std::min(from, *row.seat.snapshot), *row.seat.snapshot};
        lists->to = std::max(lists->to, *row.seat.snapshot);
    }
    std::vector<ToolCoverage> list;
    for (auto& [tool, coverage] : tools) {
        coverage.tool = tool;
        list.push_back(std::move(coverage));
    }
    return list;
}

std::map<PersonDay, std::int64_t> linesOfDays(const Raw& raw, const std::vector<std::int64_t>& personOf)
{
    std::map<PersonDay, std::int64_t> lines;
    for (std::size_t i = 0; i < raw.commits.size(); ++i)
        if (personOf[i] != 0) lines[{personOf[i], dayOf(raw.commits[i].authoredAt)}] += raw.commits[i].added;
    return lines;
}

bool saysAi(const std::vector<domain::Evidence>& evidence)
{
    return std::any_of(evidence.begin(), evidence.end(), [](const auto& e) { return !e.human; });
}

/// Collects the evidence of one commit after the other.
class Judge
{
public:
    Judge(const Raw& raw, const std::vector<std::int64_t>& personOf, std::map<std::int64_t, AuthorTelemetry> people,
          const Rules::Parts& rules)
        : m_raw(raw), m_personOf(personOf), m_people(std::move(people)), m_rules(rules), m_coverage(coverageOf(raw)),
          m_lines(linesOfDays(raw, personOf)), m_vendor(raw), m_decided(decidedOf(raw))
    {
        for (const auto& row : raw.notes) {
            auto& note = m_notes[row.commit.value];
            note.ai += row.note.aiLines;
            note.human += row.note.humanLines;
            note.parts.push_back(&row.note);
        }
    }

    /// What a commit itself says. May be asked from several threads.
    [[nodiscard]] attribution::Markers markersOf(std::size_t i) const
    {
        const auto& c = m_raw.commits[i];
        return attribution::markersOf(attribution::CommitView{c.authorName, c.authorEmail, c.committerName,
                                                              c.committerEmail, c.message, c.authoredAt},
                                      m_rules.attribution);
    }

    domain::ProvenanceVerdict verdict(std::size_t i, const attribution::Markers& found,
                                      std::vector<domain::Evidence>& evidence)
    {
        const auto& c = m_raw.commits[i];
        attribution::CommitCase commit;
        commit.automation = found.automation || found.synthetic;
        commit.autonomous = found.autonomous;
        if (const auto note = m_notes.find(c.id.value); note != m_notes.end()) {
            commit.lines = attribution::LineShare{note->second.ai, note->second.human, c.added};
            fromNote(note->second, c.added, evidence);
        }
        fromVendor(i, commit, evidence);
        fromDecisions(c, commit, evidence);
        if (!found.askRule.empty()) ask(found, evidence);
        evidence.insert(evidence.end(), found.evidence.begin(), found.evidence.end());
        if (!commit.automation && c.parents.size() < 2) fromTelemetry(i, evidence);
        commit.evidence = evidence;
        return attribution::verdictOf(commit);
    }

    [[nodiscard]] std::vector<store::QuestionRow> questions() const
    {
        std::vector<store::QuestionRow> list;
        for (const auto& [identity, question] : m_questions) list.push_back(question);
        return list;
    }

private:
    /// One note, of perhaps several tools and people.
    struct Note
    {
        std::int64_t ai = 0;
        std::int64_t human = 0;
        std::vector<const domain::LineNoteRecord*> parts;
    };

    /// Each tool that wrote lines is evidence of its own; where none did, the note as a whole speaks.
    static void fromNote(const Note& note, std::int64_t added, std::vector<domain::Evidence>& evidence)
    {
        for (const auto* part : note.parts) {
            if (part->aiLines == 0 && (note.ai > 0 || part != note.parts.front())) continue;
            auto record = *part;
            record.humanLines = note.human;
            if (auto e = attribution::lineNoteEvidence(record, added)) evidence.push_back(std::move(*e));
        }
    }

    void fromVendor(std::size_t i, attribution::CommitCase& commit, std::vector<domain::Evidence>& evidence) const
    {
        const auto added = m_raw.commits[i].added;
        for (const auto& vendor : m_vendor.of(i)) {
            const auto lines = std::min(vendor.aiLines, added);
            if (!commit.lines) commit.lines = attribution::LineShare{lines, 0, added};
            if (auto e = attribution::vendorCommitEvidence(vendor.tool, lines, added))
                evidence.push_back(std::move(*e));
        }
    }

    /// An author whom the user called an AI tool or a program.
    void fromDecisions(const store::CommitRow& c, attribution::CommitCase& commit,
                       std::vector<domain::Evidence>& evidence) const
    {
        if (m_decided.bots.count(c.author.value) != 0) commit.automation = true;
        const auto tool = m_decided.tools.find(c.author.value);
        if (tool == m_decided.tools.end()) return;
        domain::Evidence e;
        e.rule = "decided-identity";
        e.tool = tool->second;
        e.role = domain::EvidenceRole::Author;
        e.channel = "author";
        e.text = c.authorName + " <" + c.authorEmail + ">, an AI tool as the user decided";
        evidence.push_back(std::move(e));
        commit.autonomous = true;
    }

    /// Asks about the identity that looks like a tool's; or takes the answer, which for an author `fromDecisions` does.
    void ask(const attribution::Markers& found, std::vector<domain::Evidence>& evidence)
    {
        const bool named = found.askEmail.empty();
        const std::string kind = named ? "name" : "email";
        const auto value = named ? found.askName : store::lowered(found.askEmail);
        if (const auto word = m_decided.words.find(kind + '\n' + value); word != m_decided.words.end()) {
            if (word->second.action != store::DecisionAction::Tool || found.askChannel == "author") return;
            domain::Evidence e;
            e.rule = "decided-identity";
            e.tool = word->second.word;
            e.role = found.askRole;
            e.channel = found.askChannel;
            e.text = found.askIdentity + ", an AI tool as the user decided";
            evidence.push_back(std::move(e));
            return;
        }
        auto& question = m_questions[kind + '\n' + value];
        question.kind = kind;
        question.value = value;
        question.rule = found.askRule;
        question.example = found.askIdentity;
        ++question.commits;
    }

    void fromTelemetry(std::size_t i, std::vector<domain::Evidence>& evidence) const
    {
        const auto& c = m_raw.commits[i];
        const auto person = m_personOf[i];
        if (person == 0) return;
        CommitMoment moment;
        moment.day = dayOf(c.authoredAt);
        moment.addedLines = c.added;
        moment.authorLinesOfDay = m_lines.at({person, moment.day});
        const auto before = m_lines.find({person, moment.day - std::chrono::days{1}});
        moment.authorLinesDayBefore = before == m_lines.end() ? 0 : before->second;
        static const AuthorTelemetry kNothing;
        const auto author = m_people.find(person);
        const auto& telemetry = author == m_people.end() ? kNothing : author->second;
        if (auto e = attribution::telemetryEvidence(telemetry, moment)) evidence.push_back(std::move(*e));
        if (!saysAi(evidence))
            if (auto e = attribution::coverageEvidence(telemetry, moment, m_coverage))
                evidence.push_back(std::move(*e));
    }

    const Raw& m_raw;
    const std::vector<std::int64_t>& m_personOf;
    std::map<std::int64_t, AuthorTelemetry> m_people;
    const Rules::Parts& m_rules;
    std::vector<ToolCoverage> m_coverage;
    std::map<PersonDay, std::int64_t> m_lines;
    VendorData m_vendor;
    Decided m_decided;
    std::map<std::string, store::QuestionRow> m_questions; ///< by kind and value
    std::unordered_map<std::int64_t, Note> m_notes;
};

} // namespace

Result<Verdicts> judge(const Raw& raw, const std::vector<std::int64_t>& personOf,
                       const std::unordered_map<std::int64_t, std::int64_t>& personOfIdentity,
                       const store::Database& database, const Rules& rules)
{
    auto people = authors(raw, personOf, personOfIdentity, database);
    if (!people) return Failure(people.error());
    Judge judge(raw, personOf, std::move(*people), rules.parts());
    Verdicts verdicts;
    verdicts.commits.reserve(raw.commits.size());
    for (std::size_t first = 0; first < raw.commits.size(); first += kCommitsTogether) {
        std::vector<attribution::Markers> markers(std::min(kCommitsTogether, raw.commits.size() - first));
        parallelFor(threadCount(0), markers.size(),
                    [&](int, std::size_t i) { markers[i] = judge.markersOf(first + i); });
        for (std::size_t i = 0; i < markers.size(); ++i) {
            std::vector<domain::Evidence> evidence;
            verdicts.commits.push_back(judge.verdict(first + i, markers[i], evidence));
            for (auto& e : evidence) verdicts.evidence.push_back({raw.commits[first + i].id, std::move(e)});
        }
    }
    verdicts.questions = judge.questions();
    return verdicts;
}

} // namespace assay::session
