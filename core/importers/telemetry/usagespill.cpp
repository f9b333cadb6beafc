// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/telemetry/usagespill.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <queue>

namespace assay::importers {
namespace {

constexpr std::size_t kBlock = 32 * 1024;

Failure noRoom()
{
    return failure(ErrorCode::Internal, fmt::format("The folder for temporary files, {}, cannot be written; free some "
                                                    "space in it and import again.",
                                                    P_tmpdir));
}

template <class T>
void putPlain(std::string& to, const T& value)
{
    to.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void putText(std::string& to, const std::string& text)
{
    putPlain(to, static_cast<std::uint32_t>(text.size()));
    to += text;
}

/// Reads back what putPlain and putText wrote; the same program wrote it a moment ago.
class Fields
{
public:
    explicit Fields(std::string_view bytes) : m_bytes(bytes) {}
    template <class T>
    T plain()
    {
        T value{};
        std::memcpy(&value, m_bytes.data(), sizeof value);
        m_bytes.remove_prefix(sizeof value);
        return value;
    }
    std::string text()
    {
        const auto size = plain<std::uint32_t>();
        std::string value(m_bytes.substr(0, size));
        m_bytes.remove_prefix(size);
        return value;
    }

private:
    std::string_view m_bytes;
};

/// Calls `each` for every counter of a record, in a fixed order.
template <class Record, class Each>
void counters(Record& u, const Each& each)
{
    each(u.shown);
    each(u.accepted);
    each(u.linesShown);
    each(u.linesAccepted);
    each(u.linesDeleted);
    each(u.interactions);
    each(u.agentRuns);
    each(u.commits);
    each(u.pullRequests);
    each(u.costUsd);
    each(u.tokens);
    each(u.firstEvent);
    each(u.lastEvent);
}

std::string encoded(const UsageKey& key, const domain::UsageDayRecord& record)
{
    std::string bytes;
    putText(bytes, std::get<0>(key));
    putText(bytes, std::get<1>(key));
    putText(bytes, std::get<2>(key));
    putText(bytes, std::get<3>(key));
    putPlain(bytes, std::get<4>(key));
    putPlain(bytes, std::get<5>(key));
    std::uint32_t known = 0;
    std::uint32_t bit = 1;
    counters(record, [&](const auto& value) {
        if (value) known |= bit;
        bit <<= 1U;
    });
    putPlain(bytes, known);
    counters(record, [&](const auto& value) {
        if (value) putPlain(bytes, *value);
    });
    return bytes;
}

std::pair<UsageKey, domain::UsageDayRecord> decoded(std::string_view bytes)
{
    Fields fields(bytes);
    std::pair<UsageKey, domain::UsageDayRecord> row;
    auto& [key, record] = row;
    std::get<0>(key) = fields.text();
    std::get<1>(key) = fields.text();
    std::get<2>(key) = fields.text();
    std::get<3>(key) = fields.text();
    std::get<4>(key) = fields.plain<Day>();
    std::get<5>(key) = fields.plain<std::uint64_t>();
    auto known = fields.plain<std::uint32_t>();
    counters(record, [&](auto& value) {
        if ((known & 1U) != 0) value = fields.plain<typename std::decay_t<decltype(value)>::value_type>();
        known >>= 1U;
    });
    return row;
}

} // namespace

/// One run while it is read: a block of it, and the row that comes next.
struct UsageSpill::Run
{
    std::FILE* file = nullptr;
    std::size_t order = 0;
    long at = 0;
    long end = 0;
    std::string block;
    std::size_t used = 0;
    std::pair<UsageKey, domain::UsageDayRecord> row;

    /// Makes sure that `size` bytes stand at `used`.
    bool have(std::size_t size)
    {
        if (block.size() - used >= size) return true;
        block.erase(0, used);
        used = 0;
        const auto old = block.size();
        const auto more = std::min(std::max(kBlock, size), static_cast<std::size_t>(end - at));
        block.resize(old + more);
        const bool ok = std::fseek(file, at, SEEK_SET) == 0 && std::fread(block.data() + old, 1, more, file) == more;
        at += static_cast<long>(more);
        return ok && block.size() >= size;
    }

    [[nodiscard]] bool done() const { return at == end && used == block.size(); }

    bool next()
    {
        std::uint32_t size = 0;
        if (!have(sizeof size)) return false;
        std::memcpy(&size, block.data() + used, sizeof size);
        if (!have(sizeof size + size)) return false;
        row = decoded(std::string_view(block).substr(used + sizeof size, size));
        used += sizeof size + size;
        return true;
    }
};

Result<std::unique_ptr<UsageSpill>> UsageSpill::make()
{
    auto* file = std::tmpfile();
    if (file == nullptr) return noRoom();
    return std::unique_ptr<UsageSpill>(new UsageSpill(file));
}

Result<void> UsageSpill::write(const UsageRows& rows)
{
    for (const auto& [key, record] : rows) {
        const auto bytes = encoded(key, record);
        const auto size = static_cast<std::uint32_t>(bytes.size());
        if (std::fwrite(&size, sizeof size, 1, m_file.get()) != 1 ||
            std::fwrite(bytes.data(), 1, bytes.size(), m_file.get()) != bytes.size())
            return noRoom();
    }
    if (std::fflush(m_file.get()) != 0) return noRoom();
    m_ends.push_back(std::ftell(m_file.get()));
    return {};
}

Result<void> UsageSpill::merge(const RowFn& fn)
{
    std::vector<Run> runs(m_ends.size());
    const auto later = [&runs](std::size_t a, std::size_t b) {
        const auto order = runs[a].row.first <=> runs[b].row.first;
        return order == 0 ? a > b : order > 0;
    };
    std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> queue(later);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        runs[i].file = m_file.get();
        runs[i].at = i == 0 ? 0 : m_ends[i - 1];
        runs[i].end = m_ends[i];
        if (runs[i].done()) continue;
        if (!runs[i].next()) return noRoom();
        queue.push(i);
    }
    while (!queue.empty()) {
        const auto first = queue.top();
        queue.pop();
        auto& run = runs[first];
        if (auto ok = fn(std::move(run.row.first), std::move(run.row.second)); !ok) return ok;
        if (run.done()) continue;
        if (!run.next()) return noRoom();
        queue.push(first);
    }
    return {};
}

} // namespace assay::importers
