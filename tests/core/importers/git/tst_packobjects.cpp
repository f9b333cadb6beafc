// SPDX-License-Identifier: GPL-3.0-or-later
#include "gitfixture.h"
#include "lineage/objectfolders.h"
#include "lineage/packfile.h"
#include "lineage/packobjects.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <random>

using namespace assay;
using namespace assay::lineage;

namespace {

const QByteArrayList kKinds{"", "commit", "tree", "blob", "tag"};

/// A packed history with delta chains over trees and blobs, and an annotated tag.
void fill(GitFixture& repo, const QStringList& repack)
{
    QByteArray text;
    for (int i = 0; i < 40; ++i) {
        text.insert((i * 7) % (text.size() + 1), "line " + QByteArray::number(i * i) + " of the file\n");
        repo.write(QStringLiteral("src/a.c"), text);
        repo.write(QStringLiteral("docs/%1.txt").arg(i % 5), text.left(200));
        repo.commit("commit " + QByteArray::number(i));
    }
    repo.git({QStringLiteral("tag"), QStringLiteral("-a"), QStringLiteral("v1"), QStringLiteral("-m"),
              QStringLiteral("one")});
    repo.git(repack);
}

QByteArray readAll(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::span<const std::uint8_t> bytes(const QByteArray& data)
{
    return {reinterpret_cast<const std::uint8_t*>(data.constData()), static_cast<std::size_t>(data.size())};
}

} // namespace

/// The pack reader against libgit2, object by object, and against damage.
class TestPackObjects : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsReference_data();
    void equalsReference();
    void borrowed();
    void lenders();
    void missing();
    void damage();
    void deltas_data();
    void deltas();

private:
    static void compareAll(const GitFixture& repo, const QString& where);
};

void TestPackObjects::equalsReference_data()
{
    QTest::addColumn<QStringList>("repack");
    QTest::newRow("offset deltas") << QStringList{QStringLiteral("repack"), QStringLiteral("-adqf"),
                                                  QStringLiteral("--depth=50")};
    QTest::newRow("reference deltas") << QStringList{QStringLiteral("-c"),
                                                     QStringLiteral("repack.useDeltaBaseOffset=false"),
                                                     QStringLiteral("repack"), QStringLiteral("-adqf")};
    QTest::newRow("several packs") << QStringList{QStringLiteral("-c"), QStringLiteral("pack.packSizeLimit=1m"),
                                                  QStringLiteral("repack"), QStringLiteral("-adqf"),
                                                  QStringLiteral("--max-pack-size=1m")};
    QTest::newRow("loose") << QStringList{QStringLiteral("status")};
    QTest::newRow("multi-pack index") << QStringList{QStringLiteral("repack"), QStringLiteral("-adq"),
                                                     QStringLiteral("--write-midx")};
}

void TestPackObjects::equalsReference()
{
    QFETCH(QStringList, repack);
    GitFixture repo;
    fill(repo, repack);
    compareAll(repo, repo.path());
}

void TestPackObjects::compareAll(const GitFixture& repo, const QString& where)
{
    const std::string folder = (where + QStringLiteral("/.git/objects")).toStdString();
    const auto packs = openObjects(folder);
    const auto reference = openLibgit2Objects(folder);
    QVERIFY(packs && reference);
    const auto mine = (*packs)->reader();
    const auto theirs = (*reference)->reader();
    int seen = 0;
    for (const auto& line :
         repo.git({QStringLiteral("cat-file"), QStringLiteral("--batch-check"), QStringLiteral("--batch-all-objects")},
                  {}, where)
             .split('\n')) {
        const auto words = line.split(' ');
        if (words.size() != 3) continue;
        const auto id = ObjectId::fromHex(words[0].toStdString());
        for (int kind = 1; kind <= 4; ++kind) {
            const auto one = mine->read(*id, static_cast<ObjectKind>(kind));
            const auto two = theirs->read(*id, static_cast<ObjectKind>(kind));
            QCOMPARE(one != nullptr, kKinds.indexOf(words[1]) == kind);
            QCOMPARE(two != nullptr, one != nullptr);
            if (one) QVERIFY(one->view() == two->view());
        }
        if (words[1] == "blob") QCOMPARE(mine->blobSize(*id), words[2].toLongLong());
        ++seen;
    }
    QVERIFY(seen > 150);
}

/// `git clone --shared`: old objects lie elsewhere, new ones here.
void TestPackObjects::borrowed()
{
    GitFixture repo;
    fill(repo, {QStringLiteral("repack"), QStringLiteral("-adq")});
    const QString clone = repo.folder() + QStringLiteral("/clone");
    repo.git({QStringLiteral("clone"), QStringLiteral("-q"), QStringLiteral("--shared"), QStringLiteral("."), clone});
    repo.git({QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("--allow-empty"), QStringLiteral("-m"),
              QStringLiteral("here")},
             {}, clone);
    compareAll(repo, clone);
}

void TestPackObjects::lenders()
{
    const QTemporaryDir folder;
    const QDir root(folder.path());
    for (const auto* name : {"a/info", "b/info", "c/info"}) root.mkpath(QString::fromLatin1(name));
    const auto lend = [&root](const char* to, const QByteArray& list) {
        QFile file(root.filePath(QString::fromLatin1(to) + QStringLiteral("/info/alternates")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(list) == list.size());
    };
    lend("a", "# a remark\n../b\n\n/no/such/folder\n");
    lend("b", root.filePath(QStringLiteral("c")).toUtf8() + "\n../a\n"); // in a circle
    const std::string at = root.canonicalPath().toStdString();
    const std::vector<std::string> expected{at + "/a", at + "/b", at + "/c"};
    QCOMPARE(objectFolders(at + "/a"), expected);
    QCOMPARE(objectFolders(at + "/c"), (std::vector<std::string>{at + "/c"}));
    QVERIFY(objectFolders(at + "/d").empty());
}

void TestPackObjects::missing()
{
    GitFixture repo;
    fill(repo, {QStringLiteral("gc"), QStringLiteral("-q")});
    const auto objects = openObjects((repo.path() + QStringLiteral("/.git/objects")).toStdString());
    QVERIFY(objects.has_value());
    const auto reader = (*objects)->reader();
    const auto nobody = ObjectId::fromHex(std::string(40, '7'));
    QVERIFY(!reader->read(*nobody, ObjectKind::Blob));
    QCOMPARE(reader->blobSize(*nobody), std::int64_t{-1});
    QVERIFY(!openObjects("/no/such/folder") ||
            !(*openObjects("/no/such/folder"))->reader()->read(*nobody, ObjectKind::Blob));
}

void TestPackObjects::damage()
{
    GitFixture repo;
    fill(repo, {QStringLiteral("gc"), QStringLiteral("-q"), QStringLiteral("--prune=now")});
    const QDir folder(repo.path() + QStringLiteral("/.git/objects/pack"));
    const QString index = folder.filePath(folder.entryList({QStringLiteral("*.idx")}).front());
    const QByteArray goodIndex = readAll(index);
    const QByteArray goodPack = readAll(QString(index).replace(QStringLiteral(".idx"), QStringLiteral(".pack")));
    QVERIFY(PackFile::fromBytes(bytes(goodIndex), bytes(goodPack)).has_value());
    std::mt19937 random(7);
    for (int round = 0; round < 3000; ++round) {
        QByteArray badIndex = goodIndex;
        QByteArray badPack = goodPack;
        auto& target = round % 2 == 0 ? badIndex : badPack;
        for (int i = 0; i < 3; ++i)
            target[static_cast<qsizetype>(random() % static_cast<unsigned>(target.size()))] =
                static_cast<char>(random());
        if (round % 5 == 0) target.truncate(static_cast<qsizetype>(random() % static_cast<unsigned>(target.size())));
        const auto pack = PackFile::fromBytes(bytes(badIndex), bytes(badPack));
        if (!pack) continue;
        for (std::uint32_t rank = 0; rank < pack->count(); ++rank)
            if (const auto offset = pack->find(pack->idAt(rank)))
                if (const auto entry = pack->entry(*offset))
                    QVERIFY(entry->deflated.size() <= static_cast<std::size_t>(badPack.size()));
    }
}

void TestPackObjects::deltas_data()
{
    QTest::addColumn<QByteArray>("delta");
    QTest::addColumn<QByteArray>("result"); // null: refused
    QTest::newRow("copy and insert") << QByteArray("\x04\x05\x90\x02\x03xyz", 8) << QByteArray("abxyz");
    QTest::newRow("copy from the middle") << QByteArray("\x04\x02\x91\x02\x02", 5) << QByteArray("cd");
    QTest::newRow("wrong base size") << QByteArray("\x05\x02\x91\x02\x02", 5) << QByteArray();
    QTest::newRow("copy past the base") << QByteArray("\x04\x03\x91\x02\x03", 5) << QByteArray();
    QTest::newRow("too little") << QByteArray("\x04\x09\x91\x02\x02", 5) << QByteArray();
    QTest::newRow("too much") << QByteArray("\x04\x01\x91\x02\x02", 5) << QByteArray();
    QTest::newRow("reserved instruction") << QByteArray("\x04\x01\x00", 3) << QByteArray();
    QTest::newRow("cut off") << QByteArray("\x04\x03\x03x", 4) << QByteArray();
    QTest::newRow("claims two gigabytes") << QByteArray("\x04\xff\xff\xff\xff\x07\x01x", 8) << QByteArray();
    QTest::newRow("endless size") << QByteArray("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 11) << QByteArray();
}

void TestPackObjects::deltas()
{
    QFETCH(QByteArray, delta);
    QFETCH(QByteArray, result);
    const auto made = applyDelta("abcd", std::string_view(delta.constData(), static_cast<std::size_t>(delta.size())));
    QCOMPARE(made == nullptr, result.isNull());
    if (made) QCOMPARE(QByteArray(made->view().data(), static_cast<qsizetype>(made->size())), result);
}

QTEST_GUILESS_MAIN(TestPackObjects)
#include "tst_packobjects.moc"
