// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/effects.h"
#include "synth/exporttexts.h"
#include "synth/textfile.h"
#include "synth/truth.h"

#include <fmt/format.h>

namespace assay::synth {
namespace {

const char* useId(AiUse use)
{
    switch (use) {
    case AiUse::None:
        return "human-only";
    case AiUse::Declared:
        return "declared";
    case AiUse::Measured:
        return "measured";
    case AiUse::Hidden:
        return "hidden";
    }
    return "human-only";
}

const char* ageId(Age age)
{
    switch (age) {
    case Age::Greenfield:
        return "greenfield";
    case Age::Recent:
        return "recent";
    case Age::Legacy:
        return "legacy";
    }
    return "recent";
}

const char* habitId(Habit habit)
{
    switch (habit) {
    case Habit::Idle:
        return "idle";
    case Habit::Dabbler:
        return "dabbler";
    case Habit::Regular:
        return "regular";
    case Habit::Power:
        return "power";
    }
    return "idle";
}

void writePlanted(TextOut out, const OrganisationSpec& spec)
{
    fmt::format_to(
        out,
        R"("planted":{{"seed":{},"developers":{},"months":{},"first_day":"{}","last_day":"{}","declared_share":{},"undeclared_share":{},)",
        spec.seed, spec.developers, spec.months, isoDay(spec.firstDay()), isoDay(spec.lastDay), spec.declaredShare,
        spec.undeclaredShare);
    fmt::format_to(
        out, R"("confounding":{},"person_spread":{},"noise_spread":{},"rework_ratio":{},"mean_days_to_report":{},)",
        spec.confounding, spec.personSpread, spec.noiseSpread, spec.effects.rework, kDefectDelayDays);
    const auto gap = spec.telemetryGap();
    const auto falls = spec.acceptanceFallsFrom();
    fmt::format_to(out,
                   R"("telemetry_from":"{}","telemetry_missing":{},"acceptance_halves":{}}},)"
                   "\n",
                   isoDay(spec.telemetryFrom()),
                   gap ? fmt::format(R"(["{}","{}"])", isoDay(gap->from), isoDay(gap->to)) : "null",
                   falls ? fmt::format(R"({{"team":"Mobile","from":"{}"}})", isoDay(*falls)) : "null");
}

void writeRealised(TextOut out, const Truth& truth)
{
    fmt::format_to(
        out,
        R"("realised":{{"assisted":{},"declared":{},"measured":{},"hidden":{},"human_only":{},"time_ratio_of_assisted":{:.6f},)",
        truth.assisted, truth.declared, truth.measured, truth.hidden, truth.humanOnly, truth.timeRatioOfAssisted);
    fmt::format_to(
        out,
        R"("time_ratio_of_overlap":{:.6f},"defect_ratio_of_assisted":{:.6f},"eligible":{},"seats":{},"regular":{},)",
        truth.timeRatioOfOverlap, truth.defectRatioOfAssisted, truth.eligible, truth.seats, truth.regular);
    fmt::format_to(out,
                   R"("defects_traceable":{},"defects_fixed_by_additions":{}}},)"
                   "\n"
                   R"("kinds":[)",
                   truth.defectsTraceable, truth.defectsAddOnly);
    const char* comma = "\n";
    for (const auto& kind : truth.kinds) {
        fmt::format_to(
            out,
            R"({}{{"task_type":"{}","code_age":"{}","time_ratio":{},"defect_ratio":{},"assisted":{},"human_only":{}}})",
            comma, domain::taskTypeId(kind.task), ageId(kind.age), kind.timeRatio, kind.defectRatio, kind.assisted,
            kind.humanOnly);
        comma = ",\n";
    }
    fmt::format_to(out, "\n],\n");
}

void writeRollout(TextOut out, const Organisation& organisation)
{
    fmt::format_to(out, R"("teams":[)");
    const char* comma = "\n";
    for (const auto& team : organisation.teams) {
        fmt::format_to(out, R"({}{{"team":{},"rollout":"{}","log_time":{},"ai_logit":{},"defect_factor":{}}})", comma,
                       quoted(team.name), isoDay(team.rollout), team.logTime, team.aiLogit, team.defectFactor);
        comma = ",\n";
    }
    fmt::format_to(out, "\n],\n"
                        R"("people":[)");
    comma = "\n";
    for (const auto& person : organisation.people) {
        if (!person.seatFrom) continue;
        fmt::format_to(out, R"({}{{"person":{},"seat_from":"{}","habit":"{}","gave_up":{}}})", comma,
                       quoted(person.name), isoDay(*person.seatFrom), habitId(person.habit),
                       person.gaveUp ? '"' + isoDay(*person.gaveUp) + '"' : "null");
        comma = ",\n";
    }
    fmt::format_to(out, "\n],\n");
}

void writeChanges(TextOut out, const Organisation& organisation, const GitIds& ids)
{
    fmt::format_to(out, R"("changes":[)");
    const char* comma = "\n";
    for (std::size_t c = 0; c < organisation.changes.size(); ++c) {
        const auto& change = organisation.changes[c];
        if (!change.merged) continue;
        fmt::format_to(
            out,
            R"({}{{"repository":"{}","number":{},"oid":"{}","provenance":"{}","tool":{},"task_type":"{}","code_age":"{}","ticket":{}}})",
            comma, organisation.repositories[static_cast<std::size_t>(change.repository)], change.number,
            ids.landed[c].hex(), change.automation ? "automation" : useId(change.use),
            assisted(change.use) ? quoted(toolId(change.tool)) : "null", domain::taskTypeId(change.task),
            ageId(change.age), change.ticket == kNone ? "null" : quoted(organisation.ticketKey(change.ticket)));
        comma = ",\n";
    }
    fmt::format_to(out, "\n],\n");
}

void writeDefects(TextOut out, const Organisation& organisation, const GitIds& ids)
{
    fmt::format_to(out, R"("defects":[)");
    const char* comma = "\n";
    for (const auto& defect : organisation.defects) {
        const bool fixed = defect.fix != kNone && organisation.changes[static_cast<std::size_t>(defect.fix)].merged;
        fmt::format_to(out, R"({}{{"origin":"{}","fix":{},"ticket":{},"reported":"{}","lines":{},"other_lines":{}}})",
                       comma, ids.landed[static_cast<std::size_t>(defect.origin)].hex(),
                       fixed ? quoted(ids.landed[static_cast<std::size_t>(defect.fix)].hex()) : "null",
                       defect.ticket == kNone ? "null" : quoted(organisation.ticketKey(defect.ticket)),
                       isoInstant(defect.reported), defect.removedLines, defect.otherLines);
        comma = ",\n";
    }
    fmt::format_to(out, "\n]\n");
}

} // namespace

std::string truthDocument(const Organisation& organisation, const GitIds& ids)
{
    std::string text = "{\"about\":\"Everything here is made up. This is what is true about it, for checking what an "
                       "analysis finds.\",\n";
    const TextOut out(text);
    writePlanted(out, organisation.spec);
    writeRealised(out, truthOf(organisation));
    writeRollout(out, organisation);
    writeChanges(out, organisation, ids);
    writeDefects(out, organisation, ids);
    text += "}\n";
    return text;
}

} // namespace assay::synth
