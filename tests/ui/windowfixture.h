// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/pageview.h"
#include "resources/resources.h"
#include "session/demo.h"
#include "shell/appstyle.h"
#include "shell/controller.h"
#include "shell/mainwindow.h"

#include <QApplication>
#include <QFile>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTest>

/// What the tests of the window share: a home folder of their own, a small demo workspace, and the window driven as a
/// user drives it.
namespace uitest {

using namespace assay;

inline constexpr int kPatienceMs = 60'000;

/// A home folder that ends with the test: settings, documents and recent workspaces of the person at the desk stay as
/// they are. The look of the program is set up as its main function does.
class Home
{
public:
    Home()
    {
        qputenv("HOME", m_folder.path().toUtf8());
        qputenv("XDG_CONFIG_HOME", m_folder.filePath(QStringLiteral(".config")).toUtf8());
        QCoreApplication::setOrganizationName(QStringLiteral("Assay"));
        QCoreApplication::setApplicationName(QStringLiteral("Assay"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.filePath(QStringLiteral(".config")));
        QApplication::setStyle(new ui::AppStyle);
        resources::load();
        ui::registerFonts();
        QApplication::setFont(ui::interFont(ui::kTextSize));
    }
    [[nodiscard]] QString at(const QString& name) const { return m_folder.filePath(name); }

    /// A workspace of 40 developers and twelve months, made once.
    [[nodiscard]] QString demo()
    {
        const auto path = at(QStringLiteral("demo.assay"));
        if (QFile::exists(path)) return path;
        session::DemoRequest request;
        request.workspace = path.toStdString();
        request.developers = 40;
        request.months = 12;
        const auto made = session::makeDemo(request, {}, {});
        return made ? path : QString::fromStdString(made.error().message);
    }
    /// Another copy of it, to be written to.
    [[nodiscard]] QString demoCopy(const QString& name)
    {
        const auto path = at(name);
        QFile::remove(path);
        QFile::copy(demo(), path);
        return path;
    }
    [[nodiscard]] QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(at(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }

private:
    QTemporaryDir m_folder;
};

inline QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline QWidget* inSight(const ui::MainWindow& window)
{
    return window.findChild<QStackedWidget*>()->currentWidget();
}

/// Runs something that ends in a new page being shown; false if none came.
template <class Begin>
bool untilPage(ui::MainWindow& window, Begin begin)
{
    QSignalSpy shown(&window.controller(), &ui::Controller::pageReady);
    begin();
    return !shown.isEmpty() || shown.wait(kPatienceMs);
}

/// Shown, active and in front, as a user finds it.
inline bool bringUp(ui::MainWindow& window)
{
    window.show();
    window.activateWindow();
    return QTest::qWaitForWindowActive(&window);
}

/// Opens a workspace and waits for its first page. The dialog that showed the progress was the active window; without a
/// window manager nothing else gives that back.
inline bool openIn(ui::MainWindow& window, const QString& path)
{
    return untilPage(window, [&] { window.openWorkspace(path); }) && bringUp(window);
}

inline QPushButton* button(const QWidget& within, const QString& text)
{
    for (auto* one : within.findChildren<QPushButton*>())
        if (one->text() == text) return one;
    return nullptr;
}

inline QPushButton* navigationButton(const ui::MainWindow& window, const QString& pageId)
{
    for (auto* one : window.findChildren<QPushButton*>(QStringLiteral("page")))
        if (one->property("pageId").toString() == pageId) return one;
    return nullptr;
}

inline bool showPage(ui::MainWindow& window, const QString& pageId)
{
    auto* entry = navigationButton(window, pageId);
    return entry != nullptr && untilPage(window, [&] { QTest::mouseClick(entry, Qt::LeftButton); });
}

inline QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace uitest
