// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/writefile.h"

#include <QSaveFile>
#include <fmt/format.h>

namespace assay {

Result<void> writeFile(const std::string& path, std::string_view bytes)
{
    QSaveFile file(QString::fromStdString(path));
    const auto size = static_cast<qint64>(bytes.size());
    if (file.open(QIODevice::WriteOnly) && file.write(bytes.data(), size) == size && file.commit()) return {};
    return failure(ErrorCode::WorkspaceUnwritable, fmt::format("{} cannot be written ({}); choose another place.", path,
                                                               file.errorString().toStdString()));
}

} // namespace assay
