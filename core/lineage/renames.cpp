// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/renames.h"

#include <algorithm>

namespace assay::lineage {
namespace {

constexpr std::size_t kBestPerFile = 4;        ///< candidates Git remembers for each added file
constexpr std::size_t kMaxPairs = 1000 * 1000; ///< diff.renameLimit squared
constexpr int kMaxAlternatives = 100;

} // namespace

bool RenameFinder::Pair::before(const Pair& other) const
{
    if (to < 0 || other.to < 0) return to >= 0 && other.to < 0;
    return score != other.score ? score > other.score : sameName > other.sameName;
}

std::vector<int> RenameFinder::match(std::span<const FileEvent* const> added, std::span<const FileEvent* const> deleted)
{
    setDeleted(deleted);
    matchAdded(added);
    return m_source;
}

std::vector<int> RenameFinder::matchEach(std::span<const FileEvent* const> added,
                                         std::span<const FileEvent* const> deleted)
{
    setDeleted(deleted);
    std::vector<int> sources;
    for (const auto& one : added) {
        for (auto& file : m_deleted) file.used = false;
        matchAdded(std::span(&one, 1));
        sources.push_back(m_source.front());
    }
    return sources;
}

void RenameFinder::setDeleted(std::span<const FileEvent* const> deleted)
{
    m_deleted.clear();
    m_deletedByContent.clear();
    for (const auto* event : deleted) {
        m_deletedByContent[event->blob].push_back(m_deleted.size());
        m_deleted.push_back({event, m_paths.name(event->path), false, false, -2, {}});
    }
}

void RenameFinder::matchAdded(std::span<const FileEvent* const> added)
{
    m_added.clear();
    for (const auto* event : added) m_added.push_back({event, m_paths.name(event->path), false, false, -2, {}});
    m_source.assign(added.size(), -1);
    if (m_added.empty() || m_deleted.empty()) return;
    matchEqualContent();
    matchUniqueNames();
    matchSimilar();
}

void RenameFinder::record(std::size_t to, std::size_t from)
{
    m_source[to] = static_cast<int>(from);
    m_added[to].used = true;
    m_deleted[from].used = true;
}

void RenameFinder::matchEqualContent()
{
    for (std::size_t to = 0; to < m_added.size(); ++to) {
        const auto found = m_deletedByContent.find(m_added[to].event->blob);
        if (found == m_deletedByContent.end()) continue;
        int best = -1;
        bool bestSameName = false;
        int tried = 0;
        for (const auto from : found->second) {
            const File& source = m_deleted[from];
            const bool regular = isRegular(source.event->mode) && isRegular(m_added[to].event->mode);
            if (source.used || (!regular && source.event->mode != m_added[to].event->mode)) continue;
            const bool sameName = source.name == m_added[to].name;
            if (best < 0 || (sameName && !bestSameName)) {
                best = static_cast<int>(from);
                bestSameName = sameName;
            }
            if (bestSameName || ++tried == kMaxAlternatives) break;
        }
        if (best >= 0) record(to, static_cast<std::size_t>(best));
    }
}

bool RenameFinder::load(File& file)
{
    if (file.print) return true;
    if (file.gone) return false;
    const ObjectRef content = m_reader.read(file.event->blob, ObjectKind::Blob);
    if (!content) {
        file.gone = true;
        return false;
    }
    file.print = fingerprint(content->view());
    return true;
}

int RenameFinder::score(File& from, File& to, int threshold)
{
    if (!isRegular(from.event->mode) || !isRegular(to.event->mode)) return 0;
    if (from.size == -2) from.size = m_reader.blobSize(from.event->blob);
    if (to.size == -2) to.size = m_reader.blobSize(to.event->blob);
    if (from.size < 0 || to.size < 0) return 0;
    if (!sizesAllow(static_cast<std::uint64_t>(from.size), static_cast<std::uint64_t>(to.size), threshold)) return 0;
    if (!load(from) || !load(to)) return 0;
    return similarity(*from.print, *to.print);
}

void RenameFinder::matchUniqueNames()
{
    struct Bearers
    {
        std::size_t added = 0;
        std::size_t deleted = 0;
        std::size_t to = 0; ///< the last of those added
    };
    std::unordered_map<NameId, Bearers> names;
    for (std::size_t to = 0; to < m_added.size(); ++to) {
        if (m_added[to].used) continue;
        auto& bearers = names[m_added[to].name];
        ++bearers.added;
        bearers.to = to;
    }
    if (names.empty()) return;
    for (const auto& file : m_deleted)
        if (const auto found = names.find(file.name); !file.used && found != names.end()) ++found->second.deleted;
    for (std::size_t from = 0; from < m_deleted.size(); ++from) {
        const auto found = names.find(m_deleted[from].name);
        if (m_deleted[from].used || found == names.end()) continue;
        const auto& bearers = found->second;
        if (bearers.added != 1 || bearers.deleted != 1) continue;
        if (score(m_deleted[from], m_added[bearers.to], kBaseNameThreshold) >= kBaseNameThreshold)
            record(bearers.to, from);
    }
}

void RenameFinder::keepBest(std::span<Pair> best, const Pair& candidate)
{
    std::size_t worst = 0;
    for (std::size_t i = 1; i < best.size(); ++i)
        if (best[worst].before(best[i])) worst = i;
    if (candidate.before(best[worst])) best[worst] = candidate;
}

void RenameFinder::matchSimilar()
{
    const auto open = [](const File& file) { return !file.used; };
    const auto targets = static_cast<std::size_t>(std::count_if(m_added.begin(), m_added.end(), open));
    const auto sources = static_cast<std::size_t>(std::count_if(m_deleted.begin(), m_deleted.end(), open));
    if (targets == 0 || sources == 0 || targets * sources > kMaxPairs) return;
    std::vector<Pair> pairs;
    for (std::size_t to = 0; to < m_added.size(); ++to) {
        if (m_added[to].used) continue;
        pairs.resize(pairs.size() + kBestPerFile);
        const std::span best = std::span(pairs).last(kBestPerFile);
        for (std::size_t from = 0; from < m_deleted.size(); ++from) {
            if (m_deleted[from].used) continue;
            const int value = score(m_deleted[from], m_added[to], kRenameThreshold);
            keepBest(best, {value, m_deleted[from].name == m_added[to].name ? 1 : 0, static_cast<int>(to),
                            static_cast<int>(from)});
        }
        m_added[to].print.reset();
    }
    std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.before(b); });
    for (const auto& pair : pairs) {
        if (pair.to < 0 || pair.score < kRenameThreshold) break;
        const auto to = static_cast<std::size_t>(pair.to);
        const auto from = static_cast<std::size_t>(pair.from);
        if (!m_added[to].used && !m_deleted[from].used) record(to, from);
    }
}

} // namespace assay::lineage
