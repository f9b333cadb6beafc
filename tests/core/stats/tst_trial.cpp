// SPDX-License-Identifier: GPL-3.0-or-later
// A randomised trial of AI use, computed again from its data: 246 tasks of 16 developers, each task drawn by lot to be
// done with or without AI (Becker et al., arXiv 2507.09089). The data carry no licence and are not here: the test runs
// where ASSAY_TRIAL_DATA names the file data_complete.csv that its authors publish, and skips elsewhere.
#include "core/stats/golden.h"
#include "stats/cox.h"
#include "stats/distributions.h"
#include "stats/linear.h"
#include "stats/logrank.h"
#include "stats/mixed.h"
#include "stats/quantile.h"
#include "stats/ranktest.h"

#include <QFile>
#include <QTest>

#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

using namespace assay;
using namespace assay::stats;

namespace {

/// Columns of numbers; an empty cell is not a number.
using Columns = std::map<QString, std::vector<double>>;

std::optional<Columns> columnsOf(const QString& path)
{
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly)) return std::nullopt;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    if (lines.isEmpty()) return std::nullopt;
    const QStringList header = lines.front().trimmed().split(u',');
    Columns columns;
    for (const QString& line : lines.mid(1)) {
        const QStringList cells = line.trimmed().split(u',');
        for (qsizetype c = 0; c < header.size(); ++c) {
            bool ok = false;
            const double number = cells.value(c).toDouble(&ok);
            columns[header[c]].push_back(ok ? number : std::numeric_limits<double>::quiet_NaN());
        }
    }
    return columns;
}

double meanOf(const std::vector<double>& values, const std::vector<std::uint8_t>& arm, int wanted)
{
    double sum = 0;
    double n = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (arm[i] == wanted && std::isfinite(values[i])) sum += values[i], ++n;
    return sum / n;
}

/// The trial as its authors analyse it: time missing after the review is the mean of its arm.
struct Trial
{
    explicit Trial(const Columns& columns)
        : initial(columns.at(QStringLiteral("initial_implementation_time"))),
          forecast(columns.at(QStringLiteral("predicted_time_no_ai"))),
          withAi(columns.at(QStringLiteral("predicted_time_ai_allowed")))
    {
        for (const double id : columns.at(QStringLiteral("dev_id")))
            developer.push_back(static_cast<std::uint32_t>(id));
        for (const double a : columns.at(QStringLiteral("ai_treatment"))) arm.push_back(a > 0.5 ? 1 : 0);
        const auto& review = columns.at(QStringLiteral("post_review_implementation_time"));
        const std::array means{meanOf(review, arm, 0), meanOf(review, arm, 1)};
        for (std::size_t i = 0; i < arm.size(); ++i) {
            total.push_back(initial[i] + (std::isfinite(review[i]) ? review[i] : means.at(arm[i])));
            logTotal.push_back(std::log(total.back()));
            logForecast.push_back(std::log(forecast[i]));
            treated.push_back(arm[i]);
        }
    }

    [[nodiscard]] Design design(bool intercept = true) const
    {
        Design x(arm.size());
        if (intercept) x.intercept();
        x.column("ai", treated);
        x.column("log_pred", logForecast);
        return x;
    }
    [[nodiscard]] std::vector<double> timesOf(int wanted) const
    {
        std::vector<double> times;
        for (std::size_t i = 0; i < arm.size(); ++i)
            if (arm[i] == wanted) times.push_back(total[i]);
        return times;
    }

    std::vector<double> initial, forecast, withAi;
    std::vector<std::uint32_t> developer;
    std::vector<std::uint8_t> arm;
    std::vector<double> total, logTotal, logForecast, treated;
};

std::optional<Trial> trial()
{
    const auto columns = columnsOf(qEnvironmentVariable("ASSAY_TRIAL_DATA"));
    return columns ? std::optional<Trial>(*columns) : std::nullopt;
}

} // namespace

#define TRIAL_OR_SKIP(variable)                                                                                        \
    const auto variable##Found_ = trial();                                                                             \
    if (!variable##Found_) QSKIP("ASSAY_TRIAL_DATA does not name the trial's data.");                                  \
    const Trial& variable = *variable##Found_

class TestTrial : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void regression();
    void withoutForecast();
    void otherModels();
};

void TestTrial::regression()
{
    GOLDEN_OR_SKIP(expected, "metr_rct_expected.json");
    TRIAL_OR_SKIP(data);
    QCOMPARE(data.arm.size(), std::size_t{246});
    struct Errors
    {
        ErrorKind kind;
        const char* name;
        bool clustered;
    };
    for (const auto& [kind, name, clustered] :
         {Errors{ErrorKind::Model, "homoskedastic", false}, Errors{ErrorKind::HC3, "hc3", false},
          Errors{ErrorKind::CR1, "cluster_dev", true}}) {
        const QString key = QString::fromLatin1(name);
        const auto fit = linearRegression(
            data.logTotal, data.design(),
            {.errors = kind,
             .cluster = clustered ? std::span<const std::uint32_t>(data.developer) : std::span<const std::uint32_t>()});
        QVERIFY(fit.has_value());
        COMPARE_NEAR(fit->coefficients[0].value, expected[u"coef"][u"intercept"], 1e-6);
        COMPARE_NEAR(fit->coefficients[1].value, expected[u"coef"][u"ai"], 1e-6);
        COMPARE_NEAR(fit->coefficients[2].value, expected[u"coef"][u"log_pred"], 1e-6);
        COMPARE_NEAR(std::expm1(fit->coefficients[1].value), expected[u"effect"], 1e-6);
        const auto& ai = fit->coefficients[1];
        COMPARE_NEAR(ai.standardError, expected[u"se"][key], 1e-6);
        const double margin = normalMultiplier(0.95) * ai.standardError;
        COMPARE_NEAR(std::expm1(ai.value - margin), expected[u"ci"][key][0], 1e-5);
        COMPARE_NEAR(std::expm1(ai.value + margin), expected[u"ci"][key][1], 1e-5);
        if (clustered) COMPARE_COUNT(fit->clusters, expected[u"developers"]);
    }
}

void TestTrial::withoutForecast()
{
    GOLDEN_OR_SKIP(expected, "metr_rct_expected.json");
    TRIAL_OR_SKIP(data);
    const auto& found = expected[u"sensitivity"];
    COMPARE_NEAR(std::expm1(meanOf(data.logTotal, data.arm, 1) - meanOf(data.logTotal, data.arm, 0)),
                 found[u"unadjusted_geometric_ratio"], 1e-6);
    COMPARE_NEAR(*quantile(data.timesOf(0), 0.5), found[u"medians"][u"no_ai"], 1e-6);
    COMPARE_NEAR(*quantile(data.timesOf(1), 0.5), found[u"medians"][u"ai"], 1e-6);
    COMPARE_NEAR(rankSumTest(data.timesOf(1), data.timesOf(0))->pValue, found[u"wilcoxon_p"], 1e-6);
    std::vector<double> logs(data.arm.size());
    for (std::size_t i = 0; i < logs.size(); ++i) logs[i] = std::log(data.withAi[i] / data.forecast[i]);
    std::vector<double> everyone;
    for (const double log : logs)
        if (std::isfinite(log)) everyone.push_back(log);
    double sum = 0;
    for (const double log : everyone) sum += log;
    COMPARE_NEAR(std::expm1(sum / double(everyone.size())), found[u"developer_forecast_geometric"], 1e-6);
}

void TestTrial::otherModels()
{
    GOLDEN_OR_SKIP(expected, "metr_rct_expected.json");
    TRIAL_OR_SKIP(data);
    const auto& found = expected[u"sensitivity"];
    const std::vector<std::uint8_t> done(data.arm.size(), 1);
    const std::vector<std::uint32_t> groups(data.arm.begin(), data.arm.end());
    const Observations times{.time = data.total, .event = done};
    COMPARE_WITHIN(logRank(times, groups, 2)->test.statistic, found[u"logrank_chisq"], 0.006);
    const auto hazard = cox(times, data.design(false));
    QVERIFY(hazard.has_value());
    COMPARE_NEAR(std::exp(hazard->coefficients[0].value), found[u"cox_hr_ai_adjusted"], 1e-5);
    const auto mixed = mixedModel(data.logTotal, data.design(), data.developer);
    QVERIFY(mixed.has_value());
    COMPARE_NEAR(mixed->fixed[1].value, found[u"random_intercept_by_dev"][u"coef"], 1e-3);
    COMPARE_NEAR(mixed->fixed[1].standardError, found[u"random_intercept_by_dev"][u"se"], 1e-3);
}

QTEST_GUILESS_MAIN(TestTrial)
#include "tst_trial.moc"
