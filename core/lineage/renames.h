// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/history.h"
#include "lineage/similarity.h"

#include <optional>
#include <span>
#include <unordered_map>

namespace assay::lineage {

/// Pairs added with deleted files as `git log -M` does: same content first, then base names that occur once on each
/// side at 75 % similarity, then the most similar pairs from 50 % on, unless there are more than a million pairs to
/// try. One per thread.
class RenameFinder
{
public:
    RenameFinder(ObjectReader& reader, const PathTable& paths) : m_reader(reader), m_paths(paths) {}

    /// For each added file the index of its source among the deleted ones, or -1.
    [[nodiscard]] std::vector<int> match(std::span<const FileEvent* const> added,
                                         std::span<const FileEvent* const> deleted);
    /// The same, but for each added file by itself: one may be the source of many.
    [[nodiscard]] std::vector<int> matchEach(std::span<const FileEvent* const> added,
                                             std::span<const FileEvent* const> deleted);

private:
    struct File
    {
        const FileEvent* event = nullptr;
        NameId name = 0;
        bool used = false;
        bool gone = false; ///< the blob is missing
        std::int64_t size = -2;
        std::optional<Fingerprint> print;
    };
    struct Pair
    {
        int score = 0;
        int sameName = 0;
        int to = -1;
        int from = -1;
        [[nodiscard]] bool before(const Pair& other) const;
    };
    void setDeleted(std::span<const FileEvent* const> deleted);
    void matchAdded(std::span<const FileEvent* const> added);
    void matchEqualContent();
    void matchUniqueNames();
    void matchSimilar();
    [[nodiscard]] int score(File& from, File& to, int threshold);
    bool load(File& file);
    void record(std::size_t to, std::size_t from);
    static void keepBest(std::span<Pair> best, const Pair& candidate);

    ObjectReader& m_reader;
    const PathTable& m_paths;
    std::vector<File> m_added;
    std::vector<File> m_deleted;
    std::unordered_map<ObjectId, std::vector<std::size_t>, ObjectIdHash> m_deletedByContent;
    std::vector<int> m_source;
};

} // namespace assay::lineage
