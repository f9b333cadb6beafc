// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/derive/changes.h"

#include "attribution/markers.h"
#include "facts/columns.h"
#include "linking/fixes.h"
#include "session/derive/codeage.h"
#include "session/derive/grouping.h"
#include "session/derive/releases.h"
#include "session/derive/reviews.h"
#include "session/ruleparts.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace assay::session {
namespace {

std::string subjectOf(const std::string& message)
{
    return message.substr(0, message.find('\n'));
}

/// Builds one change after the other.
class Builder
{
public:
    Builder(const Raw& raw, const PeopleFound& people, const Verdicts& verdicts, const Rules& rules)
        : m_raw(raw), m_people(people), m_verdicts(verdicts), m_rules(rules), m_released(releaseTimes(raw))
    {
    }

    FoundChange build(const GroupedChange& grouped) const
    {
        FoundChange change;
        change.commits = grouped.commits;
        change.pull = grouped.pull;
        change.branch = grouped.draft.branch;
        auto& row = change.row;
        row.kind = static_cast<std::uint8_t>(grouped.draft.kind);
        row.number = grouped.draft.number;
        row.mergedAt = grouped.draft.mergedAt;
        if (grouped.repository != nullptr) {
            row.repositoryId = grouped.repository->id.value;
            row.repository = grouped.repository->name;
        } else if (grouped.pull != nullptr) {
            row.repository = grouped.pull->pullRequest.repository;
        }
        if (grouped.head != GroupedChange::kNone) {
            const auto& head = m_raw.commits[grouped.head];
            row.head = head.oid.hex();
            row.title = subjectOf(head.message);
            row.releasedAt = m_released[grouped.head];
        }
        fromCommits(change);
        if (change.pull != nullptr) fromPullRequest(change);
        judge(change);
        return change;
    }

private:
    void fromCommits(FoundChange& change) const
    {
        auto& row = change.row;
        std::set<std::int64_t> paths;
        bool traced = !change.commits.empty();
        for (const auto i : change.commits) {
            const auto& commit = m_raw.commits[i];
            const bool merge = commit.parents.size() > 1;
            if (!merge && (!row.firstCommitAt || commit.authoredAt < *row.firstCommitAt))
                row.firstCommitAt = commit.authoredAt;
            if (!merge) ++row.commits;
            row.added += commit.added;
            row.deleted += commit.deleted;
            paths.insert(m_raw.files[i].paths.begin(), m_raw.files[i].paths.end());
            row.linesBorn += commit.born.value_or(0) - commit.lost.value_or(0);
            row.linesAlive += commit.alive.value_or(0);
            row.aiLinesAlive += commit.aiAlive.value_or(0);
            row.humanLinesAlive += commit.humanAlive.value_or(0);
            traced = traced && commit.born.has_value();
            if (commit.incomplete) set(row, facts::kSizeIncomplete);
        }
        if (!change.commits.empty() && (row.flags & facts::kSizeIncomplete) == 0) set(row, facts::kFilesKnown);
        for (const auto path : paths) row.flags = static_cast<std::uint16_t>(row.flags | signsOf(path));
        row.files = static_cast<std::int64_t>(paths.size());
        if (traced) set(row, facts::kTraced);
        row.language = languageOf(change.commits);
        row.author = authorOf(change.commits);
        row.codeAge = static_cast<std::uint8_t>(codeAgeOf(m_raw, change.commits));
    }

    /// What a file says about any change that touches it.
    std::uint16_t signsOf(std::int64_t path) const
    {
        const auto [entry, fresh] = m_signs.try_emplace(path);
        if (fresh) {
            const auto& name = m_raw.paths.at(path);
            const auto& rules = m_rules.parts().paths;
            // Generated includes vendored files: a dependency's own manifest is not ours.
            const bool ours = rules.classify(name).type != linking::PathClass::Generated;
            entry->second = static_cast<std::uint16_t>((ours && rules.isManifest(name) ? facts::kManifest : 0) |
                                                       (rules.isLicence(name) ? facts::kLicence : 0));
        }
        return entry->second;
    }

    /// The language in which most lines were added; ties go to the first by name.
    std::string languageOf(const std::vector<std::size_t>& commits) const
    {
        std::map<std::string_view, std::int64_t> lines;
        for (const auto i : commits) {
            const auto& files = m_raw.files[i];
            for (std::size_t f = 0; f < files.paths.size(); ++f) {
                const auto [entry, fresh] = m_languages.try_emplace(files.paths[f]);
                if (fresh) entry->second = m_rules.parts().paths.classify(m_raw.paths.at(files.paths[f])).language;
                if (!entry->second.empty()) lines[entry->second] += files.added[f];
            }
        }
        std::string best;
        std::int64_t most = 0;
        for (const auto& [language, added] : lines)
            if (added > most) best = language, most = added;
        return best;
    }

    /// Who wrote most of it; programs only when nobody else did.
    std::optional<std::int64_t> authorOf(const std::vector<std::size_t>& commits) const
    {
        std::optional<std::int64_t> best;
        std::int64_t most = -1;
        bool bestIsBot = true;
        for (const auto i : commits) {
            const auto person = m_people.authorOfCommit[i];
            if (person == 0 || m_raw.commits[i].parents.size() > 1) continue;
            const bool bot = isBot(person);
            const auto lines = m_raw.commits[i].added + m_raw.commits[i].deleted;
            if ((bestIsBot && !bot) || (bot == bestIsBot && lines > most)) {
                best = person;
                most = lines;
                bestIsBot = bot;
            }
        }
        if (!best && !commits.empty())
            if (const auto person = m_people.authorOfCommit[commits.back()]; person != 0) best = person;
        return best;
    }

    bool isBot(std::int64_t person) const
    {
        const auto found = m_people.bot.find(person);
        return found != m_people.bot.end() && found->second;
    }

    void fromPullRequest(FoundChange& change) const
    {
        const auto& pull = change.pull->pullRequest;
        auto& row = change.row;
        row.pullRequest = change.pull->id.value;
        if (!pull.title.empty()) row.title = pull.title;
        row.openedAt = pull.created;
        const auto author = m_people.personOf(m_raw, pull.system, pull.author);
        if (author != 0 && (!isBot(author) || !row.author)) row.author = author;
        if (change.commits.empty()) {
            row.added = pull.added.value_or(0);
            row.deleted = pull.deleted.value_or(0);
            row.files = pull.files.value_or(0);
            row.commits = static_cast<std::int64_t>(pull.commits.size());
        }
        const auto reviews = reviewTimes(pull);
        row.firstReviewAt = reviews.first;
        row.approvedAt = reviews.approved;
        row.reviewRounds = reviews.rounds;
        if (reviews.first) set(row, facts::kReviewed);
        if (pull.reviewsKnown || !pull.reviews.empty()) set(row, facts::kReviewKnown);
    }

    void judge(FoundChange& change) const
    {
        auto& row = change.row;
        std::vector<attribution::ChangePart> parts;
        for (const auto i : change.commits)
            parts.push_back({m_verdicts.commits[i], m_raw.commits[i].added, m_raw.commits[i].parents.size() > 1});
        attribution::Markers onPull;
        if (change.pull != nullptr) {
            const auto& pull = change.pull->pullRequest;
            onPull = attribution::markersOf(
                attribution::PullRequestView{pull.author, pull.body, pull.labels, pull.created.value_or(row.mergedAt)},
                m_rules.parts().attribution);
        }
        auto verdict = attribution::verdictOfChange(parts, onPull.evidence, onPull.autonomous);
        row.aiProbability = verdict.aiProbability;
        row.aiShare = verdict.aiShare;
        row.tools = std::move(verdict.tools);
        if (verdict.declared) set(row, facts::kDeclared);
        if (verdict.autonomous) set(row, facts::kAutonomous);
        if (verdict.automation || (parts.empty() && onPull.automation)) set(row, facts::kAutomation);
    }

    static void set(store::ChangeRow& row, facts::ChangeFlag flag)
    {
        row.flags = static_cast<std::uint16_t>(row.flags | flag);
    }

    const Raw& m_raw;
    const PeopleFound& m_people;
    const Verdicts& m_verdicts;
    const Rules& m_rules;
    std::vector<std::optional<Instant>> m_released;
    mutable std::unordered_map<std::int64_t, std::string_view> m_languages; ///< by path, once asked for
    mutable std::unordered_map<std::int64_t, std::uint16_t> m_signs;        ///< the same, ChangeFlag
};

/// Finds commits by object ids that may be abbreviated.
class HexIndex
{
public:
    explicit HexIndex(const Raw& raw)
    {
        for (std::size_t i = 0; i < raw.commits.size(); ++i) m_sorted.emplace_back(raw.commits[i].oid.hex(), i);
        std::sort(m_sorted.begin(), m_sorted.end());
    }
    /// Nothing for an id that fits no commit, or several.
    [[nodiscard]] std::optional<std::size_t> find(const std::string& hex) const
    {
        const auto first = std::lower_bound(m_sorted.begin(), m_sorted.end(), std::pair(hex, std::size_t{0}));
        if (first == m_sorted.end() || first->first.compare(0, hex.size(), hex) != 0) return std::nullopt;
        const auto second = std::next(first);
        const bool several =
            second != m_sorted.end() && second->first != first->first && second->first.compare(0, hex.size(), hex) == 0;
        return several ? std::nullopt : std::optional(first->second);
    }

private:
    std::vector<std::pair<std::string, std::size_t>> m_sorted;
};

/// A commit that reverts another one, and the change that holds the reverted one.
void markReverts(ChangesFound& found, const Raw& raw, const std::vector<linking::RepairSigns>& signs)
{
    const HexIndex index(raw);
    for (std::size_t i = 0; i < raw.commits.size(); ++i) {
        for (const auto& hex : signs[i].reverts) {
            const auto reverted = index.find(hex);
            const auto by = found.changeOfCommit[i];
            if (!reverted || by == 0) continue;
            const auto change = found.changeOfCommit[*reverted];
            if (change == 0 || change == by) continue;
            auto& row = found.changes[static_cast<std::size_t>(change - 1)].row;
            const auto when = found.changes[static_cast<std::size_t>(by - 1)].row.mergedAt;
            if (!row.revertedAt || when < *row.revertedAt) row.revertedAt = when;
            row.flags |= facts::kReverted;
        }
    }
}

} // namespace

ChangesFound findChanges(const Raw& raw, const PeopleFound& people, const Verdicts& verdicts, const Rules& rules)
{
    ChangesFound found;
    found.changeOfCommit.assign(raw.commits.size(), 0);
    const Builder builder(raw, people, verdicts, rules);
    for (const auto& grouped : groupAll(raw)) {
        found.changes.push_back(builder.build(grouped));
        const auto id = static_cast<std::int64_t>(found.changes.size());
        found.changes.back().row.id.value = id;
        for (const auto commit : grouped.commits) found.changeOfCommit[commit] = id;
    }
    std::vector<linking::RepairSigns> signs;
    signs.reserve(raw.commits.size());
    for (std::size_t i = 0; i < raw.commits.size(); ++i) {
        signs.push_back(linking::readRepairSigns(raw.commits[i].message));
        found.fix.push_back(signs.back().fix);
        found.revert.push_back(signs.back().revert);
        if (const auto change = found.changeOfCommit[i]; change != 0) {
            auto& flags = found.changes[static_cast<std::size_t>(change - 1)].row.flags;
            if (signs.back().fix) flags |= facts::kFix;
            if (signs.back().revert) flags |= facts::kRevert;
        }
    }
    markReverts(found, raw, signs);
    return found;
}

} // namespace assay::session
