// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/decimate.h"
#include "present/json.h"
#include "present/tablecsv.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <algorithm>
#include <cmath>

using namespace assay;
using namespace assay::present;

class TestRenderings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void csvFields_data();
    void csvFields();
    void csvTable();
    void estimateJson();
    void missingEstimateJson();
    void decimationKeepsPeaks();
    void stepsKeepTheirShape();
};

void TestRenderings::csvFields_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("plain") << QStringLiteral("PAY-12") << QByteArray("PAY-12");
    QTest::newRow("formula") << QStringLiteral("=HYPERLINK(\"x\")") << QByteArray("\"'=HYPERLINK(\"\"x\"\")\"");
    QTest::newRow("plus") << QStringLiteral("+1") << QByteArray("'+1");
    QTest::newRow("minus") << QStringLiteral("-1+cmd") << QByteArray("'-1+cmd");
    QTest::newRow("at") << QStringLiteral("@SUM(A1)") << QByteArray("'@SUM(A1)");
    QTest::newRow("tab") << QStringLiteral("\t=1") << QByteArray("'\t=1");
    QTest::newRow("return") << QStringLiteral("\r=1") << QByteArray("\"'\r=1\"");
    QTest::newRow("real minus is text") << QStringLiteral("−9 %") << QByteArray("−9 %");
    QTest::newRow("comma") << QStringLiteral("a,b") << QByteArray("\"a,b\"");
    QTest::newRow("newline") << QStringLiteral("a\nb") << QByteArray("\"a\nb\"");
    QTest::newRow("empty") << QString() << QByteArray();
}

void TestRenderings::csvFields()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, expected);
    QCOMPARE(csvField(text), expected);
}

void TestRenderings::csvTable()
{
    TableSpec table;
    table.columns = {{QStringLiteral("Change"), false, 1}, {QStringLiteral("Hours"), true, 1}};
    Cell hours;
    hours.text = QStringLiteral("4.6 d");
    hours.sort = 110.25;
    Cell missing;
    missing.text = QStringLiteral("–");
    Cell first;
    first.text = QStringLiteral("=1+1");
    table.rows = {{{first, hours}, {}}, {{first, missing}, {}}};
    QCOMPARE(toCsv(table), QByteArray("Change,Hours\n'=1+1,110.25\n'=1+1,–\n"));
}

void TestRenderings::estimateJson()
{
    metrics::Estimate e;
    e.value = 0.25;
    e.low = 0.125;
    e.unit = "share";
    e.n = {{"ai", 4}, {"human", 8}};
    e.from = *parseIsoDay("2026-01-01");
    e.excluded = {{"no ticket", 2}};
    const QJsonObject json = toJson(e);
    const QStringList keys{QStringLiteral("coverage"), QStringLiteral("excluded"), QStringLiteral("from"),
                           QStringLiteral("high"),     QStringLiteral("level"),    QStringLiteral("low"),
                           QStringLiteral("method"),   QStringLiteral("n"),        QStringLiteral("note"),
                           QStringLiteral("to"),       QStringLiteral("unit"),     QStringLiteral("value")};
    QCOMPARE(json.keys(), keys);
    QCOMPARE(json[QStringLiteral("value")].toDouble(), 0.25);
    QVERIFY(json[QStringLiteral("high")].isNull());
    QVERIFY(json[QStringLiteral("coverage")].isNull());
    QCOMPARE(json[QStringLiteral("from")].toString(), QStringLiteral("2026-01-01"));
    QVERIFY(json[QStringLiteral("to")].isNull());
    QCOMPARE(json[QStringLiteral("n")].toObject()[QStringLiteral("human")].toInteger(), 8);
    QCOMPARE(QJsonDocument(json[QStringLiteral("excluded")].toArray()).toJson(QJsonDocument::Compact),
             QByteArray("[{\"count\":2,\"reason\":\"no ticket\"}]"));
}

void TestRenderings::missingEstimateJson()
{
    const QJsonObject json = toJson(metrics::Estimate{});
    QVERIFY(json[QStringLiteral("value")].isNull());
    QCOMPARE(json[QStringLiteral("note")].toString(), QStringLiteral("not enough data"));
}

void TestRenderings::decimationKeepsPeaks()
{
    std::vector<XYPoint> points;
    for (int i = 0; i < 10000; ++i) {
        const double y = i == 4321 ? 50 : i == 8765 ? -50 : std::sin(i / 100.0);
        points.push_back({static_cast<double>(i), y, y - 1, y + 1});
    }
    const auto kept = decimate(points, 400);
    QVERIFY(kept.size() <= 400);
    const auto byY = [](const XYPoint& a, const XYPoint& b) { return a.y < b.y; };
    QCOMPARE(std::max_element(kept.begin(), kept.end(), byY)->x, 4321.0);
    QCOMPARE(std::min_element(kept.begin(), kept.end(), byY)->x, 8765.0);
    QCOMPARE(kept.front().x, 0.0);
    QCOMPARE(kept.back().x, 9999.0);
    QVERIFY(std::is_sorted(kept.begin(), kept.end(), [](const XYPoint& a, const XYPoint& b) { return a.x < b.x; }));
    QCOMPARE(decimate(kept, 400).size(), kept.size());
}

void TestRenderings::stepsKeepTheirShape()
{
    std::vector<XYPoint> points;
    for (int i = 0; i < 5000; ++i) points.push_back({static_cast<double>(i), 1 - i / 5000.0, 0, 1});
    const auto kept = decimateSteps(points, 250);
    QVERIFY(kept.size() >= 240 && kept.size() <= 260);
    QCOMPARE(kept.front().x, 0.0);
    QCOMPARE(kept.back().x, 4999.0);
}

QTEST_APPLESS_MAIN(TestRenderings)
#include "tst_renderings.moc"
