// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/sheet.h"

#include "charts/marks.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace assay::ui {
namespace {

/// Where the columns of the question table begin, as shares of the body's width.
constexpr std::array<double, 5> kColumns{0, 0.225, 0.505, 0.675, 0.835};

double questionTable(Sheet& sheet, const present::ReportSpec& spec, double y)
{
    const auto body = sheet.body();
    const auto& t = sheet.theme();
    constexpr int kWrapped = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap;
    const auto leftOf = [&body](std::size_t column) { return body.left() + kColumns.at(column) * body.width(); };
    const auto widthOfColumn = [&](std::size_t column) {
        return column + 1 < kColumns.size() ? leftOf(column + 1) - 8 - leftOf(column) : body.right() - leftOf(column);
    };
    const auto cell = [&](std::size_t column, double top, double height, const QString& text, const QFont& font,
                          const QColor& colour) {
        sheet.painter().setFont(font);
        sheet.painter().setPen(colour);
        sheet.painter().drawText(QRectF(leftOf(column), top, widthOfColumn(column), height), kWrapped, text);
    };
    const auto wanted = [&](std::size_t column, const QString& text, const QFont& font) {
        sheet.painter().setFont(font);
        return sheet.painter()
            .boundingRect(QRectF(0, 0, widthOfColumn(column), body.height()), kWrapped, text)
            .height();
    };
    static const std::array<const char*, 5> kTitles{"Question", "Answer", "95% interval", "Agreed target", "Status"};
    sheet.rule(y);
    for (std::size_t i = 0; i < kTitles.size(); ++i)
        cell(i, y, 29, QString::fromUtf8(kTitles[i]), interFont(12, i == 1 ? QFont::DemiBold : QFont::Normal),
             i == 1 ? t.ink : t.muted);
    y += 29;
    for (const auto& row : spec.questions) {
        const QFont plain = interFont(12);
        const double height =
            14 + std::max({16.0, wanted(0, row.question, plain), wanted(1, row.answer, interFont(12, QFont::DemiBold)),
                           wanted(2, row.interval, plain), wanted(3, row.target, plain), wanted(4, row.status, plain)});
        sheet.rule(y);
        cell(0, y, height, row.question, interFont(12), t.ink);
        cell(1, y, height, row.answer, interFont(12, QFont::DemiBold), t.ink);
        cell(2, y, height, row.interval, interFont(12), t.ink);
        cell(3, y, height, row.target, interFont(12), t.ink);
        cell(4, y, height, row.status, interFont(12), t.tone(row.tone) == t.muted ? t.ink : t.tone(row.tone));
        y += height;
    }
    sheet.rule(y);
    return y;
}

} // namespace

void drawFirstPage(Sheet& sheet, const present::ReportSpec& spec)
{
    sheet.beginPage(QStringLiteral("Recommendation"));
    const auto body = sheet.body();
    const auto& t = sheet.theme();
    double y = body.top() + 8;
    y += sheet.text(QRectF(body.left(), y, body.width(), 0), spec.headline, 25, t.ink, QFont::Bold) + 8;
    y += sheet.text(QRectF(body.left(), y, body.width(), 0), spec.recommendation, 14, t.ink) + 14;
    y = questionTable(sheet, spec, y) + 22;

    const double sure = sheet.textHeight(body.width(), spec.howSure, 11.5) + 14;
    const double room = body.bottom() - sure - y;
    double wanted = 0;
    for (const auto& chart : spec.charts) wanted += Sheet::wantedHeight(chart) + 18;
    const double share = wanted > room ? room / wanted : 1;
    for (const auto& chart : spec.charts) {
        const double height = Sheet::wantedHeight(chart) * share;
        sheet.chart(QRectF(body.left(), y, body.width(), height), chart);
        y += height + 18 * share;
    }
    sheet.rule(y);
    sheet.text(QRectF(body.left(), y + 10, body.width(), 0), spec.howSure, 11.5, t.muted);
}

} // namespace assay::ui
