// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/flow.h"

#include <optional>
#include <vector>

namespace assay::ui {

/// Methods, coverage and the annex, over as many sheets as they need; a chapter begins below the one before where room
/// is left. Drawn part by part, in order.
class BackMatter
{
public:
    BackMatter(Sheet& sheet, const present::ReportSpec& spec, std::vector<AnnexEntry> annex);
    [[nodiscard]] int parts() const;
    void draw(int part);

private:
    Flow& chapter(const QString& title);
    void methods();
    void coverage();
    void annex(std::size_t i);

    Sheet& m_sheet;
    const present::ReportSpec& m_spec;
    const std::vector<AnnexEntry> m_annex;
    std::optional<Flow> m_flow;
};

} // namespace assay::ui
