// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/recordlist.h"
#include "importers/text/csvtable.h"
#include "support/places.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QTemporaryFile>
#include <QTest>

#include <algorithm>
#include <clocale>
#include <ctime>
#include <map>
#include <numeric>
#include <random>

using namespace assay;
using namespace assay::importers;
using namespace assay::importers::tests;

/// Every CSV and every list of JSON lines among the test data and the sample exports, in another arrangement: shuffled
/// columns, permuted rows, repeated headers, line ends of Windows, another locale and time zone. The records must be
/// the same.
class TestArrangements : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tables_data();
    void tables();
    void lines_data();
    void lines();
    void places_data();
    void places();
};

namespace {

QByteArray content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The options that stand beside a case, as the golden test reads them.
ReadOptions optionsOf(const QString& input)
{
    const auto base = input.left(input.lastIndexOf(QLatin1String(".in.")));
    const auto json = QJsonDocument::fromJson(content(base + QStringLiteral(".options.json"))).object();
    ReadOptions options;
    options.timezone = json[QLatin1String("timezone")].toString().toStdString();
    const auto order = json[QLatin1String("dateOrder")].toString();
    if (order == QLatin1String("dmy")) options.dateOrder = ReadOptions::DateOrder::DayFirst;
    if (order == QLatin1String("mdy")) options.dateOrder = ReadOptions::DateOrder::MonthFirst;
    const auto map = json[QLatin1String("columnMap")].toObject();
    for (auto it = map.begin(); it != map.end(); ++it)
        options.columnMap[it.key().toStdString()] = it.value().toString().toStdString();
    return options;
}

QStringList filesNamed(const QStringList& patterns)
{
    QStringList found;
    for (const auto& root : {test::sourcePlace(QStringLiteral("tests/core/importers/data")),
                             test::sharedPlace(QStringLiteral("samples"))}) {
        QDirIterator files(root, patterns, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) found.append(files.next());
    }
    found.removeIf([](const QString& path) {
        return path.endsWith(QLatin1String(".expected.json")) || path.endsWith(QLatin1String(".options.json"));
    });
    found.sort();
    return found;
}

void addRows(const QStringList& files)
{
    QTest::addColumn<QString>("path");
    for (const auto& path : files) {
        const QFileInfo info(path);
        QTest::newRow(qPrintable(info.dir().dirName() + u'/' + info.fileName())) << path;
    }
}

/// As its content says; where columns are mapped, as the folder of the case says.
ReadResult readAs(const QByteArray& bytes, const QString& path)
{
    const auto options = optionsOf(path);
    if (options.columnMap.empty()) return readBytes(bytes, options);
    ReadResult result;
    QTemporaryFile file;
    if (!file.open() || file.write(bytes) != bytes.size() || !file.flush()) return result;
    result.id = QFileInfo(path).dir().dirName().toStdString();
    const auto done =
        importerById(result.id)->read({file.fileName().toStdString(), options}, result.list, CancelToken(), {});
    if (!done) result.problem = done.error().message;
    return result;
}

/// What does not depend on the order of rows: each record as a line, sorted; rejects by their reason.
QByteArray recordsOf(const ReadResult& result)
{
    // The sentence without the temporary file it names.
    const auto problem = result.problem.substr(std::min(result.problem.find(' '), result.problem.size()));
    QByteArrayList lines{QByteArray::fromStdString(result.id), QByteArray::fromStdString(problem)};
    const auto all = toJson(result.list).object();
    for (auto kind = all.begin(); kind != all.end(); ++kind) {
        if (kind.key() == QLatin1String("notices") || kind.key() == QLatin1String("rejects")) continue;
        for (const auto& record : kind.value().toArray())
            lines.append(kind.key().toUtf8() + ' ' + QJsonDocument(record.toObject()).toJson(QJsonDocument::Compact));
    }
    for (const auto& reject : result.list.rejects) lines.append("reject " + QByteArray::fromStdString(reject.reason));
    std::sort(lines.begin() + 2, lines.end());
    return lines.join('\n');
}

struct Table
{
    std::vector<std::vector<std::string>> rows; ///< the header first
    char separator = ',';                       ///< kept: it says what a comma in a number is
};

Table tableOf(const QString& path)
{
    Table table;
    auto csv = CsvTable::open(path.toStdString());
    if (!csv) return table;
    if (csv->decimalComma()) table.separator = ';';
    table.rows.push_back(csv->header());
    CsvRow row;
    for (auto more = csv->next(row); more && *more; more = csv->next(row)) {
        auto& cells = table.rows.emplace_back(row.cells.begin(), row.cells.end());
        if (cells.size() > csv->header().size()) return {}; // out of step: its columns cannot be told apart
        cells.resize(csv->header().size());
        if (cells.front().starts_with("Generated at")) table.rows.pop_back(); // belongs below the rows
    }
    return table;
}

QByteArray written(const Table& table, const char* lineEnd)
{
    QByteArray text;
    for (const auto& row : table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) text += table.separator;
            text += '"' + QByteArray::fromStdString(row[i]).replace("\"", "\"\"") + '"';
        }
        text += lineEnd;
    }
    return text;
}

Table shuffled(const Table& table, unsigned seed)
{
    std::mt19937 random(seed);
    std::vector<std::size_t> columns(table.rows.front().size());
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    // Columns of one name are a list, whose order says something.
    std::shuffle(columns.begin(), columns.end(), random);
    std::map<std::string, std::vector<std::size_t>> places;
    for (std::size_t i = 0; i < columns.size(); ++i) places[normalHeader(table.rows.front()[columns[i]])].push_back(i);
    for (const auto& [name, at] : places) {
        std::vector<std::size_t> sorted;
        for (const auto i : at) sorted.push_back(columns[i]);
        std::sort(sorted.begin(), sorted.end());
        for (std::size_t i = 0; i < at.size(); ++i) columns[at[i]] = sorted[i];
    }
    Table out;
    out.separator = table.separator;
    for (const auto& row : table.rows) {
        auto& cells = out.rows.emplace_back();
        for (const auto column : columns) cells.push_back(row[column]);
    }
    std::shuffle(out.rows.begin() + 1, out.rows.end(), random);
    return out;
}

/// Every header again behind the last, without a value: what Jira does with lists.
Table repeated(Table table)
{
    const auto header = table.rows.front();
    for (auto& row : table.rows) row.resize(2 * header.size());
    std::copy(header.begin(), header.end(), table.rows.front().begin() + static_cast<std::ptrdiff_t>(header.size()));
    return table;
}

} // namespace

void TestArrangements::tables_data()
{
    addRows(filesNamed({QStringLiteral("*.csv")}));
}

void TestArrangements::tables()
{
    QFETCH(QString, path);
    const auto table = tableOf(path);
    if (table.rows.empty()) return;
    const auto expected = recordsOf(readAs(content(path), path));
    QCOMPARE(recordsOf(readAs(written(repeated(table), "\n"), path)), expected);
    for (unsigned seed = 1; seed <= 3; ++seed)
        QCOMPARE(recordsOf(readAs(written(shuffled(table, seed), "\r\n"), path)), expected);
}

void TestArrangements::lines_data()
{
    addRows(filesNamed({QStringLiteral("*.ndjson"), QStringLiteral("*.jsonl")}));
}

void TestArrangements::lines()
{
    QFETCH(QString, path);
    const auto expected = recordsOf(readBytes(content(path)));
    auto rows = content(path).split('\n');
    rows.removeAll(QByteArray());
    std::mt19937 random(5);
    std::shuffle(rows.begin(), rows.end(), random);
    QCOMPARE(recordsOf(readBytes(rows.join('\n'))), expected);
}

void TestArrangements::places_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QByteArray>("locale");
    QTest::newRow("New York, German") << QByteArray("America/New_York") << QByteArray("de_DE");
    QTest::newRow("Kolkata, French") << QByteArray("Asia/Kolkata") << QByteArray("fr_FR");
    QTest::newRow("Lord Howe, English") << QByteArray("Australia/Lord_Howe") << QByteArray("en_US");
}

/// Where and in which language the reader sits says nothing about what was written.
void TestArrangements::places()
{
    QFETCH(QByteArray, zone);
    QFETCH(QByteArray, locale);
    const auto files = filesNamed({QStringLiteral("*.csv"), QStringLiteral("*.in.json"), QStringLiteral("*.in.ics")});
    const auto all = [&files] {
        QByteArrayList read;
        for (const auto& path : files) read.append(path.toUtf8() + '\n' + recordsOf(readAs(content(path), path)));
        return read;
    };
    const auto expected = all();
    const auto before = qgetenv("TZ");
    qputenv("TZ", zone);
    tzset();
    QLocale::setDefault(QLocale(QString::fromLatin1(locale)));
    std::setlocale(LC_ALL, (locale + ".UTF-8").constData());
    const auto actual = all();
    std::setlocale(LC_ALL, "C");
    QLocale::setDefault(QLocale::c());
    before.isEmpty() ? qunsetenv("TZ") : qputenv("TZ", before);
    tzset();
    for (qsizetype i = 0; i < expected.size(); ++i) QCOMPARE(actual[i], expected[i]);
}

QTEST_GUILESS_MAIN(TestArrangements)
#include "tst_arrangements.moc"
