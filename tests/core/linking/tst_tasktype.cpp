// SPDX-License-Identifier: GPL-3.0-or-later
#include "linking/pathclass.h"
#include "linking/tasktype.h"
#include "support/places.h"

#include <QFile>
#include <QTest>

using namespace assay;
using namespace assay::linking;

namespace {

std::string shippedRules()
{
    QFile file(test::sourcePlace(QStringLiteral("resources/rules/tasktypes.toml")));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

} // namespace

class TaskTypeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void paths_data();
    void paths();
    void manifests();
    void types_data();
    void types();
    void filesDecide();
    void brokenRules_data();
    void brokenRules();
};

void TaskTypeTest::paths_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("language");
    const auto row = [](const char* path, const char* type, const char* language) {
        QTest::newRow(path) << QByteArray(path) << QByteArray(type) << QByteArray(language);
    };
    row("src/main.cpp", "code", "C++");
    row("core/base/error.h", "code", "C++");
    row("app/models/user.rb", "code", "Ruby");
    row("ui/charts/chartcard.cpp", "code", "C++");
    row("web/Latest.tsx", "code", "TypeScript");
    row("tests/core/tst_x.cpp", "tests", "C++");
    row("src/parser_test.go", "tests", "Go");
    row("src/UserTest.java", "tests", "Java");
    row("web/button.spec.ts", "tests", "TypeScript");
    row("README.md", "documentation", "");
    row("docs/guide/index.rst", "documentation", "");
    row("docs/example.py", "documentation", "Python");
    row("man/assay.1", "documentation", "");
    row("CMakeLists.txt", "config", "");
    row(".github/workflows/ci.yml", "config", "");
    row("package.json", "config", "");
    row("web/package-lock.json", "generated", "");
    row("vendor/lib/x.c", "generated", "C");
    row("api/service.pb.go", "generated", "Go");
    row("node_modules/x/test/a.js", "generated", "JavaScript");
    row("logo.png", "other", "");
    row("LICENSE", "documentation", "");
    row("contest/main.py", "code", "Python");
}

void TaskTypeTest::paths()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, language);
    const auto rules = PathRules::parse(shippedRules());
    QVERIFY2(rules, rules ? "" : rules.error().message.c_str());
    const PathInfo info = rules->classify(path.toStdString());
    QCOMPARE(QByteArray(pathClassId(info.type)), type);
    QCOMPARE(QByteArray(info.language.data(), static_cast<qsizetype>(info.language.size())), language);
}

void TaskTypeTest::manifests()
{
    const auto rules = PathRules::parse(shippedRules());
    QVERIFY(rules);
    QVERIFY(rules->isManifest("web/package.json"));
    QVERIFY(rules->isManifest("requirements-dev.txt"));
    QVERIFY(!rules->isManifest("web/package-lock.json"));
    QVERIFY(!rules->isManifest("src/main.cpp"));
    QVERIFY(rules->isLicence("LICENSE") && rules->isLicence("lib/COPYING.txt") && rules->isLicence("NOTICE.md"));
    QVERIFY(!rules->isLicence("src/license_check.cpp") && !rules->isLicence("docs/licensing.md"));
}

void TaskTypeTest::types_data()
{
    QTest::addColumn<QByteArray>("ticketType");
    QTest::addColumn<QByteArray>("ticketTitle");
    QTest::addColumn<QByteArray>("title");
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<QByteArray>("branch");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const char* ticketType, const char* ticketTitle, const char* title,
                        const char* label, const char* branch, const char* expected) {
        QTest::newRow(name) << QByteArray(ticketType) << QByteArray(ticketTitle) << QByteArray(title)
                            << QByteArray(label) << QByteArray(branch) << QByteArray(expected);
    };
    row("feat", "", "", "feat(ui): a page", "", "", "feature");
    row("fix", "Story", "", "fix: a leak", "", "", "bug-fix");
    row("docs", "Bug", "", "docs: how to", "", "", "documentation");
    row("test", "", "", "test: the parser", "", "", "tests");
    row("chore", "", "", "chore(deps): bump x", "", "", "boilerplate");
    row("refactor", "", "", "refactor!: the parser", "", "", "refactoring");
    row("bug ticket", "Bug", "Page is empty", "Show the page", "", "", "bug-fix");
    row("label", "", "", "Show the page", "kind/bug", "", "bug-fix");
    row("branch", "", "", "Show the page", "", "feature/PAY-1", "feature");
    row("title with key", "", "", "PAY-12: Fix the page", "", "", "bug-fix");
    row("title with tag", "", "", "[ui] Rename the page", "", "", "refactoring");
    row("title with subsystem", "", "", "net: Add a page", "", "", "feature");
    row("story", "Story", "The page", "The page", "", "", "feature");
    row("user story by title", "Task", "As a user, I want a page", "Page", "", "", "feature");
    row("nothing known", "Task", "Page", "Page", "", "", "other");
    row("nothing at all", "", "", "", "", "", "other");
}

void TaskTypeTest::types()
{
    QFETCH(QByteArray, ticketType);
    QFETCH(QByteArray, ticketTitle);
    QFETCH(QByteArray, title);
    QFETCH(QByteArray, label);
    QFETCH(QByteArray, branch);
    const auto rules = TaskTypeRules::parse(shippedRules());
    QVERIFY2(rules, rules ? "" : rules.error().message.c_str());
    WorkDescription work;
    work.ticketType = std::string_view(ticketType.constData(), static_cast<std::size_t>(ticketType.size()));
    work.ticketTitle = std::string_view(ticketTitle.constData(), static_cast<std::size_t>(ticketTitle.size()));
    work.title = std::string_view(title.constData(), static_cast<std::size_t>(title.size()));
    work.branch = std::string_view(branch.constData(), static_cast<std::size_t>(branch.size()));
    const std::vector<std::string> labels{label.toStdString()};
    work.labels = labels;
    QTEST(QByteArray(domain::taskTypeId(rules->of(work).type)), "expected");
}

void TaskTypeTest::filesDecide()
{
    const auto rules = TaskTypeRules::parse(shippedRules());
    QVERIFY(rules);
    WorkDescription work;
    work.title = "Add more of it";
    const auto lines = [&work](PathClass type) -> std::int64_t& {
        return work.linesByClass.at(static_cast<std::size_t>(type));
    };
    lines(PathClass::Tests) = 95;
    lines(PathClass::Code) = 5;
    QCOMPARE(rules->of(work).type, domain::TaskType::Tests);
    lines(PathClass::Code) = 50;
    QCOMPARE(rules->of(work).type, domain::TaskType::Feature);
    lines(PathClass::Tests) = 0;
    lines(PathClass::Code) = 0;
    lines(PathClass::Generated) = 900;
    lines(PathClass::Config) = 10;
    QCOMPARE(rules->of(work).type, domain::TaskType::Boilerplate);
    work.ticketType = "Bug";
    QCOMPARE(rules->of(work).type, domain::TaskType::BugFix);
    QCOMPARE(rules->of(work).rule, std::string("ticket-bug"));
}

void TaskTypeTest::brokenRules_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no TOML") << QByteArray("rule = [") << QByteArray("my.toml, line 1");
    QTest::newRow("no rule") << QByteArray("version = 1") << QByteArray("there is no [[rule]]");
    QTest::newRow("place") << QByteArray("[[rule]]\non='moon'\ntype='feature'\nmatch='x'")
                           << QByteArray("`on` must be");
    QTest::newRow("type") << QByteArray("[[rule]]\non='title'\ntype='fun'\nmatch='x'") << QByteArray("`type` must be");
    QTest::newRow("no match") << QByteArray("[[rule]]\non='title'\ntype='feature'") << QByteArray("needs `match`");
    QTest::newRow("no class") << QByteArray("[[rule]]\non='paths'\ntype='feature'\nmatch='x'") << QByteArray("`class`");
}

void TaskTypeTest::brokenRules()
{
    QFETCH(QByteArray, toml);
    QFETCH(QByteArray, says);
    const auto rules = TaskTypeRules::parse(toml.toStdString(), "my.toml");
    QVERIFY(!rules);
    QVERIFY2(rules.error().message.find(says.toStdString()) != std::string::npos, rules.error().message.c_str());
    QVERIFY(!PathRules::parse("version = 1"));
}

QTEST_APPLESS_MAIN(TaskTypeTest)
#include "tst_tasktype.moc"
