// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"
#include "store/migrator.h"
#include "store/settings.h"
#include "store/usagedays.h"
#include "store/workreader.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <sqlite3.h>

using namespace assay;
using namespace assay::store;

namespace {

void rawSql(const QString& path, const char* sql)
{
    sqlite3* db = nullptr;
    QCOMPARE(sqlite3_open(path.toUtf8().constData(), &db), SQLITE_OK);
    QCOMPARE(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

int addRow(void* rows, int columns, char** values, char**)
{
    QStringList row;
    for (int i = 0; i < columns; ++i) row.append(QString::fromUtf8(values[i] != nullptr ? values[i] : "NULL"));
    static_cast<QStringList*>(rows)->append(row.join(QLatin1Char('|')));
    return 0;
}

/// The schema, how many rows each table has, and the settings.
QStringList contents(const QString& path)
{
    QStringList rows;
    sqlite3* db = nullptr;
    sqlite3_open(path.toUtf8().constData(), &db);
    sqlite3_exec(db, "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name", addRow, &rows, nullptr);
    sqlite3_exec(db, "SELECT * FROM setting ORDER BY key", addRow, &rows, nullptr);
    QStringList tables;
    sqlite3_exec(db, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", addRow, &tables, nullptr);
    for (const auto& table : tables)
        sqlite3_exec(db, QStringLiteral("SELECT '%1', count(*) FROM %1").arg(table).toUtf8().constData(), addRow, &rows,
                     nullptr);
    sqlite3_close(db);
    return rows;
}

} // namespace

class TestWorkspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createsAndReopens();
    void refusesWhatIsNoWorkspace_data();
    void refusesWhatIsNoWorkspace();
    void refusesNewerSchema();
    void bringsTheFirstSchemaUpToDate();
    void beginsWhereTheMigrationsEnd();
    void refusesToOverwrite();
    void tellsOfSecondWriter();
    void rollsBackUnlessCommitted();
    void namesDamage();

private:
    QString at(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)); }
    QTemporaryDir m_folder;
};

void TestWorkspace::createsAndReopens()
{
    const auto path = at("new.assay").toStdString();
    {
        auto db = Database::create(path);
        QVERIFY(db.has_value());
        QVERIFY(setSetting(*db, "name", "Orchard").has_value());
        QVERIFY(setSetting(*db, "name", "Orchard 2").has_value());
    }
    auto db = Database::open(path, Access::ReadOnly);
    QVERIFY(db.has_value());
    QCOMPARE(setting(*db, "name").value(), std::string("Orchard 2"));
    QCOMPARE(setting(*db, "missing", "none").value(), std::string("none"));
    QVERIFY(!setSetting(*db, "name", "x").has_value());
    QVERIFY(db->verify().has_value());
}

void TestWorkspace::refusesWhatIsNoWorkspace_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("Summary,Issue key\n").repeated(20);
    QTest::newRow("short") << QByteArray("SQLite format 3");
    QTest::newRow("other program's database") << QByteArray("SQLite format 3\0", 16) + QByteArray(400, '\0');
}

void TestWorkspace::refusesWhatIsNoWorkspace()
{
    QFETCH(QByteArray, bytes);
    const auto path = at("foreign.assay");
    write(path, bytes);
    const auto db = Database::open(path.toStdString(), Access::ReadWrite);
    QVERIFY(!db.has_value());
    QCOMPARE(db.error().code, ErrorCode::WorkspaceInvalid);
    QVERIFY(db.error().message.find("foreign.assay") != std::string::npos);
    QCOMPARE(read(path), bytes);
}

void TestWorkspace::refusesNewerSchema()
{
    const auto path = at("newer.assay");
    QVERIFY(Database::create(path.toStdString()).has_value());
    rawSql(path, "PRAGMA user_version = 9999");
    const auto db = Database::open(path.toStdString(), Access::ReadWrite);
    QVERIFY(!db.has_value());
    QCOMPARE(db.error().code, ErrorCode::WorkspaceNewer);
}

void TestWorkspace::bringsTheFirstSchemaUpToDate()
{
    const auto path = at("first.assay");
    rawSql(path, migrations().front());
    rawSql(path,
           "PRAGMA user_version = 1; PRAGMA application_id = 0x41535359;"
           "INSERT INTO source VALUES (3, '/a.csv', 'a.csv', 'jira-csv', 'Jira CSV export');"
           "INSERT INTO ticket VALUES (7, 3, 'jira', 'PAY-1', 'Pay', 'Bug', 'Done', 3, '', '', '', '', '', '', '',"
           "  1, NULL, 2, 2, 0, 0, '', '77');"
           "INSERT INTO ticket_status VALUES (7, 0, 2, 'Open', 'Done', 3, 'ada');"
           "INSERT INTO word VALUES (1, 'copilot'), (2, '');"
           "INSERT INTO identity VALUES (5, 'email', 'ada@example.com');"
           "INSERT INTO usage_day(tool, identity, day, surface, scope, source_id, accepted) "
           "  VALUES (1, 5, 20000, 2, 2, 3, 4);");
    const auto database = Database::open(path.toStdString(), Access::ReadOnly);
    QVERIFY2(database, database ? "" : database.error().message.c_str());
    QVERIFY(database->verify().has_value());
    const auto tickets = store::tickets(*database);
    QVERIFY(tickets);
    QCOMPARE(tickets->size(), std::size_t{1});
    QCOMPARE(tickets->front().ticket.key, std::string("PAY-1"));
    QCOMPARE(tickets->front().ticket.history.size(), std::size_t{1});
    int days = 0;
    auto usage = UsageDays::open(*database);
    QVERIFY(usage.has_value());
    const auto all = usage->series().value();
    for (const auto& series : all)
        QVERIFY(usage->read(series, [&days](const UsageRow& row) {
            ++days;
            QCOMPARE(row.usage.accepted.value_or(0), 4);
        }));
    QCOMPARE(days, 1);
    QCOMPARE(setting(*database, "derived").value_or(""), std::string("stale"));
}

void TestWorkspace::beginsWhereTheMigrationsEnd()
{
    const auto fresh = at("fresh.assay");
    QVERIFY(Database::create(fresh.toStdString()).has_value());
    const auto migrated = at("migrated.assay");
    rawSql(migrated, "PRAGMA application_id = 0x41535359");
    for (const char* migration : migrations()) rawSql(migrated, migration);
    const QStringList schema = contents(migrated);
    QVERIFY(schema.size() > 50);
    QCOMPARE(contents(fresh), schema);
}

void TestWorkspace::refusesToOverwrite()
{
    const auto path = at("taken.assay");
    write(path, "precious");
    QVERIFY(!Database::create(path.toStdString()).has_value());
    QCOMPARE(read(path), QByteArray("precious"));
}

void TestWorkspace::tellsOfSecondWriter()
{
    const auto path = at("busy.assay").toStdString();
    auto first = Database::create(path);
    QVERIFY(first.has_value());
    rawSql(at("busy.assay"), "SELECT 1");
    auto holding = Transaction::begin(*first);
    QVERIFY(holding.has_value());
    auto second = Database::open(path, Access::ReadWrite);
    QVERIFY(second.has_value());
    const auto refused = Transaction::begin(*second);
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().code, ErrorCode::WorkspaceLocked);
}

void TestWorkspace::rollsBackUnlessCommitted()
{
    const auto path = at("rollback.assay").toStdString();
    auto db = Database::create(path);
    QVERIFY(db.has_value());
    {
        auto transaction = Transaction::begin(*db);
        QVERIFY(transaction.has_value());
        QVERIFY(setSetting(*db, "half", "done").has_value());
    }
    QCOMPARE(setting(*db, "half").value(), std::string());
    auto transaction = Transaction::begin(*db);
    QVERIFY(setSetting(*db, "whole", "done").has_value());
    QVERIFY(transaction->commit().has_value());
    QCOMPARE(setting(*db, "whole").value(), std::string("done"));
}

void TestWorkspace::namesDamage()
{
    const auto path = at("damaged.assay");
    {
        auto db = Database::create(path.toStdString());
        QVERIFY(db.has_value());
    }
    QByteArray bytes = read(path);
    QVERIFY(bytes.size() > 8192);
    for (qsizetype i = 4096; i < bytes.size(); ++i) bytes[i] = '\x5a';
    write(path, bytes);
    auto db = Database::open(path.toStdString(), Access::ReadOnly);
    if (db.has_value()) {
        const auto verified = db->verify();
        QVERIFY(!verified.has_value());
        QVERIFY(verified.error().message.find("damaged") != std::string::npos);
    } else {
        QCOMPARE(db.error().code, ErrorCode::WorkspaceDamaged);
    }
}

QTEST_APPLESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
