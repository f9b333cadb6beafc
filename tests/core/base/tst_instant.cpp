// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/instant.h"

#include <QTest>

using namespace assay;

class TestInstant : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void days();
};

void TestInstant::parses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("zulu") << QByteArray("2026-03-04T10:22:05Z") << QByteArray("2026-03-04T10:22:05Z");
    QTest::newRow("offset without colon")
        << QByteArray("2020-06-12T08:13:13.360+0800") << QByteArray("2020-06-12T00:13:13.360Z");
    QTest::newRow("offset with colon") << QByteArray("2021-10-12T23:53:13-06:00") << QByteArray("2021-10-13T05:53:13Z");
    QTest::newRow("blank and no seconds") << QByteArray("2024-02-29 23:59+00") << QByteArray("2024-02-29T23:59:00Z");
    QTest::newRow("microseconds are cut")
        << QByteArray("2026-01-01T00:00:00.123999Z") << QByteArray("2026-01-01T00:00:00.123Z");
    QTest::newRow("before the epoch") << QByteArray("1969-12-31T23:59:59Z") << QByteArray("1969-12-31T23:59:59Z");
}

void TestInstant::parses()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const auto at = parseIsoInstant(text.toStdString());
    QVERIFY(at.has_value());
    QCOMPARE(QByteArray::fromStdString(isoInstant(*at)), expected);
}

void TestInstant::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no zone is a question, not UTC") << QByteArray("2026-03-04T10:22:05");
    QTest::newRow("no such day") << QByteArray("2026-02-30T10:22:05Z");
    QTest::newRow("hour 24") << QByteArray("2026-02-03T24:00:00Z");
    QTest::newRow("trailing text") << QByteArray("2026-02-03T10:00:00Z x");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("cut off") << QByteArray("2026-02-03T10:");
}

void TestInstant::refuses()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseIsoInstant(text.toStdString()).has_value());
}

void TestInstant::days()
{
    QVERIFY(!parseIsoDay("2025-02-29").has_value());
    QVERIFY(!parseIsoDay("0001-01-01").has_value()); // how programs write "no day"
    QVERIFY(!parseIsoDay("9999-12-31").has_value());
    const auto day = parseIsoDay("2024-02-29");
    QVERIFY(day.has_value());
    QCOMPARE(isoDay(*day + std::chrono::days{1}), std::string("2024-03-01"));
    const DayRange range{*day, *day + std::chrono::days{1}};
    QCOMPARE(range.days(), 2);
    QVERIFY(range.contains(*parseIsoInstant("2024-03-01T23:59:59Z")));
    QVERIFY(!range.contains(*parseIsoInstant("2024-03-02T00:00:00Z")));
}

QTEST_APPLESS_MAIN(TestInstant)
#include "tst_instant.moc"
