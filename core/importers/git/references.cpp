// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/git/references.h"

#include "importers/git/commitparser.h"
#include "importers/git/utf8.h"
#include "lineage/headerlines.h"

#include <git2.h>

namespace assay::importers::git {
namespace {

constexpr int kMostTags = 64; ///< of tags: more are no history

struct Peeled
{
    bool found = false;
    domain::Oid commit;
    Instant at{};
};

struct Tag
{
    std::optional<lineage::ObjectId> object;
    std::optional<Instant> at;
};

Tag parseTag(std::string_view text)
{
    Tag tag;
    lineage::forEachHeaderLine(text, [&tag](std::string_view line) {
        if (line.starts_with("object "))
            tag.object = lineage::ObjectId::fromHex(line.substr(7));
        else if (line.starts_with("tagger "))
            tag.at = parseSignature(line.substr(7), {}).at;
    });
    return tag;
}

/// Reads objects as the history is read: libgit2 would check the hash of each.
Peeled peel(lineage::ObjectId id, bool tag, lineage::ObjectReader& objects)
{
    Peeled peeled;
    std::optional<Instant> tagged;
    for (int tags = 0; tag && tags < kMostTags; ++tags) {
        const auto text = objects.read(id, lineage::ObjectKind::Tag);
        if (!text) break;
        const Tag parsed = parseTag(text->view());
        if (!parsed.object) return peeled;
        if (tags == 0) tagged = parsed.at;
        id = *parsed.object;
    }
    const auto text = objects.read(id, lineage::ObjectKind::Commit);
    if (!text) return peeled;
    peeled.found = true;
    peeled.commit = id.oid();
    if (!tag) return peeled;
    domain::CommitRecord commit;
    if (!tagged) parseCommitText(text->view(), commit);
    peeled.at = tagged.value_or(commit.committer.at);
    return peeled;
}

void add(git_reference* reference, lineage::ObjectReader& objects, References& found)
{
    const std::string name = toUtf8(git_reference_name(reference));
    const bool tag = name.starts_with("refs/tags/");
    const bool local = name.starts_with("refs/heads/");
    const bool remote = name.starts_with("refs/remotes/");
    if (!(tag || local || remote) || git_reference_type(reference) != GIT_REFERENCE_DIRECT) return;
    const Peeled peeled = peel(lineage::ObjectId::fromRaw(git_reference_target(reference)->id), tag, objects);
    if (!peeled.found) return;
    if (tag)
        found.tags.push_back({name.substr(10), peeled.commit, peeled.at});
    else
        found.branches.push_back({name.substr(local ? 11 : 13), peeled.commit});
}

} // namespace

References readReferences(const Repository& repository, lineage::ObjectReader& objects)
{
    References found;
    git_reference_iterator* references = nullptr;
    if (git_reference_iterator_new(&references, repository.handle()) != 0) return found;
    git_reference* reference = nullptr;
    while (git_reference_next(&reference, references) == 0) {
        add(reference, objects, found);
        git_reference_free(reference);
    }
    git_reference_iterator_free(references);
    return found;
}

} // namespace assay::importers::git
