// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/result.h"
#include "importers/recordsink.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::importers {

/// What the user said about an input because the input does not say it itself.
struct ReadOptions
{
    std::string timezone; ///< IANA zone for stamps without an offset; empty: assume UTC and say so
    enum class DateOrder
    {
        Unknown,
        DayFirst,
        MonthFirst
    } dateOrder = DateOrder::Unknown;
    std::map<std::string, std::string> columnMap; ///< column → field, for the generic format
    std::string repository;                       ///< "owner/name" for exports that do not name it
};

/// `Error::detail` of an error that is a question to the user: which comes first in these dates, day or month.
inline constexpr const char* kAsksForDateOrder = "date-order";
/// `Error::detail` of an error that asks what the columns mean.
inline constexpr const char* kAsksForColumns = "columns";

/// The first bytes of a file (BOM stripped, UTF-16 and gzip/zstd decoded), enough to recognise a format by its content.
struct Sample
{
    std::string path;
    std::string_view head; ///< up to 64 KiB
    bool complete = false; ///< the head is the whole file
};

/// One file to read.
struct Input
{
    std::string path;
    ReadOptions options;
};

/// Reads one format. To add one: copy the smallest neighbour, name it in registry.cpp, add a golden pair under
/// tests/core/importers/data/<id>/.
class Importer
{
public:
    virtual ~Importer() = default;
    [[nodiscard]] virtual std::string_view id() const = 0;    ///< "jira-csv": stable, used by `--as`
    [[nodiscard]] virtual std::string_view title() const = 0; ///< "Jira CSV export"
    [[nodiscard]] virtual std::string_view needs() const = 0; ///< the columns or keys it needs, for `assay-cli formats`
    /// 0 = not mine; higher wins. By content, never by file name.
    [[nodiscard]] virtual int canRead(const Sample& sample) const = 0;
    /// Reads everything into the sink. Bad rows go to `sink.reject`; an error means the whole file is unusable.
    [[nodiscard]] virtual Result<void> read(const Input& input, RecordSink& sink, const CancelToken& cancel,
                                            const ProgressFn& progress) const = 0;
};

/// All formats, in the order they are asked.
[[nodiscard]] const std::vector<const Importer*>& registry();
/// By id, for `--as`.
[[nodiscard]] const Importer* importerById(std::string_view id);

/// The header of a CSV as it is written; empty for anything else.
[[nodiscard]] std::vector<std::string> headerOf(const std::string& path);
/// The fields that a column map may name, by purpose: tickets first, then usage.
[[nodiscard]] const std::vector<std::string>& mapFields();

struct Recognised
{
    const Importer* importer = nullptr;
    std::string path;
};
/// Recognises a file by its content; the error says what it looks like and what to do ("an envelope of download links:
/// open the links …").
[[nodiscard]] Result<Recognised> recognise(const std::string& path);

} // namespace assay::importers
