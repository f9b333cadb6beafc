// SPDX-License-Identifier: GPL-3.0-or-later
#include "attribution/markers.h"
#include "attribution/rules.h"
#include "support/places.h"

#include <QFile>
#include <QTest>

#include <random>
#include <set>

using namespace assay;
using namespace assay::attribution;

namespace {

QByteArray resource(const char* name)
{
    QFile file(test::sourcePlace(QStringLiteral("resources/rules/")) + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class RulesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void shippedRulesNameKnownTools();
    void brokenFilesAreExplained_data();
    void brokenFilesAreExplained();
    void userFileReplacesAndRemoves();
    void pullRequestLabelsAndBody();
    void machines();
    void hostileText();
};

void RulesTest::shippedRulesNameKnownTools()
{
    const auto tools = parseTools(resource("tools.toml").toStdString());
    QVERIFY2(tools, tools ? "" : tools.error().message.c_str());
    std::set<std::string> ids;
    for (const Tool& tool : *tools) QVERIFY2(ids.insert(tool.id).second, tool.id.c_str());
    QVERIFY(ids.size() <= 64);
    const auto rules = RuleSet::parse(resource("attribution.toml").toStdString());
    QVERIFY2(rules, rules ? "" : rules.error().message.c_str());
    QVERIFY(rules->rules().size() > 40);
    for (const Rule& rule : rules->rules()) QVERIFY2(rule.tool.empty() || ids.contains(rule.tool), rule.id.c_str());
    for (const auto& [word, tool] : rules->vocabulary().tools)
        QVERIFY2(tool.empty() || ids.contains(tool), word.c_str());
    for (const auto& [word, tool] : rules->vocabulary().personLike) QVERIFY2(ids.contains(tool), word.c_str());
}

void RulesTest::brokenFilesAreExplained_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no TOML") << QByteArray("version = = 1") << QByteArray("my.toml, line 1");
    QTest::newRow("unknown key") << QByteArray("[[rule]]\nid = 'a'\nline = 'x'\nregex = '.*'")
                                 << QByteArray("`regex` is not a key");
    QTest::newRow("unknown table") << QByteArray("[rules]\nid = 'a'") << QByteArray("`rules` is not a key");
    QTest::newRow("matches everybody") << QByteArray("[[rule]]\nid = 'a'\nas = 'author'")
                                       << QByteArray("would match everybody");
    QTest::newRow("looks nowhere") << QByteArray("[[rule]]\nid = 'a'\ntool = 'x'") << QByteArray("looks nowhere");
    QTest::newRow("no id") << QByteArray("[[rule]]\nline = 'x'") << QByteArray("needs an `id`");
    QTest::newRow("twice") << QByteArray("[[rule]]\nid='a'\nline='x'\n[[rule]]\nid='a'\nline='y'")
                           << QByteArray("used twice");
    QTest::newRow("certainty") << QByteArray("[[rule]]\nid='a'\nline='x'\ncertainty=95") << QByteArray("from 0 to 1");
    QTest::newRow("role") << QByteArray("[[rule]]\nid='a'\nline='x'\nrole='boss'") << QByteArray("`role` must be");
    QTest::newRow("window") << QByteArray("[[rule]]\nid='a'\nline='x'\nwindow=[{from='yesterday'}]")
                            << QByteArray("a window needs");
    QTest::newRow("number for a text") << QByteArray("[[rule]]\nid='a'\nline=[1]") << QByteArray("must be a text");
}

void RulesTest::brokenFilesAreExplained()
{
    QFETCH(QByteArray, toml);
    QFETCH(QByteArray, says);
    const auto rules = RuleSet::parse(toml.toStdString(), "my.toml");
    QVERIFY(!rules);
    QVERIFY2(rules.error().message.find(says.toStdString()) != std::string::npos, rules.error().message.c_str());
    QCOMPARE(rules.error().code, ErrorCode::InputMalformed);
}

void RulesTest::userFileReplacesAndRemoves()
{
    auto rules = RuleSet::parse("[[rule]]\nid='a'\ntool='x'\nline='alpha'\n[[rule]]\nid='b'\ntool='x'\nline='beta'");
    const auto mine =
        RuleSet::parse("[[rule]]\nid='a'\nenabled=false\n[[rule]]\nid='b'\ntool='y'\nline='beta'\ncertainty=0.3\n"
                       "[[rule]]\nid='c'\ntool='z'\nas='author'\nemail='bot@corp.example'\nautonomous=true");
    QVERIFY(rules && mine);
    rules->merge(*mine);
    QVERIFY(rules->find("a") == nullptr);
    CommitView view{"N", "bot@corp.example", "N", "n@corp.example", "subject\n\nalpha\nbeta", {}};
    const Markers markers = markersOf(view, *rules);
    QCOMPARE(markers.evidence.size(), std::size_t{2});
    QCOMPARE(markers.evidence[0].rule, std::string("c"));
    QCOMPARE(markers.evidence[1].tool, std::string("y"));
    QCOMPARE(markers.evidence[1].strength, 0.3);
    QVERIFY(markers.autonomous);
}

void RulesTest::pullRequestLabelsAndBody()
{
    const auto rules = RuleSet::parse(resource("attribution.toml").toStdString());
    QVERIFY(rules);
    const std::vector<std::string> labels{"bug", "claude-code-assisted"};
    const Markers labelled = markersOf(PullRequestView{"ada", "text", labels, {}}, *rules);
    QCOMPARE(labelled.evidence.size(), std::size_t{1});
    QCOMPARE(labelled.evidence[0].channel, std::string("label"));
    QVERIFY(!labelled.autonomous);
    const Markers byBot = markersOf(PullRequestView{"dependabot[bot]", "Bumps x", {}, {}}, *rules);
    QVERIFY(byBot.automation);
    const Markers byAgent = markersOf(PullRequestView{"copilot-swe-agent[bot]", "", {}, {}}, *rules);
    QVERIFY(byAgent.autonomous);
    const Markers jules = markersOf(
        PullRequestView{"ada", "Done.\n\n*PR created automatically by Jules for task [1](x)*", {}, {}}, *rules);
    QCOMPARE(jules.evidence.size(), std::size_t{1});
    QCOMPARE(jules.evidence[0].tool, std::string("jules"));
}

void RulesTest::machines()
{
    const auto rules = RuleSet::parse(resource("attribution.toml").toStdString());
    QVERIFY(rules);
    QVERIFY(isMachine("Claude", "noreply@anthropic.com", *rules));
    QVERIFY(isMachine("x", "1+renovate[bot]@users.noreply.github.com", *rules));
    QVERIFY(isMachine("", "dependabot[bot]", *rules));
    QVERIFY(!isMachine("Ada (aider)", "ada@example.com", *rules));
    QVERIFY(!isMachine("Claude Agent", "agent@example.com", *rules));
    QVERIFY(!isMachine("", "ada", *rules));
}

/// Fragments of everything the readers look for, in any order and cut anywhere: no crash, and no evidence beyond its
/// limits.
void RulesTest::hostileText()
{
    const auto rules = RuleSet::parse(resource("attribution.toml").toStdString());
    QVERIFY(rules);
    const std::vector<std::string> parts{"Merge ",
                                         "Merge",
                                         " into ",
                                         std::string(40, 'a'),
                                         "\n",
                                         "\r\n",
                                         "Co-authored-by:",
                                         " Claude ",
                                         "<",
                                         ">",
                                         "@",
                                         "noreply@anthropic.com",
                                         "Assisted-by: ",
                                         ":",
                                         "\xF0\x9F\xA4\x96",
                                         "\xF0\x9F",
                                         "Generated with ",
                                         "[Claude Code](http",
                                         "aider: ",
                                         "Squashed commit of the following:",
                                         "    ",
                                         std::string(300, 'x'),
                                         std::string(1, '\0'),
                                         "*",
                                         "("};
    std::mt19937 random(5);
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (auto i = random() % 9; i > 0; --i) text += parts[random() % parts.size()];
        if (!text.empty()) text.resize(random() % (text.size() + 1));
        const Markers markers = markersOf(CommitView{text, text, text, text, text, {}}, *rules);
        for (const auto& evidence : markers.evidence) QVERIFY(evidence.text.size() <= 200);
    }
}

QTEST_APPLESS_MAIN(RulesTest)
#include "tst_rules.moc"
