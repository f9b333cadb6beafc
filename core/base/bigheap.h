// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace assay {

enum class Heaps
{
    One,      ///< what one thread gave back serves every other: least memory
    PerThread ///< no thread waits for another's: for reading histories, where all threads ask for much in small pieces
};

/// Before a program that reads much does anything: asks the C library for pages of 2 MB where memory is wanted in bulk,
/// and to keep what is freed. Reading a large history touches half a gigabyte in small pieces, and a sixth of its time
/// went into the page table. glibc takes this wish only from the environment of a starting program, so the program
/// starts itself again with it, once; elsewhere, under sanitizers, and where the caller has set GLIBC_TUNABLES, nothing
/// happens.
void useBigPages(char** argv, Heaps heaps = Heaps::One);

} // namespace assay
