// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/pdfreport.h"

#include "base/writefile.h"
#include "report/dashboardsheets.h"
#include "report/flowpages.h"
#include "report/outline.h"
#include "report/sheet.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QEvent>
#include <QPdfWriter>
#include <algorithm>
#include <optional>

namespace assay::ui {
namespace {

constexpr int kResolution = 300;

} // namespace

/// In the order in which they end: the sheet paints on the writer, which writes into the buffer.
struct ReportWriter::Drawing
{
    Drawing(present::ReportSpec report, Paper paper) : spec(std::move(report)), buffer(&bytes)
    {
        registerFonts();
        buffer.open(QIODevice::WriteOnly);
        writer.emplace(&buffer);
        writer->setResolution(kResolution);
        writer->setPageSize(QPageSize(paper == Paper::A4 ? QPageSize::A4 : QPageSize::Letter));
        writer->setPageMargins(QMarginsF(0, 0, 0, 0));
        writer->setTitle(spec.organisation + QStringLiteral(", ") + spec.period);
        writer->setCreator(QStringLiteral("Assay"));
        sheet.emplace(*writer, spec);
    }
    ~Drawing()
    {
        if (sheet->painter().isActive()) sheet->end();
    }

    const present::ReportSpec spec;
    QByteArray bytes;
    QBuffer buffer;
    std::optional<QPdfWriter> writer;
    std::optional<Sheet> sheet;
    std::vector<AnnexEntry> annex;
    std::optional<BackMatter> back;
    std::size_t next = 0; ///< the first page, the dashboard pages, then the back matter
};

ReportWriter::ReportWriter(present::ReportSpec spec, Paper paper)
    : m_drawing(std::make_unique<Drawing>(std::move(spec), paper))
{
}

ReportWriter::~ReportWriter() = default;

bool ReportWriter::drawNext()
{
    auto& d = *m_drawing;
    const std::size_t front = 1 + d.spec.pages.size();
    const std::size_t part = d.next++;
    if (part == 0) {
        drawFirstPage(*d.sheet, d.spec);
    } else if (part < front) {
        for (auto& entry : drawDashboardPage(*d.sheet, d.spec.pages[part - 1])) d.annex.push_back(std::move(entry));
        // Without an event loop nothing else deletes what the page left behind.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    } else {
        if (!d.back) d.back.emplace(*d.sheet, d.spec, std::move(d.annex));
        const int behind = static_cast<int>(part - front);
        if (behind >= d.back->parts()) return false;
        d.back->draw(behind);
    }
    return true;
}

Progress ReportWriter::progress() const
{
    const auto& d = *m_drawing;
    const auto front = static_cast<std::int64_t>(1 + d.spec.pages.size());
    // How much goes to the annex is known once the pages are drawn.
    const auto total = front + (d.back ? d.back->parts() : static_cast<std::int64_t>(d.annex.size()) + 2);
    return {"Drawing the report", std::min(static_cast<std::int64_t>(d.next), total), total};
}

Result<void> ReportWriter::save(const QString& path)
{
    auto& d = *m_drawing;
    d.sheet->end();
    d.buffer.close();
    return writeFile(path.toStdString(), withOutline(d.bytes, d.sheet->outline()).toStdString());
}

Result<void> writeReport(const present::ReportSpec& spec, const QString& path, Paper paper, const CancelToken& cancel,
                         const ProgressFn& progress)
{
    ReportWriter writer(spec, paper);
    do {
        if (progress) progress(writer.progress());
        if (cancel.requested()) return failure(ErrorCode::Cancelled, "Cancelled; no report was written.");
    } while (writer.drawNext());
    return writer.save(path);
}

} // namespace assay::ui
