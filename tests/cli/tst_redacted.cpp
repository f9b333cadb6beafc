// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/places.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

namespace {

QByteArray answerOf(const QStringList& arguments, int* code = nullptr)
{
    QProcess process;
    process.start(assay::test::buildPlace(QStringLiteral("bin/assay-cli")), arguments);
    if (!process.waitForFinished(240'000)) return {};
    if (code != nullptr) *code = process.exitCode();
    return process.readAllStandardOutput();
}

/// Every text of a JSON document, keys left out.
void collectTexts(const QJsonValue& value, QSet<QString>& into)
{
    if (value.isString()) into.insert(value.toString());
    for (const auto& part : value.toArray()) collectTexts(part, into);
    for (const auto& part : value.toObject()) collectTexts(part, into);
}

} // namespace

/// `export --format redacted` on a made-up organisation: figures, and nobody in them.
class TestRedacted : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void carriesTheFigures();
    void namesNobody();
    void isTold();

private:
    /// A column of a list of the workspace.
    [[nodiscard]] QSet<QString> words(const QString& command, const QStringList& rest, const QStringList& keys) const
    {
        QSet<QString> all;
        const auto lines = answerOf(QStringList{QStringLiteral("--jsonl"), command} + rest).split('\n');
        for (const auto& line : lines)
            for (const QString& key : keys) all.insert(QJsonDocument::fromJson(line).object()[key].toString());
        all.remove(QString());
        return all;
    }
    QTemporaryDir m_folder;
    QString m_workspace;
    QByteArray m_text;
    QJsonObject m_document;
};

void TestRedacted::initTestCase()
{
    m_workspace = m_folder.filePath(QStringLiteral("demo.assay"));
    int code = -1;
    answerOf({QStringLiteral("demo"), m_workspace, QStringLiteral("--developers"), QStringLiteral("60"),
              QStringLiteral("--months"), QStringLiteral("12"), QStringLiteral("--quiet")},
             &code);
    QCOMPARE(code, 0);
    const QString path = m_folder.filePath(QStringLiteral("away.json"));
    answerOf({QStringLiteral("export"), m_workspace, QStringLiteral("-o"), path, QStringLiteral("--format"),
              QStringLiteral("redacted")},
             &code);
    QCOMPARE(code, 0);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_text = file.readAll();
    m_document = QJsonDocument::fromJson(m_text).object();
    QVERIFY(m_document[u"redacted"].toBool());
}

void TestRedacted::carriesTheFigures()
{
    const auto shown =
        QJsonDocument::fromJson(answerOf({QStringLiteral("show"), m_workspace, QStringLiteral("--json")}))
            .object()[u"figures"]
            .toArray();
    const auto measures = m_document[u"measures"].toArray();
    QVERIFY(!measures.isEmpty());
    QCOMPARE(measures.size(), shown.size());
    int teams = 0;
    for (qsizetype i = 0; i < measures.size(); ++i) {
        QCOMPARE(measures[i][u"estimate"][u"value"], shown[i][u"estimate"][u"value"]);
        for (const auto& cell : measures[i][u"by"][u"team"].toArray()) {
            const QString group = cell[u"group"].toString();
            teams += group.startsWith(QStringLiteral("Team ")) ? 1 : 0;
        }
    }
    QVERIFY2(teams > 10, "figures by team, the teams numbered");
    QVERIFY(!m_document[u"scenarios"].toArray().isEmpty());
    QVERIFY(!m_document[u"recommendation"].toString().isEmpty());
}

void TestRedacted::namesNobody()
{
    const auto people =
        words(QStringLiteral("people"), {m_workspace}, {QStringLiteral("identity"), QStringLiteral("person")});
    const auto teams = words(QStringLiteral("teams"), {m_workspace}, {QStringLiteral("team")});
    const auto sources = words(QStringLiteral("sources"), {m_workspace}, {QStringLiteral("location")});
    const auto subjects = words(QStringLiteral("rows"), {m_workspace, QStringLiteral("commits")},
                                {QStringLiteral("subject"), QStringLiteral("oid"), QStringLiteral("repository")});
    QVERIFY(people.size() > 60);
    QVERIFY(teams.size() > 3);
    QVERIFY(!sources.isEmpty());
    QVERIFY(subjects.size() > 500);
    QSet<QString> told;
    collectTexts(m_document, told);
    for (const auto& names : {people, teams, sources, subjects})
        for (const QString& name : names) {
            QVERIFY2(!told.contains(name), qPrintable(name));
            if (name.size() > 6 && !name.contains(u' ')) QVERIFY2(!m_text.contains(name.toUtf8()), qPrintable(name));
        }
    QVERIFY(!m_text.contains('@'));
    QVERIFY(!m_text.contains("/tmp"));
    QVERIFY(!m_text.contains("Demo organisation"));
}

void TestRedacted::isTold()
{
    int code = -1;
    answerOf({QStringLiteral("verify"), m_workspace}, &code);
    QCOMPARE(code, 0);
    answerOf({QStringLiteral("export"), m_workspace, QStringLiteral("-o"), m_folder.filePath(QStringLiteral("none/a")),
              QStringLiteral("--format"), QStringLiteral("redacted")},
             &code);
    QCOMPARE(code, 4);
}

QTEST_GUILESS_MAIN(TestRedacted)
#include "tst_redacted.moc"
