// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/estimatetext.h"
#include "present/pages/firstlook.h"
#include "present/pages/registry.h"
#include "present/report.h"
#include "present/trendchart.h"
#include "present/whatifspec.h"
#include "support/tinysnapshot.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <cmath>
#include <map>
#include <utility>

using namespace assay;
using namespace assay::present;

class TestPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale::c()); }
    void everyPage_data();
    void everyPage();
    void gridDoesNotOverlap_data() { everyPage_data(); }
    void gridDoesNotOverlap();
    void speedNeverStandsAlone();
    void nothingIsZeroWithoutData();
    void smallTeamsAreWithheld();
    void firstLookOverMuchData();
    void pagesWithoutContrastsWaitForNone();
    void saidStandsBesideShown();
    void trendsMarkTheRollout();
    void trendsCanBeRead();
    void benchmarkChipsHavePassports();
    void registryOrder();
    void report();
    void sameFigureEverywhere();
};

namespace {

enum class Filling
{
    Empty,
    GitOnly,
    Full
};

test::TinySnapshot filled(Filling filling)
{
    test::TinySnapshot tiny(filling == Filling::Full ? 24 : 6, filling == Filling::Full ? 2 : 0, 200);
    if (filling == Filling::Empty) return tiny;
    const bool full = filling == Filling::Full;
    for (int i = 0; full && i < 240; ++i) {
        const double created = 0.5 * i;
        const bool ai = i % 3 == 0;
        tiny.add(test::TicketRow{.created = created,
                                 .merged = created + (ai ? 3 : 4) + (i % 5),
                                 .p = ai ? 1.0 : 0.0,
                                 .person = i % 24,
                                 .team = i % 2,
                                 .type = static_cast<domain::TaskType>(i % 3),
                                 .key = "PAY-" + std::to_string(i)});
    }
    for (int i = 0; i < 240; ++i) {
        const double p = i % 3 == 0 ? 1.0 : i % 3 == 1 ? (full ? 0.0 : test::kUnknown) : test::kUnknown;
        tiny.add(test::ChangeRow{.merged = 4 + 0.5 * i,
                                 .p = p,
                                 .author = i % (full ? 24 : 6),
                                 .team = full ? i % 2 : facts::kNoIndex,
                                 .type = static_cast<domain::TaskType>(i % 3),
                                 .ticket = full ? i : facts::kNoIndex,
                                 .born = 20,
                                 .flags = full ? std::uint16_t{facts::kTraced} : std::uint16_t{0}});
    }
    for (int i = 0; i < 12; ++i) tiny.addDefect(100 + i, 104 + i, {{i * 10, 1.0}});
    return tiny;
}

PageInput inputOf(Filling filling)
{
    analysis::Settings settings;
    settings.resamples = 50;
    return pageInput(filled(filling).view(), {}, settings);
}

/// A page over one filling, built once for all that is asked of it.
const PageSpec& built(const QByteArray& page, Filling filling)
{
    static std::map<std::pair<QByteArray, Filling>, PageSpec> known;
    const auto [place, isNew] = known.try_emplace({page, filling});
    if (isNew) place->second = pageById(page.toStdString())->build(inputOf(filling));
    return place->second;
}

/// Every text a page shows.
QStringList textsOf(const PageSpec& page)
{
    QStringList texts{page.title, page.footnote};
    for (const BannerSpec& banner : page.banners)
        texts << banner.title << banner.text << banner.sideStrong << banner.sideText;
    for (const KpiSpec& kpi : page.kpis) texts << kpi.title << kpi.value << kpi.interval << kpi.badge << kpi.details;
    for (const Placed& place : page.blocks) {
        if (const auto* chart = std::get_if<ChartSpec>(&place.block))
            texts << chart->title << chart->subtitle << chart->empty << chart->footnote;
        if (const auto* notes = std::get_if<NotesSpec>(&place.block)) {
            texts << notes->title << notes->subtitle << notes->empty;
            for (const NotesSpec::Note& note : notes->notes) texts << note.text;
        }
        if (const auto* table = std::get_if<TableSpec>(&place.block)) {
            texts << table->title << table->empty;
            for (const TableRow& row : table->rows)
                for (const Cell& cell : row.cells) texts << cell.text;
        }
    }
    return texts;
}

/// Whether what is there at once stays where it is when the rest follows.
bool samePlaces(const PageSpec& begun, const PageSpec& whole)
{
    return begun.actions.size() == whole.actions.size() && begun.footnote == whole.footnote &&
           std::equal(begun.blocks.begin(), begun.blocks.end(), whole.blocks.begin(), whole.blocks.end(),
                      [](const Placed& a, const Placed& b) {
                          return a.block.index() == b.block.index() && a.row == b.row && a.column == b.column &&
                                 a.span == b.span && a.height == b.height;
                      });
}

bool finite(const ChartSpec& chart)
{
    const auto* line = std::get_if<LineChart>(&chart.body);
    if (!line) return true;
    for (const LineSeries& series : line->series)
        for (const auto& piece : series.pieces)
            for (const XYPoint& point : piece)
                if (!std::isfinite(point.x) || !std::isfinite(point.y) || !std::isfinite(point.low) ||
                    !std::isfinite(point.high))
                    return false;
    return true;
}

const KpiSpec& kpi(const PageSpec& page, const QString& id)
{
    for (const KpiSpec& candidate : page.kpis)
        if (candidate.id == id) return candidate;
    qFatal("no such figure");
}

} // namespace

void TestPages::everyPage_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<int>("filling");
    for (const PageEntry& entry : pages())
        for (const auto& [name, filling] : {std::pair{"empty", Filling::Empty}, std::pair{"git only", Filling::GitOnly},
                                            std::pair{"full", Filling::Full}})
            QTest::addRow("%s, %s", entry.id.data(), name)
                << QByteArray(entry.id.data(), static_cast<qsizetype>(entry.id.size())) << static_cast<int>(filling);
}

void TestPages::everyPage()
{
    QFETCH(QByteArray, page);
    QFETCH(int, filling);
    const PageSpec& spec = built(page, static_cast<Filling>(filling));
    QCOMPARE(spec.id.toUtf8(), page);
    QVERIFY(!spec.title.isEmpty());
    QVERIFY(spec.kpis.size() <= 4);
    QVERIFY(!spec.blocks.empty());
    QVERIFY(!spec.footnote.isEmpty());
    for (const KpiSpec& figure : spec.kpis) {
        QVERIFY2(!figure.value.isEmpty(), qPrintable(figure.id));
        QVERIFY2(!figure.interval.isEmpty(),
                 qPrintable(figure.id + QStringLiteral(" says neither interval nor why there is none")));
    }
    for (const Placed& place : spec.blocks) {
        if (const auto* chart = std::get_if<ChartSpec>(&place.block)) {
            QVERIFY(!chart->id.isEmpty() && !chart->title.isEmpty());
            QVERIFY2(!chart->empty.isEmpty() || !chart->subtitle.isEmpty(), qPrintable(chart->id));
            QVERIFY2(finite(*chart), qPrintable(chart->id));
        } else if (const auto* table = std::get_if<TableSpec>(&place.block)) {
            for (const TableRow& row : table->rows) QCOMPARE(row.cells.size(), table->columns.size());
            QVERIFY2(!table->rows.empty() || !table->empty.isEmpty(), qPrintable(table->id));
        }
    }
    static const QRegularExpression notANumber(QStringLiteral("\\b(nan|inf)\\b"));
    for (const QString& shown : textsOf(spec)) QVERIFY2(!shown.contains(notANumber), qPrintable(shown));
}

void TestPages::gridDoesNotOverlap()
{
    QFETCH(QByteArray, page);
    QFETCH(int, filling);
    const PageSpec& spec = built(page, static_cast<Filling>(filling));
    QSet<std::pair<int, int>> taken;
    for (const Placed& place : spec.blocks) {
        QVERIFY(place.column >= 0 && place.span > 0 && place.column + place.span <= 12);
        for (int row = place.row; row < place.row + place.rowSpan; ++row)
            for (int column = place.column; column < place.column + place.span; ++column) {
                QVERIFY2(!taken.contains({row, column}), "two blocks in one place");
                taken.insert({row, column});
            }
    }
}

void TestPages::speedNeverStandsAlone()
{
    for (const char* id : {"overview", "delivery"}) {
        const PageSpec page = pageById(id)->build(inputOf(Filling::Full));
        bool speed = false;
        bool quality = false;
        for (const KpiSpec& figure : page.kpis) {
            speed |= figure.title.contains(QStringLiteral("erge")) || figure.title.contains(QStringLiteral("Cycle"));
            quality |= figure.title.contains(QStringLiteral("Defects"));
        }
        QVERIFY2(speed && quality, id);
    }
}

void TestPages::nothingIsZeroWithoutData()
{
    const PageSpec adoption = pageById("adoption")->build(inputOf(Filling::GitOnly));
    for (const KpiSpec& figure : adoption.kpis)
        QVERIFY2(figure.value == QStringLiteral("not enough data"),
                 qPrintable(figure.id + u' ' + figure.value + u' ' + figure.details));
    const PageSpec overview = pageById("overview")->build(inputOf(Filling::Empty));
    for (const KpiSpec& figure : overview.kpis)
        QVERIFY2(figure.value == QStringLiteral("not enough data"), qPrintable(figure.id + figure.value));
    QCOMPARE(overview.banners.front().title, QStringLiteral("Keep measuring"));
}

/// Survey answers by team with n and interval beside real adoption; few answers are withheld, and nothing is mixed.
void TestPages::saidStandsBesideShown()
{
    PageInput input = inputOf(Filling::Full);
    const auto said = [&input]() -> const TableSpec* {
        static PageSpec page;
        page = pageById("adoption")->build(input);
        for (const Placed& block : page.blocks)
            if (const auto* found = std::get_if<TableSpec>(&block.block))
                if (found->id == QStringLiteral("adoption.said")) return found;
        return nullptr;
    };
    QVERIFY(said() == nullptr); // nobody was asked
    const QString real = kpi(pageById("adoption")->build(input), QStringLiteral("adoption.real")).value;
    const Day day = input.view.period().from + std::chrono::days{1};
    const std::string team = input.view.snapshot().teams.at(0);
    for (const double score : {4.0, 5.0, 3.0, 4.0, 4.0, 4.0})
        input.data.survey.push_back({day, team, "I trust what it writes", score, {}});
    for (const double score : {1.0, 1.0})
        input.data.survey.push_back({day, "anon-7", "I trust what it writes", score, {}});
    input.data.survey.push_back({day, team, "It saves me time", 2.0, {}});
    input.data.survey.push_back({day, team, "It saves me time", std::nullopt, "no idea"});
    input.data.survey.push_back({day - std::chrono::days{900}, team, "I trust what it writes", 1.0, {}});
    const TableSpec* table = said();
    QVERIFY(table);
    const auto row = [table](const QString& who, const QString& question) {
        for (const TableRow& r : table->rows)
            if (r.cells[0].text == who && r.cells[1].text == question) return r;
        return TableRow{};
    };
    const auto all = row(QStringLiteral("All teams"), QStringLiteral("I trust what it writes"));
    QCOMPARE(all.cells.at(2).text, QStringLiteral("3.25")); // 26 of 8, what was said long before left out
    QCOMPARE(all.cells.at(4).text, QStringLiteral("8"));
    QCOMPARE(all.cells.at(5).text, real);
    const auto own = row(QString::fromStdString(team), QStringLiteral("I trust what it writes"));
    QCOMPARE(own.cells.at(2).text, QStringLiteral("4"));
    QCOMPARE(own.cells.at(3).text, QStringLiteral("3.34 … 4.66")); // t with 5 degrees of freedom
    QCOMPARE(own.cells.at(4).text, QStringLiteral("6"));
    const auto few = row(QString::fromStdString(team), QStringLiteral("It saves me time"));
    QCOMPARE(few.cells.at(2).text, QStringLiteral("n < 5"));
    QCOMPARE(few.cells.at(4).text, QStringLiteral("–"));
}

/// Over much data a page begins with its headline contrasts; their points are those of the whole page.
void TestPages::firstLookOverMuchData()
{
    const PageInput few = inputOf(Filling::Full);
    QVERIFY(!firstLook(few, "overview"));
    test::TinySnapshot tiny = filled(Filling::Full);
    for (int i = 0; i < 201'000; ++i) // other people's tickets before the first change, in neither group
        tiny.add(test::TicketRow{.created = 1, .merged = 2, .p = test::kUnknown, .person = facts::kNoIndex});
    const PageInput much = pageInput(tiny.view(), {}, {.resamples = 20});
    QVERIFY(!firstLook(much, "data"));
    const auto adoption = firstLook(much, "adoption");
    QVERIFY(adoption.has_value());
    const PageSpec wholeAdoption = pageById("adoption")->build(much);
    QCOMPARE(kpi(*adoption, QStringLiteral("first.real")).value,
             kpi(wholeAdoption, QStringLiteral("adoption.real")).value);
    QVERIFY(!firstLook(much, "adoption"));
    const auto economics = firstLook(much, "economics");
    QVERIFY(economics.has_value());
    QVERIFY(!kpi(*economics, QStringLiteral("economics.net")).value.isEmpty());
    QVERIFY(!firstLook(much, "economics")); // what follows is as quick
    QVERIFY(firstLook(much, "targets").has_value());
    const PageInput fresh = pageInput(tiny.view(), {}, {.resamples = 20});
    for (const char* id : {"monitors", "methods"}) { // begin as they stay
        const auto begun = firstLook(fresh, id);
        QVERIFY(begun.has_value());
        const PageSpec whole = pageById(id)->build(fresh);
        QVERIFY(samePlaces(*begun, whole));
        const auto waits = [](const PageSpec& page) {
            return textsOf(page).join(u' ').contains(QStringLiteral("being worked out"), Qt::CaseInsensitive);
        };
        QVERIFY(waits(*begun));
        QVERIFY(!waits(whole));
        QVERIFY(!firstLook(fresh, id));
    }
    const auto first = firstLook(much, "overview");
    QVERIFY(first.has_value());
    QVERIFY(!first->footnote.isEmpty() && !first->blocks.empty());
    const PageSpec whole = pageById("overview")->build(much);
    QCOMPARE(kpi(*first, QStringLiteral("first.speed")).value, kpi(whole, QStringLiteral("overview.speed")).value);
    QCOMPARE(kpi(*first, QStringLiteral("first.defects")).value, kpi(whole, QStringLiteral("overview.defects")).value);
    QVERIFY(!firstLook(much, "overview")); // it is all there now
}

/// Whole contrasts take most of the time over much data: pages that show none wait for none, the badge of a target
/// included, and say the same as when they are there.
void TestPages::pagesWithoutContrastsWaitForNone()
{
    for (const char* id : {"adoption", "economics"}) {
        const PageInput input = inputOf(Filling::Full);
        const PageSpec alone = pageById(id)->build(input);
        QVERIFY(!input.figures->hasContrast("ticket-to-merge"));
        QVERIFY(!input.figures->hasContrast("defects-per-100-changes"));
        const PageInput other = inputOf(Filling::Full);
        (void)other.figures->recommendation();
        const PageSpec after = pageById(id)->build(other);
        QCOMPARE(textsOf(alone), textsOf(after));
    }
}

void TestPages::smallTeamsAreWithheld()
{
    test::TinySnapshot tiny = filled(Filling::Full);
    facts::Filter strict;
    strict.minimumGroup = 13; // each of the two teams has 12
    const PageSpec page = pageById("delivery")->build(pageInput(tiny.view(strict), {}, {.resamples = 20}));
    const TableSpec* table = nullptr;
    for (const Placed& block : page.blocks)
        if (const auto* found = std::get_if<TableSpec>(&block.block))
            if (found->id == QStringLiteral("delivery.teams")) table = found;
    QVERIFY(table);
    QVERIFY(!table->rows.empty());
    for (const TableRow& row : table->rows) QCOMPARE(row.cells[1].text, QStringLiteral("n < 13"));
}

/// Seats given to the teams a while apart, together, or to nobody.
void TestPages::trendsMarkTheRollout()
{
    const auto markersOf = [](std::optional<int> first, std::optional<int> second) {
        auto tiny = filled(Filling::Full);
        auto& people = tiny.raw().people;
        for (std::size_t p = 0; p < people.size(); ++p) {
            const auto day = people.memberships[p].back().team == 0 ? first : second;
            if (day) people.seats[p] = {{.tool = 0, .from = test::day(*day)}};
        }
        Figures figures(tiny.view(), {});
        const auto chart = trendByProvenance(figures, "ticket-to-merge", QStringLiteral("t"), QStringLiteral("T"));
        QStringList labels;
        for (const Marker& marker : std::get<LineChart>(chart.body).markers) labels << marker.label;
        return labels;
    };
    QCOMPARE(markersOf(30, 90), (QStringList{QStringLiteral("first team has seats"), QStringLiteral("all teams")}));
    QCOMPARE(markersOf(30, 40), QStringList{QStringLiteral("rollout")});
    QCOMPARE(markersOf(-30, 90), QStringList{QStringLiteral("all teams")}); // the first lies before the period
    QCOMPARE(markersOf({}, {}), QStringList());
}

/// A trend says that it is raw, and what each point is: value, interval and n of each line.
void TestPages::trendsCanBeRead()
{
    const auto tiny = filled(Filling::Full);
    Figures figures(tiny.view(), {});
    const auto chart = trendByProvenance(figures, "ticket-to-merge", QStringLiteral("t"), QStringLiteral("T"));
    QVERIFY2(chart.subtitle.startsWith(QStringLiteral("Raw, not adjusted; ")), qPrintable(chart.subtitle));
    const auto& lines = std::get<LineChart>(chart.body);
    std::set<double> drawn;
    for (const LineSeries& series : lines.series)
        for (const auto& piece : series.pieces)
            for (const XYPoint& point : piece) drawn.insert(point.x);
    QCOMPARE(lines.readings.size(), drawn.size());
    auto at = drawn.begin();
    for (const Marker& reading : lines.readings) {
        QCOMPARE(reading.at, *at++);
        QVERIFY2(reading.label.startsWith(QStringLiteral("28 days to ")), qPrintable(reading.label));
        for (const QString& line : reading.label.split(u'\n').mid(1))
            QVERIFY2(line.contains(QStringLiteral(": ")) && line.contains(QStringLiteral("n\u00a0")), qPrintable(line));
    }
    const auto& last = figures.series("ticket-to-merge", true).front().points;
    const auto known =
        std::find_if(last.rbegin(), last.rend(), [](const auto& point) { return point.estimate.value.has_value(); });
    QVERIFY(known != last.rend());
    const QString said = figureText(known->estimate) + QStringLiteral(" · ") + captionText(known->estimate);
    QVERIFY2(std::any_of(lines.readings.begin(), lines.readings.end(),
                         [&said](const Marker& reading) { return reading.label.contains(said); }),
             qPrintable(said));
}

/// The chip of every assumption from a benchmark leads to a row that says what was reported, when, and what it is.
void TestPages::benchmarkChipsHavePassports()
{
    Figures figures(filled(Filling::GitOnly).view(), {}, {});
    const auto spec = whatIfSpec(figures, {});
    QStringList passports;
    for (const Placed& place : built("benchmarks", Filling::GitOnly).blocks)
        if (const auto* table = std::get_if<TableSpec>(&place.block); table && table->id == u"benchmarks.planning")
            for (const TableRow& row : table->rows) passports << QStringLiteral("benchmarks#") + row.id;
    int chips = 0;
    for (const SliderSpec& slider : spec->sliders) {
        if (!slider.origin.startsWith(QStringLiteral("benchmark"))) continue;
        ++chips;
        QVERIFY2(passports.contains(slider.link), qPrintable(slider.id));
    }
    QVERIFY(chips >= 5);
    QCOMPARE(passports.size(), chips);
}

void TestPages::registryOrder()
{
    QStringList ids;
    for (const PageEntry& entry : pages()) ids << QString::fromLatin1(entry.id.data());
    QCOMPARE(
        ids.join(u' '),
        QStringLiteral(
            "overview economics targets delivery quality adoption monitors benchmarks data reconciliation methods"));
    QVERIFY(!pageById("economy"));
}

void TestPages::report()
{
    const ReportSpec report =
        buildReport(inputOf(Filling::Full), {.pages = {}, .version = QStringLiteral("Assay 0.1.0")});
    QCOMPARE(report.questions.size(), std::size_t(4));
    QCOMPARE(report.charts.size(), std::size_t(2));
    QCOMPARE(report.pages.size(), pages().size());
    QVERIFY(report.recommendation.startsWith(QStringLiteral("Recommendation: **")));
    QVERIFY(report.howSure.contains(QStringLiteral("generated by Assay 0.1.0")));
    QVERIFY(report.howSure.contains(QStringLiteral("33\u00a0% of changes have unknown provenance")));
    QVERIFY(!report.methods.empty() && !report.coverage.rows.empty());
    for (const QuestionRow& row : report.questions) QVERIFY(!row.answer.isEmpty() && !row.status.isEmpty());
    const ReportSpec some = buildReport(inputOf(Filling::Empty), {.pages = {"quality"}, .version = {}});
    QCOMPARE(some.pages.size(), std::size_t(1));
}

void TestPages::sameFigureEverywhere()
{
    const PageInput input = inputOf(Filling::Full);
    const PageSpec overview = pageById("overview")->build(input);
    const PageSpec delivery = pageById("delivery")->build(input);
    const ReportSpec report = buildReport(input);
    const QString value = kpi(overview, QStringLiteral("overview.speed")).value;
    QCOMPARE(kpi(delivery, QStringLiteral("delivery.ticket-to-merge")).value, value);
    QVERIFY2(report.questions[0].answer.startsWith(value), qPrintable(report.questions[0].answer));
}

QTEST_APPLESS_MAIN(TestPages)
#include "tst_pages.moc"
