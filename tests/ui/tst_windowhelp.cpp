// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric.h"
#include "pages/rowsview.h"
#include "present/pages/registry.h"
#include "shell/appearance.h"
#include "shell/handbookview.h"
#include "ui/windowfixture.h"
#include "widgets/hintpopover.h"
#include "widgets/kpicard.h"

#include <QAccessible>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QRegularExpression>
#include <QTableView>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTimer>
#include <QToolButton>

using namespace uitest;

namespace {

/// Two of three rows cannot be read: an impossible day, and no key.
const QByteArray kSpoiltTickets =
    "Summary,Issue key,Issue id,Issue Type,Status,Project key,Priority,Created,Resolved,Status Category\n"
    "Begin,SHOP-1,1,Story,Done,SHOP,High,2026-03-01 09:00:00,2026-03-02 12:00:00,Done\n"
    "Spoilt day,SHOP-2,2,Bug,Done,SHOP,High,2026-02-31 09:30:15,2026-03-02 12:00:00,Done\n"
    "No key,,3,Bug,Done,SHOP,High,2026-03-02 09:30:15,2026-03-02 12:00:00,Done\n";

/// Answers the next file dialog with a path.
void answerWith(const QString& path)
{
    auto* timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, qApp, [timer, path] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        if (dialog == nullptr) return;
        timer->deleteLater();
        timer->stop();
        dialog->findChild<QLineEdit*>()->setText(path);
        QMetaObject::invokeMethod(dialog, "accept");
    });
    timer->start(50);
}

/// Presses a button of the next message box.
void press(const QString& words)
{
    auto* timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, qApp, [timer, words] {
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        if (box == nullptr) return;
        timer->deleteLater();
        timer->stop();
        auto* wanted = button(*box, words);
        if (wanted != nullptr)
            wanted->click();
        else
            box->reject();
    });
    timer->start(50);
}

QString nameOf(QWidget* widget)
{
    auto* face = QAccessible::queryAccessibleInterface(widget);
    return face != nullptr ? face->text(QAccessible::Name) : QString();
}

} // namespace

class TestWindowHelp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }
    void init() { QSettings().clear(); }
    void themeFollowsTheSystem_data();
    void themeFollowsTheSystem();
    void aChosenThemeIsRemembered();
    void headingsHaveNames_data();
    void headingsHaveNames();
    void f1OpensTheHandbookAtThePage();
    void handbookLinksLeadToPages();
    void everyHandbookLinkHasATarget();
    void handbookIsSearched();
    void aSignLeadsToTheDefinition();
    void aWordLeadsToTheHandbook();
    void everyMeasureOfACardIsDefined();
    void rejectedRowsAreShownAndSaved();
    void everythingThatTakesTheFocusHasAName_data();
    void everythingThatTakesTheFocusHasAName();
    void tabGoesFromNavigationToFiltersToPage();

private:
    Home m_home;
};

void TestWindowHelp::themeFollowsTheSystem_data()
{
    QTest::addColumn<int>("chosen"); // −1: nothing
    QTest::addColumn<QColor>("window");
    QTest::addColumn<QColor>("text");
    QTest::addColumn<bool>("dark");
    const auto row = [](const char* name, int chosen, Qt::GlobalColor window, Qt::GlobalColor text, bool dark) {
        QTest::newRow(name) << chosen << QColor(window) << QColor(text) << dark;
    };
    row("light system", -1, Qt::white, Qt::black, false);
    row("dark system", -1, Qt::black, Qt::white, true);
    row("light chosen on a dark system", 0, Qt::black, Qt::white, false);
    row("dark chosen on a light system", 1, Qt::white, Qt::black, true);
}

void TestWindowHelp::themeFollowsTheSystem()
{
    QFETCH(int, chosen);
    QFETCH(QColor, window);
    QFETCH(QColor, text);
    QPalette system;
    system.setColor(QPalette::Window, window);
    system.setColor(QPalette::WindowText, text);
    const auto& theme = ui::themeFor(chosen < 0 ? std::nullopt : std::optional(chosen == 1), system);
    QTEST(theme.dark, "dark");
}

void TestWindowHelp::aChosenThemeIsRemembered()
{
    const auto background = [] { return QApplication::palette().color(QPalette::Window); };
    QColor before;
    {
        ui::MainWindow window;
        QVERIFY(bringUp(window));
        before = background();
        QTest::mouseClick(button(window, QStringLiteral("Light / dark")), Qt::LeftButton);
        QVERIFY(background() != before);
    }
    {
        const ui::MainWindow again;
        QVERIFY(background() != before);
    }
    ui::chooseDark(std::nullopt);
    const ui::MainWindow third;
    QCOMPARE(background(), before);
}

void TestWindowHelp::headingsHaveNames_data()
{
    QTest::addColumn<QString>("heading");
    QTest::addColumn<QString>("name");
    const auto row = [](const char* heading, const char* name) {
        QTest::newRow(heading) << QString::fromUtf8(heading) << QString::fromUtf8(name);
    };
    row("Quality", "quality");
    row("Methods & audit", "methods-audit");
    row("Does it hold?", "does-it-hold");
}

void TestWindowHelp::headingsHaveNames()
{
    QFETCH(QString, heading);
    QTEST(ui::headingName(heading), "name");
}

void TestWindowHelp::f1OpensTheHandbookAtThePage()
{
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    QVERIFY(openIn(window, m_home.demo()));
    QVERIFY(showPage(window, QStringLiteral("quality")));
    auto* page = inSight(window);
    QTest::keyClick(&window, Qt::Key_F1);
    const auto* handbook = qobject_cast<ui::HandbookView*>(inSight(window));
    QVERIFY(handbook != nullptr);
    QCOMPARE(handbook->text()->source().fileName(), QStringLiteral("pages.md"));
    QCOMPARE(handbook->text()->textCursor().block().text(), QStringLiteral("Quality"));
    QTest::keyClick(window.focusWidget(), Qt::Key_Escape);
    QCOMPARE(inSight(window), page);
    QTest::mouseClick(button(window, QStringLiteral("Handbook")), Qt::LeftButton);
    QCOMPARE(inSight(window), static_cast<const QWidget*>(handbook));
}

void TestWindowHelp::handbookLinksLeadToPages()
{
    ui::HandbookView handbook;
    handbook.open(QStringLiteral("getting-started.md"));
    auto* text = handbook.text();
    QVERIFY(text->toPlainText().size() > 200);
    Q_EMIT text->anchorClicked(QUrl(QStringLiteral("methods.md")));
    QCOMPARE(text->source().fileName(), QStringLiteral("methods.md"));
    Q_EMIT text->anchorClicked(QUrl(QStringLiteral("https://example.org/methods.md")));
    Q_EMIT text->anchorClicked(QUrl(QStringLiteral("nowhere.md")));
    QCOMPARE(text->source(), QUrl(QStringLiteral("qrc:/handbook/methods.md")));
    QTest::mouseClick(button(handbook, QStringLiteral("‹ Back")), Qt::LeftButton);
    QCOMPARE(text->source().fileName(), QStringLiteral("getting-started.md"));
    QSignalSpy left(&handbook, &ui::HandbookView::backRequested);
    QTest::mouseClick(button(handbook, QStringLiteral("‹ Back")), Qt::LeftButton);
    QCOMPARE(left.size(), 1);
}

void TestWindowHelp::everyHandbookLinkHasATarget()
{
    const QDir folder(QStringLiteral(":/handbook"));
    const auto files = folder.entryList({QStringLiteral("*.md")});
    QVERIFY(files.size() >= 7);
    static const QRegularExpression link(QStringLiteral("\\]\\(([^)]+)\\)"));
    for (const auto& file : files) {
        const auto text = QString::fromUtf8(bytesOf(folder.filePath(file)));
        for (auto found = link.globalMatch(text); found.hasNext();) {
            const auto target = found.next().captured(1).section(QLatin1Char('#'), 0, 0);
            QVERIFY2(target.isEmpty() || files.contains(target), qPrintable(file + QStringLiteral(" → ") + target));
        }
    }
}

void TestWindowHelp::handbookIsSearched()
{
    ui::HandbookView handbook;
    handbook.show();
    auto* list = handbook.findChild<QListWidget*>();
    const int chapters = list->count();
    auto* field = handbook.findChild<QLineEdit*>();
    QTest::keyClicks(field, QStringLiteral("censored"));
    QVERIFY(list->count() > 0);
    for (int i = 0; i < list->count(); ++i)
        QVERIFY2(list->item(i)->text().contains(QStringLiteral("censored"), Qt::CaseInsensitive),
                 qPrintable(list->item(i)->text()));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(handbook.text()->toPlainText().contains(QStringLiteral("censored"), Qt::CaseInsensitive));
    QVERIFY(!handbook.text()->extraSelections().isEmpty());
    field->clear();
    QCOMPARE(list->count(), chapters);
    QTest::keyClicks(field, QStringLiteral("xyzzy"));
    QCOMPARE(list->count(), 1);
    QVERIFY(list->item(0)->text().startsWith(QStringLiteral("Nothing")));
}

void TestWindowHelp::aSignLeadsToTheDefinition()
{
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    QVERIFY(openIn(window, m_home.demo()));
    auto* sign = inSight(window)->findChild<ui::KpiCard*>()->findChild<QToolButton*>(QStringLiteral("definition"));
    QVERIFY(sign != nullptr);
    QTest::mouseClick(sign, Qt::LeftButton);
    const auto* words = window.findChild<ui::HintPopover*>();
    QVERIFY(words != nullptr && words->isVisible());
    auto* definition = words->findChild<QLabel*>();
    QVERIFY2(definition->text().contains(QStringLiteral("<b>Ticket to merge</b>")), qPrintable(definition->text()));
    QVERIFY(definition->text().contains(
        QString::fromUtf8(metrics::metricById("ticket-to-merge")->info().definition).toHtmlEscaped()));
    QVERIFY(untilPage(window, [&] { Q_EMIT definition->linkActivated(QStringLiteral("methods#ticket-to-merge")); }));
    QCOMPARE(qobject_cast<ui::PageView*>(inSight(window))->pageId(), QStringLiteral("methods"));
    QVERIFY(navigationButton(window, QStringLiteral("methods"))->isChecked());
    const auto* table = qobject_cast<QTableView*>(window.focusWidget());
    QVERIFY(table != nullptr);
    QCOMPARE(table->currentIndex().siblingAtColumn(0).data().toString(), QStringLiteral("Ticket to merge"));
    QVERIFY2(table->visibleRegion().boundingRect().intersects(table->visualRect(table->currentIndex())),
             "the row is in sight");
}

/// A word's "More" leads into the handbook, and back to the page.
void TestWindowHelp::aWordLeadsToTheHandbook()
{
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    QVERIFY(openIn(window, m_home.demo()));
    auto* sign = inSight(window)->findChild<ui::KpiCard*>()->findChild<QToolButton*>(QStringLiteral("definition"));
    QTest::mouseClick(sign, Qt::LeftButton);
    QLabel* word = nullptr;
    for (auto* label : window.findChild<ui::HintPopover*>()->findChildren<QLabel*>())
        if (label->text().contains(QStringLiteral("handbook:methods.md"))) word = label;
    QVERIFY(word != nullptr);
    Q_EMIT word->linkActivated(QStringLiteral("handbook:methods.md"));
    QTRY_VERIFY(qobject_cast<ui::HandbookView*>(inSight(window)) != nullptr);
    const auto* handbook = qobject_cast<ui::HandbookView*>(inSight(window));
    QVERIFY(handbook->text()->toPlainText().startsWith(QStringLiteral("Methods")));
}

void TestWindowHelp::everyMeasureOfACardIsDefined()
{
    const auto session = session::Session::open(m_home.demo().toStdString());
    QVERIFY(session);
    const auto input = (*session)->pageInput({});
    QStringList defined;
    for (const auto& placed : present::pageById("methods")->build(input).blocks)
        if (const auto* table = std::get_if<present::TableSpec>(&placed.block))
            for (const auto& row : table->rows) defined.append(row.id);
    int linked = 0;
    for (const auto& entry : present::pages()) {
        const auto page = entry.build(input);
        for (const auto& kpi : page.kpis) {
            if (kpi.measure.isEmpty()) continue;
            ++linked;
            QVERIFY2(defined.contains(kpi.measure), qPrintable(kpi.measure));
        }
        for (const auto& placed : page.blocks)
            if (const auto* chart = std::get_if<present::ChartSpec>(&placed.block); chart && !chart->measure.isEmpty())
                QVERIFY2(defined.contains(chart->measure), qPrintable(chart->measure));
    }
    QVERIFY(linked >= 12);
}

void TestWindowHelp::rejectedRowsAreShownAndSaved()
{
    const auto file = m_home.write(QStringLiteral("spoilt.csv"), kSpoiltTickets);
    session::ImportRequest request;
    request.workspace = m_home.at(QStringLiteral("spoilt.assay")).toStdString();
    request.paths = {file.toStdString()};
    const auto summary = session::importPaths(request, {}, {});
    QVERIFY(summary);
    const auto rejected = static_cast<int>(summary->rejected());
    QVERIFY(rejected >= 1);
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    QVERIFY(openIn(window, m_home.at(QStringLiteral("spoilt.assay"))));
    QVERIFY(showPage(window, QStringLiteral("data")));
    auto* sources = inSight(window)->findChild<QTableView*>();
    sources->setFocus();
    sources->setCurrentIndex(sources->model()->index(0, 0));
    press(QStringLiteral("Show rejected rows"));
    QTest::keyClick(sources, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(qobject_cast<ui::RowsView*>(inSight(window)) != nullptr, kPatienceMs);
    const auto* table = inSight(window)->findChild<QTableView*>();
    QVERIFY(table != nullptr);
    QCOMPARE(table->model()->rowCount(), rejected);
    QVERIFY(table->model()->index(0, 0).data().toString().contains(QStringLiteral("spoilt.csv")));
    QCOMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral("3"));
    QVERIFY(!table->model()->index(0, 2).data().toString().isEmpty());
    QVERIFY(table->model()->index(0, 3).data().toString().contains(QStringLiteral("SHOP-2")));
    const auto saved = m_home.at(QStringLiteral("rejected.csv"));
    answerWith(saved);
    QTest::mouseClick(button(*inSight(window), QStringLiteral("Save all as CSV…")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(saved), kPatienceMs);
    const auto said = [&window, sentence = QStringLiteral("%1 rows saved to rejected.csv").arg(rejected)] {
        const auto labels = inSight(window)->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* label) { return label->text() == sentence; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(said(), kPatienceMs);
    const auto lines = QString::fromUtf8(bytesOf(saved)).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.value(0), QStringLiteral("File,Line,Reason,Text"));
    QVERIFY2(lines.size() >= rejected + 1, qPrintable(lines.join(QLatin1Char('\n'))));
}

void TestWindowHelp::everythingThatTakesTheFocusHasAName_data()
{
    QTest::addColumn<QString>("page");
    for (const auto& entry : present::pages()) QTest::newRow(std::string(entry.id).c_str()) << utf8(entry.id);
}

void TestWindowHelp::everythingThatTakesTheFocusHasAName()
{
    QFETCH(QString, page);
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    QVERIFY(openIn(window, m_home.demo()));
    QVERIFY(showPage(window, page));
    int named = 0;
    for (auto* widget : window.findChildren<QWidget*>()) {
        const bool card = qobject_cast<ui::Card*>(widget) != nullptr;
        const bool reached = (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->focusProxy() == nullptr;
        // A scroll area is a place, not a thing: what it shows has the name.
        if (!widget->isVisible() || !(card || reached) || qobject_cast<ui::PageView*>(widget) != nullptr) continue;
        ++named;
        QVERIFY2(!nameOf(widget).trimmed().isEmpty(), widget->metaObject()->className());
    }
    QVERIFY(named > 15);
}

void TestWindowHelp::tabGoesFromNavigationToFiltersToPage()
{
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    QVERIFY(openIn(window, m_home.demo()));
    navigationButton(window, QStringLiteral("overview"))->setFocus();
    QStringList order;
    for (int i = 0; i < 60 && order.size() < 4; ++i) {
        auto* at = window.focusWidget();
        const auto part = at->objectName() == QStringLiteral("chip")      ? QStringLiteral("filters")
                          : qobject_cast<ui::KpiCard*>(at) != nullptr     ? QStringLiteral("figures")
                          : at->objectName() == QStringLiteral("page")    ? QStringLiteral("navigation")
                          : at->objectName() == QStringLiteral("primary") ? QStringLiteral("export")
                                                                          : QString();
        if (!part.isEmpty() && (order.isEmpty() || order.back() != part)) order.append(part);
        QTest::keyClick(at, Qt::Key_Tab);
    }
    QCOMPARE(order.join(QLatin1Char(' ')), QStringLiteral("navigation filters export figures"));
}

QTEST_MAIN(TestWindowHelp)
#include "tst_windowhelp.moc"
