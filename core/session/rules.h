// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/work.h"

#include <memory>
#include <string>

namespace assay::session {

/// The rules that are data, read once: attribution markers, tools, task types and working calendars.
class Rules
{
public:
    /// From the files that ship with the program (Qt resource `:/rules/…`).
    [[nodiscard]] static Result<std::shared_ptr<const Rules>> builtIn();
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
    explicit Rules(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace assay::session
