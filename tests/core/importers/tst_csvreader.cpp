// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/csvreader.h"
#include "importers/text/csvtable.h"
#include "importers/text/json.h"

#include <QTest>

#include <csv.h>

#include <random>

using namespace assay;
using namespace assay::importers;

namespace {

using Rows = std::vector<std::vector<std::string>>;

/// Hands out its text in pieces of `step` bytes, so that every boundary falls everywhere.
class Trickle final : public ByteStream
{
public:
    Trickle(std::string text, std::size_t step) : m_text(std::move(text)), m_step(step) {}
    Result<std::size_t> read(char* buffer, std::size_t size) override
    {
        const auto count = std::min({size, m_step, m_text.size() - m_pos});
        m_text.copy(buffer, count, m_pos);
        m_pos += count;
        return count;
    }
    std::int64_t consumed() const override { return static_cast<std::int64_t>(m_pos); }
    std::int64_t total() const override { return static_cast<std::int64_t>(m_text.size()); }

private:
    std::string m_text;
    std::size_t m_step;
    std::size_t m_pos = 0;
};

Rows ours(const std::string& text, std::size_t step, char delimiter = ',')
{
    Trickle stream(text, step);
    CsvReader reader(stream, delimiter);
    CsvRow row;
    Rows rows;
    for (auto more = reader.next(row); more && *more; more = reader.next(row))
        rows.emplace_back(row.cells.begin(), row.cells.end());
    return rows;
}

struct Collected
{
    Rows rows;
    std::vector<std::string> row;
};

Rows libcsv(const std::string& text)
{
    Collected collected;
    csv_parser parser;
    if (csv_init(&parser, CSV_EMPTY_IS_NULL) != 0) return {};
    const auto cell = [](void* data, std::size_t size, void* out) {
        static_cast<Collected*>(out)->row.emplace_back(
            data == nullptr ? "" : std::string(static_cast<const char*>(data), size));
    };
    const auto end = [](int, void* out) {
        auto* to = static_cast<Collected*>(out);
        to->rows.push_back(std::exchange(to->row, {}));
    };
    csv_parse(&parser, text.data(), text.size(), cell, end, &collected);
    csv_fini(&parser, cell, end, &collected);
    csv_free(&parser);
    return collected.rows;
}

/// Well-formed CSV with every awkward cell; no blanks at the ends, which libcsv drops from bare cells.
std::string randomCsv(std::mt19937& random)
{
    static constexpr const char* kCells[] = {"",
                                             "a",
                                             "plain text",
                                             "\"quoted\"",
                                             "\"with, comma\"",
                                             "\"line\nbreak\"",
                                             "\"crlf\r\nin it\"",
                                             "\"she said \"\"no\"\"\"",
                                             "\"\"",
                                             "\"\"\"\"",
                                             "é日本",
                                             "1,5"};
    std::string text;
    const auto rows = 1 + random() % 12;
    for (std::size_t r = 0; r < rows; ++r) {
        const auto cells = 1 + random() % 6;
        for (std::size_t c = 0; c < cells; ++c) {
            if (c > 0) text += ',';
            text += c == 0 ? "k" : kCells[random() % std::size(kCells)]; // a first cell keeps the row from being blank
        }
        if (r + 1 < rows || random() % 2 == 0) text += random() % 2 == 0 ? "\n" : "\r\n";
    }
    return text;
}

} // namespace

class TestCsvReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splits_data();
    void splits();
    void agreesWithLibcsv();
    void survivesAnyBytes();
    void countsLines();
    void longCell();
    void unclosedQuote();
    void findsDelimiter_data();
    void findsDelimiter();
    void table();
    void numbers_data();
    void numbers();
};

void TestCsvReader::splits_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<QByteArrayList>>("expected");
    using L = QList<QByteArrayList>;
    QTest::newRow("plain") << QByteArray("a,b\n1,2\n") << L{{"a", "b"}, {"1", "2"}};
    QTest::newRow("no line end at the end") << QByteArray("a,b\n1,2") << L{{"a", "b"}, {"1", "2"}};
    QTest::newRow("CRLF") << QByteArray("a,b\r\n1,2\r\n") << L{{"a", "b"}, {"1", "2"}};
    QTest::newRow("empty cells") << QByteArray(",,\n") << L{{"", "", ""}};
    QTest::newRow("blank rows are rows") << QByteArray("a\n\nb\n") << L{{"a"}, {""}, {"b"}};
    QTest::newRow("quotes") << QByteArray("\"a,b\",\"c\"\"d\"\n") << L{{"a,b", "c\"d"}};
    QTest::newRow("line break in a cell") << QByteArray("x,\"1\r\n2\",y\n") << L{{"x", "1\r\n2", "y"}};
    QTest::newRow("quote inside a bare cell") << QByteArray("5\" disk,b\n") << L{{"5\" disk", "b"}};
    QTest::newRow("text after a closing quote") << QByteArray("\"a\"b,c\n") << L{{"ab", "c"}};
    QTest::newRow("quoted last cell, CRLF") << QByteArray("a,\"b\"\r\n") << L{{"a", "b"}};
    QTest::newRow("formula stays text") << QByteArray("=1+1,@x\n") << L{{"=1+1", "@x"}};
}

void TestCsvReader::splits()
{
    QFETCH(QByteArray, text);
    QFETCH(QList<QByteArrayList>, expected);
    for (const std::size_t step : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{1000}}) {
        const auto rows = ours(text.toStdString(), step);
        QCOMPARE(rows.size(), static_cast<std::size_t>(expected.size()));
        for (std::size_t r = 0; r < rows.size(); ++r) {
            QByteArrayList cells;
            for (const auto& cell : rows[r]) cells.append(QByteArray::fromStdString(cell));
            QCOMPARE(cells, expected[static_cast<qsizetype>(r)]);
        }
    }
}

void TestCsvReader::agreesWithLibcsv()
{
    std::mt19937 random(20261121);
    for (int i = 0; i < 3000; ++i) {
        const auto text = randomCsv(random);
        const auto expected = libcsv(text);
        QVERIFY2(ours(text, 1 + random() % 9) == expected, text.c_str());
    }
}

void TestCsvReader::survivesAnyBytes()
{
    static constexpr char kBytes[] = {'"', ',', '\n', '\r', 'a', '\0', ';', ' ', '\xff'};
    std::mt19937 random(7);
    for (int i = 0; i < 3000; ++i) {
        std::string text(random() % 60, ' ');
        for (char& c : text) c = kBytes[random() % std::size(kBytes)];
        QVERIFY2(ours(text, 1) == ours(text, 1000), text.c_str()); // how the bytes arrive must not matter
    }
}

void TestCsvReader::countsLines()
{
    Trickle stream("h\n\"a\nb\"\n\nlast", 4);
    CsvReader reader(stream, ',');
    CsvRow row;
    std::vector<std::int64_t> lines;
    for (auto more = reader.next(row); more && *more; more = reader.next(row)) lines.push_back(row.line);
    QCOMPARE(lines, (std::vector<std::int64_t>{1, 2, 4, 5}));
}

void TestCsvReader::longCell()
{
    const std::string big(10 << 20, 'x');
    const auto rows = ours("a,\"" + big + "\"\"\",c\nd,e,f\n", 100'000);
    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(rows[0][1].size(), big.size() + 1);
    QCOMPARE(rows[0][2], std::string("c"));
}

void TestCsvReader::unclosedQuote()
{
    Trickle stream("a,b\n1,\"two\n3,4\n", 3);
    CsvReader reader(stream, ',');
    CsvRow row;
    QVERIFY(*reader.next(row));
    QVERIFY(!row.cutOff);
    QVERIFY(*reader.next(row));
    QVERIFY(row.cutOff);
    QVERIFY(!*reader.next(row));
    Trickle endless("a\n\"" + std::string(CsvReader::kLongestRecord + (1 << 20), 'y'), 1 << 20);
    CsvReader limited(endless, ',');
    QVERIFY(*limited.next(row));
    const auto refused = limited.next(row);
    QVERIFY(!refused.has_value());
    QVERIFY(refused.error().message.find("line 2") != std::string::npos);
}

void TestCsvReader::findsDelimiter_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<char>("expected");
    QTest::newRow("comma") << QByteArray("a,b,c\n1;2;3;4;5\n") << ',';
    QTest::newRow("semicolon") << QByteArray("a;b;\"c,d,e,f\"\n") << ';';
    QTest::newRow("tab") << QByteArray("a\tb\n") << '\t';
    QTest::newRow("after blank lines") << QByteArray("\r\n\na;b\n") << ';';
    QTest::newRow("one column") << QByteArray("name\n") << ',';
}

void TestCsvReader::findsDelimiter()
{
    QFETCH(QByteArray, text);
    QTEST(detectDelimiter(text.toStdString()), "expected");
}

void TestCsvReader::numbers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("amongCommas");
    QTest::addColumn<double>("amongSemicolons");
    QTest::newRow("point") << QByteArray("4.440") << 4.44 << 4.44;
    QTest::newRow("comma before two digits") << QByteArray("$0,11") << 0.11 << 0.11;
    QTest::newRow("comma before three digits") << QByteArray("4,440") << 4440.0 << 4.44;
    QTest::newRow("no thousands without a digit before") << QByteArray("-0,125") << -0.125 << -0.125;
    QTest::newRow("no group of four digits") << QByteArray("1234,567") << 1234.567 << 1234.567;
    QTest::newRow("two groups") << QByteArray("1,234,567") << 1234567.0 << 1234567.0;
    QTest::newRow("point after the comma") << QByteArray("1,234.50") << 1234.5 << 1234.5;
    QTest::newRow("comma after the point") << QByteArray("1.234,567") << 1234.567 << 1234.567;
}

/// Whoever separates cells by semicolons needs the comma for decimals.
void TestCsvReader::numbers()
{
    QFETCH(QByteArray, text);
    const auto cell = text.toStdString();
    const auto usual = numberFromText(cell);
    const auto decimal = numberFromText(cell, Comma::Decimal);
    QVERIFY(usual && decimal);
    QTEST(*usual, "amongCommas");
    QTEST(*decimal, "amongSemicolons");
    for (const bool semicolons : {false, true}) {
        auto stream = openTextFromMemory(semicolons ? "a;b\n" : "a,b\n", "t.csv");
        QVERIFY(stream.has_value());
        const auto table = CsvTable::over(std::move(*stream), "t.csv");
        QVERIFY(table.has_value());
        QCOMPARE(table->decimalComma(), semicolons);
    }
}

void TestCsvReader::table()
{
    auto stream = openTextFromMemory(
        "sep=;\n\nIssue_Key ; Labels;Labels;x\nA-1;p;;q\n;;;\nA-2;;r\nA-3;1;2;3;;\nA-4;1;2;3;4\n", "t.csv");
    QVERIFY(stream.has_value());
    auto table = CsvTable::over(std::move(*stream), "t.csv");
    QVERIFY(table.has_value());
    const auto key = table->columns({"issue key"});
    const auto labels = table->columns({"labels"});
    CsvRow row;
    QVERIFY(*table->next(row));
    QCOMPARE(row.line, std::int64_t{4});
    QCOMPARE(std::string(key.first(row)), std::string("A-1"));
    QCOMPARE(labels.all(row), std::vector<std::string>{"p"});
    QVERIFY(*table->next(row)); // the blank row was passed over
    QCOMPARE(labels.all(row), std::vector<std::string>{"r"});
    QVERIFY(*table->next(row));
    QVERIFY(table->misaligned(row).empty()); // only empty cells too many
    QVERIFY(*table->next(row));
    QVERIFY(!table->misaligned(row).empty());
    QCOMPARE(table->blankRows(), std::int64_t{1});
}

QTEST_APPLESS_MAIN(TestCsvReader)
#include "tst_csvreader.moc"
