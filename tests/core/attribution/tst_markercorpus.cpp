// SPDX-License-Identifier: GPL-3.0-or-later
#include "attribution/markers.h"
#include "support/places.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace assay;
using namespace assay::attribution;

namespace {

RuleSet shippedRules()
{
    QFile file(test::sourcePlace(QStringLiteral("resources/rules/attribution.toml")));
    if (!file.open(QIODevice::ReadOnly)) return {};
    const auto rules = RuleSet::parse(file.readAll().toStdString());
    return rules ? *rules : RuleSet{};
}

/// One line of a corpus, owning what the view points to.
struct Line
{
    std::string author, authorEmail, committer, committerEmail, message;
    Instant at{};
    QJsonObject json;

    explicit Line(const QByteArray& text) : json(QJsonDocument::fromJson(text).object())
    {
        const auto field = [this](const char* key) { return json[QLatin1String(key)].toString().toStdString(); };
        author = field("author");
        authorEmail = field("author_email");
        committer = field("committer");
        committerEmail = field("committer_email");
        message = field("message");
        at = parseIsoInstant(field("author_date")).value_or(Instant{});
    }
    [[nodiscard]] CommitView view() const { return {author, authorEmail, committer, committerEmail, message, at}; }
    [[nodiscard]] QStringList list(const char* key) const
    {
        QStringList words;
        for (const auto& value : json[QLatin1String(key)].toArray()) words << value.toString();
        return words;
    }
};

QList<QByteArray> linesOf(const QString& path)
{
    QFile file(path);
    QList<QByteArray> lines;
    if (file.open(QIODevice::ReadOnly))
        for (const QByteArray& line : file.readAll().split('\n'))
            if (!line.trimmed().isEmpty()) lines << line;
    return lines;
}

bool any(const QStringList& labels, const char* prefix)
{
    return std::any_of(labels.begin(), labels.end(),
                       [prefix](const QString& l) { return l.startsWith(QLatin1String(prefix)); });
}

/// What the labels of a line of the public corpus mean, whatever our rules say.
CommitClass expectedClass(const Line& line)
{
    const QStringList labels = line.list("all_matches") + line.list("selected_for");
    const bool agentAuthor = std::any_of(labels.begin(), labels.end(), [](const QString& label) {
        return label.startsWith(u"author ") && !label.contains(u"aider");
    });
    if (agentAuthor) return CommitClass::AiAutonomous;
    const bool ai = std::any_of(labels.begin(), labels.end(), [](const QString& label) {
        return !label.startsWith(u"NEGATIVE") && !label.startsWith(u"NONAI-BOT") && !label.startsWith(u"AMBIGUOUS") &&
               label != u"trailer Assisted-by (all)";
    });
    // The only trailer of one line is a made-up tool name that was replaced with a person's pseudonym.
    const bool anonymised = labels.contains(QStringLiteral("trailer Co-authored-by gemini (other)")) &&
                            line.message.find("aider") == std::string::npos &&
                            line.message.find("Co-authored-by: Dev ") != std::string::npos;
    if (ai && !anonymised) return any(labels, "NONAI-BOT") ? CommitClass::AiAutonomous : CommitClass::AiAssisted;
    if (any(labels, "AMBIGUOUS")) return CommitClass::Ask;
    return any(labels, "NONAI-BOT") ? CommitClass::Automation : CommitClass::NoMarker;
}

} // namespace

class MarkerCorpusTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void publicCorpus();
    void ownCorpus_data();
    void ownCorpus();
    void speed();

private:
    const RuleSet m_rules = shippedRules();
};

void MarkerCorpusTest::publicCorpus()
{
    const auto lines = linesOf(test::sharedPlace(QStringLiteral("samples/commits/ai-attribution-corpus.jsonl")));
    if (lines.isEmpty()) QSKIP("the public corpus is not beside the source tree");
    QCOMPARE(lines.size(), 199);
    QStringList wrong;
    for (const QByteArray& text : lines) {
        const Line line(text);
        const Markers markers = markersOf(line.view(), m_rules);
        const CommitClass got = classOf(markers);
        const CommitClass expected = expectedClass(line);
        if (got != expected)
            wrong << QStringLiteral("%1: %2 instead of %3 (%4)")
                         .arg(line.json[QStringLiteral("sha")].toString().left(12), QLatin1String(commitClassId(got)),
                              QLatin1String(commitClassId(expected)), line.list("selected_for").join(u", "));
        if (any(line.list("selected_for"), "AMBIGUOUS") && markers.askRule.empty())
            wrong << line.json[QStringLiteral("sha")].toString() + QStringLiteral(": must ask");
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void MarkerCorpusTest::ownCorpus_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const QByteArray& line :
         linesOf(test::sourcePlace(QStringLiteral("tests/core/attribution/data/corpus.jsonl"))))
        QTest::newRow(qPrintable(QJsonDocument::fromJson(line).object()[QStringLiteral("case")].toString())) << line;
}

void MarkerCorpusTest::ownCorpus()
{
    QFETCH(QByteArray, text);
    const Line line(text);
    const Markers markers = markersOf(line.view(), m_rules);
    QCOMPARE(QLatin1String(commitClassId(classOf(markers))), line.json[QStringLiteral("class")].toString());
    QStringList tools;
    for (const auto& evidence : markers.evidence)
        if (!tools.contains(QString::fromStdString(evidence.tool))) tools << QString::fromStdString(evidence.tool);
    tools.sort();
    QCOMPARE(tools, line.list("tools"));
    if (line.json.contains(QStringLiteral("strength"))) {
        QVERIFY(!markers.evidence.empty());
        QCOMPARE(markers.evidence.front().strength, line.json[QStringLiteral("strength")].toDouble());
    }
}

void MarkerCorpusTest::speed()
{
    std::string message = "Rework the retry loop so that a timeout is reported once\n\n";
    for (int i = 0; i < 12; ++i)
        message += "The old loop swallowed the second failure; keep it and say where it came from.\n";
    message += "\nReviewed-by: Ada Example <ada@example.com>\nCo-authored-by: Ben Example <ben@example.com>\n";
    const CommitView view{"Ada Example", "ada@example.com", "Ada Example", "ada@example.com", message, {}};
    std::size_t found = 0;
    QBENCHMARK
    {
        for (int i = 0; i < 1000; ++i) found += markersOf(view, m_rules).evidence.size();
    }
    QCOMPARE(found, std::size_t{0});
}

QTEST_APPLESS_MAIN(MarkerCorpusTest)
#include "tst_markercorpus.moc"
