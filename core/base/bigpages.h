// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdlib>
#include <limits>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace assay {

/// For long columns of plain numbers that are written in full before they are read: elements start uninitialised, and
/// memory above half a megabyte asks for pages of 2 MB. First touching a million doubles costs 2,000 page faults
/// otherwise, which is more than computing them.
template <class T>
class BigPages
{
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
    static constexpr std::size_t kPage = std::size_t{2} << 20;

public:
    using value_type = T;

    BigPages() = default;
    template <class U>
    BigPages(const BigPages<U>&) noexcept // NOLINT(google-explicit-constructor): allocators convert
    {
    }

    [[nodiscard]] T* allocate(std::size_t count)
    {
        if (count > std::numeric_limits<std::size_t>::max() / sizeof(T) - kPage) throw std::bad_array_new_length();
        const std::size_t bytes = count * sizeof(T);
        const bool big = bytes >= kPage / 4;
        void* memory = big ? std::aligned_alloc(kPage, (bytes + kPage - 1) / kPage * kPage) : std::malloc(bytes);
        if (memory == nullptr) throw std::bad_alloc();
#if defined(MADV_HUGEPAGE)
        if (big) (void)madvise(memory, bytes, MADV_HUGEPAGE); // a wish: refused, small pages do
#endif
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t) noexcept
    {
        std::free(memory);
    }

    /// Without arguments: left as it is.
    template <class U, class... Args>
    void construct(U* place, Args&&... args)
    {
        if constexpr (sizeof...(Args) == 0)
            ::new (static_cast<void*>(place)) U;
        else
            std::construct_at(place, std::forward<Args>(args)...);
    }

    friend bool operator==(const BigPages&, const BigPages&) noexcept
    {
        return true;
    }
};

template <class T>
using BigVector = std::vector<T, BigPages<T>>;

} // namespace assay
