// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/charttheme.h"

#include <QTest>
#include <cmath>

using namespace assay;

class ChartThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textCanBeReadOnEveryShade_data();
    void textCanBeReadOnEveryShade();

private:
    static double contrast(const QColor& a, const QColor& b);
};

/// WCAG 2.1, 1.4.3.
double ChartThemeTest::contrast(const QColor& a, const QColor& b)
{
    const auto luminance = [](const QColor& colour) {
        const double weights[] = {0.2126, 0.7152, 0.0722};
        const double parts[] = {colour.redF(), colour.greenF(), colour.blueF()};
        double sum = 0;
        for (int i = 0; i < 3; ++i)
            sum += weights[i] * (parts[i] <= 0.04045 ? parts[i] / 12.92 : std::pow((parts[i] + 0.055) / 1.055, 2.4));
        return sum + 0.05;
    };
    return std::max(luminance(a), luminance(b)) / std::min(luminance(a), luminance(b));
}

void ChartThemeTest::textCanBeReadOnEveryShade_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void ChartThemeTest::textCanBeReadOnEveryShade()
{
    QFETCH(bool, dark);
    const ui::Theme& theme = dark ? ui::Theme::darkened() : ui::Theme::light();
    for (int percent = 0; percent <= 100; ++percent) {
        const QColor shade = theme.heat(percent / 100.0);
        const double seen = contrast(theme.on(shade), shade);
        QVERIFY2(seen >= 4.5, qPrintable(QStringLiteral("%1 %: %2").arg(percent).arg(seen)));
    }
}

QTEST_GUILESS_MAIN(ChartThemeTest)
#include "tst_charttheme.moc"
