// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/flowpages.h"

namespace assay::ui {

BackMatter::BackMatter(Sheet& sheet, const present::ReportSpec& spec, std::vector<AnnexEntry> annex)
    : m_sheet(sheet), m_spec(spec), m_annex(std::move(annex))
{
}

int BackMatter::parts() const
{
    return 2 + static_cast<int>(m_annex.size());
}

void BackMatter::draw(int part)
{
    if (part == 0)
        methods();
    else if (part == 1)
        coverage();
    else
        annex(static_cast<std::size_t>(part) - 2);
}

Flow& BackMatter::chapter(const QString& title)
{
    if (m_flow)
        m_flow->chapter(title);
    else
        m_flow.emplace(m_sheet, title);
    return *m_flow;
}

void BackMatter::methods()
{
    if (m_spec.methods.empty()) return;
    Flow& flow = chapter(QStringLiteral("Methods"));
    for (const auto& section : m_spec.methods) {
        flow.heading(section.title);
        for (const auto& paragraph : section.paragraphs) flow.paragraph(paragraph);
    }
}

void BackMatter::coverage()
{
    auto table = m_spec.coverage;
    if (table.columns.empty()) return;
    Flow& flow = chapter(table.title.isEmpty() ? QStringLiteral("Data coverage") : table.title);
    table.title.clear();
    flow.table(table);
}

void BackMatter::annex(std::size_t i)
{
    Flow& flow = i == 0 ? chapter(QStringLiteral("Annex")) : *m_flow;
    const auto& entry = m_annex[i];
    if (i == 0 || entry.page != m_annex[i - 1].page) flow.heading(entry.page, entry.block);
    flow.block(entry.block);
}

} // namespace assay::ui
