// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/peoplebanner.h"

#include "present/format.h"

namespace assay::present {
namespace {

struct PeopleCount
{
    std::int64_t all = 0;
    std::int64_t mapped = 0;
};

PeopleCount countPeople(const facts::Snapshot& snapshot)
{
    PeopleCount count;
    for (std::size_t i = 0; i < snapshot.people.size(); ++i) {
        if (snapshot.people.bot[i] != 0) continue;
        ++count.all;
        count.mapped += snapshot.people.onRoster[i];
    }
    return count;
}

} // namespace

BannerSpec peopleBanner(const facts::Snapshot& snapshot)
{
    const auto count = countPeople(snapshot);
    BannerSpec banner;
    banner.title = QStringLiteral("%1 of %2 people are on the roster or in a team")
                       .arg(formatCount(count.mapped), formatCount(count.all));
    banner.text =
        QStringLiteral("People nobody mapped wrote %1 of the commits. Their work is in no team\u2019s figures.")
            .arg(formatPercent(snapshot.unmappedCommitShare, 1));
    banner.link = QStringLiteral("Map people…");
    banner.linkTarget = QStringLiteral("people");
    banner.tone = snapshot.unmappedCommitShare > 0.1 ? Tone::Attention : Tone::Neutral;
    return banner;
}

bool nobodyIsMapped(const facts::Snapshot& snapshot)
{
    constexpr std::int64_t kFewest = 5;
    const auto count = countPeople(snapshot);
    return count.all >= kFewest && count.mapped == 0;
}

} // namespace assay::present
