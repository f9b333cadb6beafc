// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/textfile.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

namespace assay::synth {

Result<void> writeTextFile(const std::string& path, std::string_view content)
{
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    out.close();
    if (out) return {};
    return failure(ErrorCode::WorkspaceUnwritable,
                   fmt::format("Cannot write {}; check that the folder is writable and the disk is not full.", path));
}

Result<void> makeFolder(const std::string& path)
{
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (!error) return {};
    return failure(ErrorCode::WorkspaceUnwritable,
                   fmt::format("Cannot make the folder {}; choose another place.", path), error.message());
}

std::string quoted(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    return out + '"';
}

} // namespace assay::synth
