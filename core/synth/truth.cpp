// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/truth.h"

#include "synth/effects.h"
#include "synth/random.h"

#include <array>
#include <map>
#include <tuple>

namespace assay::synth {
namespace {

constexpr std::size_t kCells = static_cast<std::size_t>(domain::kTaskTypes) * kAges;

std::size_t cellOf(const Change& change)
{
    return static_cast<std::size_t>(change.task) * kAges + static_cast<std::size_t>(change.age);
}

void countUse(Truth& truth, AiUse use)
{
    switch (use) {
    case AiUse::None:
        ++truth.humanOnly;
        return;
    case AiUse::Declared:
        ++truth.declared;
        break;
    case AiUse::Measured:
        ++truth.measured;
        break;
    case AiUse::Hidden:
        ++truth.hidden;
        break;
    }
    ++truth.assisted;
}

struct Weighted
{
    double sum = 0;
    double weight = 0;
    void add(double value, double by)
    {
        sum += value * by;
        weight += by;
    }
    [[nodiscard]] double mean() const { return weight > 0 ? sum / weight : 0; }
};

void countPeople(const Organisation& organisation, Truth& truth)
{
    const Day last = organisation.spec.lastDay;
    for (const auto& person : organisation.people) {
        if (!person.engineering || person.teamOn(last) == kNone) continue;
        ++truth.eligible;
        if (!person.holdsSeat(last)) continue;
        ++truth.seats;
        const bool stopped = person.gaveUp && *person.gaveUp <= last;
        if (!stopped && person.habit >= Habit::Regular) ++truth.regular;
    }
}

} // namespace

Truth truthOf(const Organisation& organisation)
{
    Truth truth;
    std::array<KindTruth, kCells> kinds{};
    std::map<std::tuple<int, std::size_t>, std::array<double, 2>> strata;
    Weighted ofAssisted;
    Weighted defects;
    for (const auto& change : organisation.changes) {
        if (!change.merged || change.automation) continue;
        countUse(truth, change.use);
        auto& kind = kinds.at(cellOf(change));
        kind.task = change.task;
        kind.age = change.age;
        kind.timeRatio = timeRatio(organisation.spec.effects, change.task, change.age);
        kind.defectRatio = defectRatio(organisation.spec.effects, change.task, change.age);
        ++(assisted(change.use) ? kind.assisted : kind.humanOnly);
        if (change.ticket != kNone) ++strata[{change.team, cellOf(change)}].at(assisted(change.use) ? 1 : 0);
        if (!assisted(change.use)) continue;
        if (change.ticket != kNone) ofAssisted.add(exactLog(kind.timeRatio), 1);
        const auto& team = organisation.teams[static_cast<std::size_t>(change.team)];
        defects.add(kind.defectRatio, defectRate(team, change.task, change.age, change.plannedLines));
    }
    Weighted overlap;
    for (const auto& [key, n] : strata)
        overlap.add(exactLog(kinds.at(std::get<1>(key)).timeRatio), n[0] * n[1] / (n[0] + n[1]));
    for (const auto& kind : kinds)
        if (kind.assisted + kind.humanOnly > 0) truth.kinds.push_back(kind);
    truth.timeRatioOfAssisted = exactExp(ofAssisted.mean());
    truth.timeRatioOfOverlap = exactExp(overlap.mean());
    truth.defectRatioOfAssisted = defects.weight > 0 ? defects.mean() : 1;
    for (const auto& defect : organisation.defects) {
        const bool fixed = defect.fix != kNone && organisation.changes[static_cast<std::size_t>(defect.fix)].merged;
        if (fixed) ++(defect.removedLines > 0 ? truth.defectsTraceable : truth.defectsAddOnly);
    }
    countPeople(organisation, truth);
    return truth;
}

} // namespace assay::synth
