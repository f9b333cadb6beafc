// SPDX-License-Identifier: GPL-3.0-or-later
#include "importfixture.h"
#include "session/session.h"

#include <QTest>

using namespace assay;

class TestReconciliation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void correctedInvoicesAreSaid();
    void namedInvoiceLinesAreCorrected();
    void nobodyIsIneligibleWithoutARoster();
};

void TestReconciliation::correctedInvoicesAreSaid()
{
    const ImportFixture f;
    f.makeRepository();
    const QByteArray header = "date,vendor,description,seats,amount,currency,team\n";
    const auto money = [&f] {
        const auto session = session::Session::open(f.workspace());
        return (*session)->pageInput({}).data.compared.money;
    };
    f.write(QStringLiteral("march.csv"), header + "2026-03-31,Copilot,Seats,20,380,USD,Pay\n");
    f.import({QStringLiteral("repo"), QStringLiteral("march.csv")});
    QCOMPARE(money().front().remark, std::string("invoices"));

    // the same file, corrected: the new amount stands alone
    f.write(QStringLiteral("march.csv"), header + "2026-03-31,Copilot,Seats,20,361,USD,Pay\n");
    f.import({QStringLiteral("march.csv")});
    QCOMPARE(money().front().net.value_or(0), 361.0);
    QCOMPARE(money().front().remark, std::string("invoices"));

    // another file that agrees but for the amount: both count, and it is said
    f.write(QStringLiteral("march-final.csv"), header + "2026-03-31,Copilot,Seats,20,342,USD,Pay\n");
    f.import({QStringLiteral("march-final.csv")});
    QCOMPARE(money().front().net.value_or(0), 703.0);
    QVERIFY(money().front().remark.find("2 lines differ from another in the amount alone") != std::string::npos);
}

void TestReconciliation::namedInvoiceLinesAreCorrected()
{
    const ImportFixture f;
    f.makeRepository();
    const QByteArray header = "date,vendor,invoice number,line,description,seats,amount,currency,team\n";
    const auto money = [&f] {
        const auto session = session::Session::open(f.workspace());
        return (*session)->pageInput({}).data.compared.money;
    };
    f.write(QStringLiteral("march.csv"), header + "2026-03-31,Copilot,C-7,1,Seats,20,380,USD,Pay\n"
                                                  "2026-03-31,Copilot,C-7,2,Seats,20,380,USD,Pay\n");
    f.import({QStringLiteral("repo"), QStringLiteral("march.csv")});
    QCOMPARE(money().front().net.value_or(0), 760.0); // two packs of seats that cost the same

    // another file corrects line 2, moves its day, and adds a third: the rest of the invoice stands
    f.write(QStringLiteral("april.csv"), header + "2026-04-01,Copilot,C-7,2,Seats,19,361,USD,Pay\n"
                                                  "2026-04-01,Copilot,C-7,3,Requests,,12.5,USD,Pay\n"
                                                  "2026-04-01,Copilot,C-7,4,Requests,,9,USD,Pay\n"
                                                  "2026-04-01,Copilot,C-7,4,Requests,,8,USD,Pay\n");
    const auto read = f.import({QStringLiteral("april.csv")});
    QCOMPARE(money().front().net.value_or(0), 753.5);
    QCOMPARE(money().front().lines, std::int64_t{3});
    QCOMPARE(money().front().remark, std::string("invoices"));
    const auto& rejects = read.sources.front().rejects;
    QCOMPARE(rejects.size(), std::size_t{2}); // nothing tells which of the two is right
    QVERIFY2(rejects.front().reason.find("line 4 of invoice C-7 stands on 2 rows") != std::string::npos,
             rejects.front().reason.c_str());
}

void TestReconciliation::nobodyIsIneligibleWithoutARoster()
{
    const ImportFixture f;
    f.makeRepository();
    f.write(QStringLiteral("seats.json"),
            R"({"total_seats":1,"seats":[{"created_at":"2026-01-03T09:00:00Z","plan_type":"business",)"
            R"("assignee":{"login":"dev001","id":1}}]})");
    f.import({QStringLiteral("repo"), QStringLiteral("seats.json")});
    const auto sides = [&f] {
        const auto session = session::Session::open(f.workspace());
        return (*session)->pageInput({}).data.compared.tools.front();
    };
    QCOMPARE(sides().seats.value_or(0), std::int64_t{1});
    QVERIFY(!sides().notEligible);
    f.write(QStringLiteral("roster.csv"), "name,email,team,role\nDev 001,dev001@example.com,Pay,engineer\n");
    f.import({QStringLiteral("roster.csv")});
    QCOMPARE(sides().notEligible.value_or(-1), std::int64_t{1}); // the seat's login is nobody's on the roster
}

QTEST_GUILESS_MAIN(TestReconciliation)
#include "tst_reconciliation.moc"
