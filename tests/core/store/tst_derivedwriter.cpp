// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/commitwriter.h"
#include "store/database.h"
#include "store/derived.h"
#include "store/importlog.h"
#include "store/words.h"

#include <QTemporaryDir>
#include <QTest>
#include <SQLiteCpp/Database.h>

using namespace assay;
using namespace assay::store;

namespace {

constexpr std::int64_t kCommits = 30;

domain::Oid oid(std::int64_t number)
{
    return *domain::Oid::fromHex(QStringLiteral("%1").arg(number, 40, 16, QLatin1Char('0')).toStdString());
}

/// Ten people with three commits each, a change and a fact for every commit, a defect for every third.
Derived made()
{
    Derived derived;
    for (std::int64_t i = 1; i <= 10; ++i) derived.people.push_back({{i}, "Person " + std::to_string(i), false, true});
    for (std::int64_t i = 1; i <= kCommits; ++i) {
        ChangeRow change;
        change.id = {i};
        change.title = "change " + std::to_string(i);
        change.author = (i - 1) / 3 + 1;
        change.linesAlive = 5 * i;
        if (i % 2 == 0) change.aiShare = 0.1 * static_cast<double>(i);
        derived.changes.push_back(change);
        derived.changeCommits.push_back({{i}, {i}});
        CommitFactRow fact;
        fact.commit = {i};
        fact.person = (i - 1) / 3 + 1;
        fact.fix = i % 3 == 0;
        derived.commitFacts.push_back(fact);
        if (i % 3 != 0) continue;
        DefectRow defect;
        defect.id = {i / 3};
        defect.fixChange = i;
        derived.defects.push_back(defect);
        derived.origins.push_back({{i / 3}, {i - 1}, {i}, 1, 2, 1.0});
    }
    derived.identities = {{{1}, {1}, "the only address"}};
    return derived;
}

/// What a later import may lead to: rows that changed, went, came, and now belong to somebody else.
Derived madeLater()
{
    Derived derived = made();
    derived.people.erase(derived.people.begin() + 4);
    derived.people[0].name = "Somebody else";
    for (auto& change : derived.changes)
        if (change.author == 5) change.author = 6;
    for (auto& fact : derived.commitFacts)
        if (fact.person == 5) fact.person.reset();
    derived.changes[1].aiShare.reset();
    derived.changes[2].linesAlive = 0;
    derived.changes.pop_back();
    derived.changeCommits.pop_back();
    derived.commitFacts.pop_back();
    derived.defects.pop_back();
    derived.origins.pop_back();
    derived.defects[0].noCandidate = true;
    derived.origins.erase(derived.origins.begin());
    derived.identities.clear();
    return derived;
}

QString textOf(const Database& database)
{
    const auto read = readDerived(database).value();
    QString text;
    const auto say = [&text](auto... parts) { ((text += QStringLiteral("%1 ").arg(parts)), ...) += QLatin1Char('\n'); };
    for (const auto& p : read.people) say(p.id.value, QString::fromStdString(p.name), p.bot, p.onRoster);
    for (const auto& i : read.identities) say(i.identity.value, i.person.value, QString::fromStdString(i.reason));
    for (const auto& c : read.changes)
        say(c.id.value, QString::fromStdString(c.title), c.author.value_or(-1), c.linesAlive, c.aiShare.value_or(-1));
    for (const auto& [commit, change] : read.changeCommits) say(commit.value, change.value);
    for (const auto& f : read.commitFacts) say(f.commit.value, f.person.value_or(-1), f.fix);
    for (const auto& d : read.defects) say(d.id.value, d.fixChange.value_or(-1), d.noCandidate);
    for (const auto& o : read.origins) say(o.defect.value, o.commit.value, o.fixCommit.value, o.lines);
    return text;
}

} // namespace

class TestDerivedWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void laterRowsTakeThePlaceOfEarlierOnes();
    void rowsThatAreAsTheyWereStay();

private:
    Database workspace(const QString& name)
    {
        auto database = Database::create(m_folder.filePath(name).toStdString()).value();
        const auto source = putSource(database, {{}, "/repo", "repo", "git", "Git repository"}).value();
        Words words(database);
        auto writer = CommitWriter::make(database, words, source).value();
        for (std::int64_t i = 1; i <= kCommits; ++i) {
            domain::CommitRecord commit;
            commit.oid = oid(i);
            commit.author = {"Ada", "ada@example.com", {}, 0};
            commit.committer = commit.author;
            [&] { QVERIFY(writer->commit(commit).value()); }();
        }
        return database;
    }
    static int changesBy(Database& database, const Derived& derived)
    {
        const int before = database.handle().getTotalChanges();
        auto transaction = Transaction::begin(database).value();
        [&] { QVERIFY(writeDerived(database, derived).has_value()); }();
        [&] { QVERIFY(transaction.commit().has_value()); }();
        return database.handle().getTotalChanges() - before;
    }

    QTemporaryDir m_folder;
};

void TestDerivedWriter::laterRowsTakeThePlaceOfEarlierOnes()
{
    auto once = workspace(QStringLiteral("once.assay"));
    auto twice = workspace(QStringLiteral("twice.assay"));
    changesBy(once, madeLater());
    changesBy(twice, made());
    const auto before = textOf(twice);
    changesBy(twice, madeLater());
    QCOMPARE(textOf(twice), textOf(once));
    QVERIFY(textOf(twice) != before);
    changesBy(twice, made());
    QCOMPARE(textOf(twice), before);
    QVERIFY(twice.verify().has_value());
}

/// Only the origins, to which nothing refers, are written again.
void TestDerivedWriter::rowsThatAreAsTheyWereStay()
{
    auto database = workspace(QStringLiteral("same.assay"));
    auto derived = made();
    QCOMPARE(changesBy(database, derived), 10 + 1 + 3 * static_cast<int>(kCommits) + 10 + 10);
    const int origins = 2 * static_cast<int>(derived.origins.size());
    QCOMPARE(changesBy(database, derived), origins);
    derived.changes[7].linesAlive = 1;
    QCOMPARE(changesBy(database, derived), origins + 1);
}

QTEST_GUILESS_MAIN(TestDerivedWriter)
#include "tst_derivedwriter.moc"
