// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/bufferpool.h"

#include <optional>
#include <span>

namespace assay::lineage {

/// A file mapped into memory, read-only.
class MappedFile
{
public:
    MappedFile() = default;
    explicit MappedFile(const std::string& path);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;

    [[nodiscard]] std::span<const std::uint8_t> bytes() const { return {m_data, m_size}; }

private:
    const std::uint8_t* m_data = nullptr;
    std::size_t m_size = 0;
};

/// Larger objects are not read: they are no text.
inline constexpr std::uint64_t kMostHeld = std::uint64_t{2} << 30U;

/// One entry of a pack, not yet inflated.
struct PackEntry
{
    enum class Type : std::uint8_t
    {
        Commit = 1,
        Tree = 2,
        Blob = 3,
        Tag = 4,
        OffsetDelta = 6,
        ReferenceDelta = 7
    };
    Type type = Type::Blob;
    std::uint64_t size = 0;                 ///< inflated: of the object, or of the delta
    std::uint64_t base = 0;                 ///< offset of the base of an OffsetDelta
    ObjectId baseId;                        ///< base of a ReferenceDelta
    std::span<const std::uint8_t> deflated; ///< begins with the entry's data and ends with the pack
    [[nodiscard]] bool isDelta() const { return type == Type::OffsetDelta || type == Type::ReferenceDelta; }
};

/// A pack with its index (version 2, SHA-1). Everything read from the files is checked against their bounds: packs may
/// be damaged or hostile. Safe to share between threads.
class PackFile
{
public:
    /// nullopt if the pair is anything but what is described above.
    [[nodiscard]] static std::optional<PackFile> open(const std::string& indexPath);
    /// From bytes, as fuzzing and tests do it.
    [[nodiscard]] static std::optional<PackFile> fromBytes(std::span<const std::uint8_t> index,
                                                           std::span<const std::uint8_t> pack);

    [[nodiscard]] std::optional<std::uint64_t> find(const ObjectId& id) const;
    /// nullopt for what cannot be an entry: broken, or larger than the rest of the pack can stand for.
    [[nodiscard]] std::optional<PackEntry> entry(std::uint64_t offset) const;
    [[nodiscard]] std::uint32_t count() const { return m_count; }
    [[nodiscard]] ObjectId idAt(std::uint32_t rank) const;

private:
    [[nodiscard]] std::optional<std::uint64_t> findByHalves(const ObjectId& id) const;
    [[nodiscard]] std::optional<std::uint64_t> offsetAt(std::uint32_t rank) const;
    bool adopt(std::span<const std::uint8_t> index, std::span<const std::uint8_t> pack);

    MappedFile m_indexFile;
    MappedFile m_packFile;
    std::span<const std::uint8_t> m_pack;
    const std::uint8_t* m_fanout = nullptr;
    const std::uint8_t* m_ids = nullptr;
    const std::uint8_t* m_offsets = nullptr;
    std::span<const std::uint8_t> m_longOffsets;
    std::uint32_t m_count = 0;
};

/// The size of what a delta makes; nullopt if it does not say.
[[nodiscard]] std::optional<std::uint64_t> sizeAfter(std::string_view delta);
/// Rebuilds an object from its base and a delta; null if the delta does not fit. Its memory comes from `pool` if there
/// is one.
[[nodiscard]] ObjectRef applyDelta(std::string_view base, std::string_view delta, BufferPool* pool = nullptr);

} // namespace assay::lineage
