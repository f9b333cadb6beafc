// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/text/bytestream.h"

namespace assay::importers {

/// The layers that openText() puts on top of each other, innermost first. Each owns the one below.
[[nodiscard]] Result<std::unique_ptr<ByteStream>> fileSource(const std::string& path);
[[nodiscard]] std::unique_ptr<ByteStream> memorySource(std::string bytes);
[[nodiscard]] std::unique_ptr<ByteStream> gzipSource(std::unique_ptr<ByteStream> packed, std::string name);
[[nodiscard]] std::unique_ptr<ByteStream> zstdSource(std::unique_ptr<ByteStream> packed, std::string name);
/// Decodes to UTF-8. The error names a file that is empty or binary.
[[nodiscard]] Result<std::unique_ptr<ByteStream>> textSource(std::unique_ptr<ByteStream> raw, std::string name);

/// A source that gives some bytes back to be read again: lets a layer look at what comes before deciding.
[[nodiscard]] std::unique_ptr<ByteStream> unreadSource(std::string head, std::unique_ptr<ByteStream> rest);

} // namespace assay::importers
