// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/pages/registry.h"
#include "session/reportjob.h"
#include "shell/importdialog.h"
#include "shell/reportactions.h"
#include "ui/windowfixture.h"

#include <QElapsedTimer>
#include <QTimer>
#include <algorithm>

using namespace uitest;

namespace {

/// Beats whenever the event loop has nothing else to do, and knows the longest time between two beats.
class Heart : public QObject
{
public:
    Heart()
    {
        connect(&m_beat, &QTimer::timeout, this, [this] {
            m_longest = std::max(m_longest, m_since.restart());
            ++m_beats;
        });
        m_since.start();
        m_beat.start(0);
    }
    [[nodiscard]] int beats() const { return m_beats; }
    [[nodiscard]] qint64 longest() const { return m_longest; }

private:
    QTimer m_beat;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
    int m_beats = 0;
};

} // namespace

/// The window stays alive whatever it does.
class TestReportActions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsInTurns();
    void stoppedLeavesNoFile();
    void longestStalls();

private:
    [[nodiscard]] present::ReportSpec report();

    Home m_home;
};

present::ReportSpec TestReportActions::report()
{
    const auto opened = session::Session::open(m_home.demo().toStdString());
    if (!opened) return {};
    const auto made = session::reportSpec(**opened, {});
    return made ? made->spec : present::ReportSpec{};
}

void TestReportActions::drawsInTurns()
{
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    const auto spec = report();
    QVERIFY(spec.pages.size() > 5);
    ui::ReportActions actions(&window);
    QSignalSpy written(&actions, &ui::ReportActions::written);
    const auto path = m_home.at(QStringLiteral("report.pdf"));
    const Heart heart;
    actions.write(spec, path);
    QVERIFY(!QFile::exists(path));
    QVERIFY(written.wait(kPatienceMs));
    QVERIFY(bytesOf(path).startsWith("%PDF-"));
    // Between any two sheets the loop was free.
    QVERIFY2(heart.beats() > static_cast<int>(spec.pages.size()), qPrintable(QString::number(heart.beats())));
    qInfo("drawing the report: at most %lld ms at a stretch", heart.longest());
}

void TestReportActions::stoppedLeavesNoFile()
{
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    ui::ReportActions actions(&window);
    QSignalSpy written(&actions, &ui::ReportActions::written);
    const auto path = m_home.at(QStringLiteral("stopped.pdf"));
    actions.write(report(), path);
    QTRY_VERIFY(window.findChild<ui::ImportDialog*>() != nullptr);
    auto* dialog = window.findChild<ui::ImportDialog*>();
    QTest::mouseClick(button(*dialog, QStringLiteral("Cancel")), Qt::LeftButton);
    QTRY_VERIFY(window.findChild<ui::ImportDialog*>() == nullptr);
    QTest::qWait(50);
    QVERIFY(written.isEmpty());
    QVERIFY(!QFile::exists(path));
}

/// How long the window does not answer, at most; told, not judged, since it depends on the machine.
void TestReportActions::longestStalls()
{
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    const auto told = [](const char* what, const Heart& heart) {
        qInfo("%s: at most %lld ms at a stretch", what, heart.longest());
    };
    {
        const Heart heart;
        QVERIFY(openIn(window, m_home.demo()));
        told("opening", heart);
    }
    for (const auto& page : present::pages()) {
        const Heart heart;
        QVERIFY(showPage(window, utf8(page.id)));
        QTest::qWait(200);
        told(page.id.data(), heart);
    }
}

QTEST_MAIN(TestReportActions)
#include "tst_reportactions.moc"
