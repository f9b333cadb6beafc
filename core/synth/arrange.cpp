// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/work.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace assay::synth {
namespace {

constexpr int kFirstTicketNumber = 101;
constexpr int kFirstPullRequest = 301;

/// Sorts rows and says where each old one went.
template <class Row, class Less>
std::vector<int> sortRows(std::vector<Row>& rows, Less less)
{
    std::vector<int> order(rows.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        return less(rows[static_cast<std::size_t>(a)], rows[static_cast<std::size_t>(b)]);
    });
    std::vector<int> movedTo(rows.size());
    std::vector<Row> sorted;
    sorted.reserve(rows.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto old = static_cast<std::size_t>(order[i]);
        movedTo[old] = static_cast<int>(i);
        sorted.push_back(std::move(rows[old]));
    }
    rows = std::move(sorted);
    return movedTo;
}

void follow(int& reference, const std::vector<int>& movedTo)
{
    if (reference != kNone) reference = movedTo[static_cast<std::size_t>(reference)];
}

bool mergesBefore(const Change& a, const Change& b)
{
    if (a.merged.has_value() != b.merged.has_value()) return a.merged.has_value();
    return a.merged ? *a.merged < *b.merged : a.opened < b.opened;
}

void numberPullRequests(Organisation& organisation)
{
    std::vector<int> order(organisation.changes.size());
    std::iota(order.begin(), order.end(), 0);
    const auto openedOf = [&](int row) { return organisation.changes[static_cast<std::size_t>(row)].opened; };
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return openedOf(a) < openedOf(b); });
    std::map<int, int> next;
    for (const int row : order) {
        auto& change = organisation.changes[static_cast<std::size_t>(row)];
        change.number = kFirstPullRequest + next[change.repository]++;
    }
}

} // namespace

void arrange(Organisation& organisation)
{
    const auto tickets =
        sortRows(organisation.tickets, [](const Ticket& a, const Ticket& b) { return a.created < b.created; });
    const auto changes = sortRows(organisation.changes, mergesBefore);
    std::map<int, int> next;
    for (auto& ticket : organisation.tickets) ticket.number = kFirstTicketNumber + next[ticket.team]++;
    for (auto& change : organisation.changes) follow(change.ticket, tickets);
    for (auto& defect : organisation.defects) {
        follow(defect.origin, changes);
        follow(defect.fix, changes);
        follow(defect.ticket, tickets);
    }
    numberPullRequests(organisation);
}

} // namespace assay::synth
