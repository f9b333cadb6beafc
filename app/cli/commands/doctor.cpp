// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "resources/resources.h"
#include "session/versions.h"

#include <QDir>
#include <QFileInfo>
#include <QLibraryInfo>
#include <fmt/format.h>

namespace assay::cli {
namespace {

struct Finding
{
    std::string what;
    std::string value;
    bool fine = true;
};

std::vector<Finding> findings()
{
    std::vector<Finding> list{{"assay-cli", ASSAY_VERSION}, {"Qt", qVersion()}};
    for (const auto& [name, version] : session::libraryVersions()) list.push_back({name, version});
    const auto fonts = resources::fontFiles();
    list.push_back({"fonts in the program",
                    fonts.isEmpty() ? "none: reports would have no text; install fonts-inter and build again"
                                    : fmt::format("{} files of Inter", fonts.size()),
                    !fonts.isEmpty()});
    const QDir platforms(QLibraryInfo::path(QLibraryInfo::PluginsPath) + QStringLiteral("/platforms"));
    const auto plugins = platforms.entryList(QDir::Files).join(QStringLiteral(", "));
    list.push_back({"display plugins", plugins.isEmpty() ? "none: install libqt6gui6" : plugins.toStdString(),
                    !plugins.isEmpty()});
    const bool writable = QFileInfo(QDir::tempPath()).isWritable();
    list.push_back(
        {"temporary folder", writable ? "writable" : "not writable: set TMPDIR to a folder that is", writable});
    return list;
}

} // namespace

int run(const DoctorOptions&, const Output& out)
{
    bool fine = true;
    QJsonArray rows;
    for (const auto& f : findings()) {
        fine = fine && f.fine;
        if (out.text()) out.line(fmt::format("{:8} {}: {}", f.fine ? "ok" : "MISSING", f.what, f.value));
        rows.append(QJsonObject{{QStringLiteral("check"), QString::fromStdString(f.what)},
                                {QStringLiteral("value"), QString::fromStdString(f.value)},
                                {QStringLiteral("passed"), f.fine}});
    }
    if (!out.text()) out.list(QStringLiteral("checks"), rows);
    return fine ? 0 : exitCode(ErrorCode::CheckFailed);
}

} // namespace assay::cli
