// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/comparers.h"
#include "madeobjects.h"

#include <QTest>

using namespace assay::lineage;

namespace {

constexpr int kVersions = 300;
constexpr int kPerTable = 50;

struct Totals
{
    std::uint32_t added = 0;
    std::uint32_t deleted = 0;
    bool operator==(const Totals&) const = default;
};

} // namespace

/// Tables of pairs that are compared by several threads, one after the other.
class TestComparers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anyNumberOfThreads_data();
    void anyNumberOfThreads();
    void leftEarly();
    void cancelled();

private:
    std::shared_ptr<PairTable> table(int first) const;
    std::vector<std::unique_ptr<ObjectReader>> readers(int count) const;

    MadeObjects m_objects;
    NameTable m_names;
    PathTable m_paths;
    std::vector<FileEvent> m_events;
};

/// Version i of the file has i lines more than the first, and lost every line whose number divides i.
void TestComparers::initTestCase()
{
    const PathId path = m_paths.child(0, m_names.intern("a.c"));
    for (int version = 1; version <= kVersions; ++version) {
        std::string text;
        for (int line = 1; line <= version + 10; ++line)
            if (version % line != 0 || line == 1) text += "line " + std::to_string(line * line) + ";\n";
        m_events.push_back({m_objects.add(std::move(text)), 0, path, kModeFile, kNoEvent});
    }
}

std::shared_ptr<PairTable> TestComparers::table(int first) const
{
    auto pairs = std::make_shared<PairTable>(m_names, m_paths);
    for (int i = first; i < first + kPerTable; ++i) {
        const auto id = pairs->add(i > 0 ? &m_events[static_cast<std::size_t>(i - 1)] : nullptr,
                                   m_events[static_cast<std::size_t>(i)]);
        if (id != static_cast<PairId>(i - first)) return nullptr;
    }
    return pairs;
}

std::vector<std::unique_ptr<ObjectReader>> TestComparers::readers(int count) const
{
    std::vector<std::unique_ptr<ObjectReader>> list;
    for (int i = 0; i < count; ++i) list.push_back(m_objects.reader());
    return list;
}

void TestComparers::anyNumberOfThreads_data()
{
    QTest::addColumn<int>("threads");
    QTest::newRow("the caller alone") << 1;
    QTest::newRow("two") << 2;
    QTest::newRow("more than chunks") << 40;
}

void TestComparers::anyNumberOfThreads()
{
    QFETCH(int, threads);
    const auto own = readers(threads);
    const assay::CancelToken cancel;
    Comparers comparers(own, cancel);
    std::vector<std::shared_ptr<PairTable>> tables;
    for (int first = 0; first < kVersions; first += kPerTable) comparers.queue(tables.emplace_back(table(first)));
    std::vector<Totals> found;
    for (const auto& pairs : tables) {
        comparers.finish(*pairs);
        for (PairId pair = 0; pair < pairs->size(); ++pair)
            found.push_back({pairs->outcome(pair).added, pairs->outcome(pair).deleted});
    }
    for (int version = 2; version <= kVersions; ++version) {
        Totals expected{1, 0}; // the new last line, unless it divides the version
        for (int line = 2; line < version + 10; ++line) {
            expected.added += (version - 1) % line == 0 && version % line != 0 ? 1 : 0;
            expected.deleted += version % line == 0 && (version - 1) % line != 0 ? 1 : 0;
        }
        QCOMPARE(found[static_cast<std::size_t>(version - 1)], expected);
    }
}

/// Nobody waits for what was queued and is not wanted any more.
void TestComparers::leftEarly()
{
    const auto own = readers(3);
    const assay::CancelToken cancel;
    const auto pairs = table(0);
    {
        Comparers comparers(own, cancel);
        for (int i = 0; i < 20; ++i) comparers.queue(table(kPerTable));
        comparers.queue(pairs);
    }
    QCOMPARE(pairs->size(), std::size_t{kPerTable});
}

void TestComparers::cancelled()
{
    const auto own = readers(2);
    assay::CancelToken cancel;
    cancel.request();
    Comparers comparers(own, cancel);
    const auto pairs = table(kPerTable);
    comparers.queue(pairs);
    comparers.finish(*pairs); // comes back, with nothing compared
    for (PairId pair = 0; pair < pairs->size(); ++pair) QCOMPARE(pairs->outcome(pair).added, 0U);
}

QTEST_APPLESS_MAIN(TestComparers)
#include "tst_comparers.moc"
