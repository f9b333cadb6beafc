// SPDX-License-Identifier: GPL-3.0-or-later
#include "governance/auditchain.h"

#include <QTest>

#include <functional>
#include <vector>

using namespace assay;
using namespace assay::governance;

namespace {

std::vector<AuditEntry> chainOf(int count)
{
    std::vector<AuditEntry> chain;
    for (int i = 0; i < count; ++i)
        chain.push_back(chained(fromUnixSeconds(1000 + i), "import", "file " + std::to_string(i), "rows\n12",
                                chain.empty() ? "" : chain.back().hash));
    return chain;
}

} // namespace

class AuditChainTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void canonicalForm();
    void soundChains();
    void tampering_data();
    void tampering();
    void missingHead();
};

void AuditChainTest::canonicalForm()
{
    // printf '13:assay-audit-1\n64:000…0\n7:1000500\n6:import\n1:x\n0:\n' | sha256sum
    const AuditEntry entry = chained(fromUnixMillis(1'000'500), "import", "x", "", "");
    QCOMPARE(entry.hash, std::string("746b09aba4b87c94d4c040f5f654b7c96f478c6e3b9b67660511057cfa28e4b0"));
    // Text moved from one field to the next is another entry.
    QVERIFY(chained({}, "ab", "c", "", "").hash != chained({}, "a", "bc", "", "").hash);
    QVERIFY(chained({}, "a", "b\n1:c", "", "").hash != chained({}, "a", "b", "c", "").hash);
}

void AuditChainTest::soundChains()
{
    QVERIFY(!verifyChain({}));
    const auto chain = chainOf(20);
    QVERIFY(!verifyChain(chain));
    QVERIFY(!verifyChain(chain, chain.back().hash));
    QVERIFY(!verifyChain(chain, chain[7].hash)); // an older report's head is still in it
    QVERIFY(!verifyChain(std::span(chain).subspan(5), {}, chain[4].hash));
}

void AuditChainTest::tampering_data()
{
    using Change = std::function<void(std::vector<AuditEntry>&)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<int>("brokenAt");
    QTest::newRow("text") << Change([](auto& c) { c[3].detail = "rows\n13"; }) << 3;
    QTest::newRow("time") << Change([](auto& c) { c[3].at += std::chrono::milliseconds{1}; }) << 3;
    QTest::newRow("text, hash made anew") << Change([](auto& c) {
        c[3].subject = "other";
        c[3].hash = hashOf(c[3]);
    }) << 4;
    QTest::newRow("removed") << Change([](auto& c) { c.erase(c.begin() + 5); }) << 5;
    QTest::newRow("first removed") << Change([](auto& c) { c.erase(c.begin()); }) << 0;
    QTest::newRow("swapped") << Change([](auto& c) { std::swap(c[2], c[3]); }) << 2;
    QTest::newRow("inserted") << Change([](auto& c) {
        c.insert(c.begin() + 4, chained({}, "import", "x", "", c[3].hash));
    }) << 5;
    QTest::newRow("upper case") << Change([](auto& c) { c[6].hash[0] = c[6].hash[0] == 'A' ? 'B' : 'A'; }) << 6;
}

void AuditChainTest::tampering()
{
    using Change = std::function<void(std::vector<AuditEntry>&)>;
    QFETCH(Change, change);
    QFETCH(int, brokenAt);
    auto chain = chainOf(10);
    change(chain);
    const auto broken = verifyChain(chain);
    QVERIFY(broken);
    QCOMPARE(static_cast<int>(broken->index), brokenAt);
    QVERIFY(!broken->reason.empty());
}

void AuditChainTest::missingHead()
{
    auto chain = chainOf(10);
    const std::string head = chain.back().hash;
    chain.pop_back();
    QVERIFY(!verifyChain(chain)); // a shorter chain is sound in itself
    const auto broken = verifyChain(chain, head);
    QVERIFY(broken);
    QCOMPARE(broken->index, chain.size());
}

QTEST_APPLESS_MAIN(AuditChainTest)
#include "tst_auditchain.moc"
