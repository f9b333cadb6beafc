// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace assay::lineage {

inline constexpr int kSimilarityMax = 60000;
inline constexpr int kRenameThreshold = kSimilarityMax / 2;       ///< 50 %
inline constexpr int kBaseNameThreshold = kSimilarityMax / 4 * 3; ///< 75 %

/// NUL among the first 8000 bytes: Git's idea of a binary file.
[[nodiscard]] bool looksBinary(std::string_view content);

/// What a file consists of, in chunks of a line or 64 bytes, as Git hashes them for rename detection.
struct Fingerprint
{
    std::uint64_t size = 0;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> chunks; ///< hash, bytes; sorted by hash
};
[[nodiscard]] Fingerprint fingerprint(std::string_view content);

/// Whether sizes alone allow the similarity to reach `threshold`.
[[nodiscard]] bool sizesAllow(std::uint64_t a, std::uint64_t b, int threshold);
/// Bytes of `before` found again in `after`, per byte of the larger one, 0 … kSimilarityMax.
[[nodiscard]] int similarity(const Fingerprint& before, const Fingerprint& after);

} // namespace assay::lineage
