// SPDX-License-Identifier: GPL-3.0-or-later
#include "importfixture.h"
#include "session/audit.h"
#include "session/session.h"
#include "session/sourcelist.h"
#include "store/database.h"

#include <QTest>
#include <sqlite3.h>

using namespace assay;

/// What is derived follows the rules of the program that opens a workspace.
class TestDerived : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void otherRulesAreAppliedAtOpening();
    void aWorkspaceThatIsBeingWrittenOpensAsItIs();

private:
    static int evidence(const ImportFixture& f);
    static void run(sqlite3* db, const char* sql);
};

namespace {

/// As if a version of Assay that knew no marker had worked out the evidence.
const char* const kOtherRules = "DELETE FROM evidence; UPDATE setting SET value = 'fresh 0' WHERE key = 'derived'";

/// A second program on the workspace.
class Connection
{
public:
    explicit Connection(const std::string& path)
    {
        if (sqlite3_open(path.c_str(), &m_db) != SQLITE_OK) qFatal("cannot open the test's workspace");
    }
    ~Connection() { sqlite3_close(m_db); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    operator sqlite3*() const { return m_db; }

private:
    sqlite3* m_db = nullptr;
};

} // namespace

void TestDerived::run(sqlite3* db, const char* sql)
{
    char* error = nullptr;
    const int result = sqlite3_exec(db, sql, nullptr, nullptr, &error);
    QVERIFY2(result == SQLITE_OK, error);
}

int TestDerived::evidence(const ImportFixture& f)
{
    const Connection db(f.workspace());
    int rows = -1;
    const auto count = [](void* to, int, char** values, char**) {
        *static_cast<int*>(to) = QByteArray(values[0]).toInt();
        return 0;
    };
    sqlite3_exec(db, "SELECT count(*) FROM evidence", count, &rows, nullptr);
    return rows;
}

void TestDerived::otherRulesAreAppliedAtOpening()
{
    const ImportFixture f;
    f.makeRepository();
    QVERIFY(f.git({QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("--allow-empty"),
                   QStringLiteral("-m"), QStringLiteral("Fix"), QStringLiteral("-m"),
                   QStringLiteral("Co-Authored-By: Crush <crush@charm.land>")}));
    f.import({QStringLiteral("repo")});
    QCOMPARE(evidence(f), 1);
    run(Connection(f.workspace()), kOtherRules);
    QCOMPARE(evidence(f), 0);
    QVERIFY(session::Session::open(f.workspace()));
    QCOMPARE(evidence(f), 1);
    const auto database = store::Database::open(f.workspace(), store::Access::ReadOnly);
    QVERIFY(database);
    QCOMPARE(session::auditFinding(*database).value_or("?"), std::string());
}

void TestDerived::aWorkspaceThatIsBeingWrittenOpensAsItIs()
{
    const ImportFixture f;
    f.makeRepository();
    f.import({QStringLiteral("repo")});
    const Connection other(f.workspace());
    run(other, kOtherRules);
    run(other, "BEGIN IMMEDIATE");
    const auto session = session::Session::open(f.workspace());
    run(other, "ROLLBACK");
    QVERIFY2(session, session ? "" : session.error().message.c_str());
    const auto& remarks = (*session)->data().remarks;
    QVERIFY(std::any_of(remarks.begin(), remarks.end(),
                        [](const auto& said) { return said.find("another version of Assay") != std::string::npos; }));
}

QTEST_GUILESS_MAIN(TestDerived)
#include "tst_derived.moc"
