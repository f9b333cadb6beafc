// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/places.h"
#include "support/spreadsheet.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>

namespace {

struct Answer
{
    int code = -1;
    QByteArray out;
    QByteArray err;
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

Answer runCli(const QStringList& arguments)
{
    QProcess process;
    process.start(assay::test::buildPlace(QStringLiteral("bin/assay-cli")), arguments);
    if (!process.waitForFinished(240'000)) return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QJsonObject assumption(const QJsonObject& answer, const QString& id)
{
    for (const QJsonValue& row : answer[u"assumptions"].toArray())
        if (row[u"id"].toString() == id) return row.toObject();
    return {};
}

} // namespace

/// `assay-cli whatif` as a user runs it, on a small made-up organisation.
class TestWhatIfCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void startsFromWhatWasMeasured();
    void sameSeedSameNumbers();
    void setsAndSolves();
    void refusesInOneSentence_data();
    void refusesInOneSentence();
    void savesAndShares();
    void leadsAndRemoves();
    void spreadsheets();
    void exports();
    void tellsWhatMoved();
    void tellsDifferences();
    void frontier();
    void decides();
    void startsInAMonth();
    void signsWhatWasSet();
    void staysSound();

private:
    Answer whatIf(QStringList arguments) const
    {
        return runCli(QStringList{QStringLiteral("whatif"), m_workspace} + arguments);
    }
    QTemporaryDir m_folder;
    QString m_workspace;
};

void TestWhatIfCli::initTestCase()
{
    m_workspace = m_folder.filePath(QStringLiteral("demo.assay"));
    const auto made = runCli({QStringLiteral("demo"), m_workspace, QStringLiteral("--developers"), QStringLiteral("60"),
                              QStringLiteral("--months"), QStringLiteral("12"), QStringLiteral("--quiet")});
    QVERIFY2(made.code == 0, made.err.constData());
}

void TestWhatIfCli::startsFromWhatWasMeasured()
{
    const auto ran = whatIf({QStringLiteral("--list"), QStringLiteral("--json")});
    QVERIFY2(ran.code == 0, ran.err.constData());
    const QJsonObject json = ran.json();
    QCOMPARE(json[u"scenario"].toString(), QStringLiteral("Realistic"));
    QVERIFY(json[u"stored"].toBool());
    for (const char* id : {"eligible", "seats", "adoption-today", "time-saved", "seat-price", "hourly-cost"})
        QCOMPARE(assumption(json, QString::fromUtf8(id))[u"origin"].toString(), QStringLiteral("measured"));
    for (const QJsonValue& row : json[u"assumptions"].toArray()) QVERIFY(!row[u"source"].toString().isEmpty());
    const QJsonObject saved = assumption(json, QStringLiteral("time-saved"));
    QVERIFY(saved[u"low"].toDouble() < saved[u"likely"].toDouble());
    QVERIFY(saved[u"likely"].toDouble() < saved[u"high"].toDouble());
    QCOMPARE(assumption(json, QStringLiteral("hourly-cost"))[u"likely"].toDouble(), 92.0);
}

void TestWhatIfCli::sameSeedSameNumbers()
{
    const QStringList few{QStringLiteral("--json"), QStringLiteral("--trials"), QStringLiteral("5000")};
    const auto one = whatIf(few);
    QVERIFY2(one.code == 0, one.err.constData());
    QCOMPARE(whatIf(few).out, one.out);
    const auto other = whatIf(few + QStringList{QStringLiteral("--seed"), QStringLiteral("7")});
    QVERIFY(other.json()[u"simulated"] != one.json()[u"simulated"]);
    QCOMPARE(other.json()[u"most_likely"], one.json()[u"most_likely"]);
}

void TestWhatIfCli::setsAndSolves()
{
    const auto ran =
        whatIf({QStringLiteral("--json"), QStringLiteral("--trials"), QStringLiteral("5000"), QStringLiteral("--set"),
                QStringLiteral("extra-defects=0"), QStringLiteral("--set"), QStringLiteral("time-saved=0.1:0.2:0.3"),
                QStringLiteral("--goal"), QStringLiteral("probability>=0.8"), QStringLiteral("--solve"),
                QStringLiteral("adoption")});
    QVERIFY2(ran.code == 0, ran.err.constData());
    const QJsonObject json = ran.json();
    QCOMPARE(assumption(json, QStringLiteral("extra-defects"))[u"spread"].toString(), QStringLiteral("fixed"));
    QCOMPARE(assumption(json, QStringLiteral("time-saved"))[u"high"].toDouble(), 0.3);
    QCOMPARE(assumption(json, QStringLiteral("time-saved"))[u"origin"].toString(), QStringLiteral("judgement"));
    QVERIFY(std::abs(json[u"goal"][u"reached"].toDouble() - 0.8) < 0.01);
    QCOMPARE(json[u"simulated"][u"trials"].toInt(), 5000);
    QCOMPARE(json[u"fan"].toArray().size(), json[u"months"].toInt() + 1);
}

void TestWhatIfCli::refusesInOneSentence_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const QStringList& arguments, const char* says) {
        QTest::newRow(name) << arguments << QByteArray(says);
    };
    const auto set = [](const char* text) { return QStringList{QStringLiteral("--set"), QString::fromUtf8(text)}; };
    const auto flag = [](const char* name, const char* text) {
        return QStringList{QString::fromUtf8(name), QString::fromUtf8(text)};
    };
    const auto file = [this](const char* text) {
        QFile toml(m_folder.filePath(QStringLiteral("bad%1.toml").arg(qstrlen(text))));
        return toml.open(QIODevice::WriteOnly) && toml.write(text) > 0 ? toml.fileName() : QString();
    };
    const auto goal = [](const char* text, const char* id) {
        return QStringList{QStringLiteral("--goal"), QString::fromUtf8(text), QStringLiteral("--solve"),
                           QString::fromUtf8(id)};
    };
    row("unknown assumption", set("time-save=0.1"), "no assumption \"time-save\"");
    row("percent as number", set("time-saved=30"), "enter 0.3");
    row("upside down", set("time-saved=0.3:0.2:0.4"), "must rise");
    row("negative price", set("seat-price=-5"), "between 0");
    row("not a number", set("seats=many"), "not a number");
    row("no people", set("eligible=0"), "must lie between 1");
    row("no seats", set("seats=0"), "must lie between 1");
    row("not finite", set("ramp=nan"), "not a number");
    row("two numbers", set("ramp=3:9"), "one number or low:mode:high");
    row("horizon too short", flag("--months", "6"), "between 12 and 60 months");
    row("rate as percent", flag("--discount-rate", "8"), "0.08 for 8 %");
    row("more people than there are", flag("--phase", "A:1:0.7") + flag("--phase", "B:1:0.7"), "than there are");
    row("phase beyond the horizon", flag("--phase", "A:99:0.7"), "outside the horizon");
    row("no phase", flag("--phase", "A"), "is no phase");
    row("no currency", {file("currency = \"\"\n")}, "must be a text that is not empty");
    row("a currency that is no code", {file("currency = \"dollars\"\n")}, "three capital letters");
    row("money of no currency", {file("[seat-price]\nvalue = 39\n")}, "nothing says of which");
    row("horizon in a file", {file("months = 600\n")}, "between 12 and 60 months");
    row("no equals sign", set("seats"), "ID=VALUE");
    row("unknown scenario", {QStringLiteral("Wishful")}, "no scenario");
    row("unknown goal", goal("profit>=1", "adoption"), "is no goal");
    row("impossible probability", goal("probability>=80", "adoption"), "between 0 and 1");
    row("unknown to solve for", goal("probability>=0.8", "adopt"), "no assumption");
    row("out of reach", goal("probability>=0.999", "vendor-claim"), "No possible value");
    row("missing file", {QStringLiteral("missing.toml")}, "cannot be read");
}

void TestWhatIfCli::refusesInOneSentence()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, says);
    const auto ran = whatIf(arguments + QStringList{QStringLiteral("--trials"), QStringLiteral("2000")});
    QVERIFY(ran.code != 0);
    QVERIFY(ran.out.isEmpty());
    QVERIFY2(ran.err.contains(says), ran.err.constData());
}

void TestWhatIfCli::savesAndShares()
{
    const QString file = m_folder.filePath(QStringLiteral("mine.toml"));
    const QStringList few{QStringLiteral("--json"), QStringLiteral("--trials"), QStringLiteral("2000")};
    const auto saved =
        whatIf(QStringList{QStringLiteral("--set"), QStringLiteral("capture=0.9"), QStringLiteral("--save"),
                           QStringLiteral("Mine"), QStringLiteral("--write"), file} +
               few);
    QVERIFY2(saved.code == 0, saved.err.constData());
    const auto stored = whatIf(QStringList{QStringLiteral("Mine")} + few);
    QVERIFY2(stored.code == 0, stored.err.constData());
    QCOMPARE(stored.json()[u"simulated"], saved.json()[u"simulated"]);
    const auto shared = whatIf(QStringList{file} + few);
    QVERIFY2(shared.code == 0, shared.err.constData());
    QCOMPARE(shared.json()[u"simulated"], saved.json()[u"simulated"]);
}

/// The one that leads is simulated when none is named; one that is removed is gone.
void TestWhatIfCli::leadsAndRemoves()
{
    const auto built = whatIf({QStringLiteral("realistic"), QStringLiteral("--list"), QStringLiteral("--json"),
                               QStringLiteral("--months"), QStringLiteral("24"), QStringLiteral("--hosting"),
                               QStringLiteral("on-premise"), QStringLiteral("--approach"), QStringLiteral("build")});
    QVERIFY2(built.code == 0, built.err.constData());
    QCOMPARE(built.json()[u"months"].toInt(), 24);
    QCOMPARE(assumption(built.json(), QStringLiteral("hosting"))[u"likely"].toDouble(), 3.0);
    QCOMPARE(assumption(built.json(), QStringLiteral("integration"))[u"likely"].toDouble(), 7.6);
    const QStringList list{QStringLiteral("--list"), QStringLiteral("--json")};
    const auto saved = whatIf(QStringList{QStringLiteral("--set"), QStringLiteral("capture=0.8"),
                                          QStringLiteral("--save"), QStringLiteral("Second")} +
                              list);
    QVERIFY2(saved.code == 0, saved.err.constData());
    QVERIFY(whatIf(list).json()[u"scenario"] != QStringLiteral("Second"));
    QCOMPARE(whatIf(QStringList{QStringLiteral("Second"), QStringLiteral("--lead")} + list).code, 0);
    QCOMPARE(whatIf(list).json()[u"scenario"].toString(), QStringLiteral("Second"));
    QCOMPARE(whatIf({QStringLiteral("Second"), QStringLiteral("--remove")}).code, 0);
    QVERIFY(whatIf(list).json()[u"scenario"] != QStringLiteral("Second"));
    const auto again = whatIf({QStringLiteral("Second"), QStringLiteral("--remove")});
    QCOMPARE(again.code, 2);
    QVERIFY2(again.err.contains("no scenario"), again.err.constData());
}

/// The file's own numbers against the program's, to the cent.
void TestWhatIfCli::spreadsheets()
{
    const QString path = m_folder.filePath(QStringLiteral("case.xlsx"));
    const auto ran = whatIf({QStringLiteral("realistic"), QStringLiteral("--phase"), QStringLiteral("Some:2:0.5"),
                             QStringLiteral("--xlsx"), path, QStringLiteral("--json"), QStringLiteral("--trials"),
                             QStringLiteral("2000")});
    QVERIFY2(ran.code == 0, ran.err.constData());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    assay::test::Spreadsheet book(file.readAll());
    QVERIFY2(book.problem.isEmpty(), qPrintable(book.problem));
    const double npv = ran.json()[u"most_likely"][u"npv"].toDouble();
    QVERIFY(std::abs(book.compute(QStringLiteral("Summary!B4")).toDouble() - npv) < 0.005);
    const QString other = m_folder.filePath(QStringLiteral("other.xlsx"));
    const auto exported =
        runCli({QStringLiteral("export"), m_workspace, QStringLiteral("-o"), other, QStringLiteral("--format"),
                QStringLiteral("xlsx"), QStringLiteral("--scenario"), QStringLiteral("vendor")});
    QVERIFY2(exported.code == 0, exported.err.constData());
    QVERIFY(QFile::exists(other));
    const auto nowhere = whatIf({QStringLiteral("--xlsx"), m_folder.filePath(QStringLiteral("none/a.xlsx"))});
    QCOMPARE(nowhere.code, 4);
    QCOMPARE(nowhere.err.count('\n'), 1);
}

/// The figures of `export` are those of `show`.
void TestWhatIfCli::exports()
{
    const auto shown = runCli({QStringLiteral("show"), m_workspace, QStringLiteral("--json")});
    const QString path = m_folder.filePath(QStringLiteral("figures.json"));
    const auto ran = runCli({QStringLiteral("export"), m_workspace, QStringLiteral("-o"), path});
    QVERIFY2(ran.code == 0, ran.err.constData());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto all = QJsonDocument::fromJson(file.readAll()).object();
    QVERIFY(!all[u"fingerprint"].toString().isEmpty());
    QCOMPARE(all[u"figures"], shown.json()[u"figures"]);
    const QString folder = m_folder.filePath(QStringLiteral("csv"));
    const auto csv = runCli({QStringLiteral("export"), m_workspace, QStringLiteral("-o"), folder,
                             QStringLiteral("--format"), QStringLiteral("csv"), QStringLiteral("--json")});
    QVERIFY2(csv.code == 0, csv.err.constData());
    QFile figures(folder + QStringLiteral("/figures.csv"));
    QVERIFY(figures.open(QIODevice::ReadOnly));
    QCOMPARE(figures.readAll().count('\n'), all[u"figures"].toArray().size() + 1);
    QVERIFY(QFile::exists(folder + QStringLiteral("/economics.assumptions.csv")));
    for (const auto& one : csv.json()[u"files"].toArray()) QVERIFY(QFile::exists(one.toObject()[u"file"].toString()));
    const auto verified = runCli({QStringLiteral("verify"), m_workspace});
    QVERIFY2(verified.code == 0, verified.out.constData());
    const auto mixed = runCli({QStringLiteral("export"), m_workspace, QStringLiteral("-o"), path,
                               QStringLiteral("--scenario"), QStringLiteral("vendor")});
    QCOMPARE(mixed.code, 2);
}

/// A stored scenario whose measurement has moved keeps its value, says so, and takes the new one when asked.
void TestWhatIfCli::tellsWhatMoved()
{
    const QString file = m_folder.filePath(QStringLiteral("old.toml"));
    QFile toml(file);
    QVERIFY(toml.open(QIODevice::WriteOnly));
    toml.write("name = \"Old\"\n[time-saved]\nlow = 0.38\nlikely = 0.39\nhigh = 0.4\nspread = \"normal\"\n"
               "origin = \"measured\"\nsource = \"earlier\"\nas-of = \"2025-01\"\n");
    toml.close();
    QCOMPARE(whatIf({file, QStringLiteral("--save"), QStringLiteral("Old"), QStringLiteral("--list")}).code, 0);
    const QStringList list{QStringLiteral("Old"), QStringLiteral("--list"), QStringLiteral("--json")};
    const QJsonObject before = whatIf(list).json();
    QCOMPARE(before[u"changed"].toArray().size(), 1);
    QVERIFY(before[u"changed"][0].toString().startsWith(QStringLiteral("Time saved on that work was 39")));
    QCOMPARE(assumption(before, QStringLiteral("time-saved"))[u"likely"].toDouble(), 0.39);
    QVERIFY(assumption(before, QStringLiteral("time-saved"))[u"stale"].toBool());
    const auto updated = whatIf(list + QStringList{QStringLiteral("--update")});
    QVERIFY2(updated.code == 0, updated.err.constData());
    QVERIFY(updated.json()[u"changed"].toArray().isEmpty());
    QVERIFY(assumption(updated.json(), QStringLiteral("time-saved"))[u"likely"].toDouble() < 0.39);
}

/// A scenario against itself differs by nothing at all; against another by what the two say.
void TestWhatIfCli::tellsDifferences()
{
    const QStringList few{QStringLiteral("Realistic"), QStringLiteral("--json"), QStringLiteral("--trials"),
                          QStringLiteral("5000"), QStringLiteral("--against")};
    const QJsonObject same = whatIf(few + QStringList{QStringLiteral("Realistic")}).json()[u"against"].toObject();
    QVERIFY(same[u"equal"].toBool());
    for (const char* part : {"p10", "p50", "p90", "mean"})
        QCOMPARE(same[u"npv"][QString::fromUtf8(part)].toDouble(-1), 0.0);
    QCOMPARE(same[u"probability_equal"].toDouble(), 1.0);
    const QString file = m_folder.filePath(QStringLiteral("dearer.toml"));
    QVERIFY(whatIf({QStringLiteral("Realistic"), QStringLiteral("--set"), QStringLiteral("talent=5000"),
                    QStringLiteral("--write"), file, QStringLiteral("--list")})
                .code == 0);
    const auto ran = whatIf(few + QStringList{file});
    QVERIFY2(ran.code == 0, ran.err.constData());
    const QJsonObject other = ran.json();
    QVERIFY(!other[u"against"][u"equal"].toBool());
    QVERIFY(other[u"against"][u"npv"][u"p90"].toDouble() < 0);
    const QJsonArray rows = other[u"difference_table"][u"rows"].toArray();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0][0].toString(), QStringLiteral("Talent per month"));
    const auto missing = whatIf(few + QStringList{QStringLiteral("Nowhere")});
    QCOMPARE(missing.code, 2);
}

void TestWhatIfCli::frontier()
{
    const QStringList goal{QStringLiteral("--json"),
                           QStringLiteral("--trials"),
                           QStringLiteral("2000"),
                           QStringLiteral("--goal"),
                           QStringLiteral("probability>=0.5"),
                           QStringLiteral("--solve"),
                           QStringLiteral("time-saved"),
                           QStringLiteral("--set"),
                           QStringLiteral("extra-defects=0"),
                           QStringLiteral("--over")};
    const auto ran = whatIf(goal + QStringList{QStringLiteral("adoption=0.2:0.8")});
    QVERIFY2(ran.code == 0, ran.err.constData());
    const QJsonArray points = ran.json()[u"frontier"].toArray();
    QCOMPARE(points.size(), 13);
    QCOMPARE(points[0][u"at"].toDouble(), 0.2);
    QCOMPARE(points[12][u"at"].toDouble(), 0.8);
    for (qsizetype i = 1; i < points.size(); ++i) // the more adopt, the less each must save
        if (points[i - 1][u"needed"].isDouble())
            QVERIFY(points[i][u"needed"].toDouble() <= points[i - 1][u"needed"].toDouble() + 1e-9);
    const auto wrong = whatIf(goal + QStringList{QStringLiteral("adoption")});
    QCOMPARE(wrong.code, 2);
    QCOMPARE(wrong.err.count('\n'), 1);
}

/// The tables of the page, with its figures.
void TestWhatIfCli::decides()
{
    const auto ran = whatIf({QStringLiteral("Realistic"), QStringLiteral("--json")});
    QVERIFY2(ran.code == 0, ran.err.constData());
    const QJsonObject json = ran.json();
    const QJsonArray lines = json[u"lines_table"][u"rows"].toArray();
    const double npv = json[u"most_likely"][u"npv"].toDouble();
    double sum = 0;
    for (qsizetype i = 0; i + 1 < lines.size(); ++i) sum += lines[i].toArray().last().toDouble();
    QVERIFY(std::abs(sum - npv) < 0.005);
    QVERIFY(std::abs(lines.last().toArray().last().toDouble() - npv) < 0.005);
    const QJsonArray scenarios = json[u"scenarios_table"][u"rows"].toArray();
    const auto own = std::find_if(scenarios.begin(), scenarios.end(), [](const QJsonValue& row) {
        return row[0].toString() == QStringLiteral("Realistic");
    });
    QVERIFY(own != scenarios.end());
    QCOMPARE((*own)[1].toDouble(), json[u"simulated"][u"npv"][u"p50"].toDouble());
    QVERIFY(!json[u"actual_table"][u"rows"].toArray().isEmpty());
    QVERIFY(!json[u"idle_table"][u"rows"].toArray().isEmpty());
    QVERIFY(!json[u"must_table"][u"rows"].toArray().isEmpty());
    for (const auto& one : json[u"worth_measuring"].toArray())
        QVERIFY(one[u"worth"].toDouble() <= json[u"simulated"][u"perfect_information"].toDouble() * 1.02 + 1);
}

void TestWhatIfCli::startsInAMonth()
{
    const QStringList list{QStringLiteral("--list"), QStringLiteral("--json"), QStringLiteral("--start")};
    const auto early = whatIf(list + QStringList{QStringLiteral("2001-01")});
    QCOMPARE(early.code, 2);
    QVERIFY2(early.err.contains("before the data begin"), early.err.constData());
    QCOMPARE(early.err.count('\n'), 1);
    const QString unwritten = m_folder.filePath(QStringLiteral("unwritten.toml"));
    const auto brief = whatIf({QStringLiteral("--months"), QStringLiteral("6"), QStringLiteral("--list"),
                               QStringLiteral("--write"), unwritten});
    QCOMPARE(brief.code, 2);
    QVERIFY2(!QFile::exists(unwritten), "what cannot be simulated is not shared either");
    const auto begun = whatIf(list + QStringList{QStringLiteral("2030-01")});
    QVERIFY2(begun.code == 0, begun.err.constData());
    QCOMPARE(begun.json()[u"start"].toString(), QStringLiteral("2030-01"));
    const auto wrong = whatIf(
        {QStringLiteral("--start"), QStringLiteral("January"), QStringLiteral("--trials"), QStringLiteral("1000")});
    QCOMPARE(wrong.code, 2);
    QVERIFY2(wrong.err.contains("is no month"), wrong.err.constData());
}

void TestWhatIfCli::signsWhatWasSet()
{
    const auto saved = whatIf({QStringLiteral("Realistic"), QStringLiteral("--set"), QStringLiteral("capture=0.6"),
                               QStringLiteral("--save"), QStringLiteral("Signed"), QStringLiteral("--by"),
                               QStringLiteral("The finance team"), QStringLiteral("--list")});
    QVERIFY2(saved.code == 0, saved.err.constData());
    const QJsonObject json =
        whatIf({QStringLiteral("Signed"), QStringLiteral("--list"), QStringLiteral("--json")}).json();
    const QJsonObject set = assumption(json, QStringLiteral("capture"));
    QCOMPARE(set[u"source"].toString(), QStringLiteral("set by The finance team"));
    QCOMPARE(set[u"as_of"].toString().size(), 7);
    QVERIFY(whatIf({QStringLiteral("Signed"), QStringLiteral("--remove")}).code == 0);
}

void TestWhatIfCli::staysSound()
{
    const auto verified = runCli({QStringLiteral("verify"), m_workspace});
    QVERIFY2(verified.code == 0, verified.out.constData());
}

QTEST_GUILESS_MAIN(TestWhatIfCli)
#include "tst_whatifcli.moc"
