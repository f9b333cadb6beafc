// SPDX-License-Identifier: GPL-3.0-or-later
#include "linking/fixes.h"
#include "linking/ticketkeys.h"
#include "support/places.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <random>
#include <set>

using namespace assay;
using namespace assay::linking;

namespace {

const std::vector<std::string> kKnown{"PAY-12", "PAY-13", "BSSEF25T9-2", "org/app#12", "org/app#40", "A_B-7"};

QString text(const std::vector<TicketMention>& mentions)
{
    QStringList words;
    for (const TicketMention& m : mentions)
        words << QString::fromStdString(m.key) + u':' + QLatin1String(keyChannelId(m.channel)) +
                     (m.known ? QString() : QStringLiteral("?"));
    return words.join(u' ');
}

} // namespace

class TicketKeysTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void messages_data();
    void messages();
    void branches_data();
    void branches();
    void pullRequests();
    void withoutKnownTickets();
    void pairedRepository();
    void hostileText();
};

void TicketKeysTest::messages_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("expected");
    QTest::newRow("subject") << "PAY-12: pay"
                             << "PAY-12:subject";
    QTest::newRow("body") << "pay\n\nAs said in PAY-12."
                          << "PAY-12:body";
    QTest::newRow("trailer") << "pay\n\nTicket: PAY-12"
                             << "PAY-12:trailer";
    QTest::newRow("closing word") << "pay\n\nFixes: PAY-12"
                                  << "PAY-12:closing-word";
    QTest::newRow("strongest channel, once") << "PAY-12 pay\n\nfixes PAY-12, see PAY-13"
                                             << "PAY-12:closing-word PAY-13:body";
    QTest::newRow("known project, unknown ticket") << "PAY-99 pay"
                                                   << "PAY-99:subject?";
    QTest::newRow("standards") << "Use UTF-8 and SHA-256 of ISO-8601"
                               << "";
    QTest::newRow("lower case in prose") << "the pay-12 thing"
                                         << "";
    QTest::newRow("longer word") << "XPAY-12 and PAY-12a"
                                 << "";
    QTest::newRow("underscore project") << "A_B-7 works"
                                        << "A_B-7:subject";
    QTest::newRow("leading zero") << "PAY-012"
                                  << "";
    QTest::newRow("several") << "[PAY-12][PAY-13] pay"
                             << "PAY-12:subject PAY-13:subject";
    QTest::newRow("issue") << "Fix it (#12)"
                           << "org/app#12:subject";
    QTest::newRow("issue closed") << "Fix it\n\nCloses #40."
                                  << "org/app#40:closing-word";
    QTest::newRow("number of a pull request") << "Fix it (#13)"
                                              << "";
    QTest::newRow("unknown but closed") << "x\n\nfixes #77"
                                        << "org/app#77:closing-word?";
    QTest::newRow("qualified") << "x\n\nsee org/app#12 and other/app#12"
                               << "org/app#12:body";
    QTest::newRow("colour and anchor") << "color #123456, page.html#12"
                                       << "";
    QTest::newRow("merge of a branch") << "Merge branch 'PAY-12-foo'"
                                       << "PAY-12:branch";
    QTest::newRow("merge in lower case") << "Merge branch 'feature/pay-12-foo' into main"
                                         << "PAY-12:branch";
    QTest::newRow("merge of a pull request")
        << "Merge pull request #31 from org/BSSEF25T9-2-Log-in\n\nBssef25 t9 2 log in"
        << "BSSEF25T9-2:branch";
    QTest::newRow("mangled title alone") << "Bssef25 t9 2 log in"
                                         << "BSSEF25T9-2:mangled-title";
    QTest::newRow("mangled, unknown number") << "Bssef25 t9 3 log in"
                                             << "";
    QTest::newRow("no project in words") << "Add 2 tests"
                                         << "";
    QTest::newRow("empty") << ""
                           << "";
}

void TicketKeysTest::messages()
{
    QFETCH(QString, message);
    QTEST(text(TicketFinder(kKnown).inMessage(message.toStdString(), "org/app")), "expected");
}

void TicketKeysTest::branches_data()
{
    QTest::addColumn<QString>("branch");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << "PAY-12"
                           << "PAY-12:branch";
    QTest::newRow("lower case") << "pay-12-foo"
                                << "PAY-12:branch";
    QTest::newRow("folder and underscore") << "feature/ada_PAY-12_foo"
                                           << "PAY-12:branch";
    QTest::newRow("two") << "PAY-12-PAY-13"
                         << "PAY-12:branch PAY-13:branch";
    QTest::newRow("issue number first") << "12-log-in"
                                        << "org/app#12:branch";
    QTest::newRow("issue prefix") << "fix/issue-40"
                                  << "org/app#40:branch";
    QTest::newRow("unknown number") << "13-log-in"
                                    << "";
    QTest::newRow("release") << "release-2.12"
                             << "";
    QTest::newRow("version") << "PAY-12.5"
                             << "";
}

void TicketKeysTest::branches()
{
    QFETCH(QString, branch);
    QTEST(text(TicketFinder(kKnown).inBranch(branch.toStdString(), "org/app")), "expected");
}

void TicketKeysTest::pullRequests()
{
    const TicketFinder finder(kKnown);
    const std::vector<std::string> closes{"#40"};
    QCOMPARE(text(finder.inPullRequest({"org/app", "PAY-12 pay", "Resolves PAY-13", "pay-12", closes})),
             QStringLiteral("org/app#40:closes PAY-12:branch PAY-13:closing-word"));
    QCOMPARE(text(finder.inPullRequest({"org/app", "Bssef25 t9 2 log in", "", "patch-1", {}})),
             QStringLiteral("BSSEF25T9-2:mangled-title"));
}

void TicketKeysTest::withoutKnownTickets()
{
    const TicketFinder finder({});
    QCOMPARE(text(finder.inMessage("PAY-12 and UTF-8 and CVE-2024-1234", "org/app")),
             QStringLiteral("PAY-12:subject?"));
    QCOMPARE(text(finder.inMessage("x (#12)\n\nfixes #3", "org/app")), QStringLiteral("org/app#3:closing-word?"));
}

/// A public repository whose branches carry the keys of a Jira export: every merge of a branch with a key links to that
/// ticket.
void TicketKeysTest::pairedRepository()
{
    const QString folder = test::sharedPlace(QStringLiteral("samples/jira/"));
    QFile tickets(folder + QStringLiteral("cloud-full-export-bom-95col.csv"));
    QFile log(folder + QStringLiteral("paired-git-log-bssef25t9.jsonl"));
    QFile branches(folder + QStringLiteral("paired-branches-bssef25t9.txt"));
    if (!tickets.open(QIODevice::ReadOnly) || !log.open(QIODevice::ReadOnly) || !branches.open(QIODevice::ReadOnly))
        QSKIP("the paired Jira export and history are not beside the source tree");
    const QByteArray csv = tickets.readAll();
    std::set<std::string> keys;
    for (qsizetype i = csv.indexOf(",BSSEF25T9-"); i >= 0; i = csv.indexOf(",BSSEF25T9-", i + 1)) {
        const qsizetype end = csv.indexOf(',', i + 1);
        keys.insert(csv.mid(i + 1, end - i - 1).toStdString());
    }
    const TicketFinder finder(std::vector<std::string>(keys.begin(), keys.end()));
    int linkedBranches = 0;
    for (const QByteArray& line : branches.readAll().split('\n')) {
        const std::string name = line.split(' ').front().toStdString();
        const auto found = finder.inBranch(name, {});
        if (name.rfind("BSSEF25T9-", 0) == 0) {
            QVERIFY2(found.size() == 1 && found[0].known, name.c_str());
            QVERIFY(name.rfind(found[0].key, 0) == 0);
            ++linkedBranches;
        } else {
            QVERIFY2(found.empty(), name.c_str());
        }
    }
    QCOMPARE(linkedBranches, 16);
    int linked = 0;
    int naming = 0;
    for (const QByteArray& line : log.readAll().split('\n')) {
        if (line.isEmpty()) continue;
        const std::string message =
            QJsonDocument::fromJson(line).object()[QStringLiteral("message")].toString().toStdString();
        const bool names = QString::fromStdString(message).contains(u"BSSEF25T9-") ||
                           QString::fromStdString(message).contains(u"Bssef25 t9 ");
        naming += names ? 1 : 0;
        const auto found = finder.inMessage(message, "BS-FSE-2025/BS-FSE-2025-Team9");
        if (!names) QVERIFY2(found.empty(), message.c_str());
        linked += found.empty() ? 0 : 1;
    }
    QVERIFY(naming > 0);
    QCOMPARE(linked, naming);
}

void TicketKeysTest::hostileText()
{
    const std::vector<std::string> parts{"Merge ",
                                         "Merge",
                                         "Merge branch ",
                                         "'",
                                         " into ",
                                         "pull request #",
                                         "(#",
                                         ")",
                                         "#",
                                         "-",
                                         "PAY",
                                         "PAY-12",
                                         "12",
                                         "_",
                                         "/",
                                         "Revert \"",
                                         "\"",
                                         "This reverts commit ",
                                         "Fixes: ",
                                         "abcdef1",
                                         "fix",
                                         "(",
                                         "!",
                                         ":",
                                         "\n",
                                         " ",
                                         "[",
                                         "]",
                                         "bug",
                                         "See merge request ",
                                         "gh",
                                         std::string(70, 'a'),
                                         std::string(40, '9')};
    const TicketFinder known(kKnown);
    const TicketFinder unknown({});
    std::mt19937 random(9);
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (auto i = random() % 9; i > 0; --i) text += parts[random() % parts.size()];
        for (const TicketFinder* finder : {&known, &unknown})
            for (const auto& mention : finder->inPullRequest({"org/app", text, text, text, {}}))
                QVERIFY(!mention.key.empty());
        (void)known.inMessage(text, "org/app");
        const RepairSigns signs = readRepairSigns(text);
        QVERIFY(!(signs.reapply && signs.revert));
    }
}

QTEST_APPLESS_MAIN(TicketKeysTest)
#include "tst_ticketkeys.moc"
