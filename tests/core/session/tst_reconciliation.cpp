// SPDX-License-Identifier: GPL-3.0-or-later
#include "importfixture.h"
#include "session/session.h"

#include <QTest>
#include <algorithm>

using namespace assay;

class TestReconciliation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void correctedInvoicesAreSaid();
    void namedInvoiceLinesAreCorrected();
    void reportsOfTwoShapesCountOnce();
    void nobodyIsIneligibleWithoutARoster();
    void aSeatNobodyTellsOfIsNotIdle();
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

void TestReconciliation::reportsOfTwoShapesCountOnce()
{
    const ImportFixture f;
    f.makeRepository();
    const auto money = [&f] {
        const auto session = session::Session::open(f.workspace());
        return (*session)->pageInput({}).data.compared.money;
    };
    // the bill by product and, in two files, the bill by model, which does not know every model; dev002 is on the
    // former
    const QByteArray product =
        "date,product,sku,quantity,unit_type,gross_amount,discount_amount,net_amount,username,organization\n"
        "2026-03-02,copilot,copilot_premium_request,10,requests,0.5,0.5,0,dev001,demo\n"
        "2026-03-02,copilot,copilot_premium_request,5,requests,0.25,0,0.25,dev002,demo\n"
        "2026-03-02,copilot,copilot_premium_request,1,requests,0.05,0.05,0,dev003,demo\n";
    f.write(QStringLiteral("product.csv"), product);
    f.write(QStringLiteral("product-again.csv"), product);
    const QByteArray header = "date,username,product,sku,model,quantity,unit_type,gross_amount,discount_amount,"
                              "net_amount,organization\n";
    f.write(QStringLiteral("models-1.csv"),
            header + "2026-03-02,dev001,copilot,copilot_premium_request,m-1,6,requests,0.3,0.3,0,demo\n");
    f.write(QStringLiteral("models-2.csv"),
            header + "2026-03-02,dev001,copilot,copilot_premium_request,,4,requests,0.2,0.2,0,demo\n"
                     "2026-03-02,dev003,copilot,copilot_premium_request,m-1,1,requests,0.05,0.05,0,demo\n");
    for (const auto& files : {QStringList{QStringLiteral("repo"), QStringLiteral("product.csv")},
                              QStringList{QStringLiteral("models-2.csv"), QStringLiteral("models-1.csv")},
                              QStringList{QStringLiteral("product-again.csv")}}) {
        f.import(files);
        QCOMPARE(money().size(), std::size_t{1});
        QCOMPARE(money().front().gross.value_or(0), 0.8);
        QCOMPARE(money().front().discount.value_or(0), 0.55);
        QCOMPARE(money().front().net.value_or(0), 0.25);
    }
    QCOMPARE(money().front().lines, std::int64_t{4});
    QCOMPARE(money().front().remark,
             std::string("lines of another report of the same people and days are left out: 2"));
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

void TestReconciliation::aSeatNobodyTellsOfIsNotIdle()
{
    const ImportFixture f;
    f.makeRepository(); // the data end on 2 March 2026
    f.write(QStringLiteral("seats.json"),
            R"({"total_seats":2,"seats":[{"created_at":"2025-01-03T09:00:00Z","plan_type":"business",)"
            R"("assignee":{"login":"dev001","id":1}},{"created_at":"2025-01-03T09:00:00Z","plan_type":"business",)"
            R"("assignee":{"login":"dev002","id":2}}]})");
    const QByteArray header = "email,date,tool,is_active,accepted\n";
    f.write(QStringLiteral("old.csv"), header + "dev001@example.com,2025-11-03,copilot,yes,5\n"
                                                "dev001@example.com,2025-11-28,copilot,yes,5\n");
    f.write(QStringLiteral("roster.csv"), "name,email,login,team\nDev 001,dev001@example.com,dev001,Pay\n");
    f.import({QStringLiteral("repo"), QStringLiteral("seats.json"), QStringLiteral("old.csv"),
              QStringLiteral("roster.csv")});
    const auto compared = [&f] {
        const auto session = session::Session::open(f.workspace());
        return (*session)->pageInput({}).data.compared;
    };
    const auto hasIdle = [](const auto& data) {
        return std::any_of(data.mismatches.begin(), data.mismatches.end(),
                           [](const auto& m) { return m.id == "seat-idle"; });
    };
    // November's telemetry says nothing of February.
    QVERIFY(!compared().tools.front().idle);
    QCOMPARE(compared().tools.front().unjudged.value_or(0), std::int64_t{2});
    QVERIFY(!hasIdle(compared()));
    f.write(QStringLiteral("new.csv"), header + "dev003@example.com,2026-02-01,copilot,yes,5\n"
                                                "dev003@example.com,2026-03-02,copilot,yes,5\n");
    f.import({QStringLiteral("new.csv")});
    QCOMPARE(compared().tools.front().idle.value_or(0), std::int64_t{2});
    QCOMPARE(compared().tools.front().never.value_or(0), std::int64_t{1});
    QVERIFY(!compared().tools.front().unjudged);
    QVERIFY(hasIdle(compared()));
}

QTEST_GUILESS_MAIN(TestReconciliation)
#include "tst_reconciliation.moc"
