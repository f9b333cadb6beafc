// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/contrast.h"
#include "cli/run.h"
#include "present/estimatetext.h"
#include "present/format.h"
#include "present/pages/registry.h"
#include "report/papertable.h"
#include "report/pdfreport.h"
#include "session/reportjob.h"
#include "ui/windowfixture.h"

#include <QRegularExpression>
#include <map>

using namespace uitest;

namespace {

clitest::Ran tool(const char* program, const QStringList& arguments)
{
    return clitest::execute(QString::fromLatin1(program), arguments);
}

/// Text without white space, so that line ends within a sentence or after a hyphen do not matter.
QString flat(const QString& text)
{
    return QString(text).replace(QLatin1String("**"), QString()).simplified().remove(QLatin1Char(' '));
}

metrics::Estimate estimateOf(const QJsonObject& json)
{
    const auto number = [&](const char* key) -> std::optional<double> {
        const auto value = json[QString::fromLatin1(key)];
        return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
    };
    metrics::Estimate estimate;
    estimate.value = number("value");
    estimate.low = number("low");
    estimate.high = number("high");
    estimate.level = json[QStringLiteral("level")].toDouble();
    estimate.unit = json[QStringLiteral("unit")].toString().toStdString();
    estimate.note = json[QStringLiteral("note")].toString().toStdString();
    return estimate;
}

} // namespace

class TestPdfReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void hasAPageForEverything();
    void fontsAreEmbedded();
    void bookmarksNameTheChapters();
    void pagesAreNumbered();
    void typeIsReadable();
    void headlinesStandInThePdf();
    void headlinesAreThoseOfTheCommandLine();
    void tablesAreDrawnWhole();
    void wordsStayWhole();
    void cancelledReportLeavesNoFile();
    void anOlderReportStaysWhenTheNewOneFails();
    void commandLineWritesTheSameReport();
    void scenariosAreTakenFromTheCommandLine();
    void anUnknownScenarioIsRefused();

private:
    [[nodiscard]] QString textOfPage(int page) const;

    Home m_home;
    std::shared_ptr<const session::Session> m_session;
    present::ReportSpec m_spec;
    QString m_pdf;
    int m_pages = 0;
};

void TestPdfReport::initTestCase()
{
    auto opened = session::Session::open(m_home.demo().toStdString());
    QVERIFY(opened);
    m_session = *opened;
    // The first report writes the recommendation into the history, which the second one shows, as all later ones do.
    QVERIFY(session::reportSpec(*m_session, {}));
    opened = session::Session::open(m_home.demo().toStdString());
    QVERIFY(opened);
    m_session = *opened;
    auto spec = session::reportSpec(*m_session, {});
    QVERIFY(spec);
    m_spec = spec->spec;
    m_pdf = m_home.at(QStringLiteral("report.pdf"));
    const auto written = ui::writeReport(m_spec, m_pdf, ui::Paper::A4, {}, {});
    QVERIFY2(written, written ? "" : written.error().message.c_str());
    static const QRegularExpression pages(QStringLiteral("Pages:\\s+(\\d+)"));
    const auto info = QString::fromUtf8(tool("pdfinfo", {m_pdf}).out);
    m_pages = pages.match(info).captured(1).toInt();
    QVERIFY2(info.contains(QStringLiteral("A4")), qPrintable(info));
}

QString TestPdfReport::textOfPage(int page) const
{
    const auto number = QString::number(page);
    return QString::fromUtf8(tool("pdftotext", {QStringLiteral("-raw"), QStringLiteral("-f"), number,
                                                QStringLiteral("-l"), number, m_pdf, QStringLiteral("-")})
                                 .out);
}

void TestPdfReport::hasAPageForEverything()
{
    // The first page, one for each dashboard page, then methods, coverage and the annex.
    const auto pages = static_cast<int>(m_spec.pages.size());
    for (int i = 0; i < pages; ++i) {
        const auto& title = m_spec.pages[static_cast<std::size_t>(i)].title;
        QVERIFY2(flat(textOfPage(i + 2)).contains(flat(title)), qPrintable(title));
        QVERIFY2(!flat(textOfPage(i + 2)).contains(QStringLiteral("(continued)")), qPrintable(title));
    }
    QVERIFY(flat(textOfPage(pages + 2)).contains(QStringLiteral("Methods")));
    QVERIFY2(m_pages <= 45, qPrintable(QString::number(m_pages)));
    QVERIFY(flat(textOfPage(1)).contains(flat(m_spec.headline)));
    for (int page = 1; page <= m_pages; ++page)
        QVERIFY2(textOfPage(page).size() > 80, qPrintable(QStringLiteral("page %1 is empty").arg(page)));
}

void TestPdfReport::fontsAreEmbedded()
{
    const auto lines = QString::fromUtf8(tool("pdffonts", {m_pdf}).out).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QVERIFY(lines.size() > 2);
    static const QRegularExpression columns(QStringLiteral("\\s(yes|no)\\s+(yes|no)\\s+(yes|no)\\s"));
    for (qsizetype i = 2; i < lines.size(); ++i) {
        QVERIFY2(columns.match(lines[i]).captured(1) == QStringLiteral("yes"), qPrintable(lines[i]));
        QVERIFY2(columns.match(lines[i]).captured(3) == QStringLiteral("yes"), qPrintable(lines[i]));
        QVERIFY2(lines[i].contains(QStringLiteral("Inter")), qPrintable(lines[i]));
    }
}

void TestPdfReport::bookmarksNameTheChapters()
{
    const auto checked = tool("qpdf", {QStringLiteral("--check"), m_pdf});
    QVERIFY2(checked.code == 0, checked.out + checked.err);
    const auto json = tool("qpdf", {QStringLiteral("--json"), QStringLiteral("--json-key=outlines"), m_pdf}).json();
    QStringList titles;
    QList<int> targets;
    for (const auto& entry : json[QStringLiteral("outlines")].toArray()) {
        titles.append(entry.toObject()[QStringLiteral("title")].toString());
        targets.append(entry.toObject()[QStringLiteral("destpageposfrom1")].toInt());
    }
    QStringList expected{QStringLiteral("Recommendation")};
    for (const auto& page : m_spec.pages) expected.append(page.title);
    expected << QStringLiteral("Methods") << m_spec.coverage.title << QStringLiteral("Annex");
    QCOMPARE(titles, expected);
    QVERIFY(std::is_sorted(targets.begin(), targets.end()));
    for (qsizetype i = 1; i < titles.size(); ++i)
        QVERIFY2(flat(textOfPage(targets[i])).contains(flat(titles[i])), qPrintable(titles[i]));
}

void TestPdfReport::pagesAreNumbered()
{
    for (int page = 1; page <= m_pages; ++page) {
        const auto lines = textOfPage(page).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QVERIFY2(lines.contains(QString::number(page)), qPrintable(QStringLiteral("page %1").arg(page)));
    }
}

void TestPdfReport::typeIsReadable()
{
    // At three times the size, the most there is, so that rounding to whole numbers matters less.
    const auto xml =
        QString::fromUtf8(tool("pdftohtml", {QStringLiteral("-xml"), QStringLiteral("-i"), QStringLiteral("-stdout"),
                                             QStringLiteral("-zoom"), QStringLiteral("3"), m_pdf})
                              .out);
    static const QRegularExpression fonts(QStringLiteral("<fontspec id=\"(\\d+)\" size=\"(\\d+)\""));
    std::map<QString, double> points;
    for (auto font = fonts.globalMatch(xml); font.hasNext();) {
        const auto found = font.next();
        points[found.captured(1)] = found.captured(2).toInt() / 3.0;
    }
    QVERIFY(points.size() > 3);
    static const QRegularExpression texts(QStringLiteral("<text [^>]*font=\"(\\d+)\">(.*)</text>"));
    static const QRegularExpression words(QStringLiteral("[A-Za-z0-9]"));
    for (auto text = texts.globalMatch(xml); text.hasNext();) {
        const auto found = text.next();
        if (!words.match(found.captured(2)).hasMatch()) continue;
        QVERIFY2(points[found.captured(1)] >= 6.3, qPrintable(found.captured(2)));
    }
}

void TestPdfReport::headlinesStandInThePdf()
{
    QString all;
    for (int page = 1; page <= m_pages; ++page) all += textOfPage(page) + QLatin1Char('\n');
    all = flat(all);
    int figures = 0;
    for (const auto& page : m_spec.pages)
        for (const auto& kpi : page.kpis) {
            ++figures;
            for (const auto& words : {kpi.title, kpi.value, kpi.interval, kpi.badge})
                QVERIFY2(all.contains(flat(words)), qPrintable(page.id + QStringLiteral(": ") + words));
        }
    QVERIFY(figures >= 12);
    for (const auto& row : m_spec.questions)
        for (const auto& words : {row.question, row.answer, row.interval})
            QVERIFY2(all.contains(flat(words)), qPrintable(words));
}

void TestPdfReport::headlinesAreThoseOfTheCommandLine()
{
    QJsonObject shown;
    const auto show = clitest::cli({QStringLiteral("show"), m_home.demo(), QStringLiteral("--json")}).json();
    for (const auto& figure : show[QStringLiteral("figures")].toArray())
        shown[figure.toObject()[QStringLiteral("measure")].toString()] = figure.toObject()[QStringLiteral("estimate")];
    int same = 0;
    for (const auto& page : m_spec.pages) {
        for (const auto& kpi : page.kpis) {
            if (kpi.measure.isEmpty()) continue;
            QStringList candidates;
            QStringList intervals;
            if (shown.contains(kpi.measure)) {
                const auto estimate = estimateOf(shown[kpi.measure].toObject());
                candidates << present::bareFigureText(estimate) << present::figureText(estimate);
                intervals << present::intervalText(estimate);
            }
            const auto byProvenance =
                clitest::cli({QStringLiteral("show"), m_home.demo(), kpi.measure, QStringLiteral("--by"),
                              QStringLiteral("provenance"), QStringLiteral("--json")})
                    .json()[QStringLiteral("figures")]
                    .toArray();
            for (const auto& bucket : byProvenance.at(0)[QStringLiteral("buckets")].toArray()) {
                candidates << present::figureText(estimateOf(bucket.toObject()));
                intervals << present::intervalText(estimateOf(bucket.toObject()));
            }
            const auto compared =
                clitest::cli({QStringLiteral("compare"), m_home.demo(), kpi.measure, QStringLiteral("--json")}).json();
            for (const auto& one : compared[QStringLiteral("contrasts")].toArray()) {
                const auto contrast =
                    analysis::contrast(kpi.measure.toStdString(), facts::View(m_session->snapshot(), {}));
                if (!contrast) continue;
                for (const auto& which : {QStringLiteral("adjusted"), QStringLiteral("raw")}) {
                    const auto effect = estimateOf(one[which][QStringLiteral("effect")].toObject());
                    candidates << present::effectText(effect, present::effectStyle(*contrast));
                    intervals << present::effectIntervalText(effect, present::effectStyle(*contrast));
                }
            }
            candidates << QStringLiteral("not enough data");
            const auto where = QStringLiteral("%1, %2: %3 is none of %4").arg(page.id, kpi.title);
            QVERIFY2(candidates.contains(kpi.value),
                     qPrintable(where.arg(kpi.value, candidates.join(QStringLiteral(" | ")))));
            if (!kpi.interval.contains(QStringLiteral("CI"))) continue;
            ++same;
            QVERIFY2(std::any_of(intervals.begin(), intervals.end(),
                                 [&](const auto& words) { return !words.isEmpty() && kpi.interval.contains(words); }),
                     qPrintable(where.arg(kpi.interval, intervals.join(QStringLiteral(" | ")))));
        }
    }
    QVERIFY2(same >= 8, qPrintable(QString::number(same)));
}

void TestPdfReport::tablesAreDrawnWhole()
{
    QString all;
    for (int page = 1; page <= m_pages; ++page) all += textOfPage(page) + QLatin1Char('\n');
    all = flat(all);
    int rows = 0;
    for (const auto& page : m_spec.pages)
        for (const auto& placed : page.blocks) {
            const auto* table = std::get_if<present::TableSpec>(&placed.block);
            if (table == nullptr) continue;
            for (std::size_t i = 0; i < std::min<std::size_t>(table->rows.size(), 120); ++i) {
                ++rows;
                const auto& cells = table->rows[i].cells;
                for (const auto& cell : cells)
                    QVERIFY2(all.contains(flat(cell.text)), qPrintable(page.id + QStringLiteral(": ") + cell.text));
            }
        }
    QVERIFY(rows > 40);
}

/// Eleven narrow columns: figures may take two lines, but no word is broken.
void TestPdfReport::wordsStayWhole()
{
    present::TableSpec table;
    const QStringList heads{QStringLiteral("Week"),  QStringLiteral("Measure"), QStringLiteral("Team"),
                            QStringLiteral("Now"),   QStringLiteral("Usual"),   QStringLiteral("Range"),
                            QStringLiteral("Size"),  QStringLiteral("Since"),   QStringLiteral("Comparable"),
                            QStringLiteral("Owner"), QStringLiteral("Note")};
    present::TableRow row;
    for (const auto& head : heads) {
        table.columns.push_back({head});
        row.cells.emplace_back();
        row.cells.back().text = QStringLiteral("17.9 changes per week");
    }
    row.cells[8].text = QStringLiteral("Comparable");
    table.rows = {row};
    const ui::PaperTable narrow(table, 640, ui::Theme::light());
    const ui::PaperTable wide(table, 4000, ui::Theme::light());
    QCOMPARE(narrow.headHeight(), wide.headHeight()); // every heading is one word on one line
    QVERIFY(narrow.rowHeight(0) > wide.rowHeight(0));
}

void TestPdfReport::cancelledReportLeavesNoFile()
{
    CancelToken cancel;
    cancel.request();
    const auto path = m_home.at(QStringLiteral("cancelled.pdf"));
    QVERIFY(!ui::writeReport(m_spec, path, ui::Paper::A4, cancel, {}));
    QVERIFY(!QFile::exists(path));
}

void TestPdfReport::anOlderReportStaysWhenTheNewOneFails()
{
    const auto path = m_home.write(QStringLiteral("older.pdf"), "an older report");
    CancelToken cancel;
    int calls = 0;
    const auto stop = [&](const Progress&) {
        if (++calls == 3) cancel.request();
    };
    QVERIFY(!ui::writeReport(m_spec, path, ui::Paper::A4, cancel, stop));
    QCOMPARE(bytesOf(path), QByteArray("an older report"));
}

void TestPdfReport::commandLineWritesTheSameReport()
{
    const auto path = m_home.at(QStringLiteral("cli.pdf"));
    const auto ran = clitest::cli({QStringLiteral("report"), m_home.demo(), QStringLiteral("-o"), path});
    QVERIFY2(ran.code == 0, ran.err.constData());
    const auto text = [](const QString& file) {
        return tool("pdftotext", {QStringLiteral("-raw"), file, QStringLiteral("-")}).out;
    };
    const auto lines = [&](const QString& file) { return QString::fromUtf8(text(file)).split(QLatin1Char('\n')); };
    const auto written = lines(path);
    const auto expected = lines(m_pdf);
    for (qsizetype i = 0; i < std::min(written.size(), expected.size()); ++i) QCOMPARE(written[i], expected[i]);
    QCOMPARE(written.size(), expected.size());
}

/// A page for each scenario named, with the same figures as `whatif` gives.
void TestPdfReport::scenariosAreTakenFromTheCommandLine()
{
    const auto path = m_home.at(QStringLiteral("scenarios.pdf"));
    QStringList arguments{QStringLiteral("report"),  m_home.demo(),
                          QStringLiteral("-o"),      path,
                          QStringLiteral("--pages"), QStringLiteral("economics")};
    for (const auto* name : {"narrow", "regulated"})
        arguments << QStringLiteral("--scenario") << QString::fromLatin1(name);
    const auto ran = clitest::cli(arguments);
    QVERIFY2(ran.code == 0, ran.err.constData());
    const auto said = QString::fromUtf8(tool("pdftotext", {QStringLiteral("-raw"), path, QStringLiteral("-")}).out);
    for (const auto* name : {"narrow", "regulated"}) {
        const auto asked = clitest::cli(
            {QStringLiteral("whatif"), m_home.demo(), QString::fromLatin1(name), QStringLiteral("--json")});
        QVERIFY2(asked.code == 0, asked.err.constData());
        const auto json = QJsonDocument::fromJson(asked.out).object();
        const auto title = json[QStringLiteral("scenario")].toString();
        QVERIFY(!title.isEmpty());
        const auto npv = json[QStringLiteral("simulated")].toObject()[QStringLiteral("npv")].toObject();
        const double median = npv[QStringLiteral("p50")].toDouble();
        QVERIFY2(flat(said).contains(flat(title)), qPrintable(title));
        QVERIFY2(flat(said).contains(flat(present::formatMoney(median, "USD"))),
                 qPrintable(present::formatMoney(median, "USD")));
    }
}

void TestPdfReport::anUnknownScenarioIsRefused()
{
    const auto path = m_home.at(QStringLiteral("none.pdf"));
    const auto ran = clitest::cli({QStringLiteral("report"), m_home.demo(), QStringLiteral("-o"), path,
                                   QStringLiteral("--scenario"), QStringLiteral("dreams")});
    QCOMPARE(ran.code, 2);
    QVERIFY2(ran.err.contains("dreams"), ran.err.constData());
    QVERIFY(!QFile::exists(path));
}

QTEST_MAIN(TestPdfReport)
#include "tst_pdfreport.moc"
