// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/renderpages.h"

#include "present/pages/registry.h"
#include "shell/controller.h"
#include "shell/mainwindow.h"

#include <QDir>
#include <QEventLoop>
#include <QPixmap>
#include <QTimer>

namespace assay::ui {
namespace {

constexpr int kPatienceMs = 120'000;
constexpr int kSettleMs = 250;

void settle(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace

Result<QStringList> renderPages(const QString& workspace, const QString& folder, QSize size, bool dark)
{
    if (!QDir().mkpath(folder))
        return failure(ErrorCode::WorkspaceUnwritable,
                       (folder + QStringLiteral(" cannot be made; choose another folder.")).toStdString());
    MainWindow window;
    window.resize(size);
    window.setTheme(dark ? Theme::darkened() : Theme::light());
    window.show();
    auto& controller = window.controller();
    QStringList files;
    QString problem;
    const auto wait = [&](const auto& begin, auto signal) {
        QEventLoop loop;
        // What is ready at once comes before the loop runs, which would then wait for nothing.
        bool arrived = false;
        const auto leave = [&] {
            arrived = true;
            loop.quit();
        };
        const auto done = QObject::connect(&controller, signal, &loop, leave);
        const auto failed = QObject::connect(&controller, &Controller::failed, &loop, [&](const QString& sentence) {
            problem = sentence;
            leave();
        });
        QTimer::singleShot(kPatienceMs, &loop, &QEventLoop::quit);
        begin();
        if (!arrived) loop.exec();
        QObject::disconnect(done);
        QObject::disconnect(failed);
    };
    wait([&] { window.openWorkspace(workspace); }, &Controller::pageReady);
    for (const auto& page : present::pages()) {
        if (!problem.isEmpty()) return failure(ErrorCode::WorkspaceInvalid, problem.toStdString());
        const auto id = QString::fromUtf8(page.id.data(), static_cast<qsizetype>(page.id.size()));
        wait([&] { window.showPage(id); }, &Controller::pageReady);
        settle(kSettleMs);
        const auto file = QStringLiteral("%1/%2%3.png").arg(folder, id, dark ? QStringLiteral("-dark") : QString());
        if (!window.grab().save(file))
            return failure(ErrorCode::WorkspaceUnwritable,
                           (file + QStringLiteral(" cannot be written; choose another folder.")).toStdString());
        files.append(file);
    }
    return files;
}

} // namespace assay::ui
