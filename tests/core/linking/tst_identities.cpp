// SPDX-License-Identifier: GPL-3.0-or-later
#include "linking/identities.h"
#include "linking/identitywords.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <random>

using namespace assay::linking;

namespace {

Identity email(const char* value, std::vector<std::string> names = {})
{
    return {IdentityKind::Email, value, std::move(names), false};
}
Identity login(const char* value, std::vector<std::string> names = {})
{
    return {IdentityKind::Login, value, std::move(names), false};
}

/// Groups of values, sorted, as one text: "a@x+github:a | b@x".
QString groups(const Resolution& resolution, const std::vector<Identity>& identities)
{
    QStringList people;
    for (const Person& person : resolution.people) {
        QStringList values;
        for (const std::size_t i : person.identities) values << QString::fromStdString(identities[i].value);
        values.sort();
        if (!values.isEmpty()) people << values.join(u'+');
    }
    people.sort();
    return people.join(QStringLiteral(" | "));
}

} // namespace

class IdentitiesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noReplyAddresses_data();
    void noReplyAddresses();
    void exactJoins();
    void loginsOfOtherSystemsOnlySuggest();
    void rosterJoins();
    void conflictsAreRefused();
    void mailmapJoins();
    void mailmapDoesNotJoinEverything();
    void botsStandAlone();
    void decisions();
    void suggestions_data();
    void suggestions();
    void rosterPersonWithoutIdentity();
    void orderDoesNotMatter();
    void manyIdentities();
};

void IdentitiesTest::noReplyAddresses_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("with id") << QByteArray("583231+Octocat@users.noreply.github.com") << QByteArray("octocat");
    QTest::newRow("without id") << QByteArray("octocat@users.noreply.github.com") << QByteArray("octocat");
    QTest::newRow("digits in the login") << QByteArray("12-ada@users.noreply.github.com") << QByteArray("12-ada");
    QTest::newRow("gitlab") << QByteArray("12-ada@users.noreply.gitlab.com") << QByteArray("ada");
    QTest::newRow("own server") << QByteArray("7+ada@users.noreply.git.example.com") << QByteArray("ada");
    QTest::newRow("ordinary") << QByteArray("octocat@github.com") << QByteArray();
    QTest::newRow("no address") << QByteArray("octocat") << QByteArray();
}

void IdentitiesTest::noReplyAddresses()
{
    QFETCH(QByteArray, address);
    QTEST(QByteArray::fromStdString(loginOfNoReply(address.toStdString())), "expected");
}

void IdentitiesTest::exactJoins()
{
    const std::vector<Identity> who{
        email("Ada@Example.com"), email("ada@example.com"), email("1+ada@users.noreply.github.com"),
        login("github:Ada"),      login("copilot:ada"),     email("ben@example.com")};
    const auto resolution = resolveIdentities(who, {});
    QCOMPARE(groups(resolution, who), QStringLiteral("1+ada@users.noreply.github.com+copilot:ada+github:Ada | "
                                                     "Ada@Example.com+ada@example.com | ben@example.com"));
    QCOMPARE(resolution.reasonOf[0], std::string("same e-mail ada@example.com"));
    QCOMPARE(resolution.reasonOf[4], std::string("same login github:ada"));
    QCOMPARE(resolution.reasonOf[5], std::string("only identity"));
}

void IdentitiesTest::loginsOfOtherSystemsOnlySuggest()
{
    const std::vector<Identity> who{login("github:octocat"), login("jira:octocat")};
    const auto resolution = resolveIdentities(who, {});
    QCOMPARE(resolution.people.size(), std::size_t{2});
    QCOMPARE(resolution.suggestions.size(), std::size_t{1});
    QCOMPARE(resolution.suggestions[0].reason, std::string("same login octocat in another system"));
}

void IdentitiesTest::rosterJoins()
{
    const std::vector<RosterPerson> roster{{"Ada Example", {"ada@corp.example"}, {"ada-e"}},
                                           {"Ben Example", {}, {"jira:ben"}}};
    const std::vector<Identity> who{
        email("ada@corp.example"), login("github:ada-e"), email("9+ada-e@users.noreply.github.com"),
        login("jira:ben"),         login("github:ben"),   login("jira:Example, Ada")};
    const auto resolution = resolveIdentities(who, roster);
    QCOMPARE(groups(resolution, who), QStringLiteral("9+ada-e@users.noreply.github.com+ada@corp.example+github:ada-e+"
                                                     "jira:Example, Ada | github:ben | jira:ben"));
    QCOMPARE(resolution.people[0].name, std::string("Ada Example"));
    QCOMPARE(resolution.people[0].roster.value(), std::size_t{0});
    QCOMPARE(resolution.reasonOf[0], std::string("e-mail on the roster"));
    QCOMPARE(resolution.reasonOf[5], std::string("display name, the only one of the roster"));
}

void IdentitiesTest::conflictsAreRefused()
{
    const std::vector<RosterPerson> roster{{"Ada Example", {"shared@corp.example"}, {}},
                                           {"Ben Example", {"shared@corp.example"}, {}}};
    const std::vector<Identity> who{email("shared@corp.example")};
    const auto resolution = resolveIdentities(who, roster);
    QCOMPARE(resolution.people.size(), std::size_t{2});
    QCOMPARE(resolution.personOf[0], std::size_t{0});
    QCOMPARE(resolution.conflicts.size(), std::size_t{1});
}

void IdentitiesTest::mailmapJoins()
{
    const std::vector<Identity> who{email("ada at laptop.example"), email("Ada@old.example"), email("ben@example.com"),
                                    email("root@localhost", {"Ben"}), login("github:ada-ex")};
    const std::vector<RosterPerson> roster{{"Ada Example", {"ada@old.example"}, {"ada-ex"}}};
    const std::vector<assay::domain::AuthorAlias> aliases{
        {"ada at laptop.example", {}, "ada@example.com", {}}, // an address nobody used
        {"ada@old.example", {}, "ADA@example.com", {}},
        {"root@localhost", "ben", "ben@example.com", {}}};
    const auto resolution = resolveIdentities(who, roster, {}, aliases);
    QCOMPARE(groups(resolution, who),
             QStringLiteral("Ada@old.example+ada at laptop.example+github:ada-ex | ben@example.com+root@localhost"));
    QCOMPARE(resolution.reasonOf[0], std::string("a .mailmap says that it is ada@example.com"));
    QCOMPARE(resolution.people[0].name, std::string("Ada Example"));
    QVERIFY(resolution.conflicts.empty());
    // What the user decided stands above it.
    const std::vector<ManualDecision> apart{{0, 1, false}};
    QCOMPARE(resolveIdentities(who, {}, apart, aliases).people.size(), std::size_t{4});
}

void IdentitiesTest::mailmapDoesNotJoinEverything()
{
    const std::vector<Identity> who{email("root@localhost", {"Ben", "Cleo"}), email("ben@example.com"),
                                    email("1+dependabot[bot]@users.noreply.github.com"), email("cleo@example.com")};
    const std::vector<RosterPerson> roster{{"Ben Example", {"ben@example.com"}, {}},
                                           {"Cleo Example", {"cleo@example.com"}, {}}};
    const std::vector<assay::domain::AuthorAlias> aliases{
        {"root@localhost", "Ben", "ben@example.com", {}}, // others use it too
        {"1+dependabot[bot]@users.noreply.github.com", {}, "ben@example.com", {}},
        {"cleo@example.com", {}, "ben@example.com", {}}};
    const auto resolution = resolveIdentities(who, roster, {}, aliases);
    QCOMPARE(resolution.people.size(), std::size_t{4});
    QCOMPARE(resolution.conflicts.size(), std::size_t{2});
    for (const auto& conflict : resolution.conflicts) QVERIFY(conflict.find(".mailmap") != std::string::npos);
}

void IdentitiesTest::botsStandAlone()
{
    std::vector<Identity> who{email("1+dependabot[bot]@users.noreply.github.com"), login("github:dependabot[bot]"),
                              email("noreply@github.com", {"GitHub"}), email("ada@example.com", {"Ada Example"}),
                              email("agent@example.com", {"Ada Example"})};
    who[4].bot = true;
    const auto resolution = resolveIdentities(who, {});
    QVERIFY(resolution.people[resolution.personOf[0]].bot);
    QCOMPARE(resolution.personOf[0], resolution.personOf[1]);
    QVERIFY(resolution.people[resolution.personOf[2]].bot);
    QVERIFY(!resolution.people[resolution.personOf[3]].bot);
    QVERIFY(resolution.suggestions.empty()); // nobody is asked whether a program is a person
    // An address that the roster lists and that is a program's is reported, not joined.
    const std::vector<RosterPerson> roster{{"Ada Example", {"agent@example.com"}, {}}};
    QCOMPARE(resolveIdentities(who, roster).conflicts.size(), std::size_t{1});
}

void IdentitiesTest::decisions()
{
    const std::vector<Identity> who{email("ada@a.example", {"Ada Example"}), email("ada@b.example", {"Ada Example"}),
                                    login("github:x")};
    QCOMPARE(resolveIdentities(who, {}).people.size(), std::size_t{3});
    const std::vector<ManualDecision> same{{0, 1, true}};
    const auto joined = resolveIdentities(who, {}, same);
    QCOMPARE(joined.people.size(), std::size_t{2});
    QCOMPARE(joined.reasonOf[1], std::string("decided by the user"));
    const std::vector<ManualDecision> apart{{0, 1, false}};
    QVERIFY(!resolveIdentities(who, {}).suggestions.empty());
    QVERIFY(resolveIdentities(who, {}, apart).suggestions.empty());
    // A decision to keep apart outranks equal addresses.
    const std::vector<Identity> equal{email("ada@a.example"), email("ADA@a.example")};
    QCOMPARE(resolveIdentities(equal, {}, apart).people.size(), std::size_t{2});
}

void IdentitiesTest::suggestions_data()
{
    QTest::addColumn<QString>("valueA");
    QTest::addColumn<QString>("nameA");
    QTest::addColumn<QString>("valueB");
    QTest::addColumn<QString>("nameB");
    QTest::addColumn<QString>("reason"); // empty: none
    const auto row = [](const char* name, const char* valueA, const char* nameA, const char* valueB, const char* nameB,
                        const char* reason) {
        QTest::newRow(name) << QString::fromUtf8(valueA) << QString::fromUtf8(nameA) << QString::fromUtf8(valueB)
                            << QString::fromUtf8(nameB) << QString::fromUtf8(reason);
    };
    row("same name", "a@x.example", "Ada Example", "b@y.example", "Ada Example", "same name (ada example)");
    row("surname first", "a@x.example", "Example, Ada", "b@y.example", "Ada Example", "same name (ada example)");
    row("accents", "a@x.example", "Zoë Łukasz", "b@y.example", "Zoe Lukasz", "same name (lukasz zoe)");
    row("first name only", "a@x.example", "Ada", "b@y.example", "Ada", "");
    row("alias", "ada@x.example", "", "ada+git@x.example", "", "e-mail alias of ada@x.example; shared local part ada");
    row("gmail dots", "a.da@gmail.com", "", "ada@googlemail.com", "", "e-mail alias of ada@gmail.com");
    row("local part", "ada.example@x.example", "", "ada.example@y.example", "", "shared local part ada.example");
    row("given names alike", "adam@x.example", "Adam Ash", "adam@y.example", "Adam Birch", "");
    row("one surname", "adam@x.example", "Adam Ash", "adam@y.example", "Adam B. Ash",
        "adam ash within adam ash b; shared local part adam");
    row("shared word", "info@x.example", "", "info@y.example", "", "");
    row("middle name", "a@x.example", "Ada Maria Example", "b@y.example", "Ada Example",
        "ada example within ada example maria");
    row("slip", "a@x.example", "Adelheid Example", "b@y.example", "Adelheit Example",
        "adelheid example is nearly adelheit example");
    row("strangers", "a@x.example", "Ada Example", "b@y.example", "Ben Other", "");
    row("spelled", "ada.example@x.example", "", "b@y.example", "Ada Example",
        "name spelled in the address (ada example)");
}

void IdentitiesTest::suggestions()
{
    QFETCH(QString, valueA);
    QFETCH(QString, nameA);
    QFETCH(QString, valueB);
    QFETCH(QString, nameB);
    QFETCH(QString, reason);
    const auto make = [](const QString& value, const QString& name) {
        Identity identity{IdentityKind::Email, value.toStdString(), {}, false};
        if (!name.isEmpty()) identity.names.push_back(name.toStdString());
        return identity;
    };
    const auto resolution = resolveIdentities(std::vector<Identity>{make(valueA, nameA), make(valueB, nameB)}, {});
    QCOMPARE(resolution.people.size(), std::size_t{2});
    QCOMPARE(resolution.suggestions.empty() ? QString() : QString::fromStdString(resolution.suggestions[0].reason),
             reason);
    if (!resolution.suggestions.empty()) {
        QCOMPARE(resolution.suggestions[0].a, std::size_t{0});
        QCOMPARE(resolution.suggestions[0].b.value(), std::size_t{1});
        QVERIFY(resolution.suggestions[0].score > 0.5 && resolution.suggestions[0].score < 1);
    }
}

void IdentitiesTest::rosterPersonWithoutIdentity()
{
    const std::vector<RosterPerson> roster{{"Ada Example", {"ada@corp.example"}, {}}};
    const std::vector<Identity> who{email("ada@home.example", {"Ada Example"})};
    const auto resolution = resolveIdentities(who, roster);
    QCOMPARE(resolution.people.size(), std::size_t{2});
    QVERIFY(resolution.people[0].identities.empty());
    QCOMPARE(resolution.suggestions.size(), std::size_t{1});
    QCOMPARE(resolution.suggestions[0].a, std::size_t{0});
    QVERIFY(!resolution.suggestions[0].b);
}

void IdentitiesTest::orderDoesNotMatter()
{
    std::vector<Identity> who{email("ada@example.com", {"Ada Example"}),
                              email("1+ada@users.noreply.github.com", {"Ada Example"}),
                              login("github:ada"),
                              email("ada@old.example", {"Ada Example"}),
                              login("copilot:ada"),
                              email("ben@example.com", {"Ben Example"})};
    const std::vector<RosterPerson> roster{{"Ada Example", {"ada@example.com"}, {"ada"}}};
    const QString expected = groups(resolveIdentities(who, roster), who);
    std::mt19937 random(3);
    for (int i = 0; i < 20; ++i) {
        std::shuffle(who.begin(), who.end(), random);
        const auto resolution = resolveIdentities(who, roster);
        QCOMPARE(groups(resolution, who), expected);
        QCOMPARE(resolution.suggestions.size(), std::size_t{1});
    }
}

void IdentitiesTest::manyIdentities()
{
    std::vector<Identity> who;
    for (int i = 0; i < 20'000; ++i) {
        const std::string n = std::to_string(i);
        who.push_back({IdentityKind::Email, "dev" + n + "@example.com", {"Dev Number" + n}, false});
        who.push_back({IdentityKind::Login, "github:dev" + n, {}, false});
    }
    QElapsedTimer timer;
    timer.start();
    const auto resolution = resolveIdentities(who, {});
    // Were it quadratic, it would not end within the time a test has.
    QCOMPARE(resolution.people.size(), std::size_t{40'000});
    QCOMPARE(resolution.suggestions.size(), std::size_t{20'000});
    qInfo("40,000 identities in %lld ms", static_cast<long long>(timer.elapsed()));
}

QTEST_APPLESS_MAIN(IdentitiesTest)
#include "tst_identities.moc"
