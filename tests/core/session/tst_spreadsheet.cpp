// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/workbookfile.h"
#include "support/spreadsheet.h"
#include "whatif/model.h"
#include "whatif/workbook.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

using namespace assay;
using namespace assay::whatif;

namespace {

constexpr double kCent = 0.005;

Scenario rolledOut()
{
    Scenario s = presets()[2].scenario;
    s.name = "=1+1"; // words, whatever they begin with
    s.months = 24;
    s.currency = "EUR";
    s.fix(Parameter::TimeSaved, 0.35);
    s.rollout = {{"First", "", 1, 0.5, 1}, {"Second", "tests", 7, 0.3, 0.4}, {"Second", "", 13, 0.3, 0.6}};
    return s;
}

Scenario paidBackAtOnce()
{
    Scenario s = presets()[0].scenario;
    s.months = 12;
    s.discountRate = 0;
    for (const Parameter id : {Parameter::PilotCost, Parameter::ContextCost, Parameter::TrainingCost}) s.fix(id, 0);
    return s;
}

Scenario chosen(const QString& name)
{
    if (name == u"rollout") return rolledOut();
    if (name == u"at once") return paidBackAtOnce();
    for (const Preset& preset : presets())
        if (QString::fromUtf8(preset.key.data(), qsizetype(preset.key.size())) == name) return preset.scenario;
    return {};
}

} // namespace

class TestSpreadsheet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesToTheCent_data();
    void agreesToTheCent();
    void followsWhatIsTyped();
    void equalScenariosGiveEqualFiles();
    void placesThatCannotBeWritten();

private:
    QByteArray fileOf(const Scenario& scenario, const QString& name = QStringLiteral("a.xlsx")) const
    {
        const auto path = m_folder.filePath(name);
        const auto summary = summarise(scenario, *simulate(scenario, {.trials = 2000}));
        const auto written =
            session::writeWorkbook(workbookOf(scenario, &summary, "2026-11"), path.toStdString(), Day{});
        QFile file(path);
        return written && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QTemporaryDir m_folder;
};

void TestSpreadsheet::agreesToTheCent_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"vendor", "realistic", "regulated", "narrow", "rollout", "at once"})
        QTest::newRow(name) << QString::fromUtf8(name);
}

/// Every formula, computed by an interpreter that knows nothing of the program, against the program's own number.
void TestSpreadsheet::agreesToTheCent()
{
    QFETCH(QString, name);
    const Scenario scenario = chosen(name);
    test::Spreadsheet book(fileOf(scenario));
    QVERIFY2(book.problem.isEmpty(), qPrintable(book.problem));
    QCOMPARE(QStringList(book.sheets.keys()).join(u' '), QStringLiteral("Assumptions Model Summary"));
    int formulas = 0;
    for (const QString& sheet : book.sheets.keys())
        for (auto cell = book.sheets[sheet].cbegin(); cell != book.sheets[sheet].cend(); ++cell) {
            if (cell->formula.isEmpty()) continue;
            ++formulas;
            const QString at = sheet + u'!' + cell.key();
            const QVariant computed = book.compute(at);
            const auto said = qPrintable(QStringLiteral("%1 =%2: %3, stored %4")
                                             .arg(at, cell->formula, computed.toString(), cell->value.toString()));
            QVERIFY2((computed.typeId() == QMetaType::QString) == (cell->value.typeId() == QMetaType::QString), said);
            if (computed.typeId() == QMetaType::QString)
                QVERIFY2(computed.toString() == cell->value.toString(), said);
            else
                QVERIFY2(std::abs(computed.toDouble() - cell->value.toDouble()) < kCent, said);
        }
    QVERIFY(formulas > 20 * scenario.months);
    const Outcome o = evaluate(scenario, modesOf(scenario));
    const auto figure = [&book](int row) { return book.compute(QStringLiteral("Summary!B%1").arg(row)).toDouble(); };
    QVERIFY(std::abs(figure(4) - o.npv) < kCent);
    QVERIFY(std::abs(figure(5) - o.benefit) < kCent);
    QVERIFY(std::abs(figure(6) - o.cost) < kCent);
    QVERIFY(std::abs(figure(7) - o.roi) < 1e-9);
    QVERIFY(std::abs(figure(8) - o.oneOff) < kCent);
    QVERIFY(std::abs(figure(9) - o.paybackMonths.value_or(-1)) < 1e-6);
    QVERIFY(std::abs(figure(10) - o.capacity) < 1e-9);
    QCOMPARE(book.compute(QStringLiteral("Summary!A1")).toString(), QString::fromStdString(scenario.name));
}

/// Another number in the column “Likely”, and the sheet says what the program would.
void TestSpreadsheet::followsWhatIsTyped()
{
    Scenario scenario = rolledOut();
    test::Spreadsheet book(fileOf(scenario));
    for (const auto& [id, value] : {std::pair{Parameter::Capture, 0.55},
                                    {Parameter::ExitCost, 12345.67},
                                    {Parameter::RampMonths, 5.0},
                                    {Parameter::Seats, 77.0}}) {
        scenario.fix(id, value);
        book.type(QStringLiteral("Assumptions!E%1").arg(5 + static_cast<int>(id)), value);
        const Outcome o = evaluate(scenario, modesOf(scenario));
        QVERIFY(std::abs(book.compute(QStringLiteral("Summary!B4")).toDouble() - o.npv) < kCent);
    }
}

void TestSpreadsheet::equalScenariosGiveEqualFiles()
{
    const QByteArray one = fileOf(Scenario(), QStringLiteral("one.xlsx"));
    QVERIFY(!one.isEmpty());
    const test::Spreadsheet first(one);
    const test::Spreadsheet second(fileOf(Scenario(), QStringLiteral("two.xlsx")));
    for (const QString& sheet : first.sheets.keys()) {
        QCOMPARE(first.sheets[sheet].keys(), second.sheets[sheet].keys());
        for (const QString& cell : first.sheets[sheet].keys())
            QCOMPARE(first.sheets[sheet][cell].value, second.sheets[sheet][cell].value);
    }
}

void TestSpreadsheet::placesThatCannotBeWritten()
{
    const auto path = m_folder.filePath(QStringLiteral("none/a.xlsx")).toStdString();
    const auto written = session::writeWorkbook(workbookOf(Scenario(), nullptr, "2026-11"), path, Day{});
    QVERIFY(!written);
    QVERIFY(QString::fromStdString(written.error().message).contains(QStringLiteral("choose another place")));
    // A folder stands where the file should go: nothing is left beside it.
    QDir(m_folder.path()).mkdir(QStringLiteral("taken.xlsx"));
    QDir(m_folder.path()).mkdir(QStringLiteral("taken.xlsx/inside"));
    const auto taken = m_folder.filePath(QStringLiteral("taken.xlsx"));
    QVERIFY(!session::writeWorkbook(workbookOf(Scenario(), nullptr, "2026-11"), taken.toStdString(), Day{}));
    QVERIFY(!QFile::exists(taken + QStringLiteral(".part")));
}

QTEST_GUILESS_MAIN(TestSpreadsheet)
#include "tst_spreadsheet.moc"
