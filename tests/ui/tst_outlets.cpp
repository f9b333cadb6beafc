// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/run.h"
#include "metrics/metric.h"
#include "models/tablespecmodel.h"
#include "pages/pagecontent.h"
#include "present/estimatetext.h"
#include "present/format.h"
#include "report/pdfreport.h"
#include "session/reportjob.h"
#include "ui/windowfixture.h"

#include <QLabel>
#include <QTableView>
#include <map>

using namespace uitest;

namespace {

using clitest::cli;

QString flat(const QString& text)
{
    return QString(text).replace(QLatin1String("**"), QString()).simplified().remove(QLatin1Char(' '));
}

/// Everything that the widgets of a page say.
QStringList saidOn(const QWidget& content)
{
    QStringList said;
    for (const auto* label : content.findChildren<QLabel*>()) said << flat(label->text());
    for (const auto* badge : content.findChildren<QWidget*>()) said << flat(badge->accessibleName());
    for (const auto* table : content.findChildren<QTableView*>())
        for (int row = 0; row < table->model()->rowCount(); ++row)
            for (int column = 0; column < table->model()->columnCount(); ++column)
                said << flat(table->model()->index(row, column).data().toString());
    return said;
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
    estimate.unit = json[QStringLiteral("unit")].toString().toStdString();
    estimate.note = json[QStringLiteral("note")].toString().toStdString();
    return estimate;
}

QString intervalOf(const metrics::Estimate& e)
{
    return e.low && e.high ? present::formatBareInterval(*e.low, *e.high, e.unit) : QStringLiteral("–");
}

/// The row of a measure in a table of figures begins with its title and the words of its unit.
QString rowTitle(const metrics::MetricInfo& info)
{
    const auto words = present::unitWords(info.unit);
    const auto title = present::text(info.title);
    return words.isEmpty() ? title : title + QStringLiteral(", ") + words;
}

/// Tables of figures by these titles: for each of their rows, the figure and its interval in these columns.
struct FiguresTable
{
    const char* id;
    std::vector<std::pair<const char*, std::size_t>> groups; ///< group of the command line, column of its figure
};
const std::vector<FiguresTable> kTables{{"delivery.measures", {{"", 1}, {"ai", 3}, {"human", 5}, {"unknown", 7}}},
                                        {"quality.measures", {{"", 1}, {"ai", 3}, {"human", 5}, {"unknown", 7}}},
                                        {"adoption.measures", {{"", 1}}}};

} // namespace

/// A figure is worked out once and said once: the window, the report and the command line cannot differ, whatever is
/// filtered.
class TestOutlets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void screenSaysWhatThePageSays_data() { views(); }
    void screenSaysWhatThePageSays();
    void paperSaysWhatThePageSays_data() { views(); }
    void paperSaysWhatThePageSays();
    void commandLineSaysWhatTheTablesSay_data() { views(); }
    void commandLineSaysWhatTheTablesSay();
    void filtersChangeFigures();

private:
    void views();
    [[nodiscard]] facts::Filter filterOf(const QStringList& arguments) const;
    [[nodiscard]] present::ReportSpec reportFor(const QStringList& arguments);

    Home m_home;
    std::shared_ptr<const session::Session> m_session;
    std::map<QString, present::ReportSpec> m_reports; ///< by the command line's filter
};

void TestOutlets::initTestCase()
{
    // The first report writes the recommendation into the history, which all later ones show.
    auto opened = session::Session::open(m_home.demo().toStdString());
    QVERIFY(opened);
    QVERIFY(session::reportSpec(**opened, {}));
    opened = session::Session::open(m_home.demo().toStdString());
    QVERIFY(opened);
    m_session = *opened;
}

void TestOutlets::views()
{
    QTest::addColumn<QStringList>("filter");
    QTest::newRow("everything") << QStringList();
    const auto& team = m_session->snapshot()->teams.front();
    QTest::newRow("a team, a period, a task type") << QStringList{
        QStringLiteral("--team"),      present::text(team),
        QStringLiteral("--from"),      present::text(isoDay(m_session->snapshot()->span.from + std::chrono::days{60})),
        QStringLiteral("--to"),        present::text(isoDay(m_session->snapshot()->span.to)),
        QStringLiteral("--task-type"), QStringLiteral("feature")};
}

facts::Filter TestOutlets::filterOf(const QStringList& arguments) const
{
    facts::Filter filter;
    if (arguments.isEmpty()) return filter;
    filter.teams = {arguments[1].toStdString()};
    filter.period = m_session->snapshot()->span;
    filter.period->from = *parseIsoDay(arguments[3].toStdString());
    filter.taskTypes = {arguments[7].toStdString()};
    return filter;
}

present::ReportSpec TestOutlets::reportFor(const QStringList& arguments)
{
    auto& kept = m_reports[arguments.join(QLatin1Char(' '))];
    if (kept.pages.empty()) {
        const auto made = session::reportSpec(*m_session, filterOf(arguments));
        if (made) kept = made->spec;
    }
    return kept;
}

void TestOutlets::screenSaysWhatThePageSays()
{
    QFETCH(QStringList, filter);
    int figures = 0;
    for (const auto& page : reportFor(filter).pages) {
        ui::PageContent content(page, ui::Theme::light());
        content.resize(1280, content.heightForWidth(1280));
        const auto said = saidOn(content);
        const auto all = said.join(QLatin1Char('|'));
        for (const auto& kpi : page.kpis)
            for (const auto& words : {kpi.title, kpi.value, kpi.interval, kpi.badge}) {
                ++figures;
                QVERIFY2(all.contains(flat(words)), qPrintable(page.id + QStringLiteral(": ") + words));
            }
        for (const auto& placed : page.blocks) {
            const auto* table = std::get_if<present::TableSpec>(&placed.block);
            for (std::size_t i = 0; table != nullptr && i < table->rows.size(); ++i)
                for (const auto& cell : table->rows[i].cells) {
                    ++figures;
                    QVERIFY2(said.contains(flat(cell.text)), qPrintable(page.id + QStringLiteral(": ") + cell.text));
                }
        }
    }
    QVERIFY2(figures > 300, qPrintable(QString::number(figures)));
}

void TestOutlets::paperSaysWhatThePageSays()
{
    QFETCH(QStringList, filter);
    const auto path = m_home.at(QStringLiteral("outlets.pdf"));
    const auto ran = cli(QStringList{QStringLiteral("report"), m_home.demo(), QStringLiteral("-o"), path} + filter);
    QVERIFY2(ran.code == 0, ran.err.constData());
    const auto text =
        clitest::execute(QStringLiteral("pdftotext"), {QStringLiteral("-raw"), path, QStringLiteral("-")}).out;
    const auto all = flat(QString::fromUtf8(text).replace(QLatin1Char('\f'), QLatin1Char(' ')));
    int figures = 0;
    for (const auto& page : reportFor(filter).pages)
        for (const auto& kpi : page.kpis)
            for (const auto& words : {kpi.value, kpi.interval, kpi.badge}) {
                ++figures;
                QVERIFY2(all.contains(flat(words)), qPrintable(page.id + QStringLiteral(": ") + words));
            }
    QVERIFY2(figures > 30, qPrintable(QString::number(figures)));
}

void TestOutlets::commandLineSaysWhatTheTablesSay()
{
    QFETCH(QStringList, filter);
    std::map<QString, std::map<QString, metrics::Estimate>> shown; // by row title and group
    const auto read = [&](const QStringList& more) {
        const auto ran =
            cli(QStringList{QStringLiteral("show"), m_home.demo(), QStringLiteral("--json")} + filter + more);
        for (const auto& figure : ran.json()[QStringLiteral("figures")].toArray()) {
            const auto* metric =
                metrics::metricById(figure.toObject()[QStringLiteral("measure")].toString().toStdString());
            if (metric == nullptr) continue;
            auto& groups = shown[rowTitle(metric->info())];
            if (more.isEmpty())
                groups[QString()] = estimateOf(figure.toObject()[QStringLiteral("estimate")].toObject());
            for (const auto& bucket : figure.toObject()[QStringLiteral("buckets")].toArray())
                groups[bucket.toObject()[QStringLiteral("keys")].toArray().at(0).toString()] =
                    estimateOf(bucket.toObject());
        }
    };
    read({});
    read({QStringLiteral("--by"), QStringLiteral("provenance")});
    int same = 0;
    for (const auto& page : reportFor(filter).pages)
        for (const auto& placed : page.blocks) {
            const auto* table = std::get_if<present::TableSpec>(&placed.block);
            const auto wanted = std::find_if(kTables.begin(), kTables.end(), [&](const auto& t) {
                return table != nullptr && table->id == QString::fromLatin1(t.id);
            });
            if (wanted == kTables.end()) continue;
            for (const auto& row : table->rows)
                for (const auto& [group, column] : wanted->groups) {
                    const auto& groups = shown[row.cells.front().text];
                    const auto found = groups.find(QString::fromLatin1(group));
                    const auto where = table->id + QStringLiteral(", ") + row.cells.front().text;
                    if (found == groups.end()) { // a group without any row
                        QVERIFY2(row.cells[column].text == QStringLiteral("–"), qPrintable(where));
                        continue;
                    }
                    ++same;
                    const auto figure = present::bareFigureText(found->second);
                    QVERIFY2(row.cells[column].text == figure,
                             qPrintable(where + QStringLiteral(": ") + row.cells[column].text + u'|' + figure));
                    QCOMPARE(row.cells[column + 1].text, intervalOf(found->second));
                }
        }
    QVERIFY2(same >= 100, qPrintable(QString::number(same)));
}

void TestOutlets::filtersChangeFigures()
{
    const auto& span = m_session->snapshot()->span;
    std::map<QString, facts::Filter> filters;
    filters[QStringLiteral("team")].teams = {m_session->snapshot()->teams.front()};
    filters[QStringLiteral("task type")].taskTypes = {"feature"};
    filters[QStringLiteral("period")].period = DayRange{span.from + std::chrono::days{120}, span.to};
    filters[QStringLiteral("tool")].tools = {m_session->snapshot()->tools.back()};
    const auto valuesOf = [&](const facts::Filter& filter) {
        QStringList values;
        for (const auto* id : {"delivery", "quality"})
            for (const auto& kpi : present::pageById(id)->build(m_session->pageInput(filter)).kpis)
                values << kpi.value + kpi.interval;
        return values;
    };
    const auto whole = valuesOf({});
    for (const auto& [name, filter] : filters) QVERIFY2(valuesOf(filter) != whole, qPrintable(name));
}

QTEST_MAIN(TestOutlets)
#include "tst_outlets.moc"
