// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/oid.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace assay::synth {

enum class ObjectType : std::uint8_t
{
    Commit = 1,
    Tree = 2,
    Blob = 3,
    Tag = 4
};

/// Collects the objects of one repository and writes them as one pack with its index (gitformat-pack, versions 2),
/// which is some hundred times faster than a file per object. Versions of one file or folder are stored as differences
/// to the one before.
class PackWriter
{
public:
    PackWriter();
    ~PackWriter();
    PackWriter(const PackWriter&) = delete;
    PackWriter& operator=(const PackWriter&) = delete;

    /// A series of versions whose neighbours resemble each other.
    struct Series
    {
        std::string content;
        std::int64_t entry = -1;
        int depth = 0;
    };

    /// Stores an object, once however often it is asked.
    domain::Oid add(ObjectType type, std::string_view content);
    /// Stores the next version of a series, as a difference where that is shorter.
    domain::Oid addVersion(ObjectType type, Series& series, std::string content);
    [[nodiscard]] std::size_t objects() const { return m_entries.size(); }
    /// Writes `pack-<hash>.pack` and `.idx` into a folder that exists. The names depend on the content only.
    [[nodiscard]] Result<void> finish(const std::string& folder);

private:
    struct Entry
    {
        domain::Oid oid;
        std::uint64_t offset = 0;
        std::uint32_t crc = 0;
    };
    struct Deflater;

    void append(int kind, std::size_t size, std::string_view deltaOffset, std::string_view data);
    [[nodiscard]] std::string index(std::string_view packHash) const;

    std::unique_ptr<Deflater> m_deflater;
    std::string m_pack;
    std::vector<Entry> m_entries;
    std::unordered_map<domain::Oid, std::int64_t> m_known;
};

} // namespace assay::synth
