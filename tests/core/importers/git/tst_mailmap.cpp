// SPDX-License-Identifier: GPL-3.0-or-later
#include "gitfixture.h"

#include "base/asciitext.h"
#include "importers/git/mailmap.h"

#include <QTest>

using namespace assay;

namespace {

const QByteArray kMailmap = "# who is who\n"
                            "Ada Example <ada@example.com> <ada@laptop.example>\n"
                            "<ada@example.com> <ADA@Old.Example>\r\n"
                            "Ben Example <ben@example.com> root <root@localhost>\n"
                            "Cleo Example <cleo@example.com> build <root@localhost> # the machine under her desk\n"
                            "  Dan Example   <dan@example.com>  \n"
                            "Nobody nowhere\n"
                            "Broken <broken@example.com\n"
                            "Empty <>\n"
                            "\n"
                            "J\xC3\xB6rg Example <joerg@example.com> <joerg@example.org>";

/// What the lines say of a committer, in the words of `git check-mailmap`.
QByteArray resolved(const std::vector<domain::AuthorAlias>& aliases, const std::string& name, const std::string& email)
{
    const domain::AuthorAlias* found = nullptr;
    for (const auto& alias : aliases) {
        if (!equalsNoCase(alias.email, email)) continue;
        if (!alias.name.empty() && equalsNoCase(alias.name, name)) {
            found = &alias;
            break;
        }
        if (alias.name.empty()) found = &alias;
    }
    const std::string& as = found != nullptr && !found->properName.empty() ? found->properName : name;
    const std::string& at = found != nullptr && !found->properEmail.empty() ? found->properEmail : email;
    return QByteArray::fromStdString(as + " <" + at + ">");
}

} // namespace

class TestMailmap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatGitSays_data();
    void saysWhatGitSays();
    void isReadFromTheCommit();
};

void TestMailmap::saysWhatGitSays_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("email");
    const auto row = [](const char* name, const char* email) {
        QTest::newRow(email) << QByteArray(name) << QByteArray(email);
    };
    row("ada", "ada@laptop.example");
    row("ada", "ada@old.example");
    QTest::newRow("root") << QByteArray("root") << QByteArray("root@localhost");
    QTest::newRow("build") << QByteArray("Build") << QByteArray("root@localhost");
    QTest::newRow("neither") << QByteArray("admin") << QByteArray("root@localhost");
    row("dan", "dan@example.com");
    row("Broken", "broken@example.com");
    row("somebody", "somebody@example.com");
    row("jorg", "joerg@example.org");
}

void TestMailmap::saysWhatGitSays()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, email);
    static const GitFixture repo;
    repo.write(QStringLiteral(".mailmap"), kMailmap);
    const QString contact = QString::fromUtf8(name + " <" + email + '>');
    const auto git = repo.git({QStringLiteral("check-mailmap"), contact}).trimmed();
    QVERIFY(!git.isEmpty());
    QCOMPARE(resolved(importers::git::parseMailmap(kMailmap.toStdString()), name.toStdString(), email.toStdString()),
             git);
}

void TestMailmap::isReadFromTheCommit()
{
    GitFixture repo;
    repo.write(QStringLiteral("a.txt"), "a\n");
    const auto before = repo.commit("none yet");
    repo.write(QStringLiteral("src/.mailmap"), "Not <top@example.com> <of@example.com>\n");
    repo.write(QStringLiteral(".mailmap"), kMailmap);
    repo.commit("with one");
    repo.write(QStringLiteral(".mailmap"), "what is not committed <is@example.com> <not@example.com>\n");
    RecordCollector sink;
    readInto(sink, repo.path());
    QCOMPARE(sink.aliases, importers::git::parseMailmap(kMailmap.toStdString()));
    QCOMPARE(sink.aliases.size(), std::size_t{6});
    RecordCollector older;
    readInto(older, repo.path(), {}, 2, before.toStdString());
    QVERIFY(older.aliases.empty());
}

QTEST_GUILESS_MAIN(TestMailmap)
#include "tst_mailmap.moc"
