// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/outline.h"

#include <QRegularExpression>
#include <map>

namespace assay::ui {
namespace {

/// What an incremental update needs to know of a file.
struct Layout
{
    int size = 0; ///< number of objects
    int catalogue = 0;
    qsizetype startXref = -1;
    QByteArray catalogueBody; ///< between << and >>
    QByteArray info;          ///< "/Info 2 0 R" of the trailer, if any
    std::vector<int> pages;
    [[nodiscard]] bool usable() const
    {
        return size > 0 && catalogue > 0 && startXref >= 0 && !catalogueBody.isEmpty() && !pages.empty();
    }
};

QByteArray objectBody(const QByteArray& pdf, int number)
{
    const QByteArray head = '\n' + QByteArray::number(number) + " 0 obj";
    const auto at = pdf.indexOf(head);
    if (at < 0) return {};
    const auto end = pdf.indexOf("endobj", at);
    return end < 0 ? QByteArray() : pdf.mid(at + head.size(), end - at - head.size());
}

int numberAfter(const QByteArray& text, const QByteArray& key)
{
    const auto at = text.indexOf(key);
    if (at < 0) return 0;
    const auto rest = text.mid(at + key.size()).trimmed();
    qsizetype digits = 0;
    while (digits < rest.size() && rest[digits] >= '0' && rest[digits] <= '9') ++digits;
    return rest.left(digits).toInt();
}

Layout layoutOf(const QByteArray& pdf)
{
    Layout layout;
    const auto trailerAt = pdf.lastIndexOf("trailer");
    const auto startAt = pdf.lastIndexOf("startxref");
    if (trailerAt < 0 || startAt < trailerAt) return layout;
    const auto trailer = pdf.mid(trailerAt, startAt - trailerAt);
    layout.size = numberAfter(trailer, "/Size");
    layout.catalogue = numberAfter(trailer, "/Root");
    layout.startXref = numberAfter(pdf.mid(startAt), "startxref");
    if (const int info = numberAfter(trailer, "/Info"); info > 0)
        layout.info = "/Info " + QByteArray::number(info) + " 0 R\n";
    const auto body = objectBody(pdf, layout.catalogue);
    const auto open = body.indexOf("<<");
    const auto close = body.lastIndexOf(">>");
    if (open < 0 || close < open) return layout;
    layout.catalogueBody = body.mid(open + 2, close - open - 2);
    const auto pages = objectBody(pdf, numberAfter(layout.catalogueBody, "/Pages"));
    const auto kidsAt = pages.indexOf("/Kids");
    const auto from = pages.indexOf('[', kidsAt);
    const auto to = pages.indexOf(']', kidsAt);
    if (kidsAt < 0 || from < 0 || to < from) return layout;
    static const QRegularExpression reference(QStringLiteral("(\\d+) 0 R"));
    auto matches = reference.globalMatch(QString::fromLatin1(pages.mid(from, to - from)));
    while (matches.hasNext()) layout.pages.push_back(matches.next().captured(1).toInt());
    return layout;
}

/// A text string in UTF-16, as hexadecimal.
QByteArray pdfText(const QString& text)
{
    QByteArray hex = "<FEFF";
    for (const QChar c : text) hex += QByteArray::number(c.unicode(), 16).rightJustified(4, '0').toUpper();
    return hex + '>';
}

} // namespace

QByteArray withOutline(const QByteArray& pdf, const std::vector<OutlineEntry>& entries)
{
    const auto layout = layoutOf(pdf);
    if (!layout.usable() || entries.empty()) return pdf;
    QByteArray out = pdf;
    if (!out.endsWith('\n')) out += '\n';
    std::map<int, qsizetype> offsets;
    const auto object = [&](int number, const QByteArray& body) {
        offsets[number] = out.size();
        out += QByteArray::number(number) + " 0 obj\n<<\n" + body + ">>\nendobj\n";
    };
    const auto ref = [](int number) { return QByteArray::number(number) + " 0 R"; };
    const int root = layout.size;
    const int first = root + 1;
    const int count = static_cast<int>(entries.size());
    object(layout.catalogue, layout.catalogueBody + "\n/Outlines " + ref(root) + "\n/PageMode /UseOutlines\n");
    object(root, "/Type /Outlines\n/First " + ref(first) + "\n/Last " + ref(first + count - 1) + "\n/Count " +
                     QByteArray::number(count) + '\n');
    for (int i = 0; i < count; ++i) {
        const auto& entry = entries[static_cast<std::size_t>(i)];
        const auto page = static_cast<std::size_t>(entry.page);
        QByteArray body = "/Title " + pdfText(entry.title) + "\n/Parent " + ref(root) + '\n';
        if (page < layout.pages.size()) body += "/Dest [" + ref(layout.pages[page]) + " /Fit]\n";
        if (i > 0) body += "/Prev " + ref(first + i - 1) + '\n';
        if (i + 1 < count) body += "/Next " + ref(first + i + 1) + '\n';
        object(first + i, body);
    }
    const auto xref = out.size();
    out += "xref\n";
    for (const auto& [number, offset] : offsets)
        out += QByteArray::number(number) + " 1\n" + QByteArray::number(offset).rightJustified(10, '0') + " 00000 n \n";
    out += "trailer\n<<\n/Size " + QByteArray::number(first + count) + "\n/Root " + ref(layout.catalogue) + '\n' +
           layout.info + "/Prev " + QByteArray::number(layout.startXref) + "\n>>\nstartxref\n" +
           QByteArray::number(xref) + "\n%%EOF\n";
    return out;
}

} // namespace assay::ui
