// SPDX-License-Identifier: GPL-3.0-or-later
#include "importfixture.h"

#include <QLocale>
#include <QTest>
#include <algorithm>
#include <clocale>
#include <ctime>
#include <random>

/// The same data in another arrangement must give the same workspace: exports come with their columns in any order,
/// with repeated headers, sorted by anything, in one file or in several, and on machines of any locale and time zone.
namespace {

using Table = QList<QByteArrayList>;

QByteArray csv(const Table& table)
{
    QByteArray text;
    for (const auto& row : table) text += row.join(',') + '\n';
    return text;
}

Table tickets(int count)
{
    Table table{{"Summary", "Issue key", "Issue id", "Issue Type", "Status", "Status Category", "Created", "Resolved",
                 "Assignee", "Labels", "Priority"}};
    for (int i = 1; i <= count; ++i) {
        const auto n = QByteArray::number(i);
        const bool done = i % 3 != 0;
        table.append(
            {"Work " + n, "PAY-" + n, n, i % 4 == 0 ? "Bug" : "Story", done ? "Done" : "In Progress",
             done ? "Done" : "In Progress",
             QStringLiteral("2026-03-%1 10:%2")
                 .arg(i % 27 + 1, 2, 10, QLatin1Char('0'))
                 .arg(i % 60, 2, 10, QLatin1Char('0'))
                 .toUtf8(),
             done ? QStringLiteral("2026-04-%1 16:30").arg(i % 27 + 1, 2, 10, QLatin1Char('0')).toUtf8() : QByteArray(),
             "dev00" + QByteArray::number(i % 9) + "@example.com", "team-a", i % 2 == 0 ? "High" : "Low"});
    }
    return table;
}

Table events(int count)
{
    Table table{{"Date", "User", "Kind", "Model", "Max Mode", "Input (w/ Cache Write)", "Input (w/o Cache Write)",
                 "Cache Read", "Output Tokens", "Total Tokens", "Cost"}};
    for (int i = 0; i < count; ++i) // three an hour: a day's events of one person are many rows
        table.append({QStringLiteral("2026-03-%1T%2:%3:00.000Z")
                          .arg(i / 60 + 1, 2, 10, QLatin1Char('0'))
                          .arg(i % 60 / 3, 2, 10, QLatin1Char('0'))
                          .arg(i % 3 * 20, 2, 10, QLatin1Char('0'))
                          .toUtf8(),
                      "dev00" + QByteArray::number(i % 3) + "@example.com", "On-Demand", "model-a", "No", "10", "20",
                      "30", "40", "100", "$0." + QByteArray::number(11 + i % 70)});
    return table;
}

Table roster(int count)
{
    Table table{{"name", "email", "team", "role", "from", "engineering"}};
    for (int i = 0; i < count; ++i)
        table.append({"Dev 00" + QByteArray::number(i), "dev00" + QByteArray::number(i) + "@example.com",
                      i % 2 == 0 ? "Payments" : "Shop", "engineer", "2025-01-01", "yes"});
    return table;
}

template <class Row>
void reorder(QList<Row>& list, qsizetype from, unsigned seed)
{
    std::mt19937 random(seed);
    std::shuffle(list.begin() + from, list.end(), random);
}

Table shuffledColumns(const Table& table, unsigned seed)
{
    QList<int> order;
    for (int i = 0; i < table.front().size(); ++i) order.append(i);
    reorder(order, 0, seed);
    Table out;
    for (const auto& row : table) {
        QByteArrayList cells;
        for (const int i : order) cells.append(row[i]);
        out.append(cells);
    }
    return out;
}

/// An empty column of the same name before, and one behind that repeats nothing: what Jira does with lists.
Table repeatedHeaders(const Table& table)
{
    Table out = table;
    for (auto& row : out) {
        const bool header = &row == &out.front();
        row.prepend(header ? table.front()[1] : QByteArray());
        row.append(header ? table.front()[0] : QByteArray());
    }
    return out;
}

/// Everything at once, in a workspace of its own.
QByteArray factsOf(const QList<Table>& tables)
{
    const ImportFixture f;
    QStringList names;
    for (const auto& table : tables) {
        names.append(QStringLiteral("file%1.csv").arg(names.size()));
        f.write(names.back(), csv(table));
    }
    for (const auto& source : f.import(names).sources)
        if (source.state != assay::store::RunState::Done) qFatal("%s", source.message.c_str());
    return f.facts();
}

} // namespace

class TestSameWorkspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void arrangements_data();
    void arrangements();
    void placesOnEarth_data();
    void placesOnEarth();

private:
    const QList<Table> m_tables{tickets(80), events(400), roster(9)};
};

void TestSameWorkspace::arrangements_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 4; ++seed)
        for (const char* how : {"columns", "rows", "both", "split", "split and rows"})
            QTest::addRow("%s, seed %u", how, seed) << QString::fromUtf8(how) << seed;
    QTest::addRow("repeated headers") << QStringLiteral("headers") << 1U;
}

void TestSameWorkspace::arrangements()
{
    QFETCH(QString, how);
    QFETCH(unsigned, seed);
    QList<Table> tables;
    for (auto table : m_tables) {
        if (how == QStringLiteral("columns") || how == QStringLiteral("both")) table = shuffledColumns(table, seed);
        if (how == QStringLiteral("rows") || how == QStringLiteral("both")) reorder(table, 1, seed);
        if (how == QStringLiteral("headers") && table.size() == 81) table = repeatedHeaders(table);
        if (!how.startsWith(QStringLiteral("split"))) {
            tables.append(table);
            continue;
        }
        // Cut anywhere: in the middle of a day, and of a person.
        std::mt19937 random(seed);
        const auto cut = std::uniform_int_distribution<qsizetype>(2, table.size() - 2)(random);
        Table first = table.mid(0, cut);
        Table second = table.mid(cut);
        second.prepend(table.front());
        if (how.endsWith(QStringLiteral("rows"))) {
            reorder(first, 1, seed);
            reorder(second, 1, seed);
        }
        tables.append(second);
        tables.append(first);
    }
    const auto expected = factsOf(m_tables);
    QVERIFY(expected.count('\n') > 80);
    const auto facts = factsOf(tables);
    const auto theirs = facts.split('\n');
    for (const auto& line : expected.split('\n'))
        if (!theirs.contains(line)) qInfo("missing: %s", line.constData());
    QCOMPARE(facts, expected);
}

void TestSameWorkspace::placesOnEarth_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("locale");
    for (const char* zone : {"UTC", "America/New_York", "Asia/Kolkata"})
        for (const char* locale : {"de_DE", "en_US"})
            QTest::addRow("%s %s", zone, locale) << QByteArray(zone) << QString::fromUtf8(locale);
}

void TestSameWorkspace::placesOnEarth()
{
    QFETCH(QByteArray, zone);
    QFETCH(QString, locale);
    const auto expected = factsOf(m_tables);
    const auto before = qgetenv("TZ");
    qputenv("TZ", zone);
    tzset();
    QLocale::setDefault(QLocale(locale));
    std::setlocale(LC_ALL, (locale + QStringLiteral(".UTF-8")).toUtf8().constData());
    const auto facts = factsOf(m_tables);
    std::setlocale(LC_ALL, "C");
    QLocale::setDefault(QLocale::c());
    before.isEmpty() ? qunsetenv("TZ") : qputenv("TZ", before);
    tzset();
    QCOMPARE(facts, expected);
}

QTEST_GUILESS_MAIN(TestSameWorkspace)
#include "tst_sameworkspace.moc"
