// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/fingerprint.h"

#include <QCryptographicHash>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <vector>

namespace assay::session {

std::string fileStamp(const std::string& path)
{
    constexpr std::chrono::seconds kSettled{2};
    std::error_code failed;
    const auto size = std::filesystem::file_size(path, failed);
    if (failed) return {};
    const auto changed = std::filesystem::last_write_time(path, failed);
    if (failed || std::filesystem::file_time_type::clock::now() - changed < kSettled) return {};
    return fmt::format("{} {}", size, changed.time_since_epoch().count());
}

Result<std::string> fileFingerprint(const std::string& path, const CancelToken& cancel)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return failure(ErrorCode::InputUnreadable,
                       fmt::format("{} cannot be opened; check the path and the permission to read it.", path));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    std::vector<char> block(1 << 20);
    while (file) {
        if (cancel.requested()) return failure(ErrorCode::Cancelled, "Cancelled; nothing was changed.");
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        hash.addData(QByteArrayView(block.data(), file.gcount()));
    }
    return hash.result().toHex().toStdString();
}

std::string textFingerprint(const std::string& text)
{
    return QCryptographicHash::hash(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())),
                                    QCryptographicHash::Sha256)
        .toHex()
        .toStdString();
}

} // namespace assay::session
