// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/glossary.h"
#include "resources/resources.h"

#include <QSet>
#include <QTest>

using namespace assay;
using namespace assay::present;

namespace {

std::vector<GlossaryEntry> shipped()
{
    return parseGlossary(QString::fromStdString(resources::handbook(QStringLiteral("glossary.md"))));
}

template <class... Text>
QStringList words(Text... each)
{
    return {QString::fromUtf8(each)...};
}

QStringList wordsOf(const std::vector<Hint>& hints)
{
    QStringList said;
    for (const Hint& hint : hints) said << hint.word;
    return said;
}

} // namespace

class TestGlossary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEntryIsPlain();
    void hasTheWordsOfTheTrade_data();
    void hasTheWordsOfTheTrade();
    void findsWords_data();
    void findsWords();
    void cardsExplainThemselves();
};

/// One or two sentences, a chapter that exists, and no form that two entries claim.
void TestGlossary::everyEntryIsPlain()
{
    QSet<QString> forms;
    for (const GlossaryEntry& entry : shipped()) {
        const QString& meaning = entry.hint.meaning;
        QVERIFY2(meaning.endsWith(u'.') && meaning.size() >= 30 && meaning.size() <= 220, qPrintable(entry.hint.word));
        QVERIFY2(meaning.count(QStringLiteral(". ")) <= 1, qPrintable(entry.hint.word));
        const QString chapter = entry.hint.place.section(u':', 1);
        QVERIFY2(!resources::handbook(chapter).empty(), qPrintable(chapter));
        for (const QString& form : entry.forms) {
            QVERIFY2(!forms.contains(form.toLower()), qPrintable(form));
            forms.insert(form.toLower());
        }
    }
    QVERIFY(forms.size() > 40);
}

void TestGlossary::hasTheWordsOfTheTrade_data()
{
    QTest::addColumn<QString>("word");
    for (const char* word : {"PERT", "Sobol index", "rank correlation", "tranche", "coverage", "hazard", "stratum",
                             "overlap", "E-value", "shrinkage", "break-even", "95\u00a0% CI", "guard-rail", "censored"})
        QTest::newRow(word) << QString::fromUtf8(word);
}

void TestGlossary::hasTheWordsOfTheTrade()
{
    QFETCH(QString, word);
    QVERIFY(!hintsIn(word, shipped()).empty());
}

void TestGlossary::findsWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("in their order") << QStringLiteral("raw, not censored") << words("Raw", "Censored");
    QTest::newRow("once") << QStringLiteral("raw and raw") << words("Raw");
    QTest::newRow("not within a word") << QStringLiteral("drawn by a strawman") << QStringList{};
    QTest::newRow("in another form") << QStringLiteral("within strata") << words("Stratum");
    QTest::newRow("a letter just so") << QStringLiteral("N changes; n 402") << words("n");
    QTest::newRow("nothing") << QString() << QStringList{};
}

void TestGlossary::findsWords()
{
    QFETCH(QString, text);
    QTEST(wordsOf(hintsIn(text, shipped())), "words");
}

void TestGlossary::cardsExplainThemselves()
{
    PageSpec page;
    page.banners.resize(1);
    page.banners[0].text = QStringLiteral("It is inconclusive.");
    KpiSpec kpi;
    kpi.title = QStringLiteral("Ticket to merge");
    kpi.interval = QStringLiteral("95\u00a0% CI 1 … 2 · n\u00a03 / 4 · adjusted");
    kpi.measure = QStringLiteral("ticket-to-merge");
    page.kpis = {kpi};
    TableSpec table;
    table.columns.resize(1);
    table.columns[0].title = QStringLiteral("Coverage");
    TableRow row;
    row.cells.resize(1);
    row.cells[0].text = QStringLiteral("E-value");
    table.rows = {row};
    page.blocks.resize(1);
    page.blocks[0].block = table;
    addHints(page, shipped());
    QCOMPARE(wordsOf(page.banners[0].hints), words("Inconclusive"));
    QCOMPARE(wordsOf(page.kpis[0].hints), (words("Ticket to merge", "95 % interval", "n", "Adjusted")));
    QCOMPARE(page.kpis[0].hints[0].place, QStringLiteral("methods#ticket-to-merge"));
    QCOMPARE(wordsOf(std::get<TableSpec>(page.blocks[0].block).hints), (words("Coverage", "E-value")));
    QCOMPARE(glossaryTable(shipped()).rows.size(), shipped().size());
}

QTEST_GUILESS_MAIN(TestGlossary)
#include "tst_glossary.moc"
