// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/repository.h"

#include "synth/foldertree.h"
#include "synth/messages.h"
#include "synth/packwriter.h"
#include "synth/text.h"
#include "synth/textfile.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

namespace assay::synth {
namespace {

using domain::Oid;

constexpr const char* kForge = "GitHub <noreply@github.com>";

std::int64_t unixSeconds(Instant at)
{
    return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

std::string stamp(Instant at, int offsetMinutes)
{
    const int minutes = std::abs(offsetMinutes);
    return fmt::format("{} {}{:02}{:02}", unixSeconds(at), offsetMinutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

class RepositoryWriter
{
public:
    RepositoryWriter(const Organisation& organisation, int repository, GitIds& ids)
        : m_organisation(organisation), m_repository(repository), m_ids(ids), m_files(organisation.files.size())
    {
        m_ids.commits.resize(organisation.commits.size());
        m_ids.landed.resize(organisation.changes.size());
    }

    Result<WrittenRepository> write(const std::string& folder, const CancelToken& cancel, const ProgressFn& progress)
    {
        writeFoundations();
        const auto total = static_cast<std::int64_t>(m_organisation.changes.size());
        for (int c = 0; c < static_cast<int>(total); ++c) {
            if (c % 64 == 0) {
                if (cancel.requested())
                    return failure(ErrorCode::Cancelled, "Writing the made-up repositories was cancelled.");
                if (progress && c % 512 == 0) progress({fmt::format("Writing repository {}", name()), c, total});
            }
            const auto& change = m_organisation.changes[static_cast<std::size_t>(c)];
            if (change.repository != m_repository) continue;
            if (change.merged)
                land(c);
            else if (!change.closed)
                writeOpenBranch(c);
            else
                inventIds(c);
        }
        closeMonth(m_organisation.cutOff());
        return store(folder);
    }

private:
    /// A file's present content; the lengths of its lines say where to cut.
    struct FileState
    {
        std::string content;
        std::vector<std::uint16_t> lengths;
        PackWriter::Series series;
    };

    [[nodiscard]] const std::string& name() const
    {
        return m_organisation.repositories[static_cast<std::size_t>(m_repository)];
    }

    void apply(const Edit& edit)
    {
        auto& file = m_files[static_cast<std::size_t>(edit.file)];
        const auto kind = m_organisation.files[static_cast<std::size_t>(edit.file)].kind;
        const auto first = file.lengths.begin() + edit.at;
        const auto last = first + edit.removed;
        const auto offset = std::accumulate(file.lengths.begin(), first, std::size_t{0});
        const auto removed = std::accumulate(first, last, std::size_t{0});
        std::string text;
        std::vector<std::uint16_t> lengths;
        for (int i = 0; i < edit.added; ++i) {
            const std::string line = lineText(kind, edit.firstSerial + static_cast<std::uint32_t>(i));
            lengths.push_back(static_cast<std::uint16_t>(line.size()));
            text += line;
        }
        file.content.replace(offset, removed, text);
        const auto gap = file.lengths.erase(first, last);
        file.lengths.insert(gap, lengths.begin(), lengths.end());
    }

    /// Applies the edits of commits `from` … `to − 1` and writes blobs and trees.
    Oid writeTree(int from, int to)
    {
        std::vector<int> touched;
        for (int c = from; c < to; ++c) {
            const auto& commit = m_organisation.commits[static_cast<std::size_t>(c)];
            for (int e = 0; e < commit.editCount; ++e) {
                const auto& edit = m_organisation.edits[static_cast<std::size_t>(commit.firstEdit + e)];
                apply(edit);
                if (std::find(touched.begin(), touched.end(), edit.file) == touched.end()) touched.push_back(edit.file);
            }
        }
        for (const int row : touched) {
            auto& file = m_files[static_cast<std::size_t>(row)];
            const auto blob =
                file.content.empty() ? Oid() : m_pack.addVersion(ObjectType::Blob, file.series, file.content);
            m_tree.set(m_organisation.files[static_cast<std::size_t>(row)].path, blob);
        }
        return m_tree.write(m_pack);
    }

    Oid writeCommit(const Oid& tree, const std::vector<Oid>& parents, const std::string& author,
                    const std::string& committer, const std::string& message)
    {
        std::string text = fmt::format("tree {}\n", tree.hex());
        for (const auto& parent : parents)
            if (!parent.empty()) text += fmt::format("parent {}\n", parent.hex());
        text += fmt::format("author {}\ncommitter {}\n\n{}", author, committer, message);
        ++m_commits;
        return m_pack.add(ObjectType::Commit, text);
    }

    [[nodiscard]] std::string signature(int person, Instant at, int offset) const
    {
        const auto& who = m_organisation.people[static_cast<std::size_t>(person)];
        return fmt::format("{} <{}> {}", who.name, who.commitEmail, stamp(at, offset));
    }

    void writeFoundations()
    {
        int number = 0;
        for (int c = 0; c < static_cast<int>(m_organisation.commits.size()); ++c) {
            const auto& commit = m_organisation.commits[static_cast<std::size_t>(c)];
            if (commit.change != kNone) break;
            if (commit.repository != m_repository) continue;
            const Oid tree = writeTree(c, c + 1);
            const std::string who = signature(commit.author, commit.authored, 0);
            m_head = writeCommit(tree, {m_head}, who, who, fmt::format("Bring in module group {}\n", ++number));
            m_ids.commits[static_cast<std::size_t>(c)] = m_head;
            m_last = commit.authored;
        }
        m_mainline = m_commits;
    }

    [[nodiscard]] std::string revertedBy(const Change& change) const
    {
        if (!change.reverts) return {};
        const int origin = m_organisation.defects[static_cast<std::size_t>(change.repairs)].origin;
        return m_ids.landed[static_cast<std::size_t>(origin)].hex();
    }

    void land(int row)
    {
        const auto& change = m_organisation.changes[static_cast<std::size_t>(row)];
        closeMonth(*change.merged);
        m_last = std::max(m_last, *change.merged);
        if (landingOf(m_repository) == Landing::Squash)
            landSquashed(row);
        else
            landMerged(row);
        m_ids.landed[static_cast<std::size_t>(row)] = m_head;
        m_mainline = m_commits;
    }

    /// One commit that keeps the author date of the branch's first, as rebasing tools do.
    void landSquashed(int row)
    {
        const auto& change = m_organisation.changes[static_cast<std::size_t>(row)];
        const auto& first = m_organisation.commits[static_cast<std::size_t>(change.firstCommit)];
        const int offset = m_organisation.teams[static_cast<std::size_t>(change.team)].offsetMinutes;
        const Oid tree = writeTree(change.firstCommit, change.firstCommit + change.commitCount);
        inventIds(row);
        m_head = writeCommit(tree, {m_head}, signature(change.author, first.authored, offset),
                             fmt::format("{} {}", kForge, stamp(m_last, 0)),
                             squashMessage(m_organisation, row, revertedBy(change)));
    }

    /// The branch rebased on the mainline just before, then a merge commit.
    void landMerged(int row)
    {
        const auto& change = m_organisation.changes[static_cast<std::size_t>(row)];
        const int offset = m_organisation.teams[static_cast<std::size_t>(change.team)].offsetMinutes;
        const Oid base = m_head;
        const Oid tip = writeBranch(row, base, m_last);
        const Oid tree = m_tree.write(m_pack);
        const int merger = change.reviews.empty() ? change.author : change.reviews.back().reviewer;
        m_head = writeCommit(tree, {base, tip}, signature(merger, m_last, offset),
                             fmt::format("{} {}", kForge, stamp(m_last, 0)), mergeMessage(m_organisation, row));
    }

    Oid writeBranch(int row, const Oid& base, std::optional<Instant> rebasedAt)
    {
        const auto& change = m_organisation.changes[static_cast<std::size_t>(row)];
        const int offset = m_organisation.teams[static_cast<std::size_t>(change.team)].offsetMinutes;
        Oid tip = base;
        for (int i = 0; i < change.commitCount; ++i) {
            const int c = change.firstCommit + i;
            const auto& commit = m_organisation.commits[static_cast<std::size_t>(c)];
            const Oid tree = writeTree(c, c + 1);
            tip = writeCommit(tree, {tip}, signature(change.author, commit.authored, offset),
                              signature(change.author, rebasedAt.value_or(commit.authored), offset),
                              commitMessage(m_organisation, row, i, i == 0 ? revertedBy(change) : std::string()));
            m_ids.commits[static_cast<std::size_t>(c)] = tip;
        }
        return tip;
    }

    void writeOpenBranch(int row)
    {
        const auto& change = m_organisation.changes[static_cast<std::size_t>(row)];
        const Oid tip = writeBranch(row, m_head, std::nullopt);
        m_refs.emplace("refs/heads/" + branchName(m_organisation, row), std::pair(tip, Oid()));
        for (int i = 0; i < change.commitCount; ++i) { // back to the mainline's files
            const auto& commit = m_organisation.commits[static_cast<std::size_t>(change.firstCommit + i)];
            for (int e = 0; e < commit.editCount; ++e)
                m_tree.set(m_organisation
                               .files[static_cast<std::size_t>(
                                   m_organisation.edits[static_cast<std::size_t>(commit.firstEdit + e)].file)]
                               .path,
                           Oid());
        }
        ++m_branches;
    }

    /// Ids for commits that squashing or giving up left in no repository; the exports name them all the same.
    void inventIds(int row)
    {
        const auto& change = m_organisation.changes[static_cast<std::size_t>(row)];
        for (int i = 0; i < change.commitCount; ++i) {
            const auto c = static_cast<std::uint64_t>(change.firstCommit + i);
            std::string hex;
            for (std::uint64_t part = 0; part < 3; ++part)
                hex += fmt::format("{:016x}", mixed(m_organisation.spec.seed + part, c));
            m_ids.commits[c] = *Oid::fromHex(hex.substr(0, 40));
        }
    }

    /// An annotated tag when the month of the last landing is over.
    void closeMonth(Instant now)
    {
        const std::chrono::year_month_day then{dayOf(m_last)};
        const std::chrono::year_month_day today{dayOf(now)};
        if (then.year() / then.month() == today.year() / today.month() ||
            m_last < Instant{m_organisation.spec.firstDay()})
            return;
        const std::string tag =
            fmt::format("v{}.{:02}", static_cast<int>(then.year()), static_cast<unsigned>(then.month()));
        if (m_refs.contains("refs/tags/" + tag)) return;
        const std::string text = fmt::format("object {}\ntype commit\ntag {}\ntagger {} {}\n\nRelease {}\n",
                                             m_head.hex(), tag, kForge, stamp(m_last + std::chrono::hours{2}, 0), tag);
        m_refs.emplace("refs/tags/" + tag, std::pair(m_pack.add(ObjectType::Tag, text), m_head));
        ++m_tags;
    }

    Result<WrittenRepository> store(const std::string& folder)
    {
        m_refs.emplace("refs/heads/main", std::pair(m_head, Oid()));
        std::string packed = "# pack-refs with: peeled fully-peeled sorted \n";
        for (const auto& [ref, target] : m_refs) {
            packed += fmt::format("{} {}\n", target.first.hex(), ref);
            if (!target.second.empty()) packed += fmt::format("^{}\n", target.second.hex());
        }
        for (const char* sub : {"/objects/pack", "/objects/info", "/refs/heads", "/refs/tags"})
            if (auto made = makeFolder(folder + sub); !made) return Failure(made.error());
        const std::string config =
            fmt::format("[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n"
                        "[remote \"origin\"]\n\turl = {}.git\n",
                        repositoryUrl(m_organisation, m_repository));
        const std::pair<const char*, const std::string*> files[] = {{"/config", &config}, {"/packed-refs", &packed}};
        for (const auto& [path, content] : files)
            if (auto written = writeTextFile(folder + path, *content); !written) return Failure(written.error());
        if (auto written = writeTextFile(folder + "/HEAD", "ref: refs/heads/main\n"); !written)
            return Failure(written.error());
        if (auto written = m_pack.finish(folder + "/objects/pack"); !written) return Failure(written.error());
        return WrittenRepository{name(),     folder, m_head,     m_commits,
                                 m_mainline, m_tags, m_branches, static_cast<std::int64_t>(m_pack.objects())};
    }

    const Organisation& m_organisation;
    int m_repository;
    GitIds& m_ids;
    PackWriter m_pack;
    FolderTree m_tree;
    std::vector<FileState> m_files;
    std::map<std::string, std::pair<Oid, Oid>> m_refs; ///< name → target, and what a tag stands for
    Oid m_head;
    Instant m_last{};
    int m_commits = 0;
    int m_mainline = 0;
    int m_tags = 0;
    int m_branches = 0;
};

} // namespace

Result<WrittenRepository> writeRepository(const Organisation& organisation, int repository, const std::string& folder,
                                          GitIds& ids, const CancelToken& cancel, const ProgressFn& progress)
{
    return RepositoryWriter(organisation, repository, ids).write(folder, cancel, progress);
}

} // namespace assay::synth
