// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/git/notereader.h"

#include <algorithm>
#include <git2.h>

namespace assay::importers::git {
namespace {

constexpr const char* kNotesRef = "refs/notes/ai";
constexpr std::string_view kLegacyPrefix = "refs/ai/authorship/";

using Blobs = std::unordered_map<lineage::ObjectId, lineage::ObjectId, lineage::ObjectIdHash>;

/// Notes are files named by the commit, spread over folders: "ab/cdef…".
int listNote(const char* folder, const git_tree_entry* entry, void* out)
{
    if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB) return 0;
    std::string name = std::string(folder) + git_tree_entry_name(entry);
    std::erase(name, '/');
    if (const auto commit = lineage::ObjectId::fromHex(name))
        static_cast<Blobs*>(out)->insert_or_assign(*commit, lineage::ObjectId::fromRaw(git_tree_entry_id(entry)->id));
    return 0;
}

} // namespace

NoteReader::NoteReader(const Repository& repository) : m_repository(repository)
{
    listNotes();
    listLegacy();
}

void NoteReader::listNotes()
{
    git_reference* reference = nullptr;
    git_object* tree = nullptr;
    if (git_reference_lookup(&reference, m_repository.handle(), kNotesRef) != 0) return;
    if (git_reference_peel(&tree, reference, GIT_OBJECT_TREE) == 0) {
        git_tree_walk(reinterpret_cast<git_tree*>(tree), GIT_TREEWALK_PRE, listNote, &m_notes);
        git_object_free(tree);
    }
    git_reference_free(reference);
}

void NoteReader::listLegacy()
{
    git_reference_iterator* references = nullptr;
    if (git_reference_iterator_glob_new(&references, m_repository.handle(), "refs/ai/authorship/*") != 0) return;
    git_reference* reference = nullptr;
    while (git_reference_next(&reference, references) == 0) {
        const std::string_view name = git_reference_name(reference);
        const auto commit = lineage::ObjectId::fromHex(name.substr(std::min(kLegacyPrefix.size(), name.size())));
        if (const git_oid* target = git_reference_target(reference); commit && target != nullptr)
            m_legacy.insert_or_assign(*commit, lineage::ObjectId::fromRaw(target->id));
        git_reference_free(reference);
    }
    git_reference_iterator_free(references);
}

std::uint64_t NoteReader::fingerprint(const lineage::ObjectId& commit) const
{
    auto note = m_notes.find(commit);
    if (note == m_notes.end() && (note = m_legacy.find(commit)) == m_legacy.end()) return 0;
    const lineage::ObjectIdHash hash;
    return std::uint64_t{hash(commit)} * 31 + hash(note->second);
}

const lineage::LineNote* NoteReader::find(const lineage::ObjectId& commit)
{
    const auto note = m_notes.find(commit);
    const auto old = note == m_notes.end() ? m_legacy.find(commit) : m_legacy.end();
    if (note == m_notes.end() && old == m_legacy.end()) return nullptr;
    const auto text = m_objects->read(note != m_notes.end() ? note->second : old->second, lineage::ObjectKind::Blob);
    if (!text)
        m_current = {};
    else
        m_current = note != m_notes.end() ? parseAuthorshipNote(text->view()) : parseLegacyAuthorship(text->view());
    return text ? &m_current.lines : nullptr;
}

} // namespace assay::importers::git
