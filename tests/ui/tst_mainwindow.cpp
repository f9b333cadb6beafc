// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/rowsview.h"
#include "present/pages/registry.h"
#include "shell/importdialog.h"
#include "shell/peoplescreen.h"
#include "shell/recentworkspaces.h"
#include "shell/reviewdialog.h"
#include "shell/startpage.h"
#include "ui/windowfixture.h"
#include "widgets/errorbanner.h"
#include "widgets/kpicard.h"

#include <QDir>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QRegularExpression>
#include <QTableView>
#include <QUrl>

using namespace uitest;

namespace {

const QByteArray kTickets =
    "Summary,Issue key,Issue id,Issue Type,Status,Project key,Priority,Created,Resolved,Status Category\n"
    "Begin,SHOP-1,1,Story,Done,SHOP,High,2026-03-01 09:00:00,2026-03-02 12:00:00,Done\n"
    "Width,SHOP-2,2,Bug,Done,SHOP,High,2026-03-02 09:30:15,2026-03-02 12:00:00,Done\n";

/// Drags files or folders over the window and lets them go.
void drop(QWidget& window, const QStringList& paths)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const auto& path : paths) urls.append(QUrl::fromLocalFile(path));
    data.setUrls(urls);
    const QPoint place(window.width() / 2, window.height() / 2);
    QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    QVERIFY2(enter.isAccepted(), "the window takes what is dragged over it");
    QDropEvent dropped(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &dropped);
}

QString bannerText(const ui::MainWindow& window)
{
    const auto* banner = window.findChild<ui::ErrorBanner*>();
    return banner->isVisible() ? banner->findChild<QLabel*>()->text() : QString();
}

/// What was found is shown first; the user agrees to it.
bool agreeToReview(const ui::MainWindow& window)
{
    const auto review = [&]() -> ui::ReviewDialog* {
        auto* dialog = window.findChild<ui::ReviewDialog*>();
        return dialog != nullptr && dialog->isVisible() ? dialog : nullptr;
    };
    if (!QTest::qWaitFor([&] { return review() != nullptr; }, kPatienceMs)) return false;
    for (auto* one : review()->findChildren<QPushButton*>())
        if (one->text().startsWith(QStringLiteral("Import")) && one->isEnabled()) {
            QTest::mouseClick(one, Qt::LeftButton);
            return true;
        }
    return false;
}

ui::ImportDialog* summaryDialog(const ui::MainWindow& window)
{
    for (auto* dialog : window.findChildren<ui::ImportDialog*>())
        if (dialog->showsSummary() && dialog->isVisible()) return dialog;
    return nullptr;
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void startPageOffersWaysToBegin();
    void navigationReachesEveryPage_data();
    void navigationReachesEveryPage();
    void peopleLeadBackWhereOneCameFrom_data();
    void peopleLeadBackWhereOneCameFrom();
    void aFigureOpensItsRowsAndBack_data();
    void aFigureOpensItsRowsAndBack();
    void aRowOpensItsChangeAndBack();
    void droppedFolderIsImportedWithProgress();
    void droppedFolderMakesAWorkspaceWhereNoneIsOpen();
    void cancelledImportLeavesNothing();
    void cancelledDemoLeavesNoFile();
    void recentWorkspacesAreOffered();
    void unusableWorkspaceIsExplained_data();
    void unusableWorkspaceIsExplained();
    void unusableExportIsExplained();

private:
    Home m_home;
};

void TestMainWindow::startPageOffersWaysToBegin()
{
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    const auto* start = qobject_cast<ui::StartPage*>(inSight(window));
    QVERIFY(start != nullptr);
    for (const auto& words :
         {QStringLiteral("Open the demo"), QStringLiteral("Choose a repository…"), QStringLiteral("Open a workspace…")})
        QVERIFY2(button(*start, words) != nullptr, qPrintable(words));
    QCOMPARE(window.focusWidget(), button(*start, QStringLiteral("Open the demo")));
}

void TestMainWindow::navigationReachesEveryPage_data()
{
    QTest::addColumn<QString>("page");
    for (const auto& entry : present::pages()) QTest::newRow(std::string(entry.id).c_str()) << utf8(entry.id);
}

void TestMainWindow::navigationReachesEveryPage()
{
    QFETCH(QString, page);
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    QVERIFY2(openIn(window, m_home.demo()), qPrintable(bannerText(window)));
    QVERIFY(showPage(window, page));
    const auto* view = qobject_cast<ui::PageView*>(inSight(window));
    QVERIFY(view != nullptr);
    QCOMPARE(view->pageId(), page);
    QVERIFY(navigationButton(window, page)->isChecked());
    QVERIFY(view->findChildren<ui::Card*>().size() >= 2);
}

void TestMainWindow::peopleLeadBackWhereOneCameFrom_data()
{
    QTest::addColumn<QString>("page");
    for (const char* page : {"overview", "delivery", "data"}) QTest::newRow(page) << QString::fromUtf8(page);
}

void TestMainWindow::peopleLeadBackWhereOneCameFrom()
{
    QFETCH(QString, page);
    ui::MainWindow window;
    QVERIFY2(openIn(window, m_home.demo()), qPrintable(bannerText(window)));
    QVERIFY(showPage(window, page));
    auto* entry = navigationButton(window, QStringLiteral("people"));
    QVERIFY(entry != nullptr);
    QTest::mouseClick(entry, Qt::LeftButton);
    const auto people = [&window] { return qobject_cast<ui::PeopleScreen*>(inSight(window)); };
    QVERIFY(QTest::qWaitFor([&people] { return people() != nullptr; }, kPatienceMs));
    QVERIFY(entry->isChecked());
    QVERIFY(!navigationButton(window, page)->isChecked());
    QVERIFY(untilPage(window,
                      [&people] { QTest::mouseClick(button(*people(), QStringLiteral("‹ Back")), Qt::LeftButton); }));
    const auto* view = qobject_cast<ui::PageView*>(inSight(window));
    QVERIFY(view != nullptr);
    QCOMPARE(view->pageId(), page);
    QVERIFY(navigationButton(window, page)->isChecked());
    QVERIFY(!entry->isChecked());
}

void TestMainWindow::aFigureOpensItsRowsAndBack_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    const auto row = [](const char* name, Qt::Key key, Qt::KeyboardModifiers modifiers) {
        QTest::newRow(name) << static_cast<int>(key) << static_cast<int>(modifiers);
    };
    row("Escape", Qt::Key_Escape, Qt::NoModifier);
    row("Alt+Left", Qt::Key_Left, Qt::AltModifier);
    row("the Back button", Qt::Key_Space, Qt::NoModifier); // it has the focus
}

void TestMainWindow::aFigureOpensItsRowsAndBack()
{
    QFETCH(int, key);
    QFETCH(int, modifiers);
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    QVERIFY(openIn(window, m_home.demo()));
    auto* page = inSight(window);
    auto* card = page->findChild<ui::KpiCard*>();
    QVERIFY(card != nullptr);
    card->setFocus();
    QTest::keyClick(card, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(qobject_cast<ui::RowsView*>(inSight(window)) != nullptr, kPatienceMs);
    const auto* table = inSight(window)->findChild<QTableView*>();
    QVERIFY(table != nullptr && table->model()->rowCount() > 10);
    QStringList texts;
    for (const auto* label : inSight(window)->findChildren<QLabel*>()) texts.append(label->text());
    QVERIFY2(texts.filter(QStringLiteral("Overview › ")).size() == 1, qPrintable(texts.join(QLatin1Char('|'))));
    QTest::keyClick(window.focusWidget(), static_cast<Qt::Key>(key), Qt::KeyboardModifiers(modifiers));
    QTRY_COMPARE(inSight(window), page);
    QCOMPARE(window.focusWidget(), card);
}

void TestMainWindow::aRowOpensItsChangeAndBack()
{
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    QVERIFY(openIn(window, m_home.demo()));
    auto* page = inSight(window);
    auto* card = page->findChild<ui::KpiCard*>();
    QVERIFY(card != nullptr);
    card->setFocus();
    QTest::keyClick(card, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(qobject_cast<ui::RowsView*>(inSight(window)) != nullptr, kPatienceMs);
    auto* table = inSight(window)->findChild<QTableView*>();
    QVERIFY(table != nullptr);
    table->setFocus();
    table->setCurrentIndex(table->model()->index(0, 0));
    const auto ticket = table->model()->index(0, 0).data().toString();
    QTest::keyClick(table, Qt::Key_Return);
    const auto title = [&] { return inSight(window)->findChild<QLabel*>(QStringLiteral("pageTitle")); };
    QTRY_VERIFY_WITH_TIMEOUT(title() != nullptr, kPatienceMs);
    QStringList texts;
    for (const auto* label : inSight(window)->findChildren<QLabel*>()) texts.append(label->text());
    const auto all = texts.join(QLatin1Char('|'));
    QVERIFY2(all.contains(QStringLiteral("From ticket to merge: ") + ticket), qPrintable(all));
    QVERIFY2(texts.filter(QRegularExpression(QStringLiteral("^Why (AI-assisted|human-only|unknown)"))).size() == 1,
             qPrintable(all));
    QTest::keyClick(window.focusWidget(), Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(title() == nullptr, kPatienceMs);
    QVERIFY(qobject_cast<ui::RowsView*>(inSight(window)) != nullptr);
    QTest::keyClick(window.focusWidget(), Qt::Key_Escape);
    QTRY_COMPARE(inSight(window), page);
    QCOMPARE(window.focusWidget(), card);
}

void TestMainWindow::droppedFolderIsImportedWithProgress()
{
    const auto workspace = m_home.demoCopy(QStringLiteral("with-drop.assay"));
    QVERIFY(QDir().mkpath(m_home.at(QStringLiteral("exports"))));
    QVERIFY(!m_home.write(QStringLiteral("exports/tickets.csv"), kTickets).isEmpty());
    QVERIFY(!m_home.write(QStringLiteral("exports/readme.txt"), "Nothing that Assay reads.\n").isEmpty());
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    QVERIFY(openIn(window, workspace));
    QSignalSpy progressed(&window.controller(), &ui::Controller::progressed);
    // Looked at as the job starts: a small folder may be read before the drop returns.
    bool progressShown = false;
    connect(&window.controller(), &ui::Controller::jobStarted, this, [&window, &progressShown] {
        const auto* dialog = window.findChild<ui::ImportDialog*>();
        progressShown = progressShown || (dialog != nullptr && dialog->isVisible() && dialog->isModal() &&
                                          dialog->findChild<QProgressBar*>()->isVisible() &&
                                          button(*dialog, QStringLiteral("Cancel")) != nullptr);
    });
    drop(window, {m_home.at(QStringLiteral("exports"))});
    QVERIFY(progressShown);
    QVERIFY(agreeToReview(window));
    QTRY_VERIFY_WITH_TIMEOUT(summaryDialog(window) != nullptr, kPatienceMs);
    QVERIFY(!progressed.isEmpty());
    const auto said = summaryDialog(window)->findChild<QPlainTextEdit*>()->toPlainText();
    QVERIFY2(said.contains(QStringLiteral("tickets.csv")) && said.contains(QStringLiteral("2 tickets")),
             qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("readme.txt")), "what was not read is named");
    QTest::keyClick(summaryDialog(window), Qt::Key_Escape);
    QVERIFY(showPage(window, QStringLiteral("data")));
    QStringList sources;
    const auto* model = inSight(window)->findChild<QTableView*>()->model();
    for (int i = 0; i < model->rowCount(); ++i) sources.append(model->index(i, 0).data().toString());
    QVERIFY2(sources.contains(QStringLiteral("tickets.csv")), qPrintable(sources.join(QLatin1Char(','))));
}

void TestMainWindow::droppedFolderMakesAWorkspaceWhereNoneIsOpen()
{
    const auto file = m_home.write(QStringLiteral("shop.csv"), kTickets);
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    QVERIFY(untilPage(window, [&] {
        drop(window, {file});
        QVERIFY(agreeToReview(window));
    }));
    const auto path = QString::fromStdString(window.controller().session()->path());
    QVERIFY2(path.startsWith(m_home.at(QString())), qPrintable(path));
    QVERIFY(QFile::exists(path));
    QCOMPARE(ui::recentWorkspaces(), QStringList{path});
}

void TestMainWindow::cancelledImportLeavesNothing()
{
    session::DemoRequest request;
    request.workspace = m_home.at(QStringLiteral("files.assay")).toStdString();
    request.files = m_home.at(QStringLiteral("files")).toStdString();
    request.developers = 40;
    request.months = 12;
    QVERIFY(session::makeDemo(request, {}, {}));
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    drop(window, {m_home.at(QStringLiteral("files"))});
    QVERIFY(QTest::qWaitFor([&] { return window.findChild<ui::ReviewDialog*>() != nullptr; }, kPatienceMs));
    connect(&window.controller(), &ui::Controller::progressed, &window, [&window] {
        auto* dialog = window.findChild<ui::ImportDialog*>();
        if (dialog == nullptr) return;
        if (auto* stop = button(*dialog, QStringLiteral("Cancel")); stop != nullptr && stop->isEnabled())
            QTest::mouseClick(stop, Qt::LeftButton);
    });
    QSignalSpy failed(&window.controller(), &ui::Controller::failed);
    QVERIFY(agreeToReview(window));
    QVERIFY(failed.wait(kPatienceMs));
    QVERIFY2(bannerText(window).contains(QStringLiteral("stopped")), qPrintable(bannerText(window)));
    QVERIFY(window.controller().session() == nullptr);
    QVERIFY(!window.controller().busy());
}

void TestMainWindow::cancelledDemoLeavesNoFile()
{
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    QSignalSpy ended(&window.controller(), &ui::Controller::jobEnded);
    QTest::mouseClick(button(*inSight(window), QStringLiteral("Open the demo")), Qt::LeftButton);
    auto* dialog = window.findChild<ui::ImportDialog*>();
    QVERIFY(dialog != nullptr);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(ended.wait(kPatienceMs));
    QVERIFY2(bannerText(window).contains(QStringLiteral("ancelled")), qPrintable(bannerText(window)));
    QVERIFY(QDir(m_home.at(QString())).entryList({QStringLiteral("demo*.assay")}, QDir::Files).size() <= 1);
    QVERIFY(QDir(m_home.at(QStringLiteral("Documents"))).entryList({QStringLiteral("demo*.assay")}).isEmpty());
}

void TestMainWindow::recentWorkspacesAreOffered()
{
    const auto path = m_home.demoCopy(QStringLiteral("lately.assay"));
    {
        ui::MainWindow window;
        QVERIFY(bringUp(window));
        QVERIFY(openIn(window, path));
    }
    ui::rememberWorkspace(m_home.at(QStringLiteral("gone.assay")));
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    QPushButton* recent = nullptr;
    for (auto* one : inSight(window)->findChildren<QPushButton*>()) {
        if (one->text().startsWith(QStringLiteral("lately"))) recent = one;
        QVERIFY2(!one->text().startsWith(QStringLiteral("gone")), "a workspace that no longer exists is not offered");
    }
    QVERIFY(recent != nullptr);
    QVERIFY(untilPage(window, [&] { QTest::mouseClick(recent, Qt::LeftButton); }));
    QVERIFY(window.windowTitle().endsWith(QStringLiteral("– Assay")));
}

void TestMainWindow::unusableWorkspaceIsExplained_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("word");
    const auto whole = bytesOf(m_home.demo());
    const auto row = [](const char* name, const QByteArray& bytes, const char* word) {
        QTest::newRow(name) << bytes << QString::fromLatin1(word);
    };
    auto newer = whole;
    newer[60] = '\x7f'; // the schema's version in SQLite's header
    auto other = whole;
    other.replace(68, 4, QByteArray(4, '\0')); // the application's id
    auto damaged = whole;
    for (qsizetype i = 4096; i < damaged.size(); i += 512) damaged.replace(i, 256, QByteArray(256, '\xA5'));
    row("newer", newer, "newer");
    row("somebody else's database", other, "not an Assay workspace");
    row("damaged", damaged, "damaged");
    row("cut short", whole.left(whole.size() / 2), "damaged");
    row("text", "not a workspace at all\n", "not an Assay workspace");
    row("empty", QByteArray(), "is empty");
}

void TestMainWindow::unusableWorkspaceIsExplained()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, word);
    const auto path = m_home.write(QStringLiteral("unusable.assay"), bytes);
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    drop(window, {path});
    QTRY_VERIFY_WITH_TIMEOUT(!bannerText(window).isEmpty(), kPatienceMs);
    const auto said = bannerText(window);
    QVERIFY2(said.contains(QStringLiteral("unusable.assay")) && said.contains(word), qPrintable(said));
    QVERIFY2(bytesOf(path) == bytes, "the file stays as it was");
    QVERIFY(qobject_cast<ui::StartPage*>(inSight(window)) != nullptr);
    QVERIFY2(ui::recentWorkspaces().isEmpty(), "what cannot be opened is not remembered");
}

void TestMainWindow::unusableExportIsExplained()
{
    const auto file = m_home.write(QStringLiteral("noise.csv"), QByteArray(4096, '\x01'));
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    QVERIFY(openIn(window, m_home.demoCopy(QStringLiteral("noise.assay"))));
    drop(window, {file});
    const auto said = [&] {
        QStringList words{bannerText(window)};
        if (const auto* review = window.findChild<ui::ReviewDialog*>(); review != nullptr && review->isVisible())
            for (const auto* label : review->findChildren<QLabel*>()) words.append(label->text());
        return words.join(QLatin1Char('\n'));
    };
    QTRY_VERIFY2_WITH_TIMEOUT(said().contains(QStringLiteral("noise.csv")), qPrintable(said()), kPatienceMs);
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
