// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/writefile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace assay;

class WriteFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAllBytes();
    void replacesWhatWasThere();
    void refusesWithPathAndReason();

private:
    [[nodiscard]] std::string at(const char* name) const
    {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }
    static QByteArray contentOf(const std::string& path);

    QTemporaryDir m_folder;
};

QByteArray WriteFileTest::contentOf(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

void WriteFileTest::writesAllBytes()
{
    const std::string bytes("a\0b\r\n\xff", 6);
    QVERIFY(writeFile(at("new"), bytes));
    QCOMPARE(contentOf(at("new")), QByteArray::fromStdString(bytes));
}

void WriteFileTest::replacesWhatWasThere()
{
    QVERIFY(writeFile(at("old"), "a longer text"));
    QVERIFY(writeFile(at("old"), "short"));
    QCOMPARE(contentOf(at("old")), QByteArray("short"));
    QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral("old*")}, QDir::Files).size(), 1);
}

void WriteFileTest::refusesWithPathAndReason()
{
    const auto path = at("no such folder/file");
    const auto written = writeFile(path, "x");
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::WorkspaceUnwritable);
    const auto& message = written.error().message;
    QVERIFY2(message.starts_with(path + " cannot be written ("), message.c_str());
    QVERIFY2(message.ends_with("); choose another place."), message.c_str());
    QVERIFY2(message.find("()") == std::string::npos, message.c_str());
}

QTEST_GUILESS_MAIN(WriteFileTest)
#include "tst_writefile.moc"
