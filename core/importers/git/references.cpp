// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/git/references.h"

#include "importers/git/utf8.h"

#include <git2.h>

namespace assay::importers::git {
namespace {

struct Peeled
{
    bool found = false;
    domain::Oid commit;
    Instant at{};
};

Peeled peel(git_reference* reference)
{
    Peeled peeled;
    git_object* target = nullptr;
    if (git_reference_peel(&target, reference, GIT_OBJECT_ANY) != 0) return peeled;
    git_object* tag = nullptr;
    std::optional<Instant> tagged;
    if (git_reference_type(reference) == GIT_REFERENCE_DIRECT &&
        git_object_lookup(&tag, git_reference_owner(reference), git_reference_target(reference), GIT_OBJECT_TAG) == 0) {
        if (const git_signature* tagger = git_tag_tagger(reinterpret_cast<git_tag*>(tag)); tagger != nullptr)
            tagged = fromUnixSeconds(tagger->when.time);
        git_object_free(tag);
    }
    git_object* commit = nullptr;
    if (git_object_peel(&commit, target, GIT_OBJECT_COMMIT) == 0) {
        peeled.found = true;
        peeled.commit = lineage::ObjectId::fromRaw(git_object_id(commit)->id).oid();
        peeled.at = tagged.value_or(fromUnixSeconds(git_commit_time(reinterpret_cast<git_commit*>(commit))));
        git_object_free(commit);
    }
    git_object_free(target);
    return peeled;
}

Result<void> handOver(git_reference* reference, RecordSink& sink)
{
    const std::string name = toUtf8(git_reference_name(reference));
    const bool tag = name.starts_with("refs/tags/");
    const bool local = name.starts_with("refs/heads/");
    const bool remote = name.starts_with("refs/remotes/");
    if (!(tag || local || remote) || git_reference_type(reference) != GIT_REFERENCE_DIRECT) return {};
    Peeled peeled = peel(reference);
    if (!peeled.found) return {};
    if (tag) return sink.tag({name.substr(10), peeled.commit, peeled.at});
    return sink.branch({name.substr(local ? 11 : 13), peeled.commit});
}

} // namespace

Result<void> readReferences(const Repository& repository, RecordSink& sink)
{
    git_reference_iterator* references = nullptr;
    if (git_reference_iterator_new(&references, repository.handle()) != 0) return {};
    Result<void> done;
    git_reference* reference = nullptr;
    while (done && git_reference_next(&reference, references) == 0) {
        done = handOver(reference, sink);
        git_reference_free(reference);
    }
    git_reference_iterator_free(references);
    return done;
}

} // namespace assay::importers::git
