// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/golden.h"
#include "support/places.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <set>

using namespace assay;

namespace {

/// Why values are not compared with: `count` of them match `pattern` (* stands for anything within the path). Input
/// must have been read by a test, what is only said need not.
struct Explanation
{
    int line = 0;
    int count = 0;
    bool input = false;
    QString pattern;
    QString reason;
    int found = 0;

    [[nodiscard]] bool matches(const QString& place) const
    {
        return QRegularExpression(QRegularExpression::anchoredPattern(QRegularExpression::escape(pattern).replace(
                                      QStringLiteral("\\*"), QStringLiteral(".*"))))
            .match(place)
            .hasMatch();
    }
};

std::vector<Explanation> explanations()
{
    QFile file(test::sourcePlace(QStringLiteral("tests/core/stats/data/golden-explained.txt")));
    if (!file.open(QIODevice::ReadOnly)) return {};
    std::vector<Explanation> all;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QStringList cells = lines[i].split(u'|');
        if (lines[i].startsWith(u'#') || cells.size() != 4) continue;
        all.push_back({static_cast<int>(i) + 1, cells[0].trimmed().toInt(),
                       cells[1].trimmed() == QLatin1String("input"), cells[2].trimmed(), cells[3].trimmed()});
    }
    return all;
}

/// Places by what the test programs wrote about them.
std::set<QString> used(const QByteArray& how)
{
    std::set<QString> places;
    const QDir folder(test::buildPlace(QStringLiteral("golden-usage")));
    const QStringList names = folder.entryList({QStringLiteral("*.txt")});
    for (const QString& name : names) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) continue;
        const QList<QByteArray> lines = file.readAll().split('\n');
        for (const QByteArray& line : lines)
            if (line.startsWith(how)) places.insert(QString::fromUtf8(line.mid(how.size())));
    }
    return places;
}

std::vector<QString> allPlaces()
{
    std::vector<QString> places;
    const QDir folder(test::sharedPlace(QStringLiteral("golden")));
    const QStringList names = folder.entryList({QStringLiteral("*.json")});
    for (const QString& name : names) {
        const auto file = test::golden(name);
        if (!file) continue;
        for (const test::Golden& leaf : file->leaves()) places.push_back(leaf.place());
    }
    return places;
}

} // namespace

/// Runs after every test that compares with the shared reference values: each value is compared with by one of them, or
/// golden-explained.txt says why not.
class TestGoldenCoverage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyValue();
};

void TestGoldenCoverage::everyValue()
{
    const std::vector<QString> places = allPlaces();
    if (places.empty()) QSKIP("The shared reference values are not here.");
    const std::set<QString> asserted = used("asserted ");
    const std::set<QString> read = used("read ");
    std::vector<Explanation> explained = explanations();
    std::size_t compared = 0;
    std::size_t input = 0;
    QStringList missing;
    for (const QString& place : places) {
        if (asserted.count(place) > 0) {
            ++compared;
            continue;
        }
        const auto why = std::find_if(explained.begin(), explained.end(), [&](const Explanation& e) {
            return e.matches(place) && (!e.input || read.count(place) > 0);
        });
        if (why == explained.end()) {
            missing.append(place);
            continue;
        }
        ++why->found;
        input += why->input ? 1 : 0;
    }
    qInfo("%zu reference values: %zu compared, %zu given to computations, %zu explained, %d missing", places.size(),
          compared, input, places.size() - compared - input - static_cast<std::size_t>(missing.size()),
          static_cast<int>(missing.size()));
    for (const QString& place : missing) qWarning("not compared: %s", qPrintable(place));
    QVERIFY(missing.isEmpty());
    for (const Explanation& e : explained)
        QVERIFY2(e.found == e.count, qPrintable(QStringLiteral("line %1, %2: %3 values instead of %4")
                                                    .arg(e.line)
                                                    .arg(e.pattern)
                                                    .arg(e.found)
                                                    .arg(e.count)));
}

QTEST_GUILESS_MAIN(TestGoldenCoverage)
#include "tst_goldencoverage.moc"
