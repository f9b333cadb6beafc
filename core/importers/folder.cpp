// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/folder.h"

#include <QDir>
#include <QFileInfo>
#include <QString>

#include <algorithm>
#include <array>

namespace assay::importers {
namespace {

constexpr int kDeepestFolder = 32;
constexpr std::array<const char*, 4> kDependencyFolders{"node_modules", "__pycache__", "venv", "vendor"};

bool isRepository(const QDir& folder)
{
    if (folder.exists(QStringLiteral(".git"))) return true;
    return folder.exists(QStringLiteral("HEAD")) && folder.exists(QStringLiteral("objects")) &&
           folder.exists(QStringLiteral("refs"));
}

class FolderWalk
{
public:
    FolderWalk(const CancelToken& cancel, FolderContents& contents) : m_cancel(cancel), m_contents(contents) {}

    Result<void> walk(const QString& path, int depth)
    {
        if (m_cancel.requested())
            return failure(ErrorCode::Cancelled, "Looking through " + path.toStdString() + " was stopped.");
        const QDir folder(path);
        if (isRepository(folder)) {
            m_contents.repositories.push_back(path.toStdString());
            return {};
        }
        if (depth > kDeepestFolder) return skip(path, "it lies too deep; import it by its own path");
        if (!folder.isReadable()) return skip(path, "it may not be read");
        const auto entries =
            folder.entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
        for (const auto& entry : entries)
            if (auto ok = one(entry, depth); !ok) return ok;
        return {};
    }

private:
    Result<void> one(const QFileInfo& entry, int depth)
    {
        const QString path = entry.filePath();
        if (entry.isSymLink()) return skip(path, "it is a link; import what it points to");
        if (entry.fileName().startsWith(QLatin1Char('.'))) return skip(path, "it is hidden");
        if (entry.isDir()) {
            const auto name = entry.fileName();
            const bool dependency = std::any_of(kDependencyFolders.begin(), kDependencyFolders.end(),
                                                [&name](const char* known) { return name == QLatin1String(known); });
            if (dependency) return skip(path, "it holds installed packages");
            return walk(path, depth + 1);
        }
        if (!entry.isFile()) return skip(path, "it is no ordinary file");
        if (!entry.isReadable()) return skip(path, "it may not be read");
        if (entry.size() == 0) return skip(path, "it is empty");
        m_contents.files.push_back(path.toStdString());
        return {};
    }

    Result<void> skip(const QString& path, const char* reason)
    {
        m_contents.skipped.push_back({path.toStdString(), reason});
        return {};
    }

    const CancelToken& m_cancel;
    FolderContents& m_contents;
};

} // namespace

Result<FolderContents> expandPath(const std::string& path, const CancelToken& cancel)
{
    FolderContents contents;
    const QFileInfo info(QString::fromStdString(path));
    if (!info.exists()) return failure(ErrorCode::InputUnreadable, path + " does not exist; check the path.");
    if (!info.isDir()) {
        contents.files.push_back(path);
        return contents;
    }
    if (auto ok = FolderWalk(cancel, contents).walk(QDir::cleanPath(info.filePath()), 0); !ok)
        return Failure(ok.error());
    if (contents.files.empty() && contents.repositories.empty())
        return failure(ErrorCode::InputUnsupported,
                       path + " holds no file and no repository to import; choose another folder.");
    std::sort(contents.files.begin(), contents.files.end());
    std::sort(contents.repositories.begin(), contents.repositories.end());
    const auto byPath = [](const Skipped& a, const Skipped& b) { return a.path < b.path; };
    std::sort(contents.skipped.begin(), contents.skipped.end(), byPath);
    return contents;
}

} // namespace assay::importers
