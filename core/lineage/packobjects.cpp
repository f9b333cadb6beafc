// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/packobjects.h"

#include "lineage/objectcache.h"
#include "lineage/objectfolders.h"
#include "lineage/packfile.h"

#include <algorithm>
#include <filesystem>
#include <libdeflate.h>
#include <utility>

namespace assay::lineage {
namespace {

constexpr std::size_t kCacheBytes = std::size_t{32} << 20U;
constexpr std::size_t kPoolBytes = std::size_t{4} << 20U;
constexpr std::size_t kRecentPlaces = 4096;
constexpr std::size_t kNear = 8;        ///< deltas from the version of a file that is wanted
constexpr std::size_t kMaxChain = 4096; ///< git makes chains of at most 4095

using Packs = std::vector<PackFile>;

struct Inflater
{
    Inflater() : handle(libdeflate_alloc_decompressor()) {}
    ~Inflater() { libdeflate_free_decompressor(handle); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    [[nodiscard]] bool inflate(const PackEntry& entry, char* to) const
    {
        return libdeflate_zlib_decompress(handle, entry.deflated.data(), entry.deflated.size(), to, entry.size,
                                          nullptr) == LIBDEFLATE_SUCCESS;
    }

    libdeflate_decompressor* handle;
};

/// Follows a delta chain only down to the nearest cached base. Whatever is unusual goes to the reference reader.
class PackReader : public ObjectReader
{
public:
    PackReader(std::shared_ptr<const Packs> packs, std::unique_ptr<ObjectReader> reference)
        : m_packs(std::move(packs)), m_reference(std::move(reference)), m_pool(kPoolBytes), m_cache(kCacheBytes, m_pool)
    {
    }

    ObjectRef read(const ObjectId& id, ObjectKind kind) override
    {
        m_askReference = true;
        const ObjectCache::Item item = readPacked(id);
        if (item.bytes) return item.kind == kind ? item.bytes : nullptr;
        if (m_missing.contains(id)) return nullptr;
        ObjectRef bytes = m_askReference ? m_reference->read(id, kind) : nullptr;
        if (!bytes) m_missing.insert(id);
        return bytes;
    }

    std::int64_t blobSize(const ObjectId& id) override
    {
        for (std::size_t pack = 0; pack < m_packs->size(); ++pack)
            if (const auto offset = (*m_packs)[pack].find(id))
                if (const auto size = blobSizeAt(pack, *offset)) return *size;
        const ObjectRef bytes = read(id, ObjectKind::Blob);
        return bytes ? static_cast<std::int64_t>(bytes->size()) : -1;
    }

    bool exists(const ObjectId& id) override
    {
        const auto holds = [&id](const PackFile& pack) { return pack.find(id).has_value(); };
        return std::any_of(m_packs->begin(), m_packs->end(), holds) || m_reference->exists(id);
    }
    const std::unordered_set<ObjectId, ObjectIdHash>& missing() const override { return m_missing; }

private:
    ObjectCache::Item readPacked(const ObjectId& id)
    {
        Place& place = m_recent[ObjectIdHash{}(id) % m_recent.size()];
        if (place.id == id) return readAt(place.pack, place.offset);
        for (std::size_t pack = 0; pack < m_packs->size(); ++pack)
            if (const auto offset = (*m_packs)[pack].find(id)) {
                place = {id, pack, *offset};
                return readAt(pack, *offset);
            }
        return {};
    }

    /// A delta says how large what it makes is, and the entry at the end of its chain what that is.
    std::optional<std::int64_t> blobSizeAt(std::size_t pack, std::uint64_t offset)
    {
        const auto first = (*m_packs)[pack].entry(offset);
        auto last = first;
        for (std::size_t links = 0; last && last->isDelta(); ++links) {
            if (links > kMaxChain || last->type == PackEntry::Type::ReferenceDelta) return std::nullopt;
            last = (*m_packs)[pack].entry(last->base);
        }
        if (!last || last->type != PackEntry::Type::Blob) return std::nullopt;
        if (!first->isDelta()) return static_cast<std::int64_t>(first->size);
        if (first->size > kMostHeld || !inflateDelta(*first)) return std::nullopt;
        const auto size = sizeAfter(std::string_view(m_delta.data(), first->size));
        return size && *size <= kMostHeld ? std::optional(static_cast<std::int64_t>(*size)) : std::nullopt;
    }

    ObjectCache::Item left()
    {
        m_askReference = true;
        return {};
    }

    [[nodiscard]] static std::uint64_t keyOf(std::size_t pack, std::uint64_t offset)
    {
        return (std::uint64_t{pack} << 48U) | offset;
    }

    /// An entry that is broken is so for everybody, and libgit2 takes memory for what it claims to hold.
    ObjectCache::Item readAt(std::size_t pack, std::uint64_t offset)
    {
        m_askReference = false;
        m_chain.clear();
        ObjectCache::Item base;
        for (std::uint64_t at = offset;;) {
            if (const auto* cached = m_cache.find(keyOf(pack, at))) {
                base = *cached;
                break;
            }
            const auto entry = (*m_packs)[pack].entry(at);
            if (!entry || m_chain.size() > kMaxChain) return {};
            if (entry->size > kMostHeld) return {};
            if (!entry->isDelta()) {
                base = {inflateWhole(*entry), static_cast<ObjectKind>(entry->type)};
                if (!base.bytes) return {};
                // Commits are read once, and few are bases of others.
                if (base.kind != ObjectKind::Commit || !m_chain.empty()) m_cache.insert(keyOf(pack, at), base);
                break;
            }
            m_chain.push_back({at, *entry});
            at = entry->base;
            if (entry->type == PackEntry::Type::OffsetDelta) continue;
            const auto found = (*m_packs)[pack].find(entry->baseId);
            if (!found) return left(); // a thin pack: the base lies elsewhere
            at = *found;
        }
        while (!m_chain.empty()) {
            const Link link = m_chain.back();
            m_chain.pop_back();
            ObjectRef below = std::exchange(base.bytes, rebuild(base.bytes, link.entry));
            m_pool.give(std::move(below));
            if (!base.bytes) return {};
            if (worthKeeping(base.kind)) m_cache.insert(keyOf(pack, link.offset), base);
        }
        return base;
    }

    /// Of the versions of a file on the way to the one that is wanted, those close to it will be asked for next. Of the
    /// others some are kept, so that no way is long; the memory of the rest serves the next one at once.
    [[nodiscard]] bool worthKeeping(ObjectKind kind) const
    {
        return kind != ObjectKind::Blob || m_chain.size() < kNear || m_chain.size() % kNear == 0;
    }

    ObjectRef inflateWhole(const PackEntry& entry)
    {
        auto bytes = m_pool.take(entry.size);
        if (!m_inflater.inflate(entry, bytes.get())) return nullptr;
        return std::make_shared<const ObjectBytes>(std::move(bytes), entry.size);
    }

    bool inflateDelta(const PackEntry& entry)
    {
        if (m_delta.size() < entry.size) m_delta.resize(entry.size);
        return m_inflater.inflate(entry, m_delta.data());
    }

    ObjectRef rebuild(const ObjectRef& base, const PackEntry& entry)
    {
        if (!inflateDelta(entry)) return nullptr;
        return applyDelta(base->view(), std::string_view(m_delta.data(), entry.size), &m_pool);
    }

    struct Place
    {
        ObjectId id;
        std::size_t pack = 0;
        std::uint64_t offset = 0;
    };
    struct Link
    {
        std::uint64_t offset = 0;
        PackEntry entry;
    };
    std::shared_ptr<const Packs> m_packs;
    std::unique_ptr<ObjectReader> m_reference;
    BufferPool m_pool;
    ObjectCache m_cache;
    Inflater m_inflater;
    std::vector<Link> m_chain;
    std::vector<Place> m_recent = std::vector<Place>(kRecentPlaces); ///< where objects asked for lately are
    std::vector<char> m_delta;
    std::unordered_set<ObjectId, ObjectIdHash> m_missing;
    bool m_askReference = true; ///< whether what was not read may be read otherwise
};

class PackObjects : public ObjectSource
{
public:
    PackObjects(std::shared_ptr<const Packs> packs, std::unique_ptr<ObjectSource> reference)
        : m_packs(std::move(packs)), m_reference(std::move(reference))
    {
    }
    std::unique_ptr<ObjectReader> reader() const override
    {
        return std::make_unique<PackReader>(m_packs, m_reference->reader());
    }

private:
    std::shared_ptr<const Packs> m_packs;
    std::unique_ptr<ObjectSource> m_reference;
};

} // namespace

Result<std::unique_ptr<ObjectSource>> openObjects(const std::string& objectsFolder)
{
    auto reference = openLibgit2Objects(objectsFolder);
    if (!reference) return reference;
    auto packs = std::make_shared<Packs>();
    std::error_code ignored;
    std::vector<std::string> names;
    for (const auto& folder : objectFolders(objectsFolder)) {
        const auto first = static_cast<std::ptrdiff_t>(names.size());
        for (const auto& file : std::filesystem::directory_iterator(folder + "/pack", ignored))
            if (file.path().extension() == ".idx") names.push_back(file.path().string());
        std::sort(names.begin() + first, names.end());
    }
    for (const auto& name : names)
        if (auto pack = PackFile::open(name)) packs->push_back(std::move(*pack));
    if (packs->empty()) return reference;
    // Most objects lie in the largest pack: ask it first.
    std::stable_sort(packs->begin(), packs->end(), [](const auto& a, const auto& b) { return a.count() > b.count(); });
    return std::make_unique<PackObjects>(std::move(packs), std::move(*reference));
}

} // namespace assay::lineage
