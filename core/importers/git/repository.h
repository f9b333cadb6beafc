// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "lineage/commitgraph.h"

#include <git2/types.h>
#include <memory>
#include <string>

namespace assay::importers::git {

/// Keeps libgit2 initialised while it lives.
class Libgit2Session
{
public:
    Libgit2Session();
    ~Libgit2Session();
    Libgit2Session(const Libgit2Session&) = delete;
    Libgit2Session& operator=(const Libgit2Session&) = delete;
};

/// An opened repository: where things are and what is checked out.
class Repository
{
public:
    [[nodiscard]] static Result<Repository> open(const std::string& path, bool trustForeignOwner);

    [[nodiscard]] git_repository* handle() const { return m_handle.get(); }
    [[nodiscard]] bool bare() const;
    [[nodiscard]] bool shallow() const;
    [[nodiscard]] std::string objectsFolder() const;
    [[nodiscard]] std::string remoteUrl() const;
    /// Last part of the remote's URL without ".git", else the folder's name.
    [[nodiscard]] std::string name() const;
    /// Parents as shallow boundaries and grafts change them.
    [[nodiscard]] lineage::ParentOverrides parentOverrides() const;

    struct Tip
    {
        std::string branch;
        lineage::ObjectId commit; ///< none: no commits yet
    };
    /// The revision to read: the given one, else what HEAD names, else the remote's default branch, else the only
    /// candidate.
    [[nodiscard]] Result<Tip> resolveTip(const std::string& revision) const;

private:
    struct Closer
    {
        void operator()(git_repository* repository) const;
    };
    Repository(git_repository* handle, std::string path);
    [[nodiscard]] bool resolve(const char* revision, lineage::ObjectId& commit) const;

    std::shared_ptr<Libgit2Session> m_session;
    std::unique_ptr<git_repository, Closer> m_handle;
    std::string m_path;
};

} // namespace assay::importers::git
