// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/git/gitimporter.h"

#include <QByteArray>
#include <QStringList>
#include <QTemporaryDir>
#include <map>

/// A small repository made with the git command, and git's own answers to compare with.
class GitFixture
{
public:
    GitFixture();

    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("repo")); }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    /// Runs git in the repository; the test fails by an empty answer.
    QByteArray git(const QStringList& arguments, const QByteArray& input = {}, const QString& where = {}) const;
    void write(const QString& file, const QByteArray& content) const;
    void remove(const QString& file) const;
    /// Commits everything; each commit is a day younger than the one before. Returns its id.
    QByteArray commit(const QByteArray& message);
    void branch(const QString& name) const
    {
        git({QStringLiteral("checkout"), QStringLiteral("-q"), QStringLiteral("-b"), name});
    }
    void checkout(const QString& name) const { git({QStringLiteral("checkout"), QStringLiteral("-q"), name}); }
    /// Merges, taking our side where there is a conflict; files in `resolved` get that content first.
    void merge(const QStringList& branches, const std::map<QString, QByteArray>& resolved = {});

    /// "commit / path added deleted" lines of all non-merges, as `git log --numstat -M` counts.
    [[nodiscard]] QByteArray gitNumstat() const;
    /// Commit of each line of a file at HEAD.
    [[nodiscard]] QByteArrayList gitBlame(const QString& file) const;

private:
    QTemporaryDir m_folder;
    mutable int m_day = 0;
};

/// Lists what a reading hands over.
class RecordCollector : public assay::importers::RecordSink
{
public:
    using Nothing = assay::Result<void>;
    Nothing commit(assay::domain::CommitRecord&& r) override
    {
        commits.push_back(std::move(r));
        return {};
    }
    Nothing tag(assay::domain::TagRecord&& r) override
    {
        tags.push_back(std::move(r));
        return {};
    }
    Nothing branch(assay::domain::BranchRecord&& r) override
    {
        branches.push_back(std::move(r));
        return {};
    }
    Nothing lineNote(assay::domain::LineNoteRecord&& r) override
    {
        notes.push_back(std::move(r));
        return {};
    }
    Nothing lineEdge(assay::domain::LineEdge&& r) override
    {
        edges.push_back(std::move(r));
        return {};
    }
    Nothing commitLineage(assay::domain::CommitLineage&& r) override
    {
        lineage[r.commit.hex()] = r;
        return {};
    }
    Nothing authorAlias(assay::domain::AuthorAlias&& r) override
    {
        aliases.push_back(std::move(r));
        return {};
    }
    Nothing ticket(assay::domain::TicketRecord&&) override { return {}; }
    Nothing pullRequest(assay::domain::PullRequestRecord&&) override { return {}; }
    Nothing usageDay(assay::domain::UsageDayRecord&&) override { return {}; }
    Nothing seat(assay::domain::SeatRecord&&) override { return {}; }
    Nothing roster(assay::domain::RosterRecord&&) override { return {}; }
    Nothing price(assay::domain::PriceRecord&&) override { return {}; }
    Nothing invoice(assay::domain::InvoiceRecord&&) override { return {}; }
    void reject(assay::importers::Reject&&) override {}
    void notice(assay::importers::Notice&& n) override { notices.push_back(QByteArray::fromStdString(n.text)); }

    /// In the form of GitFixture::gitNumstat.
    [[nodiscard]] QByteArray numstat() const;
    [[nodiscard]] const assay::domain::CommitRecord* find(const QByteArray& hex) const;
    /// "remover origin path lines" of every edge, sorted.
    [[nodiscard]] QByteArrayList edgeLines() const;

    std::vector<assay::domain::CommitRecord> commits;
    std::vector<assay::domain::TagRecord> tags;
    std::vector<assay::domain::BranchRecord> branches;
    std::vector<assay::domain::LineNoteRecord> notes;
    std::vector<assay::domain::LineEdge> edges;
    std::vector<assay::domain::AuthorAlias> aliases;
    std::map<std::string, assay::domain::CommitLineage> lineage;
    QByteArrayList notices;
};

/// Reads with one or more threads; an error fails the running test.
assay::importers::git::GitResult readInto(RecordCollector& sink, const QString& path,
                                          const assay::importers::git::GitKnown& known = {}, int threads = 2,
                                          const std::string& branch = {});
