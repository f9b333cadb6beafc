// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/decisions.h"
#include "domain/provenance.h"
#include "domain/work.h"

#include <array>

namespace assay::domain {
namespace {

struct TypeName
{
    const char* id;
    const char* title;
};
constexpr std::array<TypeName, kTaskTypes> kNames{{{"tests", "Tests"},
                                                   {"documentation", "Documentation"},
                                                   {"boilerplate", "Boilerplate / config"},
                                                   {"feature", "Feature"},
                                                   {"bug-fix", "Bug fix"},
                                                   {"refactoring", "Refactoring"},
                                                   {"other", "Other"}}};

} // namespace

const char* basisId(Basis basis)
{
    switch (basis) {
    case Basis::Contrast:
        return "contrast";
    case Basis::Change:
        return "change";
    case Basis::Level:
        break;
    }
    return "level";
}

std::optional<Basis> basisFromId(std::string_view id)
{
    for (const Basis basis : {Basis::Contrast, Basis::Change, Basis::Level})
        if (id == basisId(basis)) return basis;
    return std::nullopt;
}

const char* taskTypeId(TaskType type)
{
    return kNames.at(static_cast<std::size_t>(type)).id;
}
const char* taskTypeTitle(TaskType type)
{
    return kNames.at(static_cast<std::size_t>(type)).title;
}

std::optional<TaskType> taskTypeFromId(std::string_view id)
{
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (id == kNames[i].id) return static_cast<TaskType>(i);
    return std::nullopt;
}

const char* provenanceId(Provenance provenance)
{
    switch (provenance) {
    case Provenance::Unknown:
        return "unknown";
    case Provenance::Human:
        return "human";
    case Provenance::Ai:
        return "ai";
    }
    return "unknown";
}

} // namespace assay::domain
