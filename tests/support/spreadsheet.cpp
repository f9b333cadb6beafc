// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/spreadsheet.h"

#include <QStringList>
#include <QXmlStreamReader>
#include <QtEndian>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <zlib.h>

namespace assay::test {
namespace {

quint32 four(const QByteArray& bytes, qsizetype at)
{
    return qFromLittleEndian<quint32>(bytes.constData() + at);
}
quint16 two(const QByteArray& bytes, qsizetype at)
{
    return qFromLittleEndian<quint16>(bytes.constData() + at);
}

QByteArray inflated(const QByteArray& packed, qsizetype size)
{
    QByteArray out(size, '\0');
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return {};
    QByteArray in = packed;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int ended = inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    return ended == Z_STREAM_END ? out : QByteArray();
}

/// The members of a ZIP archive, by its central directory.
QMap<QString, QByteArray> membersOf(const QByteArray& file)
{
    QMap<QString, QByteArray> members;
    const qsizetype end = file.lastIndexOf(QByteArray("PK\5\6"));
    if (end < 0) return members;
    qsizetype at = four(file, end + 16);
    for (int left = two(file, end + 10); left > 0 && at + 46 <= file.size(); --left) {
        const qsizetype packed = four(file, at + 20);
        const qsizetype size = four(file, at + 24);
        const qsizetype local = four(file, at + 42);
        const QByteArray name = file.mid(at + 46, two(file, at + 28));
        const QByteArray bytes = file.mid(local + 30 + two(file, local + 26) + two(file, local + 28), packed);
        members[QString::fromUtf8(name)] = two(file, at + 10) == 0 ? bytes : inflated(bytes, size);
        at += 46 + two(file, at + 28) + two(file, at + 30) + two(file, at + 32);
    }
    return members;
}

QStringList sharedStrings(const QByteArray& xml)
{
    QStringList texts;
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement() && reader.name() == u"si") texts.append(QString());
        if (reader.isStartElement() && reader.name() == u"t") texts.back() += reader.readElementText();
    }
    return texts;
}

QMap<QString, FileCell> cellsOf(const QByteArray& xml, const QStringList& texts)
{
    QMap<QString, FileCell> cells;
    QXmlStreamReader reader(xml);
    QString at;
    QString type;
    while (!reader.atEnd()) {
        reader.readNext();
        if (!reader.isStartElement()) continue;
        if (reader.name() == u"c") {
            at = reader.attributes().value(QStringLiteral("r")).toString();
            type = reader.attributes().value(QStringLiteral("t")).toString();
        } else if (reader.name() == u"f") {
            cells[at].formula = reader.readElementText();
        } else if (reader.name() == u"v") {
            const QString value = reader.readElementText();
            if (type == u"s")
                cells[at].value = texts.value(value.toInt());
            else if (type == u"str")
                cells[at].value = value;
            else
                cells[at].value = value.toDouble();
        }
    }
    return cells;
}

/// Computes one formula by recursive descent; the operators are those of the file format, in its order of binding:
/// comparison, + -, * /, ^, sign.
class Formula
{
public:
    Formula(Spreadsheet& book, QString sheet, QString text)
        : m_book(book), m_sheet(std::move(sheet)), m_text(std::move(text))
    {
    }

    QVariant value()
    {
        const QVariant result = comparison();
        return m_at == m_text.size() && !m_wrong ? result : QVariant(QStringLiteral("#WRONG: ") + m_text);
    }

private:
    bool eat(QStringView token)
    {
        if (!QStringView(m_text).mid(m_at).startsWith(token)) return false;
        m_at += token.size();
        return true;
    }

    QVariant comparison()
    {
        const QVariant left = sum();
        for (const QStringView sign : {u">=", u"<=", u"<>", u">", u"<", u"="}) {
            if (!eat(sign)) continue;
            const double a = left.toDouble();
            const double b = sum().toDouble();
            return sign == u">="   ? a >= b
                   : sign == u"<=" ? a <= b
                   : sign == u"<>" ? a != b
                   : sign == u">"  ? a > b
                   : sign == u"<"  ? a < b
                                   : a == b;
        }
        return left;
    }

    QVariant sum()
    {
        QVariant left = product();
        while (true) {
            if (eat(u"+"))
                left = left.toDouble() + product().toDouble();
            else if (eat(u"-"))
                left = left.toDouble() - product().toDouble();
            else
                return left;
        }
    }

    QVariant product()
    {
        QVariant left = power();
        while (true) {
            if (eat(u"*"))
                left = left.toDouble() * power().toDouble();
            else if (eat(u"/"))
                left = left.toDouble() / power().toDouble();
            else
                return left;
        }
    }

    QVariant power()
    {
        QVariant left = sign();
        while (eat(u"^")) left = std::pow(left.toDouble(), sign().toDouble());
        return left;
    }

    QVariant sign()
    {
        if (eat(u"-")) return -sign().toDouble();
        return atom();
    }

    QVariant atom()
    {
        if (eat(u"(")) {
            const QVariant inner = comparison();
            m_wrong |= !eat(u")");
            return inner;
        }
        if (eat(u"\"\"")) return QString();
        const qsizetype from = m_at;
        while (m_at < m_text.size() && (m_text[m_at].isDigit() || m_text[m_at] == u'.')) ++m_at;
        if (m_at > from) return m_text.mid(from, m_at - from).toDouble();
        return name();
    }

    QVariant name()
    {
        const qsizetype from = m_at;
        while (m_at < m_text.size() &&
               (m_text[m_at].isLetterOrNumber() || m_text[m_at] == u'!' || m_text[m_at] == u'$'))
            ++m_at;
        const QString word = m_text.mid(from, m_at - from);
        if (eat(u"(")) return call(word);
        return m_book.compute(placed(word));
    }

    QString placed(QString reference) const
    {
        reference.remove(u'$');
        return reference.contains(u'!') ? reference : m_sheet + u'!' + reference;
    }

    /// The cells of "A1:B7", or one argument.
    void collect(QList<QVariant>& values)
    {
        const qsizetype from = m_at;
        while (m_at < m_text.size() &&
               (m_text[m_at].isLetterOrNumber() || m_text[m_at] == u'!' || m_text[m_at] == u'$'))
            ++m_at;
        if (m_at == from || !eat(u":")) {
            m_at = from;
            values.append(comparison());
            return;
        }
        const QString first = placed(m_text.mid(from, m_at - 1 - from));
        const qsizetype second = m_at;
        while (m_at < m_text.size() && (m_text[m_at].isLetterOrNumber() || m_text[m_at] == u'$')) ++m_at;
        const QString last = QString(m_text.mid(second, m_at - second)).remove(u'$');
        const QString sheet = first.section(u'!', 0, 0);
        const auto [c0, r0] = place(first.section(u'!', 1));
        const auto [c1, r1] = place(last);
        for (int r = r0; r <= r1; ++r)
            for (int c = c0; c <= c1; ++c)
                values.append(m_book.compute(sheet + u'!' + letters(c) + QString::number(r)));
    }

    static std::pair<int, int> place(const QString& cell)
    {
        int column = 0;
        qsizetype i = 0;
        for (; i < cell.size() && cell[i].isLetter(); ++i) column = column * 26 + (cell[i].unicode() - u'A' + 1);
        return {column, cell.mid(i).toInt()};
    }
    static QString letters(int column)
    {
        QString name;
        for (; column > 0; column = (column - 1) / 26) name.prepend(QChar(u'A' + (column - 1) % 26));
        return name;
    }

    QVariant call(const QString& function)
    {
        QList<QVariant> arguments;
        do collect(arguments);
        while (eat(u","));
        m_wrong |= !eat(u")");
        QList<double> numbers;
        for (const QVariant& one : arguments)
            if (one.typeId() != QMetaType::QString) numbers.append(one.toDouble());
        if (function == u"SUM") return std::accumulate(numbers.begin(), numbers.end(), 0.0);
        if (function == u"COUNT") return static_cast<double>(numbers.size());
        if (function == u"MIN") return numbers.isEmpty() ? 0.0 : *std::min_element(numbers.begin(), numbers.end());
        if (function == u"EXP") return std::exp(numbers.value(0));
        if (function == u"LN") return std::log(numbers.value(0));
        if (function == u"AND") return std::all_of(numbers.begin(), numbers.end(), [](double v) { return v != 0; });
        if (function == u"OR") return std::any_of(numbers.begin(), numbers.end(), [](double v) { return v != 0; });
        if (function == u"IF" && arguments.size() == 3) return arguments[arguments[0].toDouble() != 0 ? 1 : 2];
        m_wrong = true;
        return {};
    }

    Spreadsheet& m_book;
    QString m_sheet;
    QString m_text;
    qsizetype m_at = 0;
    bool m_wrong = false;
};

} // namespace

Spreadsheet::Spreadsheet(const QByteArray& file)
{
    const auto members = membersOf(file);
    if (members.isEmpty()) {
        problem = QStringLiteral("no ZIP archive");
        return;
    }
    const QStringList texts = sharedStrings(members.value(QStringLiteral("xl/sharedStrings.xml")));
    QXmlStreamReader reader(members.value(QStringLiteral("xl/workbook.xml")));
    int number = 0;
    while (!reader.atEnd()) {
        reader.readNext();
        if (!reader.isStartElement() || reader.name() != u"sheet") continue;
        const QString path = QStringLiteral("xl/worksheets/sheet%1.xml").arg(++number);
        sheets[reader.attributes().value(QStringLiteral("name")).toString()] = cellsOf(members.value(path), texts);
    }
    if (sheets.isEmpty()) problem = QStringLiteral("no sheets");
}

QVariant Spreadsheet::compute(const QString& reference)
{
    if (const auto known = m_computed.constFind(reference); known != m_computed.constEnd()) return *known;
    const QString sheet = reference.section(u'!', 0, 0);
    const FileCell cell = sheets.value(sheet).value(reference.section(u'!', 1));
    QVariant value = cell.value.isValid() ? cell.value : QVariant(QString());
    if (!cell.formula.isEmpty()) value = Formula(*this, sheet, cell.formula).value();
    m_computed[reference] = value;
    return value;
}

void Spreadsheet::type(const QString& reference, double number)
{
    sheets[reference.section(u'!', 0, 0)][reference.section(u'!', 1)].value = number;
    m_computed.clear();
}

} // namespace assay::test
