// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/work.h"

#include <memory>
#include <string>
#include <vector>

namespace assay::store {
class Database;
}

namespace assay::session {

/// The rules that are data, read once: attribution markers, tools, task types and working calendars.
class Rules
{
public:
    /// From the files that ship with the program (Qt resource `:/rules/…`).
    [[nodiscard]] static Result<std::shared_ptr<const Rules>> builtIn();
    /// The same with what the workspace adds: the user's rule files and the imported days off.
    [[nodiscard]] static Result<std::shared_ptr<const Rules>> of(const store::Database& database);
    /// Sentences about imported calendars of which nobody said whose they are.
    [[nodiscard]] const std::vector<std::string>& remarks() const;
    ~Rules();
    Rules(const Rules&) = delete;
    Rules& operator=(const Rules&) = delete;

    [[nodiscard]] domain::TaskType taskTypeOf(const domain::TicketRecord& ticket) const;
    [[nodiscard]] bool isBug(const domain::TicketRecord& ticket) const;
    /// Title of a tool for people; the id itself when the catalogue does not know it.
    [[nodiscard]] std::string toolTitle(const std::string& id) const;
    /// Working hours between two moments in the calendar of a team (the default one if it has none).
    [[nodiscard]] double workingHours(Instant from, Instant to, const std::string& team) const;

    struct Parts;
    [[nodiscard]] const Parts& parts() const { return *m_parts; }

private:
    struct Own;
    [[nodiscard]] static Result<std::shared_ptr<const Rules>> make(const Own& own);
    explicit Rules(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace assay::session
