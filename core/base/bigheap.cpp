// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/bigheap.h"

#include "base/parallel.h"

#include <cstdlib>

#if defined(__GLIBC__) && defined(__linux__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#include <array>
#include <string>
#include <unistd.h>
#define ASSAY_HAS_TUNABLES
#endif

namespace assay {

void useBigPages([[maybe_unused]] char** argv, [[maybe_unused]] Heaps heaps)
{
#ifdef ASSAY_HAS_TUNABLES
    if (std::getenv("GLIBC_TUNABLES") != nullptr) return; // also ends the second start
    std::array<char, 4096> path{}; // not /proc/self/exe itself: that would name the process "exe"
    const auto length = readlink("/proc/self/exe", path.data(), path.size() - 1);
    if (length <= 0 || length == static_cast<ssize_t>(path.size()) - 1) return;
    // No more than there are threads at work: what one gave back serves the next one without being cleared anew.
    const int most = heaps == Heaps::One ? 1 : threadCount(0);
    const std::string wishes = "glibc.malloc.hugetlb=1:glibc.malloc.top_pad=67108864:"
                               "glibc.malloc.trim_threshold=1073741824:glibc.malloc.mmap_threshold=1073741824:"
                               "glibc.malloc.arena_max=" +
                               std::to_string(most);
    setenv("GLIBC_TUNABLES", wishes.c_str(), 1);
    execv(path.data(), argv); // returns only where it failed: then the program is slower, nothing else
#endif
}

} // namespace assay
