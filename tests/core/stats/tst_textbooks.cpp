// SPDX-License-Identifier: GPL-3.0-or-later
// Published results that are quoted everywhere and need no reference files: always run.
#include "stats/changepoint.h"
#include "stats/controlchart.h"
#include "stats/linear.h"
#include "stats/proportion.h"
#include "stats/random.h"

#include <QTest>

#include <array>
#include <cmath>
#include <limits>

using namespace assay::stats;

class TestTextbooks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newcombe_data();
    void newcombe();
    void averageRunLengths();
    void longley();
    void longleyWithATwin();
    void changePointsByEveryCut();
};

/// Newcombe (1998), Statistics in Medicine 17:873, table II, method 10.
void TestTextbooks::newcombe_data()
{
    QTest::addColumn<QList<int>>("counts");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("a") << QList<int>{56, 70, 48, 80} << 0.0524 << 0.3339;
    QTest::newRow("b") << QList<int>{9, 10, 3, 10} << 0.1705 << 0.8090;
    QTest::newRow("c") << QList<int>{6, 7, 2, 7} << 0.0582 << 0.8062;
    QTest::newRow("d") << QList<int>{5, 56, 0, 29} << -0.0381 << 0.1926;
    QTest::newRow("e") << QList<int>{0, 10, 0, 20} << -0.1611 << 0.2775;
    QTest::newRow("f") << QList<int>{0, 10, 0, 10} << -0.2775 << 0.2775;
    QTest::newRow("g") << QList<int>{10, 10, 0, 20} << 0.6791 << 1.0;
    QTest::newRow("h") << QList<int>{10, 10, 0, 10} << 0.6075 << 1.0;
}

void TestTextbooks::newcombe()
{
    QFETCH(QList<int>, counts);
    QFETCH(double, low);
    QFETCH(double, high);
    const auto d = newcombeDifference(counts[0], counts[1], counts[2], counts[3]);
    QVERIFY(d.has_value());
    QVERIFY2(std::abs(*d->low - low) < 6e-5, qPrintable(QString::number(*d->low)));
    QVERIFY2(std::abs(*d->high - high) < 6e-5, qPrintable(QString::number(*d->high)));
}

/// Montgomery, Introduction to Statistical Quality Control, the tables of average run lengths: two-sided CUSUM with
/// k = 1/2 (Lucas & Crosier 1982), EWMA (Lucas & Saccucci 1990). Printed to three digits.
void TestTextbooks::averageRunLengths()
{
    struct Row
    {
        double shift, h4, h5;
    };
    for (const auto& [shift, h4, h5] :
         {Row{0, 168, 465}, Row{0.25, 74.2, 139}, Row{0.5, 26.6, 38.0}, Row{0.75, 13.3, 17.0}, Row{1, 8.38, 10.4},
          Row{1.5, 4.75, 5.75}, Row{2, 3.34, 4.01}, Row{2.5, 2.62, 3.11}, Row{3, 2.19, 2.57}, Row{4, 1.71, 2.01}}) {
        QVERIFY2(std::abs(*cusumRunLength(0.5, 4, shift) / h4 - 1) < 0.006, qPrintable(QString::number(shift)));
        QVERIFY2(std::abs(*cusumRunLength(0.5, 5, shift) / h5 - 1) < 0.006, qPrintable(QString::number(shift)));
    }
    struct Chart
    {
        double lambda, width, none, half, one, two;
    };
    for (const auto& c : {Chart{0.4, 3.054, 500, 71.2, 14.3, 3.5}, Chart{0.25, 2.998, 500, 48.2, 11.1, 3.6},
                          Chart{0.2, 2.962, 500, 41.8, 10.5, 3.7}, Chart{0.1, 2.814, 500, 31.3, 10.3, 4.4},
                          Chart{0.05, 2.615, 500, 28.8, 11.4, 5.2}}) {
        QVERIFY2(std::abs(*ewmaRunLength(c.lambda, c.width, 0) / c.none - 1) < 0.01,
                 qPrintable(QString::number(*ewmaRunLength(c.lambda, c.width, 0))));
        QVERIFY(std::abs(*ewmaRunLength(c.lambda, c.width, 0.5) / c.half - 1) < 0.01);
        QVERIFY(std::abs(*ewmaRunLength(c.lambda, c.width, 1) - c.one) < 0.1);
        QVERIFY(std::abs(*ewmaRunLength(c.lambda, c.width, 2) - c.two) < 0.1);
    }
}

namespace {

constexpr std::size_t kYears = 16;
constexpr std::array<std::array<double, 7>, kYears> kLongley{{{60323, 83.0, 234289, 2356, 1590, 107608, 1947},
                                                              {61122, 88.5, 259426, 2325, 1456, 108632, 1948},
                                                              {60171, 88.2, 258054, 3682, 1616, 109773, 1949},
                                                              {61187, 89.5, 284599, 3351, 1650, 110929, 1950},
                                                              {63221, 96.2, 328975, 2099, 3099, 112075, 1951},
                                                              {63639, 98.1, 346999, 1932, 3594, 113270, 1952},
                                                              {64989, 99.0, 365385, 1870, 3547, 115094, 1953},
                                                              {63761, 100.0, 363112, 3578, 3350, 116219, 1954},
                                                              {66019, 101.2, 397469, 2904, 3048, 117388, 1955},
                                                              {67857, 104.6, 419180, 2822, 2857, 118734, 1956},
                                                              {68169, 108.4, 442769, 2936, 2798, 120445, 1957},
                                                              {66513, 110.8, 444546, 4681, 2637, 121950, 1958},
                                                              {68655, 112.6, 482704, 3813, 2552, 123366, 1959},
                                                              {69564, 114.2, 502601, 3931, 2514, 125368, 1960},
                                                              {69331, 115.7, 518173, 4806, 2572, 127852, 1961},
                                                              {70551, 116.9, 554894, 4007, 2827, 130081, 1962}}};

std::vector<double> longleyColumn(std::size_t column)
{
    std::vector<double> values;
    for (const auto& row : kLongley) values.push_back(row.at(column));
    return values;
}

Design longleyDesign()
{
    Design x(kYears);
    x.intercept();
    for (std::size_t c = 1; c < 7; ++c) x.column("x" + std::to_string(c), longleyColumn(c));
    return x;
}

} // namespace

/// NIST Statistical Reference Datasets, Longley (1967): highly collinear. Certified estimates and errors.
void TestTextbooks::longley()
{
    const auto fit = linearRegression(longleyColumn(0), longleyDesign(), {.errors = ErrorKind::Model});
    QVERIFY(fit.has_value());
    constexpr std::array<std::pair<double, double>, 7> kCertified{{{-3482258.63459582, 890420.383607373},
                                                                   {15.0618722713733, 84.9149257747669},
                                                                   {-0.0358191792925910, 0.0334910077722432},
                                                                   {-2.02022980381683, 0.488399681651699},
                                                                   {-1.03322686717359, 0.214274163161675},
                                                                   {-0.0511041056535807, 0.226073200069370},
                                                                   {1829.15146461355, 455.478499142212}}};
    for (std::size_t j = 0; j < kCertified.size(); ++j) {
        const auto& [value, error] = kCertified.at(j);
        QVERIFY2(std::abs(fit->coefficients[j].value / value - 1) < 1e-7, qPrintable(QString::number(j)));
        QVERIFY2(std::abs(fit->coefficients[j].standardError / error - 1) < 1e-7, qPrintable(QString::number(j)));
    }
    QVERIFY(std::abs(fit->sigma / 304.854073561965 - 1) < 1e-9);
    QVERIFY(std::abs(fit->rSquared / 0.995479004577296 - 1) < 1e-9);
}

/// A column that is a sum of two others can be told from a merely collinear one.
void TestTextbooks::longleyWithATwin()
{
    Design x = longleyDesign();
    auto sum = longleyColumn(3);
    const auto other = longleyColumn(4);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += other[i];
    x.column("sum", sum);
    QCOMPARE(linearRegression(longleyColumn(0), x).error(), Reason::Singular);
}

namespace {

double costOf(std::span<const double> values, std::size_t from, std::size_t to)
{
    double mean = 0;
    for (std::size_t i = from; i < to; ++i) mean += values[i];
    mean /= static_cast<double>(to - from);
    double cost = 0;
    for (std::size_t i = from; i < to; ++i) cost += (values[i] - mean) * (values[i] - mean);
    return cost;
}

/// The least cost over all segmentations, without pruning.
double leastCost(std::span<const double> values, double penalty, std::size_t shortest)
{
    std::vector<double> least(values.size() + 1, std::numeric_limits<double>::infinity());
    least[0] = -penalty;
    for (std::size_t to = shortest; to <= values.size(); ++to)
        for (std::size_t from = 0; from + shortest <= to; ++from)
            least[to] = std::min(least[to], least[from] + costOf(values, from, to) + penalty);
    return least.back();
}

} // namespace

/// PELT's pruning loses no optimum, whatever the shortest segment is.
void TestTextbooks::changePointsByEveryCut()
{
    Random random(3);
    for (int trial = 0; trial < 60; ++trial) {
        std::vector<double> values;
        double level = 0;
        for (int i = 0; i < 40; ++i) {
            if (random.below(6) == 0) level = 3 * random.normal();
            values.push_back(level + random.normal());
        }
        for (const std::size_t shortest : {1, 2, 5})
            for (const double penalty : {0.5, 3.0, 12.0}) {
                const auto found = changePoints(values, penalty, shortest);
                QVERIFY(found.has_value());
                QVERIFY(std::abs(found->cost - leastCost(values, penalty, shortest)) < 1e-9);
            }
    }
}

QTEST_APPLESS_MAIN(TestTextbooks)
#include "tst_textbooks.moc"
