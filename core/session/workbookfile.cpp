// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/workbookfile.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <xlsxwriter.h>

namespace assay::session {
namespace {

using whatif::CellLook;
using whatif::SheetCell;

constexpr std::size_t kLooks = static_cast<std::size_t>(CellLook::Input) + 1;
using Looks = std::array<lxw_format*, kLooks>;

Looks looksOf(lxw_workbook* book)
{
    Looks looks{};
    for (lxw_format*& look : looks) look = workbook_add_format(book);
    const auto of = [&looks](CellLook look) { return looks[static_cast<std::size_t>(look)]; };
    format_set_bold(of(CellLook::Title));
    format_set_font_size(of(CellLook::Title), 14);
    format_set_bold(of(CellLook::Head));
    format_set_text_wrap(of(CellLook::Head));
    format_set_bottom(of(CellLook::Head), LXW_BORDER_THIN);
    format_set_text_wrap(of(CellLook::Note));
    format_set_num_format(of(CellLook::Money), "#,##0.00");
    format_set_num_format(of(CellLook::Share), "0.0%");
    format_set_num_format(of(CellLook::Number), "0.0000");
    format_set_bg_color(of(CellLook::Input), 0xFFF2CC);
    return looks;
}

lxw_error writeCell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const SheetCell& cell, lxw_format* look)
{
    if (cell.number) return worksheet_write_number(sheet, row, column, cell.value, look);
    if (cell.text.empty()) return LXW_NO_ERROR;
    // Words are written as words: one that begins with an equals sign is never run.
    if (!cell.formula) return worksheet_write_string(sheet, row, column, cell.text.c_str(), look);
    const std::string formula = "=" + cell.text;
    return cell.blank ? worksheet_write_formula_str(sheet, row, column, formula.c_str(), look, "")
                      : worksheet_write_formula_num(sheet, row, column, formula.c_str(), look, cell.value);
}

lxw_error fill(lxw_worksheet* sheet, const whatif::Sheet& from, const Looks& looks)
{
    for (std::size_t c = 0; c < from.widths.size(); ++c)
        worksheet_set_column(sheet, static_cast<lxw_col_t>(c), static_cast<lxw_col_t>(c), from.widths[c], nullptr);
    if (from.frozenRows > 0) worksheet_freeze_panes(sheet, static_cast<lxw_row_t>(from.frozenRows), 1);
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    for (std::size_t r = 0; r < from.rows.size(); ++r)
        for (std::size_t c = 0; c < from.rows[r].size(); ++c) {
            const SheetCell& cell = from.rows[r][c];
            const lxw_error error = writeCell(sheet, static_cast<lxw_row_t>(r), static_cast<lxw_col_t>(c), cell,
                                              looks[static_cast<std::size_t>(cell.look)]);
            if (error != LXW_NO_ERROR) return error;
        }
    return LXW_NO_ERROR;
}

lxw_error write(const whatif::Workbook& workbook, const std::string& path, Day day)
{
    lxw_workbook* book = workbook_new(path.c_str());
    if (book == nullptr) return LXW_ERROR_MEMORY_MALLOC_FAILED;
    lxw_doc_properties properties;
    std::memset(&properties, 0, sizeof properties);
    properties.created =
        static_cast<time_t>(std::chrono::duration_cast<std::chrono::seconds>(day.time_since_epoch()).count());
    workbook_set_properties(book, &properties);
    const Looks looks = looksOf(book);
    lxw_error problem = LXW_NO_ERROR;
    for (const whatif::Sheet& sheet : workbook.sheets) {
        lxw_worksheet* made = workbook_add_worksheet(book, sheet.name.c_str());
        const lxw_error error = made != nullptr ? fill(made, sheet, looks) : LXW_ERROR_MEMORY_MALLOC_FAILED;
        if (problem == LXW_NO_ERROR) problem = error;
    }
    const lxw_error closed = workbook_close(book); // frees it, whatever happens
    return problem != LXW_NO_ERROR ? problem : closed;
}

} // namespace

Result<void> writeWorkbook(const whatif::Workbook& workbook, const std::string& path, Day day)
{
    const auto refused = [&path](const std::string& why) {
        return failure(ErrorCode::WorkspaceUnwritable,
                       fmt::format("{} cannot be written ({}); choose another place.", path, why));
    };
    const std::string part = path + ".part";
    // Tried first: the library says what it cannot open to the terminal, in words of its own.
    if (!std::ofstream(part, std::ios::binary)) return refused(std::strerror(errno));
    const lxw_error error = write(workbook, part, day);
    std::error_code moved;
    if (error == LXW_NO_ERROR) std::filesystem::rename(part, path, moved);
    if (error == LXW_NO_ERROR && !moved) return {};
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    return refused(moved ? moved.message() : std::string(lxw_strerror(error)));
}

} // namespace assay::session
