// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/commit.h"
#include "lineage/messagewords.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace assay::lineage {

/// How the origins of a defect are found. The SZZ family as published (Śliwerski, Zimmermann and Zeller 2005; Kim et
/// al. 2006; Da Costa et al. 2017; Davies et al. 2014), and our own ranked method.
enum class TraceVariant
{
    Ranked, ///< the default: candidates weighted by a model
    B,      ///< every commit that wrote a removed line
    Ag,     ///< … of a code line, looking through changes of white space
    Ma,     ///< … that is neither a merge nor very wide (over 20 files)
    L,      ///< of Ma, the one that changed most lines
    R,      ///< of Ma, the most recent one
};
/// "ranked", "b", "ag", "ma", "l", "r".
[[nodiscard]] const char* traceVariantId(TraceVariant variant);
[[nodiscard]] std::optional<TraceVariant> traceVariantFromId(std::string_view id);

/// Precision and recall of a variant, with where they come from: shown beside every trace.
struct TraceQuality
{
    double precision = 0;
    double recall = 0;
    const char* source = "";
};
[[nodiscard]] TraceQuality traceQuality(TraceVariant variant);

/// What tracing needs to know of a commit.
struct TraceCommit
{
    domain::Oid oid;
    Instant authoredAt{};
    Instant committedAt{};
    std::string authorEmail;
    std::string subject;
    std::string message;
    int parents = 1;
    int files = 0;
    std::int64_t added = 0;
    std::int64_t deleted = 0;
};
[[nodiscard]] TraceCommit traceCommit(const domain::CommitRecord& record);

struct FixQuery
{
    domain::Oid fix;
    std::optional<Instant> before; ///< when the defect was reported: what was written later cannot have caused it
};

struct TracedOrigin
{
    domain::Oid oid;
    int pathCount = 0;      ///< files in which the fix removed its lines
    std::int64_t lines = 0; ///< lines of it that the fix removed
    double weight = 0; ///< probability that it is an origin (Ranked); equal shares (SZZ variants). Sums to at most 1
    bool declared = false; ///< the fix's message names it
};

struct Trace
{
    domain::Oid fix;
    std::vector<TracedOrigin> origins; ///< most probable first; none also where no candidate is probable enough
    bool candidatesNone = false;       ///< the fix removes nothing that could be traced: no candidate, not "no defect"
};

struct Candidate; // originmodel.h

/// Commits and edges of one repository, ready for questions. Read-only once filled; then safe to share between threads.
class TraceIndex
{
public:
    /// Lines of one file that a fix removed from one origin.
    struct Removal
    {
        std::uint32_t origin = 0; ///< index of the commit
        std::uint32_t path = 0;
        std::int32_t lines = 0;
        std::int32_t codeLines = 0;
    };

    /// Commits come before the edges that name them. Returns the commit's index.
    std::uint32_t add(TraceCommit commit);
    void add(const domain::LineEdge& edge);
    /// The same for who knows the indices: there are many edges, and nothing needs to be looked up.
    void add(std::uint32_t remover, const Removal& removal);
    /// Returns the path's index.
    std::uint32_t addPath(const std::string& path);
    /// How old what this repository's commits replace is: the mean over removers of log(1 + days since the newest
    /// commit whose lines they remove), drawn a little to what is usual.
    [[nodiscard]] double pace() const;

    /// How telling a word of a message is: the log of how few subjects have it.
    [[nodiscard]] double rarity(std::uint64_t word) const;

    /// `useDeclared` false: what the message names is not looked at (for measuring the method).
    [[nodiscard]] Trace trace(const FixQuery& query, TraceVariant variant, bool useDeclared = true) const;

    [[nodiscard]] const TraceCommit& commit(std::uint32_t index) const { return m_commits[index]; }
    [[nodiscard]] const std::string& path(std::uint32_t index) const { return m_paths[index]; }

private:
    /// The commits whose lines the fix removed, before any method chose among them.
    [[nodiscard]] std::vector<Candidate> candidates(const FixQuery& query) const;
    void countEarlierRemovers(Candidate& candidate, std::uint32_t fix) const;
    [[nodiscard]] std::uint32_t indexOf(const domain::Oid& oid);
    [[nodiscard]] std::vector<std::uint32_t> declared(const TraceCommit& fix) const;
    [[nodiscard]] std::optional<std::uint32_t> resolve(const std::string& hex) const;

    std::vector<TraceCommit> m_commits;
    std::map<domain::Oid, std::uint32_t> m_byOid; ///< ordered, for abbreviated ids
    std::vector<bool> m_known;                    ///< metadata was added, not only named by an edge
    std::unordered_map<std::string, std::vector<std::uint32_t>> m_bySubject; ///< in the order of adding
    std::unordered_map<std::uint64_t, std::uint32_t> m_wordCommits;          ///< subjects that have the word
    std::vector<bool> m_speaksOfFix;
    std::vector<std::vector<std::uint32_t>> m_removers; ///< of code lines, by origin; one may come more than once
    std::vector<std::string> m_paths;
    std::unordered_map<std::string, std::uint32_t> m_pathIds;
    struct Removals
    {
        std::vector<Removal> list;
        double newest = -1; ///< log(1 + days) since the newest origin; negative: none known
    };
    std::unordered_map<std::uint32_t, Removals> m_removals; ///< by remover
    double m_newestSum = 0;
    std::size_t m_newestCount = 0;
};

} // namespace assay::lineage
