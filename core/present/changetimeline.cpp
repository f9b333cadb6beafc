// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/changetimeline.h"

#include "present/cells.h"
#include "present/format.h"

#include <cmath>

namespace assay::present {

namespace {

using facts::Millis;

/// Share of the line that the stops divide evenly, so that quick stages can still be read.
constexpr double kEven = 0.75;

struct Stamp
{
    Millis at;
    const char* title;
    const char* stage; ///< what the time since the stamp before is called
};

std::vector<Stamp> stampsOf(const facts::Snapshot& s, facts::Index change)
{
    const facts::Changes& c = s.changes;
    const auto row = slot(change);
    std::vector<Stamp> stamps;
    if (const facts::Index ticket = c.ticket[row]; ticket >= 0) {
        stamps.push_back({s.tickets.createdAt[slot(ticket)], "Ticket created", ""});
        stamps.push_back({s.tickets.startedAt[slot(ticket)], "Work started", "waiting"});
    }
    const bool opened = facts::known(c.openedAt[row]);
    stamps.push_back({c.firstCommitAt[row], "First commit", "before first commit"});
    stamps.push_back({c.openedAt[row], "Opened", "coding"});
    stamps.push_back({c.firstReviewAt[row], "First review", "pickup"});
    stamps.push_back({c.approvedAt[row], "Approved", "review"});
    stamps.push_back({c.mergedAt[row], "Merged", opened ? "to the merge" : "coding"});
    stamps.push_back({c.releasedAt[row], "Released", "to the release"});
    return stamps;
}

double hours(Millis from, Millis to)
{
    return static_cast<double>(to - from) / 3'600'000.0;
}

/// Without the year, which the page's last line says: "14 May 15:48".
QString shortInstant(Millis at)
{
    const QString whole = formatInstant(fromUnixMillis(at));
    return formatShortDay(dayOf(fromUnixMillis(at))).section(u' ', 0, 0) == whole.section(u' ', 0, 0)
               ? formatShortDay(dayOf(fromUnixMillis(at))) + u' ' + whole.section(u' ', -1)
               : whole;
}

/// Places on the line: evenly apart in part, by time for the rest.
void place(std::vector<TimelineStop>& stops, const std::vector<Millis>& moments)
{
    const double whole = hours(moments.front(), moments.back());
    const auto last = static_cast<double>(stops.size() - 1);
    for (std::size_t i = 0; i < stops.size(); ++i) {
        const double even = static_cast<double>(i) / last;
        const double time = whole > 0 ? hours(moments.front(), moments[i]) / whole : even;
        stops[i].at = kEven * even + (1 - kEven) * time;
    }
}

QString subtitleOf(const facts::Snapshot& s, facts::Index change)
{
    const facts::Index ticket = s.changes.ticket[slot(change)];
    if (ticket < 0) return QStringLiteral("Calendar time; no ticket is linked to this change");
    const double working = s.tickets.workingHoursToMerge[slot(ticket)];
    if (s.tickets.changeCount[slot(ticket)] > 1)
        return QStringLiteral("Calendar time; %1 changes belong to this ticket, this is the way of one")
            .arg(s.tickets.changeCount[slot(ticket)]);
    return std::isfinite(working)
               ? QStringLiteral("Calendar time; %1 of working time from creation to merge").arg(formatHours(working))
               : QStringLiteral("Calendar time");
}

} // namespace

ChartSpec changeTimeline(const facts::Snapshot& s, facts::Index change)
{
    ChartSpec spec;
    spec.id = QStringLiteral("change.timeline");
    const facts::Index ticket = s.changes.ticket[slot(change)];
    spec.title = ticket < 0 ? QStringLiteral("From first commit to merge")
                            : QStringLiteral("From ticket to merge: ") + text(s.tickets.key[slot(ticket)]);
    spec.subtitle = subtitleOf(s, change);
    TimelineChart chart;
    std::vector<Millis> moments;
    QStringList outOfOrder;
    const Millis merged = s.changes.mergedAt[slot(change)];
    for (const Stamp& stamp : stampsOf(s, change)) {
        const QString title = QString::fromUtf8(stamp.title);
        if (!facts::known(stamp.at)) continue;
        const bool afterEnd = stamp.at > merged && title != QStringLiteral("Released");
        if (afterEnd || (!moments.empty() && stamp.at < moments.back())) {
            outOfOrder << title.toLower();
            continue;
        }
        if (!chart.stops.empty())
            chart.stops.back().leg =
                QString::fromUtf8(stamp.stage) + u' ' + formatHours(hours(moments.back(), stamp.at));
        chart.stops.push_back({0, title, shortInstant(stamp.at), {}});
        moments.push_back(stamp.at);
    }
    if (!outOfOrder.isEmpty())
        spec.footnote = QStringLiteral("Out of order and left out: %1.").arg(outOfOrder.join(QStringLiteral(", ")));
    if (chart.stops.size() < 2) {
        spec.empty = QStringLiteral("Only the merge is known: import tickets and pull requests to see the way to it.");
        return spec;
    }
    place(chart.stops, moments);
    spec.body = std::move(chart);
    return spec;
}

} // namespace assay::present
