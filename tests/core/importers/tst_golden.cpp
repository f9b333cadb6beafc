// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/recordlist.h"
#include "support/places.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace assay;
using namespace assay::importers;
using namespace assay::importers::tests;

/// data/<importer>/<case>.in.<extension> must read as data/<importer>/<case>.expected.json says. Options of a case may
/// stand in <case>.options.json (timezone, dateOrder, repository, columnMap). A mismatch writes <case>.actual.
class TestGolden : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void golden_data();
    void golden();
};

namespace {

QByteArray content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

ReadOptions optionsOf(const QString& base)
{
    const auto json = QJsonDocument::fromJson(content(base + QStringLiteral(".options.json"))).object();
    ReadOptions options;
    options.timezone = json[QLatin1String("timezone")].toString().toStdString();
    options.repository = json[QLatin1String("repository")].toString().toStdString();
    const auto order = json[QLatin1String("dateOrder")].toString();
    if (order == QLatin1String("dmy")) options.dateOrder = ReadOptions::DateOrder::DayFirst;
    if (order == QLatin1String("mdy")) options.dateOrder = ReadOptions::DateOrder::MonthFirst;
    const auto map = json[QLatin1String("columnMap")].toObject();
    for (auto it = map.begin(); it != map.end(); ++it)
        options.columnMap[it.key().toStdString()] = it.value().toString().toStdString();
    return options;
}

/// The first line in which two texts differ, with its neighbours.
QByteArray difference(const QByteArray& expected, const QByteArray& actual)
{
    const auto a = expected.split('\n');
    const auto b = actual.split('\n');
    qsizetype i = 0;
    while (i < a.size() && i < b.size() && a[i] == b[i]) ++i;
    QByteArray text = "first difference in line " + QByteArray::number(i + 1) + "\n";
    for (qsizetype k = std::max<qsizetype>(0, i - 4); k < i; ++k) text += "    " + a[k] + "\n";
    for (qsizetype k = i; k < std::min(i + 4, a.size()); ++k) text += "  - " + a[k] + "\n";
    for (qsizetype k = i; k < std::min(i + 4, b.size()); ++k) text += "  + " + b[k] + "\n";
    return text;
}

} // namespace

void TestGolden::golden_data()
{
    QTest::addColumn<QString>("input");
    QDirIterator files(test::sourcePlace(QStringLiteral("tests/core/importers/data")), {QStringLiteral("*.in.*")},
                       QDir::Files, QDirIterator::Subdirectories);
    QStringList found;
    while (files.hasNext()) found.append(files.next());
    found.sort();
    QVERIFY(!found.isEmpty());
    for (const auto& path : found) {
        const QFileInfo info(path);
        QTest::newRow(qPrintable(info.dir().dirName() + u'/' + info.fileName())) << path;
    }
}

void TestGolden::golden()
{
    QFETCH(QString, input);
    const QString base = input.left(input.lastIndexOf(QLatin1String(".in.")));
    const auto options = optionsOf(base);
    const auto folder = QFileInfo(input).dir().dirName().toStdString();
    const auto* named = options.columnMap.empty() ? nullptr : importerById(folder);
    ReadResult result;
    if (named != nullptr) {
        result.id = folder;
        const auto done = named->read({input.toStdString(), options}, result.list, CancelToken(), {});
        if (!done) result.problem = done.error().message;
    } else {
        result = readFile(input.toStdString(), options);
    }
    QCOMPARE(QByteArray::fromStdString(result.problem), QByteArray());
    QCOMPARE(result.id, folder);
    const QByteArray actual = toJson(result.list).toJson(QJsonDocument::Indented);
    const QString expectedPath = base + QStringLiteral(".expected.json");
    if (qEnvironmentVariable("UPDATE_GOLDENS") == QLatin1String("1")) {
        QVERIFY(write(expectedPath, actual));
        return;
    }
    QVERIFY2(QFileInfo::exists(expectedPath), qPrintable(QStringLiteral("missing expectation: ") + expectedPath));
    const QByteArray expected = content(expectedPath);
    if (actual != expected) {
        QVERIFY(write(base + QStringLiteral(".actual"), actual));
        QFAIL(difference(expected, actual).constData());
    }
}

QTEST_APPLESS_MAIN(TestGolden)
#include "tst_golden.moc"
