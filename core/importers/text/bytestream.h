// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace assay::importers {

/// A file as a stream of UTF-8 bytes: gzip and zstd are unpacked, UTF-16 with a byte-order mark is converted, a UTF-8
/// mark is dropped and stray bytes of older encodings are read as Windows-1252. Memory is flat in the size of the file.
class ByteStream
{
public:
    virtual ~ByteStream() = default;
    /// Up to `size` bytes; 0 at the end. The error says what is wrong with the file.
    [[nodiscard]] virtual Result<std::size_t> read(char* buffer, std::size_t size) = 0;
    /// Bytes of the file on disk taken so far, and all of them: for progress.
    [[nodiscard]] virtual std::int64_t consumed() const = 0;
    [[nodiscard]] virtual std::int64_t total() const = 0;
    /// Set when bytes were no UTF-8 and were read as Windows-1252.
    [[nodiscard]] virtual bool repaired() const { return false; }
};

/// Opens a file as text. Errors: it does not exist, is a folder, is empty, is binary or cannot be read.
[[nodiscard]] Result<std::unique_ptr<ByteStream>> openText(const std::string& path);

/// The same over bytes in memory; `name` stands for the path in messages.
[[nodiscard]] Result<std::unique_ptr<ByteStream>> openTextFromMemory(std::string bytes, const std::string& name);

/// Reads until `limit` bytes or the end; for samples and small files.
[[nodiscard]] Result<std::string> readUpTo(ByteStream& stream, std::size_t limit);

} // namespace assay::importers
