// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/objects.h"

#include <fmt/format.h>
#include <git2.h>

namespace assay::lineage {
namespace {

struct OdbCloser
{
    void operator()(git_odb* odb) const { git_odb_free(odb); }
};
using OdbHandle = std::unique_ptr<git_odb, OdbCloser>;

git_object_t gitType(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Commit:
        return GIT_OBJECT_COMMIT;
    case ObjectKind::Tree:
        return GIT_OBJECT_TREE;
    case ObjectKind::Blob:
        return GIT_OBJECT_BLOB;
    case ObjectKind::Tag:
        return GIT_OBJECT_TAG;
    }
    return GIT_OBJECT_INVALID;
}

git_oid gitOid(const ObjectId& id)
{
    git_oid oid;
    std::memcpy(oid.id, id.bytes.data(), id.bytes.size());
    return oid;
}

class Libgit2Reader : public ObjectReader
{
public:
    explicit Libgit2Reader(OdbHandle odb) : m_odb(std::move(odb)) {}

    ObjectRef read(const ObjectId& id, ObjectKind kind) override
    {
        const git_oid oid = gitOid(id);
        git_odb_object* object = nullptr;
        if (!m_odb || git_odb_read(&object, m_odb.get(), &oid) != 0) {
            m_missing.insert(id);
            return nullptr;
        }
        ObjectRef bytes;
        if (git_odb_object_type(object) == gitType(kind)) {
            const std::size_t size = git_odb_object_size(object);
            auto copy = std::make_unique_for_overwrite<char[]>(size + 1);
            std::memcpy(copy.get(), git_odb_object_data(object), size);
            bytes = std::make_shared<const ObjectBytes>(std::move(copy), size);
        }
        git_odb_object_free(object);
        return bytes;
    }

    std::int64_t blobSize(const ObjectId& id) override
    {
        const git_oid oid = gitOid(id);
        std::size_t size = 0;
        git_object_t type = GIT_OBJECT_INVALID;
        if (!m_odb || git_odb_read_header(&size, &type, m_odb.get(), &oid) != 0 || type != GIT_OBJECT_BLOB) return -1;
        return static_cast<std::int64_t>(size);
    }

    bool exists(const ObjectId& id) override
    {
        const git_oid oid = gitOid(id);
        return m_odb && git_odb_exists_ext(m_odb.get(), &oid, GIT_ODB_LOOKUP_NO_REFRESH) == 1;
    }
    const std::unordered_set<ObjectId, ObjectIdHash>& missing() const override { return m_missing; }

private:
    OdbHandle m_odb;
    std::unordered_set<ObjectId, ObjectIdHash> m_missing;
};

/// An object database handle is opened per thread: sharing one costs a lock per object.
class Libgit2Objects : public ObjectSource
{
public:
    explicit Libgit2Objects(std::string folder) : m_folder(std::move(folder)) { git_libgit2_init(); }
    ~Libgit2Objects() override { git_libgit2_shutdown(); }
    Libgit2Objects(const Libgit2Objects&) = delete;
    Libgit2Objects& operator=(const Libgit2Objects&) = delete;

    std::unique_ptr<ObjectReader> reader() const override
    {
        git_odb* odb = nullptr;
        if (git_odb_open(&odb, m_folder.c_str()) != 0) odb = nullptr;
        return std::make_unique<Libgit2Reader>(OdbHandle(odb));
    }

private:
    std::string m_folder;
};

} // namespace

Result<std::unique_ptr<ObjectSource>> openLibgit2Objects(const std::string& objectsFolder)
{
    auto source = std::make_unique<Libgit2Objects>(objectsFolder);
    git_odb* odb = nullptr;
    if (git_odb_open(&odb, objectsFolder.c_str()) != 0)
        return failure(
            ErrorCode::InputUnreadable,
            fmt::format("{}: the object database cannot be opened; check that the folder is readable.", objectsFolder));
    git_odb_free(odb);
    return source;
}

} // namespace assay::lineage
