// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/work.h"
#include "linking/pathclass.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assay::linking {

/// What is known about a piece of work. For a ticket, the change fields stay empty; for a change, fill in its ticket
/// too.
struct WorkDescription
{
    std::string_view ticketType;
    std::string_view ticketTitle;
    std::span<const std::string> ticketLabels;
    std::string_view title; ///< of the pull request, else the subject of the commit
    std::string_view branch;
    std::span<const std::string> labels;                   ///< of the pull request
    std::array<std::int64_t, kPathClasses> linesByClass{}; ///< added + deleted, by PathClass
};

struct TaskTypeGuess
{
    domain::TaskType type = domain::TaskType::Other;
    std::string rule; ///< id of the rule that decided; empty when none did
};

/// Rules from resources/rules/tasktypes.toml, tried in the order of the file; the first that applies decides.
class TaskTypeRules
{
public:
    [[nodiscard]] static Result<TaskTypeRules> parse(std::string_view toml, std::string_view file = "tasktypes.toml");
    [[nodiscard]] TaskTypeGuess of(const WorkDescription& work) const;
    [[nodiscard]] int version() const { return m_version; }

private:
    enum class On : std::uint8_t
    {
        TicketType,
        TicketLabel,
        TicketTitle,
        Label,
        CommitType,
        Branch,
        TitleStart,
        Paths
    };
    struct Rule
    {
        std::string id;
        On on = On::TicketType;
        std::vector<std::string> matches; ///< lower-case globs
        domain::TaskType type = domain::TaskType::Other;
        std::vector<PathClass> classes; ///< On::Paths
        double share = 1;               ///< On::Paths: least share of the lines, of all classes but "other"
    };
    [[nodiscard]] static bool applies(const Rule& rule, const WorkDescription& work);

    int m_version = 1;
    std::vector<Rule> m_rules;
};

/// Type of a conventional commit subject in lower case ("fix(ui)!: …" → "fix"); empty if it is none.
[[nodiscard]] std::string conventionalType(std::string_view subject);

} // namespace assay::linking
