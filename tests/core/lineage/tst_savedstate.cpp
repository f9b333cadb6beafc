// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/knowncommits.h"
#include "lineage/savedparts.h"

#include <QTest>

using namespace assay::lineage;

namespace {

ObjectId idOf(std::uint32_t number)
{
    ObjectId id;
    std::memcpy(id.bytes.data(), &number, sizeof number); // alike in most bytes, as hashes are not
    return id;
}

std::string pathOf(std::uint32_t file)
{
    return "folder" + std::to_string(file / 40) + "/file" + std::to_string(file) + ".c";
}

/// So many paths, of three versions each.
SavedState made(std::uint32_t files)
{
    SavedState state;
    state.head = idOf(7);
    state.notes = 5;
    state.reach = 12;
    state.missing = {idOf(900)};
    for (std::uint32_t i = 0; i < 50; ++i) {
        CommitTally tally;
        tally.born = 100 + i;
        tally.bornByClass[i % kLineClasses] = 100 + i;
        tally.medianTouchedDays = static_cast<float>(i) - 1;
        state.commits.push_back({idOf(i), 1'700'000'000 + i, tally});
    }
    for (std::uint32_t file = 0; file < files; ++file)
        for (std::uint32_t version = 0; version < 3; ++version) {
            SavedFile saved;
            saved.path = pathOf(file);
            saved.blob = idOf(1000 + 3 * file + version);
            saved.since = 40 - version;
            saved.until = version == 0 ? kAtTip : 41 - version;
            saved.atTip = version == 0;
            saved.lines = 6;
            saved.runs = std::make_shared<const Runs>(Runs{{file * 20, 2}, {file * 20 + 10 + version, 1}, {2, 3}});
            state.files.push_back(saved);
        }
    return state;
}

/// Of so many lines, those that the files hold are saved.
void number(SavedState& state, std::uint32_t lines)
{
    LineSet kept(lines);
    for (const auto& file : state.files)
        for (const auto& run : runsOf(file.runs)) kept.add(run);
    const auto& ranks = state.ranks.emplace(kept);
    if (ranks.size() == 0) return;
    state.births = {{3, ranks.size() / 2}, {4, ranks.size() - ranks.size() / 2}};
    for (LineId line = 0; line < ranks.size(); ++line) state.flags.push_back(static_cast<std::uint8_t>(line % 7));
    state.originals = {{1, 2}, {4, 0}};
}

} // namespace

class TestSavedState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWas_data();
    void comesBackAsItWas();
    void comesBackTwice();
    void refusesWhatIsCut();
    void refusesAnotherVersion();
    void refusesRunsBeyondTheLines();
    void sharesEndsOfAnyLength();
    void knowsItsCommits();
};

void TestSavedState::comesBackAsItWas_data()
{
    QTest::addColumn<quint32>("files");
    QTest::newRow("no file") << 0U;
    QTest::newRow("one file") << 1U;
    QTest::newRow("files of several parts") << 700U;
}

void TestSavedState::comesBackAsItWas()
{
    QFETCH(quint32, files);
    SavedState state = made(files);
    number(state, files * 20 + 20);
    const auto read = decodeState(encodeState(state));
    QVERIFY(read.has_value());
    QVERIFY(!read->ranks);
    QVERIFY(read->head == state.head && read->notes == state.notes && read->reach == state.reach);
    QVERIFY(read->missing == state.missing && read->flags == state.flags);
    QCOMPARE(read->commits.size(), state.commits.size());
    for (std::size_t i = 0; i < read->commits.size(); ++i) {
        QVERIFY(read->commits[i].id == state.commits[i].id && read->commits[i].time == state.commits[i].time);
        QVERIFY(read->commits[i].tally.bornByClass == state.commits[i].tally.bornByClass);
        QCOMPARE(read->commits[i].tally.medianTouchedDays, state.commits[i].tally.medianTouchedDays);
    }
    QCOMPARE(read->files.size(), state.files.size());
    for (std::size_t i = 0; i < read->files.size(); ++i) {
        const auto& was = state.files[i];
        const auto& is = read->files[i];
        QCOMPARE(is.path, was.path);
        QVERIFY(is.blob == was.blob && is.since == was.since && is.until == was.until && is.atTip == was.atTip);
        Runs expected = runsOf(was.runs);
        for (auto& run : expected) run.first = state.ranks->rank(run.first);
        QCOMPARE(runsOf(is.runs), expected);
    }
}

void TestSavedState::comesBackTwice()
{
    SavedState state = made(300);
    number(state, 6020);
    const auto once = encodeState(state);
    QCOMPARE(encodeState(*decodeState(once)), once);
}

void TestSavedState::refusesWhatIsCut()
{
    SavedState state = made(30);
    number(state, 620);
    const auto bytes = encodeState(state);
    for (std::size_t size = 0; size < bytes.size(); ++size) QVERIFY(!decodeState(bytes.substr(0, size)));
    QVERIFY(!decodeState(bytes + '\0'));
}

void TestSavedState::refusesAnotherVersion()
{
    SavedState state = made(1);
    number(state, 40);
    auto bytes = encodeState(state);
    const auto version = bytes.find('\n') - 1;
    --bytes[version];
    QVERIFY(!decodeState(bytes));
}

void TestSavedState::refusesRunsBeyondTheLines()
{
    SavedState state = made(1);
    number(state, 40);
    state.flags.pop_back();
    --state.births.back().lines;
    QVERIFY(!decodeState(encodeState(state)));
}

void TestSavedState::sharesEndsOfAnyLength()
{
    for (std::uint32_t size = 0; size < 140; ++size)
        for (std::uint32_t head = 0; head <= size; head += size < 70 ? 1 : 31)
            for (std::uint32_t added = 0; added < 2; ++added) {
                Runs before;
                for (std::uint32_t i = 0; i < size; ++i) before.push_back({10 * i, 1 + i % 3});
                Runs after = before;
                if (head < size) after[head].first += 5;
                if (added > 0) after.insert(after.begin() + head, Run{7, 2});
                const auto shared = sharedEnds(after, before);
                QCOMPARE(shared.head, std::size_t{head});
                QCOMPARE(shared.tail, std::size_t{head < size ? size - head - 1 : 0});
                QCOMPARE(shared.middle(after).size(), std::size_t{added + (head < size ? 1 : 0)});
            }
}

void TestSavedState::knowsItsCommits()
{
    std::vector<ObjectId> ids;
    for (std::uint32_t i = 0; i < 1000; ++i) ids.push_back(idOf(i * 4096)); // many want the same place
    const KnownCommits known(ids);
    for (std::uint32_t i = 0; i < 1000; ++i) QCOMPARE(known.find(ids[i]).value_or(~0U), i);
    QVERIFY(!known.find(idOf(1)));
    QVERIFY(!KnownCommits().find(idOf(0)));
}

QTEST_APPLESS_MAIN(TestSavedState)
#include "tst_savedstate.moc"
