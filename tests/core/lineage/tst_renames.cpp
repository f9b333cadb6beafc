// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/renames.h"
#include "madeobjects.h"

#include <QTest>

using namespace assay::lineage;

namespace {

/// Distinct lines "<word> 0" … ; the first `changed` of them are others.
std::string text(const std::string& word, int lines, int changed = 0)
{
    std::string out;
    for (int i = 0; i < lines; ++i) out += (i < changed ? "other " : "") + word + ' ' + std::to_string(i * i) + '\n';
    return out;
}

} // namespace

/// What added files came from.
class TestRenames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameContent();
    void uniqueNames();
    void mostSimilar();
    void eachByItself();
    void missingContent();

private:
    using Sources = std::vector<int>;
    struct Side
    {
        std::vector<FileEvent> events;
        [[nodiscard]] std::vector<const FileEvent*> pointers() const
        {
            std::vector<const FileEvent*> list;
            for (const auto& event : events) list.push_back(&event);
            return list;
        }
    };
    FileEvent file(const char* folder, const char* name, const ObjectId& blob)
    {
        return {blob, 0, m_paths.child(m_paths.child(0, m_names.intern(folder)), m_names.intern(name)), kModeFile,
                kNoEvent};
    }
    Sources match(const Side& added, const Side& deleted)
    {
        const auto reader = m_objects.reader();
        return RenameFinder(*reader, m_paths).match(added.pointers(), deleted.pointers());
    }
    Sources matchEach(const Side& added, const Side& deleted)
    {
        const auto reader = m_objects.reader();
        return RenameFinder(*reader, m_paths).matchEach(added.pointers(), deleted.pointers());
    }

    MadeObjects m_objects;
    NameTable m_names;
    PathTable m_paths;
};

/// The same content is taken first, from a file of the same base name where there is one; each source once.
void TestRenames::sameContent()
{
    const auto blob = m_objects.add(text("same", 20));
    const Side deleted{{file("old", "a.c", blob), file("old", "b.c", blob)}};
    QCOMPARE(match({{file("new", "b.c", blob)}}, deleted), Sources{1});
    QCOMPARE(match({{file("new", "b.c", blob), file("new", "x.c", blob), file("new", "y.c", blob)}}, deleted),
             (Sources{1, 0, -1}));
}

/// A base name that occurs once on each side needs 75 %; otherwise the most similar file from 50 % on is taken.
void TestRenames::uniqueNames()
{
    const Side deleted{
        {file("old", "a.c", m_objects.add(text("line", 40))), file("old", "b.c", m_objects.add(text("line", 40, 16)))}};
    const Side close{{file("new", "a.c", m_objects.add(text("line", 40, 6)))}};
    const Side far{{file("new", "a.c", m_objects.add(text("line", 40, 15)))}};
    QCOMPARE(match(close, deleted), Sources{0});
    QCOMPARE(match(far, deleted), Sources{1});
}

void TestRenames::mostSimilar()
{
    const Side deleted{{file("old", "a.c", m_objects.add(text("one", 40))),
                        file("old", "b.c", m_objects.add(text("two", 40))),
                        file("old", "c.c", m_objects.add(text("three", 40)))}};
    const Side added{{file("new", "x.c", m_objects.add(text("two", 40, 4))),
                      file("new", "y.c", m_objects.add(text("two", 40, 8))),
                      file("new", "z.c", m_objects.add(text("three", 40, 30)))}};
    QCOMPARE(match(added, deleted), (Sources{1, -1, -1}));
}

/// One may be the source of many, as when a file becomes two.
void TestRenames::eachByItself()
{
    const Side deleted{
        {file("old", "a.c", m_objects.add(text("one", 40))), file("old", "b.c", m_objects.add(text("two", 40)))}};
    const Side added{{file("new", "x.c", m_objects.add(text("two", 40, 4))),
                      file("new", "y.c", m_objects.add(text("two", 40, 8))),
                      file("new", "z.c", m_objects.add(text("four", 40)))}};
    QCOMPARE(matchEach(added, deleted), (Sources{1, 1, -1}));
    QCOMPARE(match(added, deleted), (Sources{1, -1, -1}));
}

void TestRenames::missingContent()
{
    const Side deleted{{file("old", "a.c", MadeObjects::nobody())}};
    const Side added{{file("new", "a.c", m_objects.add(text("one", 40)))}};
    QCOMPARE(match(added, deleted), Sources{-1});
    QCOMPARE(matchEach(added, deleted), Sources{-1});
    QCOMPARE(match({{file("new", "b.c", MadeObjects::nobody())}}, deleted), Sources{0}); // the same, whatever it holds
}

QTEST_APPLESS_MAIN(TestRenames)
#include "tst_renames.moc"
