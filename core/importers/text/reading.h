// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/importer.h"
#include "importers/text/bytestream.h"
#include "importers/text/csvtable.h"
#include "importers/text/jsonrecords.h"
#include "importers/text/stamps.h"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace assay::importers {

/// What every importer needs while it reads one file: where rows go, when to stop, how far it is, and what to say at
/// the end.
class Reading
{
public:
    Reading(const Input& input, RecordSink& sink, const CancelToken& cancel, ProgressFn progress)
        : m_input(input), m_sink(sink), m_cancel(cancel), m_progress(std::move(progress))
    {
    }
    [[nodiscard]] const Input& input() const { return m_input; }
    [[nodiscard]] const ReadOptions& options() const { return m_input.options; }
    [[nodiscard]] const std::string& path() const { return m_input.path; }
    [[nodiscard]] RecordSink& sink() { return m_sink; }
    [[nodiscard]] const CancelToken& cancel() const { return m_cancel; }

    /// Keeps the row with its reason; secrets in it (API keys, tokens, passwords) are blanked first.
    void reject(std::int64_t line, std::string reason, std::string_view text);
    void notice(std::string text);
    /// Between records: polls cancel and reports progress, cheaply enough for every record.
    [[nodiscard]] Result<void> step(const ByteStream& stream);
    /// The last word on what `stamps` had to assume and on bytes that were not UTF-8.
    void closing(const StampReader& stamps, const ByteStream& stream);
    void closing(const ByteStream& stream);

    using RowFn = std::function<Result<void>(const CsvRow&)>;
    /// Runs over the rows of a table; misaligned rows are rejected here.
    [[nodiscard]] Result<void> eachRow(CsvTable& table, const RowFn& fn);
    using RecordFn = std::function<Result<void>(const Json&, const JsonPlace&)>;
    /// Opens the file as JSON and runs over its records; broken ones are rejected here. Returns the envelope's scalars.
    [[nodiscard]] Result<std::map<std::string, std::string, std::less<>>> eachRecord(std::vector<std::string> keys,
                                                                                     const RecordFn& fn);

private:
    const Input& m_input;
    RecordSink& m_sink;
    const CancelToken& m_cancel;
    ProgressFn m_progress;
    std::vector<std::string> m_secrets; ///< values of secret columns in the current row
    std::int64_t m_steps = 0;
    std::chrono::steady_clock::time_point m_lastReport{};
};

/// The text of a required column that is missing: "x.csv has no column for …; …".
[[nodiscard]] Failure missingColumn(const std::string& path, std::string_view what);

/// Columns that hold secrets (API keys, passwords): what is in them is stored and shown nowhere.
[[nodiscard]] Columns secretColumns(const CsvTable& table);

/// 64-bit key for remembering what a file already said: FNV-1a over the parts.
[[nodiscard]] std::uint64_t rowKey(std::initializer_list<std::string_view> parts);

} // namespace assay::importers
