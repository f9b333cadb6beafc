// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/retiredialog.h"
#include "shell/targetdialog.h"
#include "support/tinysnapshot.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTest>

using namespace assay;
using assay::test::TicketRow;
using assay::test::TinySnapshot;

namespace {

/// 120 days in which defects of P1 take a day and those of P2 four.
facts::View tickets()
{
    TinySnapshot s(10, 1, 120);
    s.raw().priorities = {"P2", "P1"};
    for (int i = 0; i < 200; ++i) {
        const double created = i * 0.5;
        const double days = (i % 2 == 0 ? 4 : 1) + 0.001 * i;
        s.add(TicketRow{.created = created,
                        .merged = created + days,
                        .person = i % 10,
                        .resolved = created + days,
                        .defect = true,
                        .priority = i % 2});
    }
    return s.view();
}

template <class Widget>
Widget* named(QWidget& window, const char* name)
{
    for (auto* widget : window.findChildren<Widget*>())
        if (widget->accessibleName() == QString::fromUtf8(name)) return widget;
    return nullptr;
}

QListWidgetItem* entry(QListWidget& list, const QString& text)
{
    const auto found = list.findItems(text, Qt::MatchExactly);
    return found.isEmpty() ? nullptr : found.front();
}

bool says(const QWidget& window, const QString& text)
{
    const auto labels = window.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) { return label->text().contains(text); });
}

} // namespace

class TestTargetDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void prioritiesWhereTheMeasureHasThem();
    void showsTheBaselineAskedForLast();
    void baselineHasIntervalAndRows();
    void retiresTheChosenOne();
};

void TestTargetDialog::prioritiesWhereTheMeasureHasThem()
{
    ui::TargetDialog dialog(present::targetForm(tickets().snapshot()), ui::Theme::light());
    auto* measures = named<QComboBox>(dialog, "Measure");
    auto* priorities = named<QListWidget>(dialog, "Priorities");
    measures->setCurrentIndex(measures->findData(QStringLiteral("resolution-time")));
    QVERIFY(priorities->isEnabled());
    QCOMPARE(priorities->item(0)->text(), QStringLiteral("P1"));
    entry(*priorities, QStringLiteral("P1"))->setCheckState(Qt::Checked);
    QCOMPARE(dialog.target().priorities, std::set<std::string>{"P1"});
    measures->setCurrentIndex(measures->findData(QStringLiteral("defects-per-100-changes")));
    QVERIFY(!priorities->isEnabled());
    QVERIFY(dialog.target().priorities.empty());
}

void TestTargetDialog::showsTheBaselineAskedForLast()
{
    ui::TargetDialog dialog(present::targetForm(tickets().snapshot()), ui::Theme::light());
    QSignalSpy wanted(&dialog, &ui::TargetDialog::baselineWanted);
    auto* measures = named<QComboBox>(dialog, "Measure");
    measures->setCurrentIndex(measures->findData(QStringLiteral("resolution-time")));
    measures->setCurrentIndex(measures->findData(QStringLiteral("ticket-to-merge")));
    QVERIFY(wanted.size() >= 2);
    const int last = wanted.back().back().toInt();
    dialog.showBaseline(QStringLiteral("of the first"), last - 1);
    QVERIFY(!says(dialog, QStringLiteral("of the first")));
    dialog.showBaseline(QStringLiteral("of the second"), last);
    QVERIFY(says(dialog, QStringLiteral("of the second")));
}

void TestTargetDialog::baselineHasIntervalAndRows()
{
    domain::Target target;
    target.measure = "resolution-time";
    target.basis = domain::Basis::Change;
    target.limit = 0.75;
    target.priorities = {"P1"};
    target.baseline = DayRange{fromEpochDay(test::day(0)), fromEpochDay(test::day(110))};
    const QString said = present::baselineSentence(target, tickets()).replace(QChar(0x00a0), u' ');
    QVERIFY2(said.startsWith(QStringLiteral("The baseline is 26 h (95 % CI ")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral(" · n 100 resolved")), qPrintable(said));
    QVERIFY2(said.endsWith(QStringLiteral("; the limit is then 20 h.")), qPrintable(said));
    target.basis = domain::Basis::Level;
    QVERIFY(present::baselineSentence(target, tickets()).isEmpty());
}

void TestTargetDialog::retiresTheChosenOne()
{
    std::vector<domain::Target> targets(3);
    for (std::size_t i = 0; i < targets.size(); ++i) {
        targets[i].id = "t" + std::to_string(i);
        targets[i].title = "The same title";
    }
    QCOMPARE(ui::RetireDialog(targets, QStringLiteral("t2")).target(), QStringLiteral("t2"));
    QCOMPARE(ui::RetireDialog(targets, QString()).target(), QStringLiteral("t0"));
    QCOMPARE(ui::RetireDialog(targets, QStringLiteral("speed")).target(), QStringLiteral("t0"));
}

QTEST_MAIN(TestTargetDialog)
#include "tst_targetdialog.moc"
