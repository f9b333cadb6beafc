// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/contrast.h"
#include "analysis/effects.h"
#include "analysis/remarks.h"
#include "analysis/sample.h"
#include "analysis/tracingerror.h"
#include "support/tinysnapshot.h"

#include <QTest>
#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>

using namespace assay;
using namespace assay::analysis;
using assay::test::ChangeRow;
using assay::test::TicketRow;
using assay::test::TinySnapshot;
using domain::TaskType;

namespace {

/// Tickets in which AI makes quick work quicker and slow work quicker, but is used mostly on slow work: raw says
/// slower.
TinySnapshot simpson()
{
    TinySnapshot s(40, 2, 200);
    std::mt19937 random(7);
    std::uniform_real_distribution<double> spread(0.8, 1.25);
    for (int i = 0; i < 400; ++i) {
        const bool slow = i % 2 == 0;
        const bool ai = slow ? i % 10 != 0 : i % 10 == 1;
        const double days = (slow ? 20 : 4) * (ai ? 0.7 : 1.0) * spread(random);
        const double created = 0.2 * i;
        s.add(TicketRow{.created = created,
                        .merged = created + days,
                        .p = ai ? 1.0 : 0.0,
                        .person = i % 40,
                        .team = slow ? 0 : 1,
                        .type = slow ? TaskType::Feature : TaskType::Tests,
                        .size = 10 + i % 7});
    }
    return s;
}

/// Changes with a defect rate of one in five (AI) against one in ten.
TinySnapshot defects(int rows)
{
    TinySnapshot s(20, 2, 400);
    std::mt19937 random(11);
    for (int i = 0; i < rows; ++i)
        s.add(ChangeRow{.merged = 0.5 * i,
                        .p = i % 2 == 0 ? 1.0 : 0.0,
                        .author = static_cast<facts::Index>(random() % 20),
                        .team = (i / 2) % 2,
                        .size = i % 5});
    for (int i = 0; i < rows; ++i)
        if (i % 2 == 0 ? i % 10 == 0 : i % 20 == 1) s.addDefect(0.5 * i + 3, 0.5 * i + 4, {{i, 1.0}});
    return s;
}

const SensitivityRun* runById(const Contrast& c, std::string_view id)
{
    const auto found = std::find_if(c.sensitivity.begin(), c.sensitivity.end(),
                                    [id](const SensitivityRun& run) { return run.id == id; });
    return found == c.sensitivity.end() ? nullptr : &*found;
}

const Effect* segmentById(const Contrast& c, std::string_view id)
{
    const auto found = std::find_if(c.segments.begin(), c.segments.end(), [id](const Effect& e) { return e.id == id; });
    return found == c.segments.end() ? nullptr : &*found;
}

/// The obvious way: the median over all pairs within strata, weighted by 1 / (n + 1) of the stratum.
double slowShift(const Sample& s, unsigned covariates)
{
    const auto strata = s.strata(covariates);
    std::vector<std::pair<double, double>> pairs;
    double total = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (s.ai[i] == 0) continue;
        const auto n = static_cast<double>(std::count(strata.begin(), strata.end(), strata[i]));
        for (std::size_t j = 0; j < s.size(); ++j)
            if (s.ai[j] == 0 && strata[j] == strata[i])
                pairs.emplace_back(s.value[i] - s.value[j], 1 / (n + 1)), total += 1 / (n + 1);
    }
    std::sort(pairs.begin(), pairs.end());
    double sum = 0;
    for (std::size_t k = 0; k < pairs.size(); ++k) {
        sum += pairs[k].second;
        if (sum > total / 2 + 1e-9) return pairs[k].first;
        if (sum > total / 2 - 1e-9) return (pairs[k].first + pairs[k + 1].first) / 2;
    }
    return 0;
}

/// Rows of known provenance, compared or not.
std::int64_t known(const Effect& e)
{
    return e.nAi + e.nHuman + e.setAside;
}

/// The obvious way: rows that another row of their stratum, of the other group, can be held against.
std::pair<std::int64_t, std::int64_t> slowCompared(const Sample& s, unsigned covariates)
{
    const auto strata = s.strata(covariates);
    std::pair<std::int64_t, std::int64_t> rows;
    for (std::size_t i = 0; i < s.size(); ++i)
        for (std::size_t j = 0; j < s.size(); ++j)
            if (strata[i] == strata[j] && s.ai[i] != s.ai[j]) {
                ++(s.ai[i] != 0 ? rows.first : rows.second);
                break;
            }
    return rows;
}

double slowRateRatio(const Sample& s, unsigned covariates)
{
    const auto strata = s.strata(covariates);
    double above = 0;
    double below = 0;
    auto names = strata;
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const auto name : names) {
        double e[2] = {0, 0};
        double t[2] = {0, 0};
        for (std::size_t i = 0; i < s.size(); ++i)
            if (strata[i] == name) e[s.ai[i]] += s.value[i], t[s.ai[i]] += s.weight[i];
        if (t[0] + t[1] == 0) continue;
        above += e[1] * t[0] / (t[0] + t[1]);
        below += e[0] * t[1] / (t[0] + t[1]);
    }
    return above / below;
}

/// The obvious way: the spread of what is left when each person's work is left out, less what a person on one side of a
/// stratum takes from those on the other.
double slowError(const Sample& s, unsigned covariates)
{
    const auto strata = s.strata(covariates);
    const double all = std::log(slowRateRatio(s, covariates));
    const auto squareWithout = [&](const auto& leavesOut) {
        const auto rows = s.rowsWhere([&](std::uint32_t i) { return !leavesOut(i); });
        const double left = std::log(slowRateRatio(s.subset(rows), covariates));
        return (left - all) * (left - all);
    };
    std::set<std::uint32_t> people(s.cluster.begin(), s.cluster.end());
    const auto everyone = static_cast<double>(people.size());
    double squares = 0;
    for (const auto person : people) squares += squareWithout([&](std::uint32_t i) { return s.cluster[i] == person; });
    for (const auto stratum : std::set<std::uint32_t>(strata.begin(), strata.end())) {
        std::map<std::uint32_t, std::set<int>> groups; // by person
        for (std::size_t i = 0; i < s.size(); ++i)
            if (strata[i] == stratum) groups[s.cluster[i]].insert(s.ai[i]);
        const auto here = static_cast<double>(groups.size());
        for (const auto& [person, sides] : groups)
            if (sides.size() == 1)
                squares -=
                    (everyone - here) / (here * (everyone - 1)) * squareWithout([&, who = person](std::uint32_t i) {
                        return s.cluster[i] == who && strata[i] == stratum;
                    });
    }
    return std::sqrt(squares * (everyone - 1) / everyone);
}

} // namespace

class TestContrast : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tracingErrorTakenOut();
    void tracingErrorInContrast();
    void findsTheReversal();
    void trendIsNotAi();
    void allAtOnceIsSaid();
    void agreesWithAllPairs();
    void rates();
    void sameForAnyNumberOfDraws();
    void sameForAnyNumberOfThreads();
    void severalAtOnceAreThoseMadeAlone();
    void onlyTicketsWithTimeToFinish();
    void segmentsAreShrunkAndCorrected();
    void sensitivity();
    void countsWhatIsCompared();
    void overlap();
    void weeksToDecide();
    void refuses_data();
    void refuses();
    void saysWhatItCannot_data();
    void saysWhatItCannot();
};

void TestContrast::findsTheReversal()
{
    const auto c = contrast("ticket-to-merge", simpson().view());
    QVERIFY(c.has_value());
    QVERIFY(*c->raw.effect.value > 1.3);
    QCOMPARE(c->raw.verdict, Verdict::Worse);
    QVERIFY(std::abs(*c->adjusted.effect.value - 0.7) < 0.03);
    QVERIFY(*c->adjusted.effect.low < 0.7 && *c->adjusted.effect.high > 0.7);
    QCOMPARE(c->adjusted.verdict, Verdict::Better);
    QVERIFY(c->reversal.find("different directions") != std::string::npos);
    QCOMPARE(c->adjustedFor, std::string("team × task type × size × code age × quarter"));
    QVERIFY(!c->weeksToDecide);
    QCOMPARE(c->ai.total() + c->human.total(), 400);
}

/// All work gets quicker by the month and AI comes into use over the same months, without an effect of its own.
void TestContrast::trendIsNotAi()
{
    TinySnapshot s(40, 1, 700);
    std::mt19937 random(19);
    std::normal_distribution<double> noise(0, 0.3);
    std::uniform_real_distribution<double> uniform(0, 1);
    for (int i = 0; i < 2400; ++i) {
        const double created = 0.25 * i;
        const bool ai = uniform(random) < created / 600;
        const double days = 10 * std::exp(-created / 600 + noise(random));
        s.add(TicketRow{.created = created, .merged = created + days, .p = ai ? 1.0 : 0.0, .person = i % 40});
    }
    const auto c = contrast("ticket-to-merge", s.view());
    QVERIFY(c.has_value());
    QVERIFY(*c->raw.effect.value < 0.8);
    QCOMPARE(c->raw.verdict, Verdict::Better);
    // Within a quarter a percent is left of the trend; the error is one and a half.
    QVERIFY2(std::abs(*c->adjusted.effect.value - 1) < 0.06, qPrintable(QString::number(*c->adjusted.effect.value)));
    QVERIFY(std::abs(*runById(*c, "overlap-weighted")->effect.effect.value - 1) < 0.06);
    QVERIFY(std::abs(*runById(*c, "within-person")->effect.effect.value - 1) < 0.1);
}

/// Where everybody begins on one day, before and after is all there is, and it is said.
void TestContrast::allAtOnceIsSaid()
{
    TinySnapshot s(40, 1, 700);
    for (int i = 0; i < 600; ++i)
        s.add(TicketRow{.created = 1.0 * i, .merged = i + 4.0 + i % 5, .p = i < 365 ? 0.0 : 1.0, .person = i % 40});
    const auto c = contrast("ticket-to-merge", s.view());
    QCOMPARE(c->adjustedFor, std::string("team × task type × size × code age"));
    QVERIFY2(c->overlap.find("hardly meet in any half-year") != std::string::npos, c->overlap.c_str());
}

void TestContrast::agreesWithAllPairs()
{
    const auto s = simpson();
    const Sample sample = sampleOf(*metrics::metricById("ticket-to-merge"), s.view());
    const auto c = contrast("ticket-to-merge", s.view());
    QVERIFY(std::abs(std::log(*c->adjusted.effect.value) - slowShift(sample, kAllCovariates)) < 1e-8);
    const double ratio = *c->ai.value / *c->human.value;
    QVERIFY(std::abs(*c->raw.effect.value - ratio) < 1e-9);
}

void TestContrast::rates()
{
    const auto s = defects(600);
    const Sample sample = sampleOf(*metrics::metricById("defects-per-100-changes"), s.view());
    const auto c = contrast("defects-per-100-changes", s.view());
    QVERIFY(std::abs(*c->adjusted.effect.value - slowRateRatio(sample, kAllCovariates)) < 1e-9);
    QVERIFY(std::abs(*c->raw.effect.value - 2) < 0.05);
    const double error = slowError(sample, kAllCovariates);
    QVERIFY(std::abs(*errorOnScale(c->adjusted.effect, true) * 1.96 / (error * 2.093) - 1) < 0.02); // t, 19 people
    QCOMPARE(c->adjusted.verdict, Verdict::Worse);
    QVERIFY(c->adjusted.effect.method.find("jackknife") != std::string::npos);
    QVERIFY(runById(*c, "bootstrap")->effect.effect.method.find("bootstrap") != std::string::npos);
    QCOMPARE(*runById(*c, "bootstrap")->effect.effect.value, *c->adjusted.effect.value);
    TinySnapshot young = s;
    young.raw().cutOff = fromUnixMillis(test::at(300));
    const auto mature = contrast("defects-per-100-changes", young.view());
    QCOMPARE(known(mature->adjusted), 421); // merged up to day 210: watched for 90 days
    QCOMPARE(mature->adjusted.effect.excluded.front().reason, std::string("not watched for the whole window yet"));
}

void TestContrast::sameForAnyNumberOfDraws()
{
    const auto s = defects(400);
    const auto a = contrast("defects-per-100-changes", s.view());
    const auto b = contrast("defects-per-100-changes", s.view());
    const auto drawn = [](const Result<Contrast>& c) { return runById(*c, "bootstrap")->effect.effect; };
    QCOMPARE(*drawn(a).low, *drawn(b).low);
    QCOMPARE(*drawn(a).high, *drawn(b).high);
    Settings other;
    other.seed = 4;
    const auto d = contrast("defects-per-100-changes", s.view(), other);
    QCOMPARE(*a->adjusted.effect.low, *d->adjusted.effect.low);
    QVERIFY(*drawn(a).low != *drawn(d).low);
}

void TestContrast::sameForAnyNumberOfThreads()
{
    Settings one;
    one.threads = 1;
    Settings many;
    many.threads = 5;
    for (const char* id : {"defects-per-100-changes", "ticket-to-merge"}) {
        const auto view = std::string_view(id) == "ticket-to-merge" ? simpson().view() : defects(400).view();
        const auto a = contrast(id, view, one);
        const auto b = contrast(id, view, many);
        const auto same = [](const Effect& x, const Effect& y) {
            return x.id == y.id && x.effect.value == y.effect.value && x.effect.low == y.effect.low &&
                   x.effect.high == y.effect.high && x.verdict == y.verdict;
        };
        QVERIFY(same(a->raw, b->raw) && same(a->adjusted, b->adjusted));
        QCOMPARE(a->segments.size(), b->segments.size());
        QCOMPARE(a->sensitivity.size(), b->sensitivity.size());
        for (std::size_t i = 0; i < a->segments.size(); ++i) QVERIFY(same(a->segments[i], b->segments[i]));
        for (std::size_t i = 0; i < a->sensitivity.size(); ++i)
            QVERIFY2(same(a->sensitivity[i].effect, b->sensitivity[i].effect), a->sensitivity[i].id.c_str());
    }
}

void TestContrast::severalAtOnceAreThoseMadeAlone()
{
    const auto s = defects(400);
    const std::array<std::string_view, 3> ids{"revert-rate-30", "no-such-measure", "defects-per-100-changes"};
    const std::array<ContrastRequest, 3> wanted{{{ids[0]}, {ids[1]}, {ids[2]}}};
    const auto together = contrasts(wanted, s.view(), {});
    QCOMPARE(together.size(), ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto alone = contrast(ids[i], s.view());
        QCOMPARE(together[i].has_value(), alone.has_value());
        if (!alone) {
            QCOMPARE(together[i].error().message, alone.error().message);
            continue;
        }
        QCOMPARE(together[i]->measure, std::string(ids[i]));
        QCOMPARE(together[i]->adjusted.effect.value, alone->adjusted.effect.value);
        QCOMPARE(together[i]->adjusted.effect.low, alone->adjusted.effect.low);
        QCOMPARE(together[i]->sensitivity.size(), alone->sensitivity.size());
        for (std::size_t k = 0; k < alone->sensitivity.size(); ++k)
            QCOMPARE(together[i]->sensitivity[k].effect.effect.high, alone->sensitivity[k].effect.effect.high);
    }
    QVERIFY(!together[1].has_value() && together[2].has_value());
}

void TestContrast::onlyTicketsWithTimeToFinish()
{
    // One ticket a day; human ones take 20 days, assisted ones 2, and every fifth of all takes 40.
    TinySnapshot s(40, 2, 200);
    for (int i = 0; i < 200; ++i) {
        const bool ai = i % 2 == 1;
        const int days = i % 5 == 0 ? 40 : ai ? 2 : 20;
        if (i + days < 200)
            s.add(TicketRow{.created = 1.0 * i, .merged = 1.0 * (i + days), .p = ai ? 1.0 : 0.0, .person = i % 40});
    }
    const auto& metric = *metrics::metricById("ticket-to-merge");
    const Sample all = sampleOf(metric, s.view());
    QCOMPARE(*std::max_element(all.createdAt.begin(), all.createdAt.end()), test::at(159));
    QCOMPARE(all.count(true), all.count(false)); // of days 0 to 159, half each
    facts::Filter filter;
    filter.period = DayRange{fromEpochDay(test::day(50)), fromEpochDay(test::day(79))};
    const Sample part = sampleOf(metric, s.view(filter));
    QCOMPARE(part.size(), std::size_t{30}); // all that was created then, also what merged later
    QCOMPARE(part.excluded.back().reason, std::string("created before the period"));
}

void TestContrast::segmentsAreShrunkAndCorrected()
{
    TinySnapshot s(60, 1, 300);
    std::mt19937 random(3);
    std::normal_distribution<double> noise(0, 0.3);
    for (int i = 0; i < 1200; ++i) {
        const bool ai = i / 6 % 2 == 0;
        const auto type = static_cast<TaskType>(i % 6);
        const double effect = type == TaskType::Tests ? -0.4 : 0.0;
        const double created = 0.1 * i;
        s.add(TicketRow{.created = created,
                        .merged = created + 3 * std::exp((ai ? effect : 0) + noise(random)),
                        .p = ai ? 1.0 : 0.0,
                        .person = (i / 12) % 60,
                        .type = type});
    }
    const auto c = contrast("ticket-to-merge", s.view());
    const Effect* tests = segmentById(*c, "tests");
    QVERIFY(tests != nullptr && tests->effect.value);
    QCOMPARE(tests->verdict, Verdict::Better);
    QVERIFY(*tests->effect.value > std::exp(-0.45) && *tests->effect.value < 0.85);
    QVERIFY(tests->effect.note.find("By itself") != std::string::npos);
    QVERIFY(tests->drawnTowards && *tests->drawnTowards > *tests->effect.value && *tests->drawnTowards < 1);
    QCOMPARE(segmentById(*c, "feature")->drawnTowards, tests->drawnTowards);
    QVERIFY(!c->adjusted.drawnTowards && !segmentById(*c, "team:Team A")->drawnTowards); // one of its kind
    int named = 0;
    for (const Effect& e : c->segments)
        if (domain::taskTypeFromId(e.id) && (e.verdict == Verdict::Better || e.verdict == Verdict::Worse)) ++named;
    QVERIFY2(named == 1, "no effect was planted outside tests");
    QVERIFY(segmentById(*c, "team:Team A") != nullptr);
    QVERIFY(segmentById(*c, "age:recent") != nullptr);
    QCOMPARE(segmentById(*c, "feature:legacy"), nullptr);
}

void TestContrast::sensitivity()
{
    TinySnapshot s = simpson();
    for (std::size_t i = 0; i < 60; ++i)
        s.raw().tickets.aiProbability[i] = test::kUnknown, s.raw().tickets.declared[i] = 0;
    const auto c = contrast("ticket-to-merge", s.view());
    QCOMPARE(c->adjusted.effect.excluded.front().count, 60);
    QCOMPARE(*c->adjusted.effect.coverage, 340.0 / 400);
    for (const Effect& e : c->segments)
        QVERIFY(!e.effect.coverage); // those of a part are not counted, so none is claimed
    for (const char* id :
         {"declared-only", "inferred-0.5", "unknown-as-human", "unknown-as-ai", "undeclared-0.2", "leave-out:Team A"})
        QVERIFY2(runById(*c, id) != nullptr, id);
    QCOMPARE(runById(*c, "inferred-0.5")->effect.nAi, c->adjusted.nAi);
    for (const char* id : {"unknown-as-human", "unknown-as-ai"})
        QCOMPARE(known(runById(*c, id)->effect), known(c->adjusted) + 60);
    QVERIFY(runById(*c, "unknown-as-human")->effect.nHuman > c->adjusted.nHuman);
    QVERIFY(runById(*c, "unknown-as-ai")->effect.nAi > c->adjusted.nAi);
    QVERIFY(runById(*c, "leave-out:Team A")->effect.nAi < c->adjusted.nAi);
    QVERIFY(runById(*c, "declared-only")->agrees);
    Settings quick;
    quick.sensitivity = false;
    QVERIFY(contrast("ticket-to-merge", s.view(), quick)->sensitivity.empty());
}

void TestContrast::countsWhatIsCompared()
{
    TinySnapshot tickets = simpson();
    for (std::size_t i = 0; i < tickets.raw().tickets.rows(); i += 9)
        tickets.raw().tickets.codeAge[i] = facts::CodeAge::Legacy;
    TinySnapshot changes = defects(600);
    for (std::size_t i = 0; i < changes.raw().changes.size(); i += 20) // all of them with AI
        changes.raw().changes.codeAge[i] = facts::CodeAge::Legacy;
    for (const auto& [measure, view] :
         {std::pair("ticket-to-merge", tickets.view()), std::pair("defects-per-100-changes", changes.view())}) {
        const Sample sample = sampleOf(*metrics::metricById(measure), view);
        const auto c = contrast(measure, view);
        const auto [ai, human] = slowCompared(sample, kAllCovariates);
        QCOMPARE(c->adjusted.nAi, ai);
        QCOMPARE(c->adjusted.nHuman, human);
        QCOMPARE(c->adjusted.effect.total(), ai + human);
        QVERIFY(c->adjusted.setAside > 0);
        QCOMPARE(known(c->adjusted), static_cast<std::int64_t>(sample.size()));
        QCOMPARE(c->adjusted.effect.excluded.back().reason, std::string("without a counterpart in the other group"));
        QCOMPARE(c->adjusted.effect.excluded.back().count, c->adjusted.setAside);
        QCOMPARE(c->raw.setAside, 0); // compares everything
        QCOMPARE(c->raw.nAi + c->raw.nHuman, static_cast<std::int64_t>(sample.size()));
    }
    // What a part compares, the whole compares.
    const auto c = contrast("defects-per-100-changes", changes.view());
    std::int64_t inTeams = 0;
    for (const Effect& e : c->segments)
        if (e.id.starts_with("team:")) inTeams += e.nAi + e.nHuman;
    QCOMPARE(inTeams, c->adjusted.nAi + c->adjusted.nHuman);
}

void TestContrast::overlap()
{
    TinySnapshot s = simpson();
    for (std::size_t i = 0; i < s.raw().tickets.rows(); ++i)
        if (s.raw().tickets.team[i] == 1 && s.raw().tickets.aiProbability[i] == 1)
            s.raw().tickets.codeAge[i] = facts::CodeAge::Legacy;
    const auto c = contrast("ticket-to-merge", s.view());
    QVERIFY2(c->overlap.starts_with("No human-only legacy work in Team B to compare with."), c->overlap.c_str());
    QVERIFY(c->overlap.find("does not enter the adjusted figure") != std::string::npos);
    QVERIFY(contrast("ticket-to-merge", simpson().view())->overlap.empty());
}

void TestContrast::weeksToDecide()
{
    const auto c = contrast("defects-per-100-changes", defects(60).view());
    QCOMPARE(c->adjusted.verdict, Verdict::Inconclusive);
    QVERIFY(!c->weeksToDecide); // nothing was merged in the last eight weeks
    TinySnapshot s = defects(60);
    s.raw().traceBoundaryDays = 10;
    s.raw().cutOff = fromUnixMillis(test::at(40));
    const auto active = contrast("defects-per-100-changes", s.view());
    QVERIFY(active->weeksToDecide && *active->weeksToDecide >= 1);
}

void TestContrast::refuses_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("no such measure") << QByteArray("nonsense");
    QTest::newRow("people have no provenance") << QByteArray("real-adoption");
    QTest::newRow("size is no outcome") << QByteArray("change-size");
}

void TestContrast::refuses()
{
    QFETCH(QByteArray, id);
    const auto c = contrast(id.toStdString(), simpson().view());
    QVERIFY(!c.has_value());
    QCOMPARE(c.error().code, ErrorCode::Usage);
    QVERIFY(c.error().message.ends_with('.'));
}

void TestContrast::saysWhatItCannot_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("data");
    for (const auto id : contrastable())
        for (const char* data : {"empty", "all unknown", "only AI", "one person", "no overlap", "ties", "one each"})
            QTest::newRow((std::string(id) + ": " + data).c_str())
                << QByteArray::fromStdString(std::string(id)) << QByteArray(data);
}

void TestContrast::saysWhatItCannot()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, data);
    TinySnapshot s(12, 2, 200);
    const int rows = data == "empty" ? 0 : data == "one each" ? 2 : 40;
    for (int i = 0; i < rows; ++i) {
        const bool ai = i % 2 == 0 || data == "only AI";
        const double p = data == "all unknown" ? test::kUnknown : ai ? 1.0 : 0.0;
        const int person = data == "one person" ? 0 : i % 12;
        const auto type = data == "no overlap" && ai ? TaskType::Tests : TaskType::Feature;
        const double end = data == "ties" ? i + 4.0 : i + 4.0 + i % 5;
        s.add(ChangeRow{.merged = static_cast<double>(i), .p = p, .author = person, .type = type, .born = 5});
        s.add(TicketRow{
            .created = static_cast<double>(i), .merged = end, .p = p, .person = person, .type = type, .defect = true});
    }
    const auto c = contrast(id.toStdString(), s.view());
    QVERIFY(c.has_value());
    std::vector<const Effect*> effects{&c->raw, &c->adjusted};
    for (const Effect& e : c->segments) effects.push_back(&e);
    for (const auto& run : c->sensitivity) effects.push_back(&run.effect);
    for (const Effect* e : effects) {
        for (const auto& v : {e->effect.value, e->effect.low, e->effect.high}) QVERIFY(!v || std::isfinite(*v));
        if (!e->effect.value) {
            QCOMPARE(e->verdict, Verdict::NotEnoughData);
            QVERIFY2(e->effect.note.size() > 10, e->id.c_str());
        }
    }
    if (data != "ties") QVERIFY(c->adjusted.verdict != Verdict::Better);
}

/// Known rates, seen through a tracer with known errors, come back.
void TestContrast::tracingErrorTakenOut()
{
    const std::array precision{0.6, 0.8};
    const std::array recall{0.5, 0.7};
    const std::array<std::array<double, 2>, 2> rate{{{0.10, 0.20}, {0.30, 0.45}}}; // human, AI
    const std::array<std::array<double, 2>, 2> exposure{{{1000, 400}, {200, 500}}};
    TracedCounts counts;
    std::array<double, 2> truth{};
    std::array<double, 2> total{};
    for (std::size_t k = 0; k < 2; ++k) {
        double found = 0;
        for (std::size_t g = 0; g < 2; ++g) found += rate[k][g] * exposure[k][g] * recall[k];
        const double mistaken = found * (1 - precision[k]) / precision[k];
        auto& stratum = counts.strata.emplace_back();
        for (std::size_t g = 0; g < 2; ++g) {
            const double share = exposure[k][g] / (exposure[k][0] + exposure[k][1]);
            stratum[g] = {rate[k][g] * exposure[k][g] * recall[k] + mistaken * share, exposure[k][g]};
            truth[g] += rate[k][g] * exposure[k][g];
            total[g] += exposure[k][g];
        }
    }
    const auto corrected = correctedRatio(counts, precision, recall);
    QVERIFY(corrected.has_value());
    QVERIFY(std::abs(*corrected - truth[1] / total[1] / (truth[0] / total[0])) < 1e-9);
    // Nothing but mistakes in one group: no ratio, not a ratio of nought.
    counts.strata[0][1].events = counts.strata[1][1].events = 0;
    QVERIFY(!correctedRatio(counts, precision, recall).has_value());
}

void TestContrast::tracingErrorInContrast()
{
    const auto c = contrast("defects-per-100-changes", defects(700).view());
    QVERIFY(c.has_value());
    const auto* run = runById(*c, "tracing-error");
    QVERIFY(run != nullptr);
    QVERIFY(run->effect.effect.value.has_value() && run->effect.effect.low.has_value());
    // Mistakes strike both groups alike: without them the ratio is farther from 1, and less sure.
    QVERIFY(*run->effect.effect.value > *c->adjusted.effect.value);
    const auto width = [](const metrics::Estimate& e) { return std::log(*e.high / *e.low); };
    QVERIFY(width(run->effect.effect) > width(c->adjusted.effect));
    QVERIFY(*run->effect.effect.low < *run->effect.effect.value &&
            *run->effect.effect.value < *run->effect.effect.high);
    const auto other = contrast("ticket-to-merge", simpson().view());
    QVERIFY(other.has_value() && runById(*other, "tracing-error") == nullptr);
}

QTEST_APPLESS_MAIN(TestContrast)
#include "tst_contrast.moc"
