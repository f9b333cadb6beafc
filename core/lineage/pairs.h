// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/parallel.h"
#include "lineage/commentsyntax.h"
#include "lineage/history.h"
#include "lineage/linediff.h"

#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <unordered_map>

namespace assay::lineage {

using PairId = std::uint32_t;
inline constexpr PairId kNoPair = ~PairId{0};

/// What a line is, and what is known about it. One byte per line ever written.
enum LineFlag : std::uint8_t
{
    kLineCode = 1,      ///< neither blank nor comment
    kLineAi = 2,        ///< a line note names an AI
    kLineHuman = 4,     ///< a line note names a human
    kLineRemoved = 8,   ///< somebody removed it
    kLineRespaced = 16, ///< an older line with other white space
};
/// The remaining bits are the class of the file in which the line was written: a number below kLineClasses whose
/// meaning is the caller's.
inline constexpr int kLineClassShift = 5;
inline constexpr std::size_t kLineClasses = 8;
[[nodiscard]] inline std::uint8_t lineClass(std::uint8_t flags)
{
    return static_cast<std::uint8_t>(flags >> kLineClassShift);
}

/// A removed and an added line of one hunk that differ in white space only: positions among all removed, all added
/// lines of the pair.
struct Respaced
{
    std::uint32_t removed = 0;
    std::uint32_t added = 0;
};

/// How one content differs from another.
struct PairOutcome
{
    std::span<const Hunk> hunks;
    std::span<const std::uint8_t> newLineFlags; ///< one per line of the hunks' new sides, top to bottom
    std::span<const Respaced> respaced;         ///< ascending by both members
    std::uint32_t added = 0;
    std::uint32_t deleted = 0;
    std::uint32_t newLines = 0; ///< lines of the new content, where all of them are new
    bool rewritten = false;     ///< all of them are: nothing to compare with
    bool binary = false;        ///< either side: numstat shows "-"
    bool newBinary = false;
    bool newMissing = false;
    bool missing = false; ///< a side is not in the repository: nothing could be compared
};

/// What a thread needs to compare contents.
struct PairWorker
{
    ObjectReader* reader = nullptr;
    LineDiffer differ;
    std::string submodule[2];
    ObjectRef held[2];
};

/// Distinct pairs of contents of a stretch of history, each compared once, over several threads.
class PairTable
{
public:
    explicit PairTable(const NameTable& names, const PathTable& paths) : m_names(names), m_paths(paths) {}

    /// `before` is kNoEvent for a new file. The later the call, the newer the pair.
    [[nodiscard]] PairId add(const FileEvent* before, const FileEvent& after);
    /// After the last add(): shares the work out among so many workers; others may help.
    void shareOut(std::size_t workers);
    /// Compares until all pairs are taken, or `stop` says so. Other threads may still work on theirs.
    void compareSome(PairWorker& worker, std::size_t number, const std::function<bool()>& stop);
    /// Waits for those. Only then are there outcomes.
    void waitForAll() const;
    [[nodiscard]] const PairOutcome& outcome(PairId pair) const { return m_outcomes[pair]; }
    [[nodiscard]] std::size_t size() const { return m_jobs.size(); }

private:
    struct Content
    {
        ObjectId id;
        std::uint32_t mode = 0; ///< 0: there is none
        bool operator==(const Content&) const = default;
    };
    struct Job
    {
        Content before, after;
        PathId path = 0;
        const CommentSyntax* syntax = nullptr;
        bool operator==(const Job&) const = default;
    };
    struct JobHash
    {
        std::size_t operator()(const Job& job) const noexcept
        {
            return ObjectIdHash{}(job.before.id) * 31 + ObjectIdHash{}(job.after.id) + job.path;
        }
    };
    /// What one chunk of jobs yielded; outcomes point into it.
    struct Chunk
    {
        std::vector<Hunk> hunks;
        std::vector<std::uint8_t> flags;
        std::vector<Respaced> respaced;
    };
    struct Place
    {
        std::size_t hunk = 0;
        std::size_t flag = 0;
        std::size_t respaced = 0;
    };
    void compareChunk(PairWorker& worker, std::span<const PairId> jobs, Chunk& chunk);
    void compare(PairWorker& worker, const Job& job, PairOutcome& outcome, Chunk& chunk);
    static bool load(PairWorker& worker, const Content& content, int side, std::string_view& text);
    static void flagNewLines(std::string_view after, const Job& job, std::span<const Hunk> hunks,
                             const LineDiffer* compared, std::vector<std::uint8_t>& flags);

    const NameTable& m_names;
    const PathTable& m_paths;
    std::vector<Job> m_jobs;
    std::vector<PairOutcome> m_outcomes;
    std::vector<PairId> m_order;
    std::size_t m_perChunk = 0;
    std::vector<std::unique_ptr<Chunk>> m_chunks;
    Stretches m_shares;           ///< of the chunks
    std::atomic_size_t m_open{0}; ///< chunks that are not done
    std::unordered_map<Job, PairId, JobHash> m_known;
};

} // namespace assay::lineage
