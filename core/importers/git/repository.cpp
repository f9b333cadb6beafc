// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/git/repository.h"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <git2.h>
#include <sstream>

namespace assay::importers::git {
namespace {

std::string lastError()
{
    const git_error* error = git_error_last();
    return error != nullptr && error->message != nullptr ? error->message : "unknown reason";
}

bool isForeignOwner(int code, const std::string& reason)
{
    return code == GIT_EOWNER || reason.find("safe.directory") != std::string::npos ||
           reason.find("not owned by") != std::string::npos;
}

Error openError(const std::string& path, int code)
{
    const std::string reason = lastError();
    if (isForeignOwner(code, reason))
        return {ErrorCode::InputUnreadable,
                fmt::format(
                    "{}: the repository belongs to another user, and Git refuses to read it for your safety; "
                    "if you trust it, agree to reading it (on the command line: --trust-owner) or add the folder to "
                    "git's safe.directory.",
                    path),
                reason};
    if (reason.find("objectformat") != std::string::npos)
        return {ErrorCode::InputUnsupported,
                fmt::format("{}: the repository uses SHA-256 object ids, which Assay cannot read yet; copy its "
                            "history into a new repository ('git fast-export --all' piped into 'git fast-import') or "
                            "leave it out.",
                            path),
                reason};
    if (code == GIT_ENOTFOUND)
        return {ErrorCode::InputUnreadable,
                fmt::format("{}: this is not a Git repository; give its top folder or its .git folder.", path), reason};
    return {ErrorCode::InputUnreadable,
            fmt::format("{}: the repository cannot be opened ({}); run 'git fsck' in it.", path, reason), reason};
}

std::string withoutCredentials(const std::string& url)
{
    const auto scheme = url.find("://");
    if (scheme == std::string::npos) return url;
    const auto at = url.find('@', scheme);
    const auto slash = url.find('/', scheme + 3);
    if (at == std::string::npos || (slash != std::string::npos && at > slash)) return url;
    return url.substr(0, scheme + 3) + url.substr(at + 1);
}

std::string lastPart(std::string path)
{
    while (!path.empty() && path.back() == '/') path.pop_back();
    const auto from = path.find_last_of("/:");
    if (from != std::string::npos) path = path.substr(from + 1);
    if (path.size() > 4 && path.ends_with(".git")) path.resize(path.size() - 4);
    return path;
}

/// Each line: a commit, then (in grafts) its parents.
void readParents(const std::string& file, lineage::ParentOverrides& overrides)
{
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        std::string word;
        if (!(words >> word)) continue;
        const auto commit = lineage::ObjectId::fromHex(word);
        if (!commit) continue;
        auto& parents = overrides[*commit];
        parents.clear();
        while (words >> word)
            if (const auto parent = lineage::ObjectId::fromHex(word)) parents.push_back(*parent);
    }
}

} // namespace

Libgit2Session::Libgit2Session()
{
    git_libgit2_init();
    // Extensions that change nothing about reading objects; libgit2 would refuse the whole repository.
    static const char* kHarmless[] = {"partialclone", "worktreeconfig", "preciousobjects"};
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, kHarmless, std::size_t{3});
}

Libgit2Session::~Libgit2Session()
{
    git_libgit2_shutdown();
}

void Repository::Closer::operator()(git_repository* repository) const
{
    git_repository_free(repository);
}

Repository::Repository(git_repository* handle, std::string path)
    : m_session(std::make_shared<Libgit2Session>()), m_handle(handle), m_path(std::move(path))
{
}

Result<Repository> Repository::open(const std::string& path, bool trustForeignOwner)
{
    // Kept for the whole run: whenever libgit2 starts, it parses the certificates of the system.
    static const Libgit2Session kStarted;
    git_repository* handle = nullptr;
    int code = git_repository_open_ext(&handle, path.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr);
    if (code != 0 && trustForeignOwner && isForeignOwner(code, lastError())) {
        git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
        code = git_repository_open_ext(&handle, path.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr);
        git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
    }
    if (code != 0) return Failure(openError(path, code));
    return Repository(handle, path);
}

bool Repository::bare() const
{
    return git_repository_is_bare(m_handle.get()) == 1;
}
bool Repository::shallow() const
{
    return git_repository_is_shallow(m_handle.get()) == 1;
}

std::string Repository::objectsFolder() const
{
    return std::string(git_repository_commondir(m_handle.get())) + "objects";
}

// From the configuration itself: git_remote_list() loses the memory of each entry that is no remote (libgit2 1.5).
std::string Repository::remoteUrl() const
{
    std::string url;
    bool fromOrigin = false;
    git_config* config = nullptr;
    if (git_repository_config_snapshot(&config, m_handle.get()) != 0) return url;
    git_config_iterator* entries = nullptr;
    if (git_config_iterator_new(&entries, config) == 0) {
        git_config_entry* entry = nullptr;
        while (git_config_next(&entry, entries) == 0) {
            const std::string_view key(entry->name);
            if (!key.starts_with("remote.") || !key.ends_with(".url") || entry->value == nullptr) continue;
            const bool origin = key == "remote.origin.url";
            if (!url.empty() && (fromOrigin || !origin)) continue;
            url = withoutCredentials(entry->value);
            fromOrigin = origin;
        }
    }
    git_config_iterator_free(entries);
    git_config_free(config);
    return url;
}

std::string Repository::name() const
{
    if (auto fromUrl = lastPart(remoteUrl()); !fromUrl.empty()) return fromUrl;
    std::error_code ignored;
    auto folder = std::filesystem::weakly_canonical(m_path, ignored);
    if (folder.filename() == ".git") folder = folder.parent_path();
    return lastPart(folder.string());
}

lineage::ParentOverrides Repository::parentOverrides() const
{
    lineage::ParentOverrides overrides;
    const std::string folder = git_repository_commondir(m_handle.get());
    readParents(folder + "info/grafts", overrides);
    readParents(folder + "shallow", overrides);
    return overrides;
}

bool Repository::resolve(const char* revision, lineage::ObjectId& commit) const
{
    git_object* object = nullptr;
    if (git_revparse_single(&object, m_handle.get(), revision) != 0) return false;
    git_object* peeled = nullptr;
    const bool found = git_object_peel(&peeled, object, GIT_OBJECT_COMMIT) == 0;
    if (found) commit = lineage::ObjectId::fromRaw(git_object_id(peeled)->id);
    git_object_free(peeled);
    git_object_free(object);
    return found;
}

Result<Repository::Tip> Repository::resolveTip(const std::string& revision) const
{
    Tip tip;
    if (!revision.empty()) {
        tip.branch = revision;
        if (resolve(revision.c_str(), tip.commit)) return tip;
        return failure(
            ErrorCode::Usage,
            fmt::format("{}: there is no revision '{}'; 'git branch -a' lists what there is.", m_path, revision),
            lastError());
    }
    if (resolve("HEAD", tip.commit)) {
        git_reference* head = nullptr;
        tip.branch = "HEAD";
        if (git_repository_head(&head, m_handle.get()) == 0) {
            if (git_repository_head_detached(m_handle.get()) != 1) tip.branch = git_reference_shorthand(head);
            git_reference_free(head);
        }
        return tip;
    }
    // HEAD names a branch without commits: a clone that only fetched, or a mirror whose default branch was renamed.
    for (const char* candidate : {"refs/remotes/origin/HEAD", "refs/heads/main", "refs/heads/master",
                                  "refs/remotes/origin/main", "refs/remotes/origin/master"})
        if (resolve(candidate, tip.commit)) {
            tip.branch = std::string(candidate).substr(std::string(candidate).find('/', 5) + 1);
            return tip;
        }
    return tip;
}

} // namespace assay::importers::git
