// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/fonts.h"

#include "resources/resources.h"

#include <QFile>
#include <QFontDatabase>
#include <QtEndian>

namespace assay::ui {
namespace {

constexpr qsizetype kTableRecords = 12;
constexpr qsizetype kTableRecord = 16;
constexpr qsizetype kFeatureRecord = 6;
constexpr qsizetype kNameRecord = 12;
constexpr quint16 kFamilyName = 1;
constexpr quint16 kTypographicFamily = 16;

/// Numbers of a font, 0 where it ends before.
class Bytes
{
public:
    explicit Bytes(const QByteArray& bytes) : m_bytes(bytes) {}
    [[nodiscard]] quint16 u16(qsizetype at) const { return number<quint16>(at); }
    [[nodiscard]] quint32 u32(qsizetype at) const { return number<quint32>(at); }
    [[nodiscard]] bool tagIs(qsizetype at, const char* tag) const { return m_bytes.mid(at, 4) == tag; }

private:
    template <typename T>
    [[nodiscard]] T number(qsizetype at) const
    {
        const bool inside = at >= 0 && at + static_cast<qsizetype>(sizeof(T)) <= m_bytes.size();
        return inside ? qFromBigEndian<T>(m_bytes.constData() + at) : T{0};
    }
    const QByteArray& m_bytes;
};

/// Where a table of the font begins; 0: it has none of that name.
qsizetype tableAt(const Bytes& bytes, const char* tag)
{
    const int tables = bytes.u16(4);
    for (int i = 0; i < tables; ++i) {
        const qsizetype record = kTableRecords + i * kTableRecord;
        if (bytes.tagIs(record, tag)) return bytes.u32(record + 8);
    }
    return 0;
}

void dropAlternates(QByteArray& font)
{
    const auto table = tableAt(Bytes(font), "GSUB");
    if (table == 0) return;
    const qsizetype list = table + Bytes(font).u16(table + 6);
    const int features = Bytes(font).u16(list);
    for (int i = 0; i < features; ++i) {
        const qsizetype record = list + 2 + i * kFeatureRecord;
        if (Bytes(font).tagIs(record, "calt")) font.replace(record, 4, "calx");
    }
}

void renameFamily(QByteArray& font)
{
    static const QByteArray kFrom("\0I\0n\0t\0e\0r", 10);
    static const QByteArray kTo("\0A\0s\0s\0a\0y", 10);
    const auto table = tableAt(Bytes(font), "name");
    if (table == 0) return;
    const int names = Bytes(font).u16(table + 2);
    const qsizetype strings = table + Bytes(font).u16(table + 4);
    for (int i = 0; i < names; ++i) {
        const qsizetype record = table + 6 + i * kNameRecord;
        const auto id = Bytes(font).u16(record + 6);
        if (id != kFamilyName && id != kTypographicFamily) continue;
        const qsizetype at = strings + Bytes(font).u16(record + 10);
        if (font.mid(at, kFrom.size()) == kFrom) font.replace(at, kFrom.size(), kTo);
    }
}

} // namespace

QByteArray plainInter(QByteArray font)
{
    dropAlternates(font);
    renameFamily(font);
    return font;
}

QFont interFont(double pixels, QFont::Weight weight)
{
    QFont font;
    font.setFamilies({QStringLiteral("Assay"), QStringLiteral("Inter")});
    // Fractional pixel sizes are only kept through point sizes: 96 dpi throughout.
    font.setPixelSize(qRound(pixels));
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

void registerFonts()
{
    static const bool done = [] {
        for (const auto& path : resources::fontFiles()) {
            QFile file(path);
            if (file.open(QIODevice::ReadOnly)) QFontDatabase::addApplicationFontFromData(plainInter(file.readAll()));
        }
        return true;
    }();
    (void)done;
}

} // namespace assay::ui
