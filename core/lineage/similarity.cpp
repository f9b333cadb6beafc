// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/similarity.h"

#include <algorithm>
#include <cstring>

namespace assay::lineage {
namespace {

constexpr std::size_t kBinaryProbe = 8000;
constexpr std::uint32_t kHashBase = 107927; ///< Git's number of chunk classes
constexpr std::uint32_t kChunk = 64;

void mergeEqual(std::vector<std::pair<std::uint32_t, std::uint32_t>>& chunks)
{
    std::sort(chunks.begin(), chunks.end());
    std::size_t kept = 0;
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        if (kept > 0 && chunks[kept - 1].first == chunks[i].first)
            chunks[kept - 1].second += chunks[i].second;
        else
            chunks[kept++] = chunks[i];
    }
    chunks.resize(kept);
}

} // namespace

bool looksBinary(std::string_view content)
{
    return content.substr(0, kBinaryProbe).find('\0') != std::string_view::npos;
}

Fingerprint fingerprint(std::string_view content)
{
    Fingerprint print;
    print.size = content.size();
    const bool text = !looksBinary(content);
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    std::uint32_t length = 0;
    for (std::size_t i = 0; i < content.size(); ++i) {
        const auto c = static_cast<unsigned char>(content[i]);
        if (text && c == '\r' && i + 1 < content.size() && content[i + 1] == '\n') continue;
        const std::uint32_t before = low;
        low = (low << 7U) ^ (high >> 25U);
        high = (high << 7U) ^ (before >> 25U);
        low += c;
        if (++length < kChunk && c != '\n') continue;
        print.chunks.emplace_back((low + high * 0x61U) % kHashBase, length);
        low = high = length = 0;
    }
    // A last piece without line feed is not counted: Git (2.39) leaves it out as well.
    mergeEqual(print.chunks);
    return print;
}

bool sizesAllow(std::uint64_t a, std::uint64_t b, int threshold)
{
    const auto larger = static_cast<double>(std::max(a, b));
    const auto differ = larger - static_cast<double>(std::min(a, b));
    return larger * (kSimilarityMax - threshold) >= differ * kSimilarityMax;
}

int similarity(const Fingerprint& before, const Fingerprint& after)
{
    std::uint64_t copied = 0;
    auto other = after.chunks.begin();
    for (const auto& [hash, bytes] : before.chunks) {
        while (other != after.chunks.end() && other->first < hash) ++other;
        if (other == after.chunks.end()) break;
        if (other->first == hash) copied += std::min(bytes, other->second);
    }
    if (after.size == 0) return 0;
    return static_cast<int>(static_cast<double>(copied) * kSimilarityMax /
                            static_cast<double>(std::max(before.size, after.size)));
}

} // namespace assay::lineage
