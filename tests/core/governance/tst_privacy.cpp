// SPDX-License-Identifier: GPL-3.0-or-later
#include "governance/privacy.h"

#include <QTest>

#include <set>
#include <vector>

using namespace assay::governance;

class PrivacyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stableAndKeyed();
    void distinct();
    void keysDiffer();
    void groups();
};

void PrivacyTest::stableAndKeyed()
{
    const Pseudonyms names(std::string(32, 'k'));
    // printf ada@example.com | openssl dgst -sha256 -hmac kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk, first five bytes in base 32
    QCOMPARE(names.of("ada@example.com"), std::string("Dev 3H3AH4Q9"));
    QCOMPARE(names.of("ada@example.com"), Pseudonyms(std::string(32, 'k')).of("ada@example.com"));
    QVERIFY(names.of("ada@example.com") != Pseudonyms(std::string(32, 'l')).of("ada@example.com"));
    QVERIFY(names.of("ada@example.com") != names.of("ben@example.com"));
    QVERIFY(names.of("").starts_with("Dev "));
}

void PrivacyTest::distinct()
{
    const Pseudonyms names("key");
    std::set<std::string> seen;
    for (int i = 0; i < 5000; ++i) seen.insert(names.of("dev" + std::to_string(i) + "@example.com"));
    QCOMPARE(seen.size(), std::size_t{5000});
}

void PrivacyTest::keysDiffer()
{
    const std::string key = Pseudonyms::newKey();
    QCOMPARE(key.size(), std::size_t{32});
    QVERIFY(key != Pseudonyms::newKey());
}

void PrivacyTest::groups()
{
    QVERIFY(!showsGroup(4));
    QVERIFY(showsGroup(5));
    QVERIFY(!showsGroup(4, 3)); // the limit cannot be lowered
    QVERIFY(!showsGroup(7, 8));
    QVERIFY(needsSecondHidden(std::vector<int>{3, 12, 40}));
    QVERIFY(!needsSecondHidden(std::vector<int>{3, 4, 40}));
    QVERIFY(!needsSecondHidden(std::vector<int>{0, 12, 40})); // an empty group hides nobody
    QVERIFY(!needsSecondHidden(std::vector<int>{3}));
}

QTEST_APPLESS_MAIN(PrivacyTest)
#include "tst_privacy.moc"
