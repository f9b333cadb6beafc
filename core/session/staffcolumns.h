// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A staff list as text, cut into lines and cells, and what its columns are.
namespace assay::session {

/// Lines that are not empty, without a byte order mark.
[[nodiscard]] std::vector<std::string> staffLines(std::string_view text);
/// Cells of a line, trimmed. Each line says its own separator – tab, semicolon or comma –, for lists are copied
/// together; a cell may be quoted.
[[nodiscard]] std::vector<std::string> staffCells(const std::string& line);
/// "2026-03-04" or "4.3.2026"; slashes do not say whether the day or the month stands first.
[[nodiscard]] std::optional<Day> staffDay(std::string_view text);

enum class StaffColumn : std::uint8_t
{
    Other,
    Team,
    Name,
    FirstName,
    LastName,
    Login,
    Email,
    From,
    To,
};

/// What each cell of a header heads. Where none heads a team, the last of which nothing is known does.
class StaffHeader
{
public:
    StaffHeader() = default;
    /// `team`: the column in which the team stands, where the user says so.
    explicit StaffHeader(const std::vector<std::string>& cells, std::optional<std::size_t> team = {});
    /// Whether a line heads a table: one of its cells heads a team, or two of them something else that is known.
    [[nodiscard]] static bool heads(const std::vector<std::string>& cells);

    [[nodiscard]] StaffColumn of(std::size_t cell) const
    {
        return cell < m_columns.size() ? m_columns[cell] : StaffColumn::Other;
    }
    [[nodiscard]] bool empty() const { return m_columns.empty(); }
    /// The first column of a kind.
    [[nodiscard]] std::optional<std::size_t> column(StaffColumn kind) const;
    /// Without one, any cell may be a name or login.
    [[nodiscard]] bool namesPeople() const;

private:
    std::vector<StaffColumn> m_columns;
};

} // namespace assay::session
