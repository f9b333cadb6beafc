// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/recordlist.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <numeric>
#include <random>

#include <zlib.h>
#include <zstd.h>

using namespace assay;
using namespace assay::importers;
using namespace assay::importers::tests;

namespace {

QByteArray gzipped(const QByteArray& plain)
{
    z_stream state{};
    deflateInit2(&state, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray packed(plain.size() + 1000, '\0');
    QByteArray input = plain;
    state.next_in = reinterpret_cast<Bytef*>(input.data());
    state.avail_in = static_cast<uInt>(input.size());
    state.next_out = reinterpret_cast<Bytef*>(packed.data());
    state.avail_out = static_cast<uInt>(packed.size());
    deflate(&state, Z_FINISH);
    packed.resize(static_cast<qsizetype>(state.total_out));
    deflateEnd(&state);
    return packed;
}

QByteArray zstandard(const QByteArray& plain)
{
    QByteArray packed(static_cast<qsizetype>(ZSTD_compressBound(static_cast<std::size_t>(plain.size()))), '\0');
    packed.resize(static_cast<qsizetype>(ZSTD_compress(packed.data(), static_cast<std::size_t>(packed.size()),
                                                       plain.constData(), static_cast<std::size_t>(plain.size()), 3)));
    return packed;
}

QByteArray utf16(const QByteArray& plain, bool bigEndian, bool mark)
{
    QByteArray out;
    const auto text = QString::fromUtf8(plain);
    const auto put = [&](ushort unit) {
        const char low = static_cast<char>(unit & 0xFF);
        const char high = static_cast<char>(unit >> 8);
        out.append(bigEndian ? high : low).append(bigEndian ? low : high);
    };
    if (mark) put(0xFEFF);
    for (const QChar c : text) put(c.unicode());
    return out;
}

const QByteArray kJira =
    "Summary,Issue key,Issue Type,Status,Created,Resolved\nÄnderung 😀,AB-1,Bug,Done,2/Jan/26 10:00,3/Jan/26 11:00\n";
const QByteArray kPull =
    R"([{"number":1,"title":"t","url":"https://github.com/o/r/pull/1","createdAt":"2026-01-01T00:00:00Z","mergedAt":"2026-01-02T00:00:00Z","headRefName":"b"}])";
const QByteArray kUsage =
    R"({"user_login":"dev01","day":"2026-01-01","user_initiated_interaction_count":3,"code_generation_activity_count":4})"
    "\n";

} // namespace

class TestHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrappings_data();
    void wrappings();
    void refused_data();
    void refused();
    void rejected_data();
    void rejected();
    void hugeField();
    void oldEncoding();
    void shortRows();
    void secrets();
    void shuffled();
    void cancel();
    void failingSink();
};

void TestHostile::wrappings_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("plain") << kJira;
    QTest::newRow("UTF-8 mark") << "\xEF\xBB\xBF" + kJira;
    QTest::newRow("UTF-16 LE") << utf16(kJira, false, true);
    QTest::newRow("UTF-16 BE") << utf16(kJira, true, true);
    QTest::newRow("gzip") << gzipped(kJira);
    QTest::newRow("gzip, two members") << gzipped(kJira.left(60)) + gzipped(kJira.mid(60));
    QTest::newRow("zstd") << zstandard(kJira);
    QTest::newRow("gzip of UTF-16") << gzipped(utf16(kJira, false, true));
    QTest::newRow("CRLF") << QByteArray(kJira).replace("\n", "\r\n");
    QTest::newRow("semicolons") << QByteArray(kJira).replace(",", ";");
    QTest::newRow("tabs") << QByteArray(kJira).replace(",", "\t");
}

void TestHostile::wrappings()
{
    QFETCH(QByteArray, bytes);
    const auto result = readBytes(bytes);
    QCOMPARE(result.problem, std::string());
    QCOMPARE(result.id, std::string("jira-csv"));
    QCOMPARE(result.list.tickets.size(), std::size_t{1});
    QCOMPARE(result.list.tickets[0].title, std::string("Änderung 😀"));
    QCOMPARE(isoInstant(*result.list.tickets[0].resolved), std::string("2026-01-03T11:00:00Z"));
}

void TestHostile::refused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("empty") << QByteArray() << QByteArray("is empty");
    QTest::newRow("only a mark") << QByteArray("\xEF\xBB\xBF") << QByteArray("is empty");
    QTest::newRow("only blanks") << QByteArray(" \n\t \r\n") << QByteArray("nothing but blanks");
    QTest::newRow("binary") << QByteArray::fromHex("000102030405060708090a0b0c0d0e0f").repeated(40)
                            << QByteArray("binary");
    QTest::newRow("ZIP") << QByteArray("PK\x03\x04") + QByteArray(100, 'x') << QByteArray("ZIP archive");
    QTest::newRow("PDF") << QByteArray("%PDF-1.7\n...") << QByteArray("PDF");
    QTest::newRow("web page") << QByteArray("<!doctype html><html><body>Sign in</body></html>")
                              << QByteArray("web page");
    QTest::newRow("prose") << QByteArray("Dear all, nothing here.\n") << QByteArray("no known report");
    QTest::newRow("unknown table") << QByteArray("colour,taste\nred,sweet\n") << QByteArray("colour");
    QTest::newRow("unknown JSON") << QByteArray(R"({"colour":"red"})") << QByteArray("colour");
    QTest::newRow("milestones")
        << QByteArray(R"([{"number":1,"title":"v1","state":"open","open_issues":3,"closed_issues":2,)"
                      R"("created_at":"2026-01-01T00:00:00Z","url":"https://api.github.com/repos/o/r/milestones/1"}])")
        << QByteArray("list of GitHub milestones");
    QTest::newRow("an API's error")
        << QByteArray(R"({"message":"Bad credentials","documentation_url":"https://docs.github.com"})")
        << QByteArray("error message");
    QTest::newRow("logs instead of metrics")
        << QByteArray(
               R"({"resourceLogs":[{"resource":{"attributes":[]},"scopeLogs":[{"logRecords":[)"
               R"({"timeUnixNano":"1772539200000000000","body":{"stringValue":"claude_code.api_request"}}]}]}]})")
        << QByteArray("OpenTelemetry logs");
    QTest::newRow("gzip cut off") << gzipped(kJira.repeated(50)).chopped(20)
                                  << QByteArray("middle of its compressed data");
    QTest::newRow("gzip damaged") << QByteArray(gzipped(kJira.repeated(50))).replace(30, 8, "????????")
                                  << QByteArray("");
    QTest::newRow("zstd cut off") << zstandard(kJira.repeated(500)).chopped(5)
                                  << QByteArray("middle of its compressed data");
    QTest::newRow("JSON cut off") << kPull.chopped(30) << QByteArray("cut off");
    QTest::newRow("ambiguous dates")
        << QByteArray("Issue key,Status,Summary,Created\nA-1,Open,x,9/7/2026 10:00\nA-2,Open,y,3/4/2026 10:00\n")
        << QByteArray("day/month or month/day");
    QTest::newRow("both orders")
        << QByteArray("Issue key,Status,Summary,Created\nA-1,Open,x,13/7/2026 10:00\nA-2,Open,y,3/14/2026 10:00\n")
        << QByteArray("");
    QTest::newRow("no end of a quote") << kJira + "\"x" + QByteArray(70 << 20, 'y') << QByteArray("never ends");
}

void TestHostile::refused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, says);
    const auto result = readBytes(bytes);
    if (says.isEmpty()) {
        QVERIFY(!result.problem.empty() || !result.list.rejects.empty());
        return;
    }
    QVERIFY2(QByteArray::fromStdString(result.problem).contains(says), result.problem.c_str());
    QVERIFY(result.problem.ends_with('.'));
}

void TestHostile::rejected_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("kept");
    QTest::addColumn<qint64>("line");
    QTest::addColumn<QByteArray>("says");
    const QByteArray deep =
        "{\"user_login\":\"dev02\",\"day\":\"2026-01-02\",\"user_initiated_interaction_count\":1,\"x\":" +
        QByteArray(5000, '[') + QByteArray(5000, ']') + "}\n";
    QTest::newRow("deep JSON") << kUsage + deep + kUsage << 1 << qint64{2} << QByteArray("nested too deeply");
    QTest::newRow("number beyond 64 bits")
        << kUsage + R"({"user_login":"d","day":"2026-01-02","n":123456789012345678901234567890})"
                    "\n"
        << 1 << qint64{2} << QByteArray("64 bits");
    QTest::newRow("NaN") << kUsage + R"({"user_login":"d","day":"2026-01-02","n":NaN})"
                                     "\n"
                         << 1 << qint64{2} << QByteArray("");
    QTest::newRow("1e999") << kUsage + R"({"user_login":"d","day":"2026-01-02","n":1e999})"
                                       "\n"
                           << 1 << qint64{2} << QByteArray("number");
    QTest::newRow("impossible day") << kUsage + R"({"user_login":"d","day":"2026-02-30"})"
                                                "\n"
                                    << 1 << qint64{2} << QByteArray("is no day");
    QTest::newRow("nobody") << kUsage + R"({"day":"2026-02-03"})"
                                        "\n"
                            << 1 << qint64{2} << QByteArray("names no user");
    QTest::newRow("a broken line among good ones") << kUsage + "{\"user_login\":oops}\n" +
                                                          R"({"user_login":"e","day":"2026-02-03"})"
                                                          "\n"
                                                   << 2 << qint64{2} << QByteArray("");
    QTest::newRow("a line that was cut off") << kUsage + "{\"user_login\":\"d\",\"day\":\"2026-02-02\",\"user_init\n" +
                                                    R"({"user_login":"e","day":"2026-02-03"})"
                                                    "\n"
                                             << 2 << qint64{2} << QByteArray("cut off");
    QTest::newRow("impossible date in CSV") << kJira + "x,AB-2,Bug,Done,31/Feb/26 10:00,\n"
                                            << 1 << qint64{3} << QByteArray("is no date");
    QTest::newRow("NUL byte in CSV") << kJira + QByteArray("x,AB-2,Bug,Done,2/J\0n/26 10:00,\n", 32) << 1 << qint64{3}
                                     << QByteArray("is no date");
    QTest::newRow("too many cells") << kJira + "x,y,AB-2,Bug,Done,2/Jan/26 10:00,3/Jan/26 10:00\n"
                                    << 1 << qint64{3} << QByteArray("cells");
    QTest::newRow("no key") << kJira + "x,,Bug,Done,2/Jan/26 10:00,\n" << 1 << qint64{3} << QByteArray("no issue key");
    QTest::newRow("cut off in a quote") << kJira + "\"x,AB-2,Bug" << 1 << qint64{3}
                                        << QByteArray("ends inside a quoted cell");
}

void TestHostile::rejected()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, kept);
    QFETCH(qint64, line);
    QFETCH(QByteArray, says);
    const auto result = readBytes(bytes);
    QCOMPARE(result.problem, std::string());
    QCOMPARE(static_cast<int>(result.list.records()), kept);
    QCOMPARE(result.list.rejects.size(), std::size_t{1});
    QCOMPARE(qint64{result.list.rejects[0].line}, line);
    QVERIFY2(QByteArray::fromStdString(result.list.rejects[0].reason).contains(says),
             result.list.rejects[0].reason.c_str());
    QVERIFY(result.list.rejects[0].text.size() <= 500);
}

void TestHostile::hugeField()
{
    const QByteArray big(10 << 20, 'z');
    const auto csv = readBytes("Issue key,Status,Summary,Created\nA-1,Open,\"" + big + "\",2026-01-02 10:00\n");
    QCOMPARE(csv.list.tickets.size(), std::size_t{1});
    QCOMPARE(csv.list.tickets[0].title.size(), static_cast<std::size_t>(big.size()));
    const auto json = readBytes(QByteArray(kPull).replace("\"t\"", "\"" + big + "\""));
    QCOMPARE(json.list.pulls.size(), std::size_t{1});
    QCOMPARE(json.list.pulls[0].title.size(), static_cast<std::size_t>(big.size()));
}

void TestHostile::oldEncoding()
{
    const auto result = readBytes("Issue key,Status,Summary,Created\nA-1,Open,caf\xE9 \x80,2026-01-02 10:00\n");
    QCOMPARE(result.list.tickets.size(), std::size_t{1});
    QCOMPARE(result.list.tickets[0].title, std::string("café €"));
    QVERIFY(std::any_of(result.list.notices.begin(), result.list.notices.end(),
                        [](const Notice& n) { return n.text.find("Windows-1252") != std::string::npos; }));
}

/// Some programs leave out empty cells at the end, others were interrupted: kept, and said.
void TestHostile::shortRows()
{
    const auto result = readBytes(kJira + "x,AB-2,Bug,Done,2/Jan/26 10:00\nx,AB-3,Bug\n");
    QCOMPARE(result.list.tickets.size(), std::size_t{3});
    const auto said = [&](const char* words) {
        return std::any_of(result.list.notices.begin(), result.list.notices.end(),
                           [&](const Notice& n) { return n.text.find(words) != std::string::npos; });
    };
    QVERIFY(said("Rows with fewer cells than the header: 2, the first in line 3;"));
}

void TestHostile::secrets()
{
    const auto csv =
        readBytes("email,date,tool,apiKey,accepted\ndev01@example.com,2026-01-02,windsurf,key-0123456789,x\n");
    QCOMPARE(csv.list.rejects.size(), std::size_t{1});
    QVERIFY(csv.list.rejects[0].text.find("key-0123456789") == std::string::npos);
    QVERIFY(csv.list.notices[0].text.find("apiKey") != std::string::npos);
    const auto json = readBytes(
        R"({"userTableStats":[{"email":"dev01@example.com","apiKey": "key-0123456789"},{"email":"dev02@example.com","apiKey":"key-987","x":nope}]})");
    QCOMPARE(json.list.seats.size(), std::size_t{1});
    QCOMPARE(json.list.rejects.size(), std::size_t{1});
    QVERIFY2(json.list.rejects[0].text.find("key-987") == std::string::npos, json.list.rejects[0].text.c_str());
}

namespace {

/// The table with its columns and rows in another order, and a header repeated.
QByteArray rearranged(const QList<QByteArrayList>& table, std::mt19937& random)
{
    std::vector<qsizetype> columns(static_cast<std::size_t>(table[0].size()));
    std::iota(columns.begin(), columns.end(), qsizetype{0});
    std::shuffle(columns.begin(), columns.end(), random);
    auto rows = table.mid(1);
    std::shuffle(rows.begin(), rows.end(), random);
    rows.prepend(table[0]);
    QByteArray text;
    for (const auto& row : rows) {
        for (const auto column : columns) text += row[column] + ',';
        text += &row == &rows[0] ? "Labels,Labels\n" : ",\n";
    }
    return text;
}

QByteArray sortedTickets(const RecordList& list)
{
    RecordList copy;
    copy.tickets = list.tickets;
    std::sort(copy.tickets.begin(), copy.tickets.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
    return toJson(copy).toJson();
}

} // namespace

void TestHostile::shuffled()
{
    const QList<QByteArrayList> table{{"Summary", "Issue key", "Status", "Created", "Resolved", "Labels"},
                                      {"one", "A-1", "Done", "9/7/2026 10:00", "13/7/2026 10:00", "x"},
                                      {"two", "A-2", "Open", "1/2/2026 10:00", "", "y"},
                                      {"three", "A-3", "Done", "25/6/2026 10:00", "3/7/2026 10:00", ""}};
    std::mt19937 random(3);
    const auto expected = sortedTickets(readBytes(rearranged(table, random)).list);
    QVERIFY(expected.contains("2026-07-09T10:00:00Z"));
    for (int i = 0; i < 20; ++i) QCOMPARE(sortedTickets(readBytes(rearranged(table, random)).list), expected);
}

namespace {

class FullDisk final : public RecordSink
{
public:
    int calls = 0;
    Result<void> commit(domain::CommitRecord&&) override { return {}; }
    Result<void> tag(domain::TagRecord&&) override { return {}; }
    Result<void> branch(domain::BranchRecord&&) override { return {}; }
    Result<void> lineNote(domain::LineNoteRecord&&) override { return {}; }
    Result<void> lineEdge(domain::LineEdge&&) override { return {}; }
    Result<void> commitLineage(domain::CommitLineage&&) override { return {}; }
    Result<void> ticket(domain::TicketRecord&&) override
    {
        ++calls;
        return failure(ErrorCode::WorkspaceUnwritable, "The disk is full.");
    }
    Result<void> pullRequest(domain::PullRequestRecord&&) override { return {}; }
    Result<void> usageDay(domain::UsageDayRecord&&) override { return {}; }
    Result<void> seat(domain::SeatRecord&&) override { return {}; }
    Result<void> roster(domain::RosterRecord&&) override { return {}; }
    Result<void> price(domain::PriceRecord&&) override { return {}; }
    Result<void> invoice(domain::InvoiceRecord&&) override { return {}; }
    void reject(Reject&&) override {}
    void notice(Notice&&) override {}
};

QString writeTo(const QTemporaryDir& folder, const QByteArray& bytes)
{
    QFile file(folder.filePath(QStringLiteral("input")));
    if (file.open(QIODevice::WriteOnly)) file.write(bytes);
    return file.fileName();
}

} // namespace

void TestHostile::cancel()
{
    const QTemporaryDir folder;
    const auto path =
        writeTo(folder, kJira + QByteArray("x,AB-2,Bug,Done,2/Jan/26 10:00,\n").repeated(20'000)).toStdString();
    RecordList list;
    CancelToken token;
    const auto stopAtOnce = [&token](const Progress&) { token.request(); };
    const auto done = importerById("jira-csv")->read({path, {}}, list, token, stopAtOnce);
    QVERIFY(!done.has_value());
    QCOMPARE(done.error().code, ErrorCode::Cancelled);
    QVERIFY(list.tickets.size() < 1000);
}

void TestHostile::failingSink()
{
    const QTemporaryDir folder;
    FullDisk sink;
    const auto done =
        importerById("jira-csv")->read({writeTo(folder, kJira + kJira).toStdString(), {}}, sink, CancelToken(), {});
    QVERIFY(!done.has_value());
    QCOMPARE(done.error().code, ErrorCode::WorkspaceUnwritable);
    QCOMPARE(sink.calls, 1);
}

QTEST_APPLESS_MAIN(TestHostile)
#include "tst_hostile.moc"
