// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric.h"
#include "resources/resources.h"
#include "session/benchmarkfile.h"

#include <QTest>

using namespace assay;
using namespace assay::session;

class TestBenchmarks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shippedFiguresCarryTheirPassport();
    void refusesAFigureWithoutPassport_data();
    void refusesAFigureWithoutPassport();
    void kindIsSaidOnce();
    void growsStale();
};

void TestBenchmarks::shippedFiguresCarryTheirPassport()
{
    const auto read = readBenchmarks(resources::benchmarks(QStringLiteral("published.toml")), "published.toml");
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QVERIFY(read->size() >= 15);
    for (const auto& b : *read) {
        QVERIFY2(metrics::metricById(b.measure) != nullptr, b.id.c_str());
        QVERIFY2(b.unit == "ratio" || b.unit == "share", b.id.c_str());
        QVERIFY2(b.unit != "share" || (b.value >= 0 && b.value <= 1), b.id.c_str());
        QVERIFY2(!b.low || (*b.low <= b.value && b.value <= *b.high), b.id.c_str());
        QVERIFY2(b.url.starts_with("https://"), b.id.c_str());
    }
}

/// On the page the kind stands before the population: "Survey: survey of …" would say it twice.
void TestBenchmarks::kindIsSaidOnce()
{
    const auto read = readBenchmarks(resources::benchmarks(QStringLiteral("published.toml")), "published.toml");
    QVERIFY(read);
    for (const auto& b : *read) {
        const auto kind = QString::fromStdString(b.kind).section(u' ', 0, 0);
        QVERIFY2(!QString::fromStdString(b.population).startsWith(kind, Qt::CaseInsensitive), b.id.c_str());
    }
}

void TestBenchmarks::refusesAFigureWithoutPassport_data()
{
    QTest::addColumn<QString>("without");
    for (const char* key : {"population", "definition", "kind", "as_of", "source", "url", "comparable", "why", "value"})
        QTest::newRow(key) << QString::fromUtf8(key);
}

void TestBenchmarks::refusesAFigureWithoutPassport()
{
    QFETCH(QString, without);
    QString text = QStringLiteral("[[benchmark]]\n");
    for (const char* key :
         {"id", "topic", "claim", "unit", "population", "definition", "kind", "source", "url", "measure", "why"})
        if (without != QLatin1String(key)) text += QStringLiteral("%1 = \"x\"\n").arg(QLatin1String(key));
    if (without != QStringLiteral("as_of")) text += QStringLiteral("as_of = \"2026-03\"\n");
    if (without != QStringLiteral("comparable")) text += QStringLiteral("comparable = \"no\"\n");
    if (without != QStringLiteral("value")) text += QStringLiteral("value = 0.5\n");
    const auto read = readBenchmarks(text.toStdString(), "b.toml");
    QVERIFY(!read);
    QVERIFY2(QString::fromStdString(read.error().message).contains(without), read.error().message.c_str());
    QVERIFY(!readBenchmarks(text.toStdString() + "low = 0.1\n", "b.toml"));
}

void TestBenchmarks::growsStale()
{
    domain::Benchmark b;
    b.asOf = std::chrono::year{2025} / std::chrono::November;
    QVERIFY(!b.stale(*parseIsoDay("2026-11-30")));
    QVERIFY(b.stale(*parseIsoDay("2026-12-02")));
}

QTEST_GUILESS_MAIN(TestBenchmarks)
#include "tst_benchmarks.moc"
