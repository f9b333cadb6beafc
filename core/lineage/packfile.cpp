// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/packfile.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace assay::lineage {
namespace {

constexpr std::size_t kIdSize = 20;
constexpr std::size_t kIndexHeader = 8;
constexpr std::size_t kFanout = std::size_t{256} * 4;
constexpr std::size_t kPackHeader = 12;
constexpr std::uint64_t kMostDeflated = 1032; ///< bytes that one deflated byte can stand for

std::uint32_t big32(const std::uint8_t* at)
{
    return (std::uint32_t{at[0]} << 24U) | (std::uint32_t{at[1]} << 16U) | (std::uint32_t{at[2]} << 8U) | at[3];
}

std::uint64_t big64(const std::uint8_t* at)
{
    return (std::uint64_t{big32(at)} << 32U) | big32(at + 4);
}

/// Where `key` lies among `count` places that are spread evenly from `low` to `high`.
std::uint32_t within(std::uint32_t key, std::uint32_t low, std::uint32_t high, std::uint32_t count)
{
    if (key <= low || high <= low) return 0;
    return static_cast<std::uint32_t>(std::uint64_t{std::min(key, high) - low} * count /
                                      (std::uint64_t{high - low} + 1));
}

/// A delta's variable-length size, 7 bits a byte, lowest first.
bool readSize(std::string_view& delta, std::uint64_t& size)
{
    size = 0;
    for (unsigned shift = 0; !delta.empty() && shift < 63; shift += 7) {
        const auto byte = static_cast<unsigned char>(delta.front());
        delta.remove_prefix(1);
        size |= std::uint64_t{byte & 0x7FU} << shift;
        if ((byte & 0x80U) == 0) return true;
    }
    return false;
}

/// The bytes of a copy instruction's argument that its flags announce.
bool readArgument(std::string_view& delta, unsigned flags, unsigned bytes, std::uint64_t& value)
{
    value = 0;
    for (unsigned i = 0; i < bytes; ++i) {
        if ((flags >> i & 1U) == 0) continue;
        if (delta.empty()) return false;
        value |= std::uint64_t{static_cast<unsigned char>(delta.front())} << (8 * i);
        delta.remove_prefix(1);
    }
    return true;
}

/// Bytes that the instructions of a delta make, or nothing when they are cut off. A few wrong bytes may claim
/// gigabytes, for which no room must be made.
std::optional<std::uint64_t> sizeMade(std::string_view delta)
{
    std::uint64_t made = 0;
    while (!delta.empty()) {
        const auto op = static_cast<unsigned char>(delta.front());
        delta.remove_prefix(1);
        std::uint64_t from = 0;
        std::uint64_t length = op;
        if ((op & 0x80U) != 0) {
            if (!readArgument(delta, op, 4, from) || !readArgument(delta, op >> 4U & 7U, 3, length)) return {};
            if (length == 0) length = 0x10000;
        } else {
            if (op == 0 || op > delta.size()) return {};
            delta.remove_prefix(op);
        }
        made += length;
    }
    return made;
}

} // namespace

MappedFile::MappedFile(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    struct stat info
    {
    };
    if (fstat(file, &info) == 0 && info.st_size > 0) {
        void* data = mmap(nullptr, static_cast<std::size_t>(info.st_size), PROT_READ, MAP_PRIVATE, file, 0);
        if (data != MAP_FAILED) {
            m_data = static_cast<const std::uint8_t*>(data);
            m_size = static_cast<std::size_t>(info.st_size);
        }
    }
    close(file);
}

MappedFile::~MappedFile()
{
    if (m_data != nullptr) munmap(const_cast<std::uint8_t*>(m_data), m_size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0))
{
}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept
{
    std::swap(m_data, other.m_data);
    std::swap(m_size, other.m_size);
    return *this;
}

std::optional<PackFile> PackFile::open(const std::string& indexPath)
{
    PackFile file;
    file.m_indexFile = MappedFile(indexPath);
    file.m_packFile = MappedFile(indexPath.substr(0, indexPath.rfind('.')) + ".pack");
    if (!file.adopt(file.m_indexFile.bytes(), file.m_packFile.bytes())) return std::nullopt;
    return file;
}

std::optional<PackFile> PackFile::fromBytes(std::span<const std::uint8_t> index, std::span<const std::uint8_t> pack)
{
    PackFile file;
    if (!file.adopt(index, pack)) return std::nullopt;
    return file;
}

bool PackFile::adopt(std::span<const std::uint8_t> index, std::span<const std::uint8_t> pack)
{
    if (index.size() < kIndexHeader + kFanout + 2 * kIdSize || pack.size() < kPackHeader + kIdSize) return false;
    if (big32(index.data()) != 0xFF744F63U || big32(index.data() + 4) != 2) return false;
    if (big32(pack.data()) != 0x5041434BU || big32(pack.data() + 4) != 2) return false;
    m_fanout = index.data() + kIndexHeader;
    for (std::size_t i = 1; i < 256; ++i)
        if (big32(m_fanout + 4 * (i - 1)) > big32(m_fanout + 4 * i)) return false;
    m_count = big32(m_fanout + kFanout - 4);
    const std::uint64_t fixed = kIndexHeader + kFanout + std::uint64_t{m_count} * (kIdSize + 4 + 4) + 2 * kIdSize;
    if (index.size() < fixed || big32(pack.data() + 8) != m_count) return false;
    // The index names the pack it belongs to by the pack's checksum.
    if (!std::equal(pack.end() - kIdSize, pack.end(), index.end() - 2 * kIdSize)) return false;
    m_ids = m_fanout + kFanout;
    m_offsets = m_ids + std::uint64_t{m_count} * (kIdSize + 4);
    m_longOffsets = index.subspan(fixed - 2 * kIdSize, index.size() - fixed);
    m_pack = pack.first(pack.size() - kIdSize);
    return true;
}

ObjectId PackFile::idAt(std::uint32_t rank) const
{
    return ObjectId::fromRaw(m_ids + std::uint64_t{rank} * kIdSize);
}

std::optional<std::uint64_t> PackFile::find(const ObjectId& id) const
{
    std::uint32_t low = id.bytes[0] == 0 ? 0 : big32(m_fanout + 4 * (id.bytes[0] - std::size_t{1}));
    std::uint32_t high = big32(m_fanout + 4 * std::size_t{id.bytes[0]});
    const std::uint32_t key = big32(&id.bytes[1]);
    std::uint32_t lowKey = 0;
    std::uint32_t highKey = ~std::uint32_t{0};
    for (unsigned probe = 1; low < high; ++probe) {
        // Ids are spread evenly: look where this one should be, and now and then in the middle, in case they are not.
        const std::uint32_t share = probe % 4 == 0 ? (high - low) / 2 : within(key, lowKey, highKey, high - low);
        const std::uint32_t middle = low + std::min(share, high - low - 1);
        const int order = std::memcmp(id.bytes.data(), m_ids + std::uint64_t{middle} * kIdSize, kIdSize);
        if (order < 0) {
            high = middle;
            highKey = big32(m_ids + std::uint64_t{middle} * kIdSize + 1);
        } else if (order > 0) {
            low = middle + 1;
            lowKey = big32(m_ids + std::uint64_t{middle} * kIdSize + 1);
        } else {
            return offsetAt(middle);
        }
    }
    return findByHalves(id);
}

/// In an index out of order libgit2, which is asked for what is not found here, may find what the search above did not.
/// It looks like this; so nothing in this pack is judged by libgit2 alone.
std::optional<std::uint64_t> PackFile::findByHalves(const ObjectId& id) const
{
    std::uint32_t low = id.bytes[0] == 0 ? 0 : big32(m_fanout + 4 * (id.bytes[0] - std::size_t{1}));
    std::uint32_t high = big32(m_fanout + 4 * std::size_t{id.bytes[0]});
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        const int order = std::memcmp(id.bytes.data(), m_ids + std::uint64_t{middle} * kIdSize, kIdSize);
        if (order == 0) return offsetAt(middle);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    const bool next = low < m_count && std::memcmp(id.bytes.data(), m_ids + std::uint64_t{low} * kIdSize, kIdSize) == 0;
    return next ? offsetAt(low) : std::nullopt;
}

std::optional<std::uint64_t> PackFile::offsetAt(std::uint32_t rank) const
{
    const std::uint32_t offset = big32(m_offsets + 4 * std::uint64_t{rank});
    if ((offset & 0x80000000U) == 0) return offset;
    const std::uint64_t place = std::uint64_t{offset & 0x7FFFFFFFU} * 8;
    if (place + 8 > m_longOffsets.size()) return std::nullopt;
    return big64(m_longOffsets.data() + place);
}

std::optional<PackEntry> PackFile::entry(std::uint64_t offset) const
{
    if (offset < kPackHeader || offset >= m_pack.size()) return std::nullopt;
    std::span<const std::uint8_t> rest = m_pack.subspan(offset);
    std::uint8_t byte = rest.front();
    rest = rest.subspan(1);
    PackEntry entry;
    entry.type = static_cast<PackEntry::Type>(byte >> 4U & 7U);
    entry.size = byte & 0x0FU;
    for (unsigned shift = 4; (byte & 0x80U) != 0; shift += 7) {
        if (rest.empty() || shift > 56) return std::nullopt;
        byte = rest.front();
        rest = rest.subspan(1);
        entry.size |= std::uint64_t{byte & 0x7FU} << shift;
    }
    if (entry.type == PackEntry::Type::OffsetDelta) {
        std::uint64_t distance = 0;
        do {
            if (rest.empty() || distance > (std::uint64_t{1} << 55U)) return std::nullopt;
            byte = rest.front();
            rest = rest.subspan(1);
            distance = (distance << 7U) | (byte & 0x7FU);
            if ((byte & 0x80U) != 0) ++distance;
        } while ((byte & 0x80U) != 0);
        if (distance == 0 || distance > offset) return std::nullopt;
        entry.base = offset - distance;
    } else if (entry.type == PackEntry::Type::ReferenceDelta) {
        if (rest.size() < kIdSize) return std::nullopt;
        entry.baseId = ObjectId::fromRaw(rest.data());
        rest = rest.subspan(kIdSize);
    } else if (entry.type > PackEntry::Type::Tag || entry.type < PackEntry::Type::Commit) {
        return std::nullopt;
    }
    if (entry.size / kMostDeflated > rest.size()) return std::nullopt;
    entry.deflated = rest;
    return entry;
}

std::optional<std::uint64_t> sizeAfter(std::string_view delta)
{
    std::uint64_t size = 0;
    return readSize(delta, size) && readSize(delta, size) ? std::optional(size) : std::nullopt;
}

ObjectRef applyDelta(std::string_view base, std::string_view delta, BufferPool* pool)
{
    std::uint64_t baseSize = 0;
    std::uint64_t size = 0;
    if (!readSize(delta, baseSize) || !readSize(delta, size) || baseSize != base.size() || size > kMostHeld ||
        sizeMade(delta) != size)
        return nullptr;
    auto out = pool != nullptr ? pool->take(size) : std::make_unique_for_overwrite<char[]>(size + 1);
    std::uint64_t at = 0;
    while (!delta.empty()) {
        const auto op = static_cast<unsigned char>(delta.front());
        delta.remove_prefix(1);
        std::string_view piece;
        if ((op & 0x80U) != 0) {
            std::uint64_t from = 0;
            std::uint64_t length = 0;
            if (!readArgument(delta, op, 4, from) || !readArgument(delta, op >> 4U & 7U, 3, length)) return nullptr;
            if (length == 0) length = 0x10000;
            if (from > base.size() || length > base.size() - from) return nullptr;
            piece = base.substr(from, length);
        } else {
            if (op == 0 || op > delta.size()) return nullptr;
            piece = delta.substr(0, op);
            delta.remove_prefix(op);
        }
        if (piece.size() > size - at) return nullptr;
        std::memcpy(out.get() + at, piece.data(), piece.size());
        at += piece.size();
    }
    if (at != size) return nullptr;
    return std::make_shared<const ObjectBytes>(std::move(out), size);
}

} // namespace assay::lineage
