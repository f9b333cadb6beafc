// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/mapping.h"

namespace assay::facts {
namespace {

/// Counts work by whose it is.
class Counter
{
public:
    explicit Counter(const People& people) : m_people(people) {}
    [[nodiscard]] bool program(Index person) const
    {
        return person != kNoIndex && m_people.bot[static_cast<std::size_t>(person)] != 0;
    }
    void add(WorkShare& share, Index person, std::int64_t n = 1) const
    {
        if (program(person)) return;
        share.all += n;
        if (person == kNoIndex || m_people.onRoster[static_cast<std::size_t>(person)] == 0) share.unmapped += n;
    }

private:
    const People& m_people;
};

Mapping counted(const Snapshot& snapshot)
{
    Mapping mapping;
    const Counter count(snapshot.people);
    const auto& c = snapshot.commits;
    for (std::size_t i = 0; i < c.size(); ++i) {
        if (c.automation[i] != 0 || c.merge[i] != 0 || count.program(c.author[i]))
            ++mapping.commitsLeftOut;
        else
            count.add(mapping.commits, c.author[i]);
    }
    for (std::size_t i = 0; i < snapshot.changes.size(); ++i)
        if (!snapshot.changes.has(static_cast<Index>(i), kAutomation))
            count.add(mapping.changes, snapshot.changes.author[i]);
    for (const auto person : snapshot.usage.person) count.add(mapping.usageDays, person);
    for (std::size_t p = 0; p < snapshot.people.size(); ++p) {
        const auto person = static_cast<Index>(p);
        count.add(mapping.seats, person, static_cast<std::int64_t>(snapshot.people.seats[p].size()));
        if (count.program(person)) continue;
        ++mapping.people;
        mapping.mapped += snapshot.people.onRoster[p] != 0 ? 1 : 0;
    }
    return mapping;
}

} // namespace

std::shared_ptr<const Mapping> mappingOf(const Snapshot& snapshot)
{
    return snapshot.prepared.get<Mapping>("mapping", [&snapshot] { return counted(snapshot); });
}

} // namespace assay::facts
