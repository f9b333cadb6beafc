// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/delivery/durations.h"
#include "metrics/units.h"

#include <algorithm>
#include <array>

namespace assay::metrics {
namespace {

using facts::Index;
using facts::kNoTime;
using facts::known;
using facts::Millis;
using facts::TicketState;

/// Why a ticket is not in the figure; the order in which reasons are listed.
enum Reason : std::uint8_t
{
    NoCreated,
    Disordered,
    Missing,
    Unlinked,
    Cancelled,
    NotStarted,
    InFuture,
    StillOpen,
    Outside,
    kReasons
};

/// The course of one ticket through the stage.
struct Course
{
    Millis from = kNoTime;
    Millis to = kNoTime; ///< end of the stage, or of its observation
    bool happened = false;
    Reason reason = kReasons; ///< kReasons: it counts
};

class Observer
{
public:
    Observer(const facts::View& view, const Stage& stage, bool finishedOnly)
        : m_view(view), m_tickets(view.snapshot().tickets), m_stage(stage),
          m_finishedOnly(finishedOnly && !stage.afterMerge)
    {
    }

    Outcomes run(std::span<const Index> rows)
    {
        m_censorMerged = m_stage.afterMerge && anyEnded(rows);
        m_censorOpen = !m_finishedOnly && (!m_stage.needsStarts || startsAreRecorded(rows));
        m_result.reserve(rows.size());
        for (const Index row : rows) observe(row);
        finish();
        return std::move(m_result);
    }

private:
    /// Where hardly any merged ticket has a start, an open one without is not known to wait.
    [[nodiscard]] bool startsAreRecorded(std::span<const Index> rows) const
    {
        std::int64_t merged = 0;
        std::int64_t started = 0;
        for (const Index row : rows) {
            const auto i = static_cast<std::size_t>(row);
            if (m_tickets.state[i] != TicketState::Merged) continue;
            ++merged;
            if (known(m_tickets.startedAt[i])) ++started;
        }
        return 2 * started >= merged && started > 0;
    }

    [[nodiscard]] bool anyEnded(std::span<const Index> rows) const
    {
        return std::any_of(rows.begin(), rows.end(),
                           [this](Index row) { return known((m_tickets.*m_stage.to)[static_cast<std::size_t>(row)]); });
    }

    [[nodiscard]] Course courseOf(std::size_t i) const
    {
        const TicketState state = m_tickets.state[i];
        Course c;
        c.from = (m_tickets.*m_stage.from)[i];
        c.to = (m_tickets.*m_stage.to)[i];
        if (state == TicketState::Unlinked) return reject(Unlinked);
        if (!known(m_tickets.createdAt[i]) && m_stage.from == &facts::Tickets::createdAt) return reject(NoCreated);
        if ((m_tickets.problems[i] & m_stage.spoiledBy) != 0) return reject(Disordered);
        if (!known(c.from))
            return reject(state == TicketState::Merged ? Missing : state == TicketState::Open ? NotStarted : Cancelled);
        // A landed part of a ticket that is still open ends nothing.
        if (m_stage.endsWithMerge && state != TicketState::Merged) c.to = kNoTime;
        if (known(c.to)) return ended(c);
        if (state == TicketState::Merged && !m_censorMerged) return reject(Missing);
        c.to = m_view.observedUntil();
        if (state == TicketState::Cancelled) {
            if (!known(m_tickets.resolvedAt[i])) return reject(Cancelled);
            c.to = std::min(c.to, m_tickets.resolvedAt[i]);
        }
        if (!m_censorOpen) return reject(state == TicketState::Cancelled ? Cancelled : StillOpen);
        if (c.to < c.from) return reject(c.from >= m_view.observedUntil() ? InFuture : Disordered);
        return c;
    }

    [[nodiscard]] Course ended(Course c) const
    {
        if (c.to < c.from) return reject(Disordered);
        if (c.from >= m_view.observedUntil()) return reject(InFuture);
        if (c.to >= m_view.observedUntil()) {
            if (m_finishedOnly) return reject(Outside);
            c.to = m_view.observedUntil();
            return c;
        }
        c.happened = true;
        return c;
    }

    [[nodiscard]] static Course reject(Reason reason)
    {
        Course c;
        c.reason = reason;
        return c;
    }

    void observe(Index row)
    {
        const auto i = static_cast<std::size_t>(row);
        Course c = courseOf(i);
        if (c.reason == kReasons && c.to < m_view.periodBegin()) c.reason = Outside;
        if (c.reason != kReasons) {
            ++m_rejected[c.reason];
            return;
        }
        const bool cutIn = !m_finishedOnly && c.from < m_view.periodBegin();
        if (cutIn && c.to <= m_view.periodBegin()) return; // ended as the period began: no time of it lies within
        const double entry = cutIn ? hoursOf(m_view.periodBegin() - c.from) : 0;
        m_result.addTime(row, hoursOf(c.to - c.from), entry, c.happened);
        if (c.happened)
            ++m_ended;
        else if (m_tickets.state[i] == TicketState::Cancelled)
            ++m_cancelled;
        else
            ++m_open;
    }

    void finish()
    {
        static constexpr std::array<const char*, kReasons> kTexts{"no creation stamp",
                                                                  "stamps out of order",
                                                                  "",
                                                                  "closed without a linked change",
                                                                  "cancelled before this stage",
                                                                  "open, stage not begun",
                                                                  "begun after the data end",
                                                                  "still open: neither group yet",
                                                                  ""};
        for (std::size_t r = 0; r < kReasons; ++r) {
            if (r == Outside || m_rejected[r] == 0) continue;
            m_result.excluded.push_back({r == Missing ? m_stage.missing : kTexts[r], m_rejected[r]});
        }
        m_result.n = {{"ended", m_ended}, {"open", m_open}, {"cancelled", m_cancelled}};
        m_result.population = static_cast<std::int64_t>(m_result.size()) + m_rejected[NoCreated] +
                              m_rejected[Disordered] + m_rejected[Missing];
    }

    const facts::View& m_view;
    const facts::Tickets& m_tickets;
    const Stage& m_stage;
    bool m_finishedOnly;
    bool m_censorOpen = false;
    bool m_censorMerged = false;
    Outcomes m_result;
    std::array<std::int64_t, kReasons> m_rejected{};
    std::int64_t m_ended = 0;
    std::int64_t m_open = 0;
    std::int64_t m_cancelled = 0;
};

} // namespace

Outcomes observeStage(const facts::View& view, std::span<const Index> rows, const Stage& stage, bool finishedOnly)
{
    return Observer(view, stage, finishedOnly).run(rows);
}

} // namespace assay::metrics
