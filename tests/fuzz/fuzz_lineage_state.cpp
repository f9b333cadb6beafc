// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/git/authorshipnote.h"
#include "lineage/declaredorigins.h"
#include "lineage/savedstate.h"

#include <cstdlib>

using namespace assay;

/// Any bytes as a saved state, a note and a message. What decodes must survive another round.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto state = lineage::decodeState(bytes)) {
        for (const auto& file : state->files) (void)lineage::blameAtTip(*state, file.path);
        if (!lineage::decodeState(lineage::encodeState(*state))) std::abort();
    }
    for (const auto& note : {importers::git::parseAuthorshipNote(bytes), importers::git::parseLegacyAuthorship(bytes)})
        for (const auto& file : note.lines.files)
            for (const auto& range : file.ranges)
                if (range.key >= note.owners.size()) std::abort();
    (void)lineage::declaredOrigins(bytes);
    return 0;
}
