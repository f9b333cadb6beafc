// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/text/bytestream.h"
#include "importers/text/json.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace assay::importers {

/// Where a record was found.
struct JsonPlace
{
    std::int64_t line = 0;
    std::string_view key; ///< the envelope key whose array it was in ("issues"); empty at the top
};

/// Takes a JSON file apart into records without holding it in memory: one object a line, objects or arrays one after
/// the other (as `--paginate` writes them), an array of records, an envelope that holds the records under one of
/// `keys`, or arrays of such envelopes. A record that is broken inside is reported alone; a broken frame ends the file.
class JsonRecords
{
public:
    using RecordFn = std::function<Result<void>(const Json& record, const JsonPlace& place)>;
    using BrokenFn = std::function<Result<void>(std::int64_t line, const std::string& problem, std::string_view text)>;

    JsonRecords(std::unique_ptr<ByteStream> stream, std::string path, std::vector<std::string> keys);
    [[nodiscard]] Result<void> each(const RecordFn& record, const BrokenFn& broken);
    /// Scalars that stood in envelopes ("total" → "33"), the last value of each; text without its quotes.
    [[nodiscard]] const std::map<std::string, std::string, std::less<>>& envelope() const { return m_envelope; }
    [[nodiscard]] const ByteStream& stream() const { return *m_stream; }

private:
    [[nodiscard]] Result<bool> more();
    [[nodiscard]] Result<int> peekByte();
    [[nodiscard]] Result<int> skipBlanks();
    [[nodiscard]] Result<void> skipString();
    [[nodiscard]] Result<void> skipValue();
    [[nodiscard]] Result<void> skipNested();
    [[nodiscard]] Result<void> walkValue(int depth, std::string_view key);
    [[nodiscard]] Result<void> walkArray(int depth, std::string_view key);
    [[nodiscard]] Result<void> walkObject(int depth, std::string_view key);
    [[nodiscard]] Result<void> walkMembers(int depth, bool& isEnvelope);
    [[nodiscard]] Result<void> emitRecord(std::string_view key);
    [[nodiscard]] Result<void> emitParsed(const Json& value, std::string_view key, int depth);
    [[nodiscard]] Result<bool> tryLine();
    [[nodiscard]] Result<bool> brokenLine(std::size_t size, const char* problem);
    [[nodiscard]] Result<bool> cutLine();
    void noteScalar(std::string_view key, std::string_view raw);
    void noteScalars(const Json& object);
    void noteHead(std::string_view seen);
    [[nodiscard]] bool isEnvelopeKey(std::string_view key) const;
    [[nodiscard]] Failure broken(const char* what) const;
    void countLines(std::size_t to);

    std::unique_ptr<ByteStream> m_stream;
    std::string m_path;
    std::vector<std::string> m_keys;
    std::map<std::string, std::string, std::less<>> m_envelope;
    const RecordFn* m_record = nullptr;
    const BrokenFn* m_broken = nullptr;
    simdjson::dom::parser m_parser;
    std::string m_buffer;
    std::size_t m_pos = 0;
    std::size_t m_have = 0;
    std::size_t m_keep = 0;    ///< bytes before this are no longer needed
    std::size_t m_counted = 0; ///< line ends before this are in m_line
    std::int64_t m_line = 1;
    bool m_eof = false;
    bool m_byLines = false; ///< one whole record stood in a line of its own
};

} // namespace assay::importers
