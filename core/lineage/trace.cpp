// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/trace.h"

#include "lineage/declaredorigins.h"
#include "lineage/originmodel.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace assay::lineage {
namespace {

constexpr int kWideCommit = 20;          ///< files: Davies' and Da Costa's limit for what still is one change
constexpr double kDeclaredWeight = 0.97; ///< together; developers err now and then
constexpr double kUsualPace = 4;         ///< the mean over 13 repositories, worth kUsualWeight commits
constexpr double kUsualWeight = 50;
// Chosen for F1 on the repositories fitted on: the best is named from kLeastBest on, others from kLeastWeight on.
constexpr double kLeastBest = 0.3;
constexpr double kLeastWeight = 0.25;

struct VariantName
{
    TraceVariant variant;
    const char* id;
    TraceQuality quality;
};
constexpr const char* kRosa = "Rosa et al., ICSE 2021";
constexpr std::array<VariantName, 6> kVariants{{
    {TraceVariant::Ranked, "ranked", {.67, .49, "own measurement on 8,397 fixes of five repositories not fitted on"}},
    {TraceVariant::B, "b", {.39, .69, kRosa}},
    {TraceVariant::Ag, "ag", {.45, .60, kRosa}},
    {TraceVariant::Ma, "ma", {.36, .64, kRosa}},
    {TraceVariant::L, "l", {.52, .45, kRosa}},
    {TraceVariant::R, "r", {.66, .57, kRosa}},
}};

std::vector<Candidate> gather(const TraceIndex& index, std::span<const TraceIndex::Removal> removals)
{
    std::vector<Candidate> candidates;
    for (const auto& removal : removals) {
        auto found = std::find_if(candidates.begin(), candidates.end(),
                                  [&](const auto& c) { return c.commit == removal.origin; });
        if (found == candidates.end())
            found = candidates.insert(candidates.end(),
                                      Candidate{removal.origin, &index.commit(removal.origin), 0, 0, 0, 0, 0, {}});
        found->lines += removal.lines;
        found->codeLines += removal.codeLines;
        if (isSidePath(index.path(removal.path))) found->sideLines += removal.lines + removal.codeLines;
        // Lines of a path may come in several classes, one after the other.
        if (removal.lines > 0 && (found->paths.empty() || found->paths.back() != removal.path))
            found->paths.push_back(removal.path);
    }
    return candidates;
}

void keepIf(std::vector<Candidate>& candidates, bool (*keep)(const Candidate&))
{
    std::erase_if(candidates, [keep](const Candidate& c) { return !keep(c); });
}

/// Like keepIf, unless nothing would be left.
void prefer(std::vector<Candidate>& candidates, bool (*keep)(const Candidate&))
{
    if (std::any_of(candidates.begin(), candidates.end(), keep)) keepIf(candidates, keep);
}

bool hasLines(const Candidate& c)
{
    return c.lines > 0;
}
bool hasCode(const Candidate& c)
{
    return c.codeLines > 0;
}
bool isOneChange(const Candidate& c)
{
    return c.meta->parents < 2 && c.meta->files <= kWideCommit;
}
bool isProduct(const Candidate& c)
{
    return c.sideLines < c.lines + c.codeLines;
}

std::vector<TracedOrigin> equalShares(const std::vector<Candidate>& candidates)
{
    std::vector<TracedOrigin> origins;
    origins.reserve(candidates.size());
    for (const auto& c : candidates)
        origins.push_back({c.meta->oid, static_cast<int>(c.paths.size()), c.lines,
                           1.0 / static_cast<double>(candidates.size()), false});
    std::stable_sort(origins.begin(), origins.end(), [](const auto& a, const auto& b) { return a.lines > b.lines; });
    return origins;
}

template <class Less>
std::vector<Candidate> onlyBest(const std::vector<Candidate>& candidates, Less less)
{
    const auto best = std::max_element(candidates.begin(), candidates.end(), less);
    return best == candidates.end() ? std::vector<Candidate>{} : std::vector<Candidate>{*best};
}

std::vector<TracedOrigin> szz(std::vector<Candidate> candidates, TraceVariant variant)
{
    keepIf(candidates, variant == TraceVariant::B ? hasLines : hasCode);
    if (variant != TraceVariant::B && variant != TraceVariant::Ag) keepIf(candidates, isOneChange);
    if (variant == TraceVariant::L)
        candidates = onlyBest(candidates, [](const auto& a, const auto& b) {
            return a.meta->added + a.meta->deleted < b.meta->added + b.meta->deleted;
        });
    if (variant == TraceVariant::R)
        candidates =
            onlyBest(candidates, [](const auto& a, const auto& b) { return a.meta->authoredAt < b.meta->authoredAt; });
    return equalShares(candidates);
}

std::vector<TracedOrigin> ranked(const TraceIndex& index, const TraceCommit& fix, std::vector<Candidate> candidates)
{
    prefer(candidates, hasCode);
    prefer(candidates, isProduct);
    const auto probabilities = originProbabilities(index, fix, candidates);
    std::vector<TracedOrigin> origins;
    for (std::size_t i = 0; i < candidates.size(); ++i)
        origins.push_back({candidates[i].meta->oid, static_cast<int>(candidates[i].paths.size()), candidates[i].lines,
                           probabilities[i], false});
    std::stable_sort(origins.begin(), origins.end(), [](const auto& a, const auto& b) { return a.weight > b.weight; });
    if (!origins.empty() && origins.front().weight < kLeastBest) origins.clear();
    while (!origins.empty() && origins.back().weight < kLeastWeight) origins.pop_back();
    return origins;
}

} // namespace

const char* traceVariantId(TraceVariant variant)
{
    for (const auto& entry : kVariants)
        if (entry.variant == variant) return entry.id;
    return "ranked";
}

std::optional<TraceVariant> traceVariantFromId(std::string_view id)
{
    for (const auto& entry : kVariants)
        if (entry.id == id) return entry.variant;
    return std::nullopt;
}

TraceQuality traceQuality(TraceVariant variant)
{
    for (const auto& entry : kVariants)
        if (entry.variant == variant) return entry.quality;
    return {};
}

TraceCommit traceCommit(const domain::CommitRecord& record)
{
    TraceCommit commit;
    commit.oid = record.oid;
    commit.authoredAt = record.author.at;
    commit.committedAt = record.committer.at;
    commit.authorEmail = record.author.email;
    commit.subject = record.message.substr(0, record.message.find('\n'));
    commit.message = record.message;
    commit.parents = static_cast<int>(record.parents.size());
    commit.files = static_cast<int>(record.files.size());
    commit.added = record.added;
    commit.deleted = record.deleted;
    return commit;
}

std::uint32_t TraceIndex::indexOf(const domain::Oid& oid)
{
    const auto [place, isNew] = m_byOid.try_emplace(oid, static_cast<std::uint32_t>(m_commits.size()));
    if (isNew) {
        m_commits.emplace_back().oid = oid;
        m_known.push_back(false);
        m_speaksOfFix.push_back(false);
        m_removers.emplace_back();
    }
    return place->second;
}

std::uint32_t TraceIndex::add(TraceCommit commit)
{
    const auto index = indexOf(commit.oid);
    m_bySubject[commit.subject].push_back(index);
    for (const auto word : wordsOf(commit.subject)) ++m_wordCommits[word];
    m_speaksOfFix[index] = speaksOfFix(commit.subject);
    m_commits[index] = std::move(commit);
    m_known[index] = true;
    return index;
}

std::uint32_t TraceIndex::addPath(const std::string& path)
{
    const auto [place, isNew] = m_pathIds.try_emplace(path, static_cast<std::uint32_t>(m_paths.size()));
    if (isNew) m_paths.push_back(path);
    return place->second;
}

void TraceIndex::add(const domain::LineEdge& edge)
{
    const auto origin = indexOf(edge.origin);
    add(indexOf(edge.remover), {origin, addPath(edge.path), edge.lines, edge.codeLines});
}

void TraceIndex::add(std::uint32_t remover, const Removal& removal)
{
    const auto origin = removal.origin;
    auto& removals = m_removals[remover];
    removals.list.push_back(removal);
    auto& removers = m_removers[origin];
    if (removal.codeLines > 0 && (removers.empty() || removers.back() != remover)) removers.push_back(remover);
    if (!m_known[origin] || !m_known[remover]) return;
    const double hours = hoursBetween(m_commits[origin].committedAt, m_commits[remover].committedAt);
    const double age = std::log1p(std::max(0.0, hours / 24));
    if (removals.newest >= 0 && age >= removals.newest) return;
    m_newestCount += removals.newest < 0 ? 1 : 0;
    m_newestSum += age - std::max(0.0, removals.newest);
    removals.newest = age;
}

double TraceIndex::pace() const
{
    return (m_newestSum + kUsualWeight * kUsualPace) / (static_cast<double>(m_newestCount) + kUsualWeight);
}

double TraceIndex::rarity(std::uint64_t word) const
{
    const auto found = m_wordCommits.find(word);
    const double having = found == m_wordCommits.end() ? 0 : static_cast<double>(found->second);
    return std::log((static_cast<double>(m_commits.size()) + 1) / (having + 1));
}

void TraceIndex::countEarlierRemovers(Candidate& candidate, std::uint32_t fix) const
{
    auto removers = m_removers[candidate.commit];
    std::sort(removers.begin(), removers.end());
    removers.erase(std::unique(removers.begin(), removers.end()), removers.end());
    for (const auto remover : removers) {
        if (remover == fix || !m_known[remover] || m_commits[remover].committedAt >= m_commits[fix].committedAt)
            continue;
        ++candidate.earlierRemovers;
        candidate.earlierFixes += m_speaksOfFix[remover] ? 1 : 0;
    }
}

/// The only known commit whose id begins so.
std::optional<std::uint32_t> TraceIndex::resolve(const std::string& hex) const
{
    const auto first = domain::Oid::fromHex(hex + std::string(hex.size() < 40 ? 40 - hex.size() : 0, '0'));
    if (!first) return std::nullopt;
    std::optional<std::uint32_t> match;
    for (auto place = m_byOid.lower_bound(*first); place != m_byOid.end() && place->first.shortHex(hex.size()) == hex;
         ++place) {
        if (!m_known[place->second]) continue;
        if (match) return std::nullopt;
        match = place->second;
    }
    return match;
}

std::vector<std::uint32_t> TraceIndex::declared(const TraceCommit& fix) const
{
    std::vector<std::uint32_t> found;
    for (const auto& id : declaredOrigins(fix.message)) {
        const auto match = resolve(id);
        if (!match || m_commits[*match].oid == fix.oid || m_commits[*match].committedAt > fix.committedAt) continue;
        // One commit may be named twice, in full and abbreviated.
        if (std::find(found.begin(), found.end(), *match) == found.end()) found.push_back(*match);
    }
    if (!found.empty()) return found;
    // A revert without an id: the last commit of that subject before it.
    const auto named = m_bySubject.find(revertedSubject(fix.message));
    if (named == m_bySubject.end() || named->first.empty()) return found;
    for (auto at = named->second.rbegin(); at != named->second.rend() && found.empty(); ++at)
        if (m_commits[*at].oid != fix.oid && m_commits[*at].committedAt <= fix.committedAt) found.push_back(*at);
    return found;
}

std::vector<Candidate> TraceIndex::candidates(const FixQuery& query) const
{
    const auto fix = m_byOid.find(query.fix);
    if (fix == m_byOid.end()) return {};
    const auto removals = m_removals.find(fix->second);
    if (removals == m_removals.end()) return {};
    auto candidates = gather(*this, removals->second.list);
    std::erase_if(candidates, [&](const Candidate& c) {
        return !m_known[c.commit] || (query.before && c.meta->authoredAt > *query.before);
    });
    for (auto& candidate : candidates) countEarlierRemovers(candidate, fix->second);
    return candidates;
}

Trace TraceIndex::trace(const FixQuery& query, TraceVariant variant, bool useDeclared) const
{
    Trace trace{query.fix, {}, true};
    const auto fix = m_byOid.find(query.fix);
    if (fix == m_byOid.end()) return trace;
    const TraceCommit& commit = m_commits[fix->second];
    auto candidates = this->candidates(query);
    const auto named = useDeclared && variant == TraceVariant::Ranked ? declared(commit) : std::vector<std::uint32_t>{};
    for (const auto index : named) {
        const auto own =
            std::find_if(candidates.begin(), candidates.end(), [&](const auto& c) { return c.commit == index; });
        TracedOrigin origin{m_commits[index].oid, 0, 0, kDeclaredWeight / static_cast<double>(named.size()), true};
        if (own != candidates.end()) origin.pathCount = static_cast<int>(own->paths.size()), origin.lines = own->lines;
        trace.origins.push_back(origin);
    }
    const bool noCandidates = candidates.empty();
    if (trace.origins.empty() && !noCandidates)
        trace.origins = variant == TraceVariant::Ranked ? ranked(*this, commit, std::move(candidates))
                                                        : szz(std::move(candidates), variant);
    trace.candidatesNone = trace.origins.empty() && (noCandidates || variant != TraceVariant::Ranked);
    return trace;
}

} // namespace assay::lineage
