// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "lineage/objectid.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>

namespace assay::lineage {

enum class ObjectKind : std::uint8_t
{
    Commit = 1,
    Tree = 2,
    Blob = 3,
    Tag = 4
};

/// The inflated bytes of one object.
class ObjectBytes
{
public:
    ObjectBytes(std::unique_ptr<char[]> data, std::size_t size) : m_data(std::move(data)), m_size(size) {}
    [[nodiscard]] std::string_view view() const { return {m_data.get(), m_size}; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    /// Gives the memory back to whoever made the object, for another one.
    [[nodiscard]] std::unique_ptr<char[]> release()
    {
        m_size = 0;
        return std::move(m_data);
    }

private:
    std::unique_ptr<char[]> m_data;
    std::size_t m_size;
};
using ObjectRef = std::shared_ptr<const ObjectBytes>;

/// Reads objects for one thread. A missing, damaged or differently typed object is a null reference: never an abort,
/// because the rest of the history can still be told.
class ObjectReader
{
public:
    virtual ~ObjectReader() = default;
    [[nodiscard]] virtual ObjectRef read(const ObjectId& id, ObjectKind kind) = 0;
    /// Size of a blob without inflating it where that is possible; -1 when it is missing.
    [[nodiscard]] virtual std::int64_t blobSize(const ObjectId& id) = 0;
    /// Whether the repository has the object; nothing is read.
    [[nodiscard]] virtual bool exists(const ObjectId& id) = 0;
    /// What was asked for in vain so far.
    [[nodiscard]] virtual const std::unordered_set<ObjectId, ObjectIdHash>& missing() const = 0;
};

/// Makes readers, one per thread; itself safe to share between threads.
class ObjectSource
{
public:
    virtual ~ObjectSource() = default;
    [[nodiscard]] virtual std::unique_ptr<ObjectReader> reader() const = 0;
};

/// The reference: every object through libgit2, which knows loose objects, alternates and multi-pack indexes.
/// `objectsFolder` is the repository's `objects` directory.
[[nodiscard]] Result<std::unique_ptr<ObjectSource>> openLibgit2Objects(const std::string& objectsFolder);

} // namespace assay::lineage
