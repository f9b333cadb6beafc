// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/git/authorshipnote.h"
#include "importers/git/repository.h"
#include "lineage/linenotes.h"
#include "lineage/objects.h"

#include <unordered_map>

namespace assay::importers::git {

/// The authorship notes of a repository: `refs/notes/ai`, else `refs/ai/authorship/<commit>`.
class NoteReader : public lineage::NoteSource
{
public:
    /// Lists the notes. None can be read until `readFrom` was called.
    explicit NoteReader(const Repository& repository);
    void readFrom(std::unique_ptr<lineage::ObjectReader> objects) { m_objects = std::move(objects); }

    [[nodiscard]] bool empty() const { return m_notes.empty() && m_legacy.empty(); }
    [[nodiscard]] const lineage::LineNote* find(const lineage::ObjectId& commit) override;
    /// Which note a commit has; 0 for none. Sums of it tell whether the notes of some commits changed.
    [[nodiscard]] std::uint64_t fingerprint(const lineage::ObjectId& commit) const;
    /// Who the keys of the note found last are.
    [[nodiscard]] const std::vector<NoteOwner>& owners() const { return m_current.owners; }

private:
    using Blobs = std::unordered_map<lineage::ObjectId, lineage::ObjectId, lineage::ObjectIdHash>;
    void listNotes();
    void listLegacy();

    const Repository& m_repository;
    std::unique_ptr<lineage::ObjectReader> m_objects;
    Blobs m_notes;
    Blobs m_legacy;
    AuthorshipNote m_current;
};

} // namespace assay::importers::git
