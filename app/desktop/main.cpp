// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/bigheap.h"
#include "charts/charttheme.h"
#include "resources/resources.h"
#include "shell/appstyle.h"
#include "shell/mainwindow.h"
#include "shell/renderpages.h"

#include <QApplication>
#include <QCommandLineParser>
#include <array>
#include <cstdio>
#include <optional>

namespace {

/// Without a window manager nobody is asked for sizes, and the plugin says so for each window; all else is passed on.
QtMessageHandler passOn = nullptr;
void withoutSizeHints(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    if (!text.contains(QLatin1String("propagateSizeHints"))) passOn(type, context, text);
}

std::optional<QSize> sizeFrom(const QString& text)
{
    const auto parts = text.split(QLatin1Char('x'));
    const QSize size(parts.value(0).toInt(), parts.value(1).toInt());
    if (parts.size() != 2 || size.width() < 640 || size.height() < 400) return {};
    return size;
}

int render(const QString& workspace, const QString& folder, const QString& sizeText, bool dark)
{
    const auto size = sizeFrom(sizeText);
    if (!size) {
        std::fprintf(stderr, "assay: --size %s is no size of at least 640x400; write it as 1440x900.\n",
                     sizeText.toUtf8().constData());
        return 2;
    }
    passOn = qInstallMessageHandler(withoutSizeHints);
    const auto files = assay::ui::renderPages(workspace, folder, *size, dark);
    if (!files) {
        std::fprintf(stderr, "assay: %s\n", files.error().message.c_str());
        return assay::exitCode(files.error().code);
    }
    for (const auto& file : *files) std::puts(file.toUtf8().constData());
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    assay::useBigPages(argv);
    // Pictures and answers to questions need no display.
    constexpr std::array kWithoutDisplay{"--render-pages", "--help", "-h", "--help-all", "--version", "-v"};
    for (int i = 1; i < argc; ++i)
        for (const char* option : kWithoutDisplay)
            if (qstrcmp(argv[i], option) == 0 && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
                qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Assay"));
    QApplication::setOrganizationName(QStringLiteral("Assay"));
    QApplication::setApplicationVersion(QStringLiteral(ASSAY_VERSION));
    QApplication::setStyle(new assay::ui::AppStyle);
    assay::resources::load();
    assay::ui::registerFonts();
    QApplication::setFont(assay::ui::interFont(assay::ui::kTextSize));

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Do our AI coding tools pay off?"));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption pages(QStringLiteral("render-pages"),
                                   QStringLiteral("Write a PNG of every page into this folder and leave."),
                                   QStringLiteral("folder"));
    const QCommandLineOption size(QStringLiteral("size"), QStringLiteral("Size of the pictures, as 1440x900."),
                                  QStringLiteral("WxH"), QStringLiteral("1440x900"));
    const QCommandLineOption dark(QStringLiteral("dark"), QStringLiteral("Dark colours."));
    parser.addOptions({pages, size, dark});
    parser.addPositionalArgument(QStringLiteral("workspace"), QStringLiteral("The workspace to open, W.assay."),
                                 QStringLiteral("[W.assay]"));
    parser.process(application);
    const auto workspace = parser.positionalArguments().value(0);
    if (parser.isSet(pages)) return render(workspace, parser.value(pages), parser.value(size), parser.isSet(dark));

    assay::ui::MainWindow window;
    if (parser.isSet(dark)) window.setTheme(assay::ui::Theme::darkened());
    window.show();
    if (!workspace.isEmpty()) window.openWorkspace(workspace);
    return QApplication::exec();
}
