// SPDX-License-Identifier: GPL-3.0-or-later
#include "linking/fixes.h"

#include <QTest>

using namespace assay::linking;

class FixesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void signs_data();
    void signs();
    void revertedCommits();
    void fixesTrailers();
    void bugTickets_data();
    void bugTickets();
    void riskLabels();
};

void FixesTest::signs_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("expected"); // "fix", "revert", "fix revert", "reapply", ""
    const auto row = [](const char* name, const char* message, const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(message) << QString::fromUtf8(expected);
    };
    row("conventional", "fix: stop the leak", "fix");
    row("scope and mark", "fix(parser)!: stop the leak", "fix");
    row("hotfix", "hotfix: stop the leak", "fix");
    row("plain", "Fix a leak in the parser", "fix");
    row("with a key", "[PAY-12] Fix a leak", "fix");
    row("key and colon", "PAY-12: fixed a leak", "fix");
    row("subsystem", "net: fix a leak", "fix");
    row("bug fix", "bug fix", "fix");
    row("bugfix", "Bugfix for the parser", "fix");
    row("typo", "Fix typo in the parser", "");
    row("conventional typo", "fix: typos", "");
    row("docs scope", "fix(docs): broken link", "");
    row("tests", "fix failing tests", "");
    row("lint", "fix: clippy warnings", "");
    row("build", "Fix the build on Windows", "");
    row("merge conflict", "fix merge conflict", "");
    row("feature that mentions it", "feat: fix the layout of the form later", "");
    row("adds a fixture", "Add fixture for the parser", "");
    row("fixup commit", "fixup! Add a parser", "");
    row("merge of a fix", "Merge branch 'fix-leak'", "");
    row("closes an issue", "Add a parser\n\nFixes #12", "");
    row("trailer", "net: rework the parser\n\nFixes: 54a4f0239f2e (\"net: add a parser\")", "fix");
    row("ticket number in trailer", "Add a parser\n\nFixes: 1234567", "");
    row("revert", "Revert \"Add a parser\"\n\nThis reverts commit 1234567890abcdef1234567890abcdef12345678.", "revert");
    row("conventional revert", "revert: add a parser", "revert");
    row("revert in the body", "Go back to the old parser\n\nThis reverts commit 1234567890ab.", "revert");
    row("reapply", "Reapply \"Add a parser\"\n\nThis reverts commit 1234567890ab.", "reapply");
    row("revert of a revert", "Revert \"Revert \"Add a parser\"\"\n\nThis reverts commit 1234567890ab.", "reapply");
    row("nothing", "Add a parser", "");
    row("empty", "", "");
}

void FixesTest::signs()
{
    QFETCH(QString, message);
    const RepairSigns found = readRepairSigns(message.toStdString());
    QStringList words;
    if (found.fix) words << QStringLiteral("fix");
    if (found.revert) words << QStringLiteral("revert");
    if (found.reapply) words << QStringLiteral("reapply");
    QTEST(words.join(u' '), "expected");
    QCOMPARE(found.why.empty(), words.isEmpty());
}

void FixesTest::revertedCommits()
{
    const auto one =
        readRepairSigns("Revert \"Add \"quoted\" words\"\n\nThis reverts commit "
                        "1234567890ABCDEF1234567890abcdef12345678, reversing\nchanges made to 41acb3c4886b.");
    QCOMPARE(one.revertedSubject, std::string("Add \"quoted\" words"));
    QCOMPARE(one.reverts, std::vector<std::string>{"1234567890abcdef1234567890abcdef12345678"});
    const auto two = readRepairSigns("Undo both\n\nThis reverts commit 1234567.\nThis reverts commit 89abcde.\n");
    QCOMPARE(two.reverts, (std::vector<std::string>{"1234567", "89abcde"}));
    QVERIFY(readRepairSigns("Revert \"x\"").reverts.empty());
    QVERIFY(readRepairSigns("This reverts commit 12345.").reverts.empty()); // too short to be one
}

void FixesTest::fixesTrailers()
{
    const auto found = readRepairSigns(
        "net: x\n\nFixes: 54a4f0239f2e (\"net: add\")\nfixes: commit 89abcdef0123 (\"y\")\nFixes: #12\n");
    QCOMPARE(found.fixes, (std::vector<std::string>{"54a4f0239f2e", "89abcdef0123"}));
}

void FixesTest::bugTickets_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<bool>("expected");
    QTest::newRow("Bug") << QByteArray("Bug") << QByteArray() << true;
    QTest::newRow("Production Bug") << QByteArray("Production Bug") << QByteArray() << true;
    QTest::newRow("Story") << QByteArray("Story") << QByteArray("ui") << false;
    QTest::newRow("label") << QByteArray() << QByteArray("bug") << true;
    QTest::newRow("scoped label") << QByteArray() << QByteArray("type: bug") << true;
    QTest::newRow("kind/bug") << QByteArray() << QByteArray("kind/bug") << true;
    QTest::newRow("other label") << QByteArray() << QByteArray("bug-bash-2024") << false;
    QTest::newRow("not a bug") << QByteArray() << QByteArray("not-a-bug") << false;
    QTest::newRow("nothing") << QByteArray() << QByteArray() << false;
}

void FixesTest::bugTickets()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, label);
    const std::vector<std::string> labels{label.toStdString()};
    QTEST(isBugTicket(type.toStdString(), labels), "expected");
}

void FixesTest::riskLabels()
{
    const auto security = [](const char* label) { return hasSecurityLabel(std::vector<std::string>{label}); };
    const auto duty = [](const char* label) { return hasComplianceLabel(std::vector<std::string>{label}); };
    QVERIFY(security("security") && security("type: Vulnerability") && security("CVE-2026-1234"));
    QVERIFY(!security("not-security") && !security("insecure") && !hasSecurityLabel({}));
    QVERIFY(duty("area/GDPR") && duty("PCI-DSS") && duty("Compliance"));
    QVERIFY(!duty("audit-log") && !duty("security"));
}

QTEST_APPLESS_MAIN(FixesTest)
#include "tst_fixes.moc"
