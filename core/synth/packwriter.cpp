// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/packwriter.h"

#include "synth/textfile.h"

#include <QCryptographicHash>

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <span>

namespace assay::synth {
namespace {

constexpr int kOffsetDelta = 6;
constexpr int kLongestChain = 20;
constexpr std::size_t kHashBytes = 20;

std::string sha1(std::string_view first, std::string_view second = {})
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(QByteArrayView(first.data(), static_cast<qsizetype>(first.size())));
    hash.addData(QByteArrayView(second.data(), static_cast<qsizetype>(second.size())));
    return hash.result().toStdString();
}

domain::Oid oidOf(ObjectType type, std::string_view content)
{
    static constexpr std::array<const char*, 5> kNames{"", "commit", "tree", "blob", "tag"};
    std::string header = fmt::format("{} {}", kNames.at(static_cast<std::size_t>(type)), content.size());
    header += '\0';
    const std::string raw = sha1(header, content);
    std::array<std::uint8_t, kHashBytes> bytes{};
    std::transform(raw.begin(), raw.end(), bytes.begin(), [](char c) { return static_cast<std::uint8_t>(c); });
    return domain::Oid(std::span<const std::uint8_t>(bytes));
}

void putBig(std::string& out, std::uint64_t value, int bytes)
{
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out += static_cast<char>((value >> shift) & 0xff);
}

void putLength(std::string& out, std::size_t value)
{
    while (value >= 0x80) {
        out += static_cast<char>(0x80 | (value & 0x7f));
        value >>= 7;
    }
    out += static_cast<char>(value);
}

void putCopy(std::string& out, std::size_t offset, std::size_t size)
{
    constexpr std::size_t kMost = 0xffff;
    while (size > 0) {
        const std::size_t part = std::min(size, kMost);
        int op = 0x80;
        std::string operands;
        for (int i = 0; i < 4; ++i)
            if (const auto byte = (offset >> (8 * i)) & 0xff; byte != 0) {
                op |= 1 << i;
                operands += static_cast<char>(byte);
            }
        for (int i = 0; i < 2; ++i)
            if (const auto byte = (part >> (8 * i)) & 0xff; byte != 0) {
                op |= 1 << (4 + i);
                operands += static_cast<char>(byte);
            }
        out += static_cast<char>(op);
        out += operands;
        offset += part;
        size -= part;
    }
}

/// Copy the common head, insert the middle, copy the common tail.
std::string deltaBetween(std::string_view from, std::string_view to)
{
    const std::size_t shorter = std::min(from.size(), to.size());
    std::size_t head = 0;
    while (head < shorter && from[head] == to[head]) ++head;
    std::size_t tail = 0;
    while (tail < shorter - head && from[from.size() - 1 - tail] == to[to.size() - 1 - tail]) ++tail;
    std::string delta;
    putLength(delta, from.size());
    putLength(delta, to.size());
    putCopy(delta, 0, head);
    for (std::size_t at = head; at < to.size() - tail;) {
        const std::size_t part = std::min<std::size_t>(127, to.size() - tail - at);
        delta += static_cast<char>(part);
        delta.append(to.substr(at, part));
        at += part;
    }
    putCopy(delta, from.size() - tail, tail);
    return delta;
}

std::string offsetBytes(std::uint64_t distance)
{
    std::string reversed(1, static_cast<char>(distance & 0x7f));
    while ((distance >>= 7) != 0) reversed += static_cast<char>(0x80 | (--distance & 0x7f));
    return {reversed.rbegin(), reversed.rend()};
}

std::string_view rawBytes(const domain::Oid& oid)
{
    return {reinterpret_cast<const char*>(oid.bytes().data()), oid.bytes().size()};
}

} // namespace

/// One zlib stream, used again for every object: making one costs more than compressing a small object.
struct PackWriter::Deflater
{
    Deflater() { deflateInit(&stream, 6); }
    ~Deflater() { deflateEnd(&stream); }
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;

    void append(std::string& out, std::string_view data)
    {
        deflateReset(&stream);
        const std::size_t before = out.size();
        out.resize(before + deflateBound(&stream, data.size()));
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
        stream.avail_in = static_cast<uInt>(data.size());
        stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
        stream.avail_out = static_cast<uInt>(out.size() - before);
        deflate(&stream, Z_FINISH);
        out.resize(before + stream.total_out);
    }

    z_stream stream{};
};

PackWriter::PackWriter() : m_deflater(std::make_unique<Deflater>()), m_pack(12, '\0') {}
PackWriter::~PackWriter() = default;

void PackWriter::append(int kind, std::size_t size, std::string_view deltaOffset, std::string_view data)
{
    const std::size_t before = m_pack.size();
    unsigned byte = static_cast<unsigned>(kind << 4) | static_cast<unsigned>(size & 0x0f);
    for (size >>= 4; size != 0; size >>= 7) {
        m_pack += static_cast<char>(byte | 0x80);
        byte = static_cast<unsigned>(size & 0x7f);
    }
    m_pack += static_cast<char>(byte);
    m_pack += deltaOffset;
    m_deflater->append(m_pack, data);
    const auto* written = reinterpret_cast<const Bytef*>(m_pack.data() + before);
    m_entries.back().crc = static_cast<std::uint32_t>(crc32(0, written, static_cast<uInt>(m_pack.size() - before)));
}

domain::Oid PackWriter::add(ObjectType type, std::string_view content)
{
    const domain::Oid oid = oidOf(type, content);
    if (!m_known.emplace(oid, static_cast<std::int64_t>(m_entries.size())).second) return oid;
    m_entries.push_back({oid, m_pack.size(), 0});
    append(static_cast<int>(type), content.size(), {}, content);
    return oid;
}

domain::Oid PackWriter::addVersion(ObjectType type, Series& series, std::string content)
{
    const domain::Oid oid = oidOf(type, content);
    const auto [known, fresh] = m_known.emplace(oid, static_cast<std::int64_t>(m_entries.size()));
    if (fresh) {
        std::string delta;
        const bool base = series.entry >= 0 && series.depth < kLongestChain;
        if (base) delta = deltaBetween(series.content, content);
        const std::uint64_t offset = m_pack.size();
        m_entries.push_back({oid, offset, 0});
        if (base && delta.size() < content.size() / 2) {
            const std::uint64_t distance = offset - m_entries[static_cast<std::size_t>(series.entry)].offset;
            append(kOffsetDelta, delta.size(), offsetBytes(distance), delta);
            ++series.depth;
        } else {
            append(static_cast<int>(type), content.size(), {}, content);
            series.depth = 0;
        }
    } else {
        series.depth = kLongestChain; // seen before, depth unknown: begin a new chain with the next version
    }
    series.entry = known->second;
    series.content = std::move(content);
    return oid;
}

std::string PackWriter::index(std::string_view packHash) const
{
    std::vector<const Entry*> sorted;
    sorted.reserve(m_entries.size());
    for (const auto& entry : m_entries) sorted.push_back(&entry);
    std::sort(sorted.begin(), sorted.end(), [](const Entry* a, const Entry* b) { return a->oid < b->oid; });
    std::string out("\377tOc", 4);
    putBig(out, 2, 4);
    std::size_t upTo = 0;
    for (unsigned first = 0; first < 256; ++first) {
        while (upTo < sorted.size() && sorted[upTo]->oid.bytes()[0] <= first) ++upTo;
        putBig(out, upTo, 4);
    }
    for (const auto* entry : sorted) out += rawBytes(entry->oid);
    for (const auto* entry : sorted) putBig(out, entry->crc, 4);
    for (const auto* entry : sorted) putBig(out, entry->offset, 4);
    out += packHash;
    out += sha1(out);
    return out;
}

Result<void> PackWriter::finish(const std::string& folder)
{
    constexpr std::uint64_t kLargestOffset = 0x7fffffff;
    if (m_pack.size() > kLargestOffset)
        return failure(ErrorCode::Usage,
                       "The made-up repository would exceed 2 GB; ask for fewer developers or months.");
    std::string header = "PACK";
    putBig(header, 2, 4);
    putBig(header, m_entries.size(), 4);
    m_pack.replace(0, header.size(), header);
    const std::string hash = sha1(m_pack);
    m_pack += hash;
    std::string name;
    for (const char c : hash) name += fmt::format("{:02x}", static_cast<unsigned char>(c));
    if (auto written = writeTextFile(fmt::format("{}/pack-{}.pack", folder, name), m_pack); !written) return written;
    return writeTextFile(fmt::format("{}/pack-{}.idx", folder, name), index(hash));
}

} // namespace assay::synth
