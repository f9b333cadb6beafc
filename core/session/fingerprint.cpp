// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/fingerprint.h"

#include <QCryptographicHash>
#include <fmt/format.h>
#include <fstream>
#include <vector>

namespace assay::session {

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
