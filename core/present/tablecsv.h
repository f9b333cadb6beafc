// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/tablespec.h"

#include <QByteArray>

namespace assay::present {

/// RFC 4180, UTF-8, LF line ends, the columns' titles as header. A number column gives the plain number behind the text
/// (point as decimal mark, no unit) where the cell has one, a date or moment its ISO form (UTC). Text that a
/// spreadsheet would run as a formula (it begins with = + - @, tab or carriage return) is prefixed with an apostrophe.
[[nodiscard]] QByteArray toCsv(const TableSpec& table);

/// One field of it.
[[nodiscard]] QByteArray csvField(const QString& text);

} // namespace assay::present
