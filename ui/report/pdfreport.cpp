// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/pdfreport.h"

#include "base/writefile.h"
#include "report/dashboardsheets.h"
#include "report/outline.h"
#include "report/sheet.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QEvent>
#include <QPdfWriter>

namespace assay::ui {
namespace {

constexpr int kResolution = 300;

} // namespace

Result<void> writeReport(const present::ReportSpec& spec, const QString& path, Paper paper, const CancelToken& cancel,
                         const ProgressFn& progress)
{
    registerFonts();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kResolution);
    writer.setPageSize(QPageSize(paper == Paper::A4 ? QPageSize::A4 : QPageSize::Letter));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    writer.setTitle(spec.organisation + QStringLiteral(", ") + spec.period);
    writer.setCreator(QStringLiteral("Assay"));
    Sheet sheet(writer, spec);
    const auto total = static_cast<std::int64_t>(spec.pages.size()) + 2;
    std::int64_t done = 0;
    const auto tell = [&] {
        if (progress) progress({"Drawing the report", done, total});
        ++done;
    };
    std::vector<AnnexEntry> annex;
    tell();
    drawFirstPage(sheet, spec);
    for (const auto& page : spec.pages) {
        if (cancel.requested()) {
            sheet.end();
            return failure(ErrorCode::Cancelled, "Cancelled; no report was written.");
        }
        tell();
        for (auto& entry : drawDashboardPage(sheet, page)) annex.push_back(std::move(entry));
        // Without an event loop nothing else deletes what the page left behind.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    tell();
    drawMethods(sheet, spec);
    drawCoverage(sheet, spec);
    drawAnnex(sheet, annex);
    sheet.end();
    buffer.close();
    return writeFile(path.toStdString(), withOutline(bytes, sheet.outline()).toStdString());
}

} // namespace assay::ui
