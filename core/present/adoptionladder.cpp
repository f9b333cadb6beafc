// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/adoptionladder.h"

#include "metrics/adoption/ladder.h"
#include "present/axes.h"
#include "present/estimatetext.h"
#include "present/format.h"

namespace assay::present {

namespace {

using metrics::Ladder;
using metrics::Rung;

QString windowText(const Ladder& ladder)
{
    return formatPeriod({ladder.from, ladder.to});
}

QString tooFew(const Figures& figures)
{
    return QStringLiteral("n < %1").arg(std::max(5, figures.view().filter().minimumGroup));
}

BarRow rungRow(const Ladder& ladder, Rung rung)
{
    const metrics::RungCount& count = ladder.at(rung);
    BarRow row;
    row.label = text(metrics::rungTitle(rung));
    row.tone = rung < Rung::UsedLastWeek ? Tone::Formal : Tone::Real;
    row.drill = {RowKind::People, row.label, ladder.people};
    if (rung == Rung::Eligible) {
        row.value = static_cast<double>(ladder.eligible);
        row.text = formatCount(ladder.eligible);
        row.secondary = formatPercent(1);
        return row;
    }
    if (!count.measurable) {
        row.note = text(count.reason);
        return row;
    }
    row.value = static_cast<double>(count.yes);
    row.text = formatCount(count.yes);
    if (count.share.value) row.secondary = formatPercent(*count.share.value);
    if (count.share.low && count.share.high)
        row.secondary +=
            QStringLiteral(" (%1)").arg(formatInterval(*count.share.low, *count.share.high, count.share.unit));
    if (count.unknown > 0) row.secondary += QStringLiteral(" · %1 unknown").arg(formatCount(count.unknown));
    return row;
}

DumbbellRow teamRow(const Figures& figures, const Ladder& ladder)
{
    DumbbellRow row;
    row.label = text(ladder.title);
    if (ladder.withheld) {
        row.note = tooFew(figures);
        return row;
    }
    const metrics::RungCount& formal = ladder.at(metrics::kFormalRung);
    const metrics::RungCount& real = ladder.at(metrics::kRealRung);
    row.drill = {RowKind::People, QStringLiteral("Adoption › ") + row.label, ladder.people};
    row.hollow = formal.share.value;
    row.solid = real.share.value;
    if (row.hollow && row.solid)
        row.gap = formatPoints(*row.solid - *row.hollow);
    else if (!row.hollow && !row.solid)
        row.note = text(formal.reason.empty() ? real.reason : formal.reason);
    else
        row.note = row.hollow ? QStringLiteral("real adoption not known") : QStringLiteral("formal adoption not known");
    return row;
}

} // namespace

ChartSpec ladderChart(Figures& figures, const QString& id)
{
    ChartSpec spec;
    spec.id = id;
    spec.title = QStringLiteral("From seats to trust");
    const metrics::LadderReader reader(figures.view());
    const Ladder ladder = reader.overall(reader.lastDay());
    if (ladder.eligible == 0) {
        spec.empty =
            QStringLiteral("Nobody is known to be eligible: import a roster that says who is in an engineering role.");
        return spec;
    }
    if (ladder.withheld) {
        spec.empty = tooFew(figures) + QStringLiteral(": too few people to show.");
        return spec;
    }
    spec.subtitle =
        QStringLiteral("People, %1; light = formal, dark = real; share of those for whom it is known, 95\u00a0% CI")
            .arg(windowText(ladder));
    BarChart chart;
    for (std::size_t i = 0; i < metrics::kRungs; ++i) chart.rows.push_back(rungRow(ladder, static_cast<Rung>(i)));
    chart.x = zeroAxis(static_cast<double>(ladder.eligible),
                       [](double v) { return formatCount(static_cast<std::int64_t>(v)); });
    spec.body = std::move(chart);
    spec.drill = {RowKind::People, spec.title, ladder.people};
    return spec;
}

ChartSpec gapByTeamChart(Figures& figures, const QString& id)
{
    ChartSpec spec;
    spec.id = id;
    spec.title = QStringLiteral("Formal and real adoption by team");
    const metrics::LadderReader reader(figures.view());
    const auto teams = reader.byTeam(reader.lastDay());
    if (teams.empty()) {
        spec.empty =
            QStringLiteral("No team to show: import a roster with teams, the seats, and the tools' usage reports.");
        return spec;
    }
    DumbbellChart chart;
    std::int64_t eligible = 0;
    for (const Ladder& ladder : teams) {
        chart.rows.push_back(teamRow(figures, ladder));
        eligible += ladder.eligible;
    }
    spec.subtitle =
        QStringLiteral("○ licensed and signed in   ● habitual use with retained code; %1; n\u00a0%2 eligible")
            .arg(windowText(teams.front()), formatCount(eligible));
    spec.footnote = QStringLiteral(
        "Intervals by team: see the table on Adoption. Shaded: a planning reference, not a figure of this workspace.");
    chart.x = shareAxis();
    chart.bandFrom = 0.25;
    chart.bandTo = 0.40;
    chart.bandLabel = QStringLiteral("typical plateau 25–40\u00a0%");
    spec.body = std::move(chart);
    return spec;
}

} // namespace assay::present
