// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "synth/organisation.h"
#include "synth/people.h"
#include "synth/random.h"

#include <queue>
#include <vector>

namespace assay::synth {

/// Plays the months through: what is asked for, who does it, with or without AI, how long it takes, what breaks because
/// of it. Fills tickets, changes, defects and the times of the commits; what the commits edit is left to `writeCode`.
class WorkSimulation
{
public:
    explicit WorkSimulation(Organisation& organisation);
    void run();

private:
    /// A piece of work waiting for its day.
    struct Item
    {
        Instant wanted{};
        std::uint64_t id = 0;
        int person = kNone;
        int team = kNone;
        int defect = kNone;
        bool reverts = false;
        bool ticketed = true;
        bool operator>(const Item& other) const
        {
            return wanted != other.wanted ? wanted > other.wanted : id > other.id;
        }
    };
    /// What is decided about it before it begins.
    struct Nature
    {
        domain::TaskType task = domain::TaskType::Other;
        Age age = Age::Recent;
        int lines = 0;
        AiUse use = AiUse::None;
        Tool tool = Tool::Copilot;
        std::uint8_t priority = 2;
        Instant created{};
        Instant done{};
    };

    void schedule();
    void scheduleStay(int person, const Stay& stay);
    void schedulePatches();
    void play(const Item& item);
    void playPatch(const Item& item);
    [[nodiscard]] Nature natureOf(Random& random, const Item& item) const;
    void decideUse(Random& random, const Item& item, Nature& nature) const;
    [[nodiscard]] bool fitTimes(Random& random, const Item& item, Nature& nature) const;
    void plantDefects(int change);
    void plantDefect(int change, std::uint64_t number);

    int openTicket(Random& random, const Item& item, const Nature& nature);
    void endWithoutChange(Random& random, int ticket, const Nature& nature);
    void deliver(Random& random, const Item& item, const Nature& nature, int ticket);
    int makeChange(Random& random, const Item& item, const Nature& nature, int ticket, Instant began, Instant done);
    void giveReviews(Random& random, Change& change, Instant opened, Instant done);
    void giveCommits(Random& random, Change& change, Instant from, Instant opened, Instant done);
    void settle(Change& change, bool givenUp, Instant done);
    [[nodiscard]] std::uint8_t keyPlacesFor(Random& random) const;

    Organisation& m_organisation;
    const OrganisationSpec& m_spec;
    Roster m_roster;
    Instant m_begin{};
    Instant m_end{};
    std::priority_queue<Item, std::vector<Item>, std::greater<>> m_waiting;
    std::uint64_t m_nextItem = 0;
};

/// Orders tickets by creation and changes by merge, numbers both, and puts the commits into their final order.
void arrange(Organisation& organisation);

} // namespace assay::synth
