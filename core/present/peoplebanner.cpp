// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/peoplebanner.h"

#include "present/format.h"

namespace assay::present {

QString unmappedCommits(const facts::Mapping& mapping)
{
    const auto& commits = mapping.commits;
    if (commits.all == 0) return {};
    const auto without =
        mapping.commitsLeftOut > 0
            ? QStringLiteral(", without %1 by programs and merges").arg(formatCount(mapping.commitsLeftOut))
            : QString();
    return QStringLiteral("People nobody mapped wrote %1 of the commits (%2 of %3%4).")
        .arg(formatPercent(commits.unmappedShare(), 1), formatCount(commits.unmapped), formatCount(commits.all),
             without);
}

BannerSpec peopleBanner(const facts::Snapshot& snapshot)
{
    const auto mapping = facts::mappingOf(snapshot);
    BannerSpec banner;
    banner.title = QStringLiteral("%1 of %2 people are on the roster or in a team")
                       .arg(formatCount(mapping->mapped), formatCount(mapping->people));
    banner.text = QStringLiteral("%1 The work of people nobody mapped is in no team\u2019s figures.")
                      .arg(unmappedCommits(*mapping))
                      .trimmed();
    banner.link = QStringLiteral("Map people…");
    banner.linkTarget = QStringLiteral("people");
    banner.tone = mapping->commits.unmappedShare() > 0.1 ? Tone::Attention : Tone::Neutral;
    return banner;
}

bool nobodyIsMapped(const facts::Snapshot& snapshot)
{
    constexpr std::int64_t kFewest = 5;
    const auto mapping = facts::mappingOf(snapshot);
    return mapping->people >= kFewest && mapping->mapped == 0;
}

} // namespace assay::present
