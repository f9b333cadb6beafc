// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/packfile.h"

#include <cstdlib>

using namespace assay::lineage;

/// The first two bytes say where the index ends and the pack begins; then as a delta against itself. Nothing may be
/// read out of bounds.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 4) return 0;
    const std::size_t split = 2 + ((std::size_t{data[0]} << 8U) | data[1]) % (size - 2);
    const std::span all(data, size);
    if (const auto pack = PackFile::fromBytes(all.subspan(2, split - 2), all.subspan(split))) {
        for (std::uint32_t rank = 0; rank < pack->count() && rank < 1000; ++rank) {
            const auto offset = pack->find(pack->idAt(rank));
            if (!offset) continue;
            const auto entry = pack->entry(*offset);
            if (entry && entry->type == PackEntry::Type::OffsetDelta && entry->base >= *offset) std::abort();
        }
    }
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto rebuilt = applyDelta(text.substr(0, split), text.substr(split));
    if (rebuilt && rebuilt->size() > 0 && rebuilt->view().data() == nullptr) std::abort();
    return 0;
}
