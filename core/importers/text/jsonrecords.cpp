// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/jsonrecords.h"

#include "importers/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace assay::importers {
namespace {

constexpr std::size_t kJsonBlock = 512 * 1024;
constexpr std::size_t kLargestRecord = std::size_t{256} << 20;
constexpr int kDeepestEnvelope = 24;
constexpr int kEnd = -1;

/// Line ends, by searching rather than comparing each byte: records are long, lines few.
std::int64_t lineEnds(const char* from, const char* end)
{
    std::int64_t count = 0;
    while (from < end) {
        const auto* hit = static_cast<const char*>(std::memchr(from, '\n', static_cast<std::size_t>(end - from)));
        if (hit == nullptr) break;
        ++count;
        from = hit + 1;
    }
    return count;
}

bool isJsonBlank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

} // namespace

JsonRecords::JsonRecords(std::unique_ptr<ByteStream> stream, std::string path, std::vector<std::string> keys)
    : m_stream(std::move(stream)), m_path(std::move(path)), m_keys(std::move(keys))
{
}

Failure JsonRecords::broken(const char* what) const
{
    const auto lines = lineEnds(m_buffer.data() + m_counted, m_buffer.data() + std::max(m_counted, m_pos));
    return failure(ErrorCode::InputMalformed,
                   fmt::format("{}, line {}: {}; export or download it again.", m_path, m_line + lines, what));
}

void JsonRecords::countLines(std::size_t to)
{
    m_line += lineEnds(m_buffer.data() + m_counted, m_buffer.data() + to);
    m_counted = to;
}

/// Makes more bytes available behind m_have; false at the end of the file.
Result<bool> JsonRecords::more()
{
    if (m_eof) return false;
    if (m_keep > 0) {
        countLines(std::max(m_keep, m_counted));
        std::memmove(m_buffer.data(), m_buffer.data() + m_keep, m_have - m_keep);
        m_have -= m_keep;
        m_pos -= m_keep;
        m_counted -= m_keep;
        m_keep = 0;
    }
    if (m_have > kLargestRecord) return broken("one value is larger than 256 MB");
    if (m_buffer.size() < m_have + kJsonBlock + simdjson::SIMDJSON_PADDING)
        m_buffer.resize(std::max(m_buffer.size() * 2, 2 * kJsonBlock));
    const auto got = m_stream->read(m_buffer.data() + m_have, m_buffer.size() - m_have - simdjson::SIMDJSON_PADDING);
    if (!got) return Failure(got.error());
    m_eof = *got == 0;
    m_have += *got;
    return !m_eof;
}

Result<int> JsonRecords::peekByte()
{
    while (m_pos >= m_have) {
        const auto grew = more();
        if (!grew) return Failure(grew.error());
        if (!*grew) return kEnd;
    }
    return static_cast<unsigned char>(m_buffer[m_pos]);
}

Result<int> JsonRecords::skipBlanks()
{
    for (;;) {
        while (m_pos < m_have && isJsonBlank(m_buffer[m_pos])) ++m_pos;
        if (m_pos < m_have) return static_cast<unsigned char>(m_buffer[m_pos]);
        const auto grew = more();
        if (!grew) return Failure(grew.error());
        if (!*grew) return kEnd;
    }
}

/// From the opening quote to behind the closing one.
Result<void> JsonRecords::skipString()
{
    ++m_pos;
    for (;;) {
        const auto* from = m_buffer.data() + m_pos;
        const auto* hit = static_cast<const char*>(m_pos < m_have ? std::memchr(from, '"', m_have - m_pos) : nullptr);
        if (hit == nullptr) {
            const auto backslashes = [this] { // a backslash at the very end belongs to the next byte
                std::size_t n = 0;
                while (n < m_have - m_pos && m_buffer[m_have - 1 - n] == '\\') ++n;
                return n;
            }();
            m_pos = m_have - (backslashes % 2);
            const auto grew = more();
            if (!grew) return Failure(grew.error());
            if (!*grew) return broken("the file ends inside a text; it is cut off");
            continue;
        }
        std::size_t slashes = 0;
        while (hit - 1 - slashes >= from && *(hit - 1 - slashes) == '\\') ++slashes;
        m_pos = static_cast<std::size_t>(hit - m_buffer.data()) + 1;
        if (slashes % 2 == 0) return {};
    }
}

/// An object or array of any depth, by counting brackets: no recursion, so depth is no danger here.
Result<void> JsonRecords::skipNested()
{
    std::int64_t depth = 0;
    for (;;) {
        while (m_pos < m_have) {
            const char c = m_buffer[m_pos];
            if (c == '"') {
                if (auto ok = skipString(); !ok) return ok;
                continue;
            }
            ++m_pos;
            if (c == '{' || c == '[') ++depth;
            if ((c == '}' || c == ']') && --depth == 0) return {};
        }
        const auto grew = more();
        if (!grew) return Failure(grew.error());
        if (!*grew) return broken("the file ends inside an object or list; it is cut off");
    }
}

Result<void> JsonRecords::skipValue()
{
    const auto c = skipBlanks();
    if (!c) return Failure(c.error());
    if (*c == kEnd) return broken("the file ends where a value is expected; it is cut off");
    if (*c == '"') return skipString();
    if (*c == '{' || *c == '[') return skipNested();
    for (bool any = false;; any = true) {
        const auto next = peekByte();
        if (!next) return Failure(next.error());
        const char byte = static_cast<char>(*next);
        if (*next == kEnd || byte == ',' || byte == '}' || byte == ']' || isJsonBlank(byte))
            return any ? Result<void>{} : broken("a value is expected");
        ++m_pos;
    }
}

bool JsonRecords::isEnvelopeKey(std::string_view key) const
{
    return std::find(m_keys.begin(), m_keys.end(), key) != m_keys.end();
}

void JsonRecords::noteScalar(std::string_view key, std::string_view raw)
{
    if (raw.empty() || raw.size() > 256 || raw.front() == '{' || raw.front() == '[' || raw == "null") return;
    if (raw.size() >= 2 && raw.front() == '"') raw = raw.substr(1, raw.size() - 2);
    m_envelope.insert_or_assign(std::string(key), std::string(raw));
}

void JsonRecords::noteScalars(const Json& object)
{
    for (const auto& member : object.members())
        if (auto text = member.value.text(); !text.empty())
            m_envelope.insert_or_assign(std::string(member.key), std::move(text));
}

/// `seen` is an object up to the key that made it an envelope: its scalars are the envelope's.
void JsonRecords::noteHead(std::string_view seen)
{
    const auto cut = seen.find_last_of(",{");
    if (cut == std::string_view::npos || cut == 0) return;
    const std::string closed = std::string(seen.substr(0, cut)) + "}";
    simdjson::dom::parser parser;
    simdjson::dom::element head;
    if (parser.parse(closed).get(head) == simdjson::SUCCESS) noteScalars(Json(head));
}

Result<void> JsonRecords::walkValue(int depth, std::string_view key)
{
    const auto c = skipBlanks();
    if (!c) return Failure(c.error());
    m_keep = m_pos;
    if (*c == '[') return walkArray(depth, key);
    if (*c == '{') return walkObject(depth, key);
    if (*c == '"') return skipString();
    if (*c != '-' && (*c < '0' || *c > '9') && *c != 't' && *c != 'f' && *c != 'n') return broken("this is not JSON");
    return skipValue();
}

Result<void> JsonRecords::walkArray(int depth, std::string_view key)
{
    if (depth > kDeepestEnvelope) return skipNested();
    ++m_pos;
    for (bool first = true;; first = false) {
        auto c = skipBlanks();
        if (!c) return Failure(c.error());
        if (*c == ']' && first) break;
        if (auto ok = walkValue(depth + 1, key); !ok) return ok;
        c = skipBlanks();
        if (!c) return Failure(c.error());
        if (*c == ']') break;
        if (*c == kEnd) return broken("the file ends inside a list; it is cut off");
        if (*c != ',') return broken("a comma is missing between two entries of a list");
        ++m_pos;
    }
    ++m_pos;
    return {};
}

Result<void> JsonRecords::walkObject(int depth, std::string_view key)
{
    if (depth > kDeepestEnvelope) return skipNested();
    bool isEnvelope = false;
    if (auto ok = walkMembers(depth, isEnvelope); !ok) return ok;
    return isEnvelope ? Result<void>{} : emitRecord(key);
}

/// Runs over the members of the object at m_pos. As long as it may be a record its bytes are kept from m_keep on.
Result<void> JsonRecords::walkMembers(int depth, bool& isEnvelope)
{
    ++m_pos;
    for (bool first = true;; first = false) {
        auto c = skipBlanks();
        if (!c) return Failure(c.error());
        if (*c == '}' && first) break;
        if (*c == kEnd) return broken("the file ends inside an object; it is cut off");
        if (*c != '"') return broken("a key in quotes is expected");
        if (isEnvelope) m_keep = m_pos;
        const auto keyBegin = m_pos - m_keep; // relative to m_keep: the buffer may move
        if (auto ok = skipString(); !ok) return ok;
        const std::string key = m_buffer.substr(m_keep + keyBegin + 1, m_pos - m_keep - keyBegin - 2);
        c = skipBlanks();
        if (!c) return Failure(c.error());
        if (*c != ':') return broken("a colon is missing after a key");
        ++m_pos;
        c = skipBlanks();
        if (!c) return Failure(c.error());
        if ((*c == '[' || *c == '{') && isEnvelopeKey(key)) {
            if (!isEnvelope) noteHead({m_buffer.data() + m_keep, keyBegin});
            isEnvelope = true;
            if (auto ok = walkValue(depth + 1, key); !ok) return ok;
        } else {
            const auto valueBegin = m_pos - m_keep;
            if (auto ok = skipValue(); !ok) return ok;
            if (isEnvelope) noteScalar(key, {m_buffer.data() + m_keep + valueBegin, m_pos - m_keep - valueBegin});
        }
        c = skipBlanks();
        if (!c) return Failure(c.error());
        if (*c == '}') break;
        if (*c == kEnd) return broken("the file ends inside an object; it is cut off");
        if (*c != ',') return broken("a comma is missing between two members of an object");
        ++m_pos;
    }
    ++m_pos;
    return {};
}

Result<void> JsonRecords::emitRecord(std::string_view key)
{
    countLines(std::max(m_keep, m_counted));
    const std::string_view text(m_buffer.data() + m_keep, m_pos - m_keep);
    simdjson::dom::element element;
    const auto code =
        m_parser.parse(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), false).get(element);
    if (code != simdjson::SUCCESS) return (*m_broken)(m_line, jsonProblem(code), text);
    return (*m_record)(Json(element), JsonPlace{m_line, key});
}

Result<void> JsonRecords::emitParsed(const Json& value, std::string_view key, int depth)
{
    if (value.isArray() && depth < kDeepestEnvelope) {
        for (const Json& item : value.items())
            if (auto ok = emitParsed(item, key, depth + 1); !ok) return ok;
        return {};
    }
    if (!value.isObject()) return {};
    bool isEnvelope = false;
    for (const auto& name : m_keys) {
        const Json inner = value[name];
        if (!inner.isArray() && !inner.isObject()) continue;
        isEnvelope = true;
        if (auto ok = emitParsed(inner, name, depth + 1); !ok) return ok;
    }
    if (!isEnvelope) return (*m_record)(value, JsonPlace{m_line, key});
    noteScalars(value);
    return {};
}

/// The common case of one whole object a line goes to the parser at once. False when the line is something else.
Result<bool> JsonRecords::tryLine()
{
    const auto* from = m_buffer.data() + m_pos;
    const auto* end = static_cast<const char*>(std::memchr(from, '\n', m_have - m_pos));
    if (end == nullptr) {
        const auto grew = more();
        if (!grew) return Failure(grew.error());
        if (!*grew || m_have - m_pos > 2 * kJsonBlock) return false; // the last line, or one long document: walk it
        from = m_buffer.data() + m_pos;
        end = static_cast<const char*>(std::memchr(from, '\n', m_have - m_pos));
        if (end == nullptr) return false;
    }
    std::size_t size = static_cast<std::size_t>(end - from);
    while (size > 0 && isJsonBlank(from[size - 1])) --size;
    if (size == 0 || from[size - 1] != '}') return false;
    countLines(m_pos);
    simdjson::dom::element element;
    const auto code = m_parser.parse(reinterpret_cast<const std::uint8_t*>(from), size, false).get(element);
    if (code != simdjson::SUCCESS) return brokenLine(size, jsonProblem(code));
    m_pos += static_cast<std::size_t>(end - from);
    m_byLines = true;
    if (auto done = emitParsed(Json(element), {}, 0); !done) return Failure(done.error());
    return true;
}

/// A line that is not closed and is followed by the next record, in a file of one record a line: it was cut off, and
/// must not take all that follows with it. False when the line is something else.
Result<bool> JsonRecords::cutLine()
{
    const auto* from = m_buffer.data() + m_pos;
    const auto* end = static_cast<const char*>(m_byLines ? std::memchr(from, '\n', m_have - m_pos) : nullptr);
    if (end == nullptr || end + 1 >= m_buffer.data() + m_have || end[1] != '{') return false;
    countLines(m_pos);
    const auto size = static_cast<std::size_t>(end - from);
    auto done = (*m_broken)(m_line, "the record is cut off; correct or export it again", {from, size});
    if (!done) return Failure(done.error());
    m_pos += size;
    return true;
}

/// A line that the parser refused: a broken record of its own if its brackets close where it ends, else the beginning
/// of something longer (false).
Result<bool> JsonRecords::brokenLine(std::size_t size, const char* problem)
{
    const bool alone = skipNested().has_value() && m_pos == m_keep + size;
    m_pos = m_keep;
    if (!alone) return false;
    if (auto done = (*m_broken)(m_line, problem, {m_buffer.data() + m_pos, size}); !done) return Failure(done.error());
    m_pos += size;
    return true;
}

Result<void> JsonRecords::each(const RecordFn& record, const BrokenFn& broken)
{
    m_record = &record;
    m_broken = &broken;
    for (;;) {
        const auto c = skipBlanks();
        if (!c) return Failure(c.error());
        if (*c == kEnd) return {};
        m_keep = m_pos;
        if (*c == '{') {
            const auto whole = tryLine();
            if (!whole) return Failure(whole.error());
            if (*whole) continue;
            const auto cut = cutLine();
            if (!cut) return Failure(cut.error());
            if (*cut) continue;
        }
        if (auto ok = walkValue(0, {}); !ok) return ok;
        m_keep = m_pos;
        const auto next = skipBlanks(); // `},` between top-level objects is not JSON, but it is seen
        if (!next) return Failure(next.error());
        if (*next == ',') ++m_pos;
    }
}

} // namespace assay::importers
