// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/rawsource.h"

#include <zlib.h>
#include <zstd.h>

#include <array>

namespace assay::importers {
namespace {

constexpr std::size_t kPackedBlock = 64 * 1024;

Failure cutOff(const std::string& name)
{
    return failure(ErrorCode::InputMalformed,
                   name + " ends in the middle of its compressed data; download or copy it again.");
}

Failure damaged(const std::string& name, const char* detail)
{
    return failure(ErrorCode::InputMalformed,
                   name + " is compressed, but its content is damaged; download or copy it again.",
                   detail == nullptr ? "" : detail);
}

class GzipSource final : public ByteStream
{
public:
    GzipSource(std::unique_ptr<ByteStream> packed, std::string name)
        : m_packed(std::move(packed)), m_name(std::move(name))
    {
        m_ready = inflateInit2(&m_state, 15 + 16) == Z_OK;
    }
    ~GzipSource() override { inflateEnd(&m_state); }
    GzipSource(const GzipSource&) = delete;
    GzipSource& operator=(const GzipSource&) = delete;

    Result<std::size_t> read(char* buffer, std::size_t size) override
    {
        if (!m_ready) return damaged(m_name, m_state.msg);
        m_state.next_out = reinterpret_cast<Bytef*>(buffer);
        m_state.avail_out = static_cast<uInt>(size);
        while (m_state.avail_out == size && !m_done) {
            if (auto step = inflateSome(); !step) return Failure(step.error());
        }
        return size - m_state.avail_out;
    }
    std::int64_t consumed() const override { return m_packed->consumed(); }
    std::int64_t total() const override { return m_packed->total(); }

private:
    Result<void> inflateSome()
    {
        if (m_state.avail_in == 0) {
            const auto got = m_packed->read(m_block.data(), m_block.size());
            if (!got) return Failure(got.error());
            if (*got == 0) {
                if (!m_memberEnded) return cutOff(m_name);
                m_done = true;
                return {};
            }
            m_state.next_in = reinterpret_cast<Bytef*>(m_block.data());
            m_state.avail_in = static_cast<uInt>(*got);
        }
        if (m_memberEnded) { // gzip files may be several members, one after the other
            if (inflateReset(&m_state) != Z_OK) return damaged(m_name, m_state.msg);
            m_memberEnded = false;
        }
        const int code = inflate(&m_state, Z_NO_FLUSH);
        if (code == Z_STREAM_END)
            m_memberEnded = true;
        else if (code != Z_OK && code != Z_BUF_ERROR)
            return damaged(m_name, m_state.msg);
        return {};
    }

    std::unique_ptr<ByteStream> m_packed;
    std::string m_name;
    std::array<char, kPackedBlock> m_block{};
    z_stream m_state{};
    bool m_ready = false;
    bool m_memberEnded = false;
    bool m_done = false;
};

class ZstdSource final : public ByteStream
{
public:
    ZstdSource(std::unique_ptr<ByteStream> packed, std::string name)
        : m_packed(std::move(packed)), m_name(std::move(name)), m_state(ZSTD_createDStream())
    {
    }
    ~ZstdSource() override { ZSTD_freeDStream(m_state); }
    ZstdSource(const ZstdSource&) = delete;
    ZstdSource& operator=(const ZstdSource&) = delete;

    Result<std::size_t> read(char* buffer, std::size_t size) override
    {
        ZSTD_outBuffer out{buffer, size, 0};
        while (out.pos == 0) {
            if (m_in.pos == m_in.size) {
                const auto got = m_packed->read(m_block.data(), m_block.size());
                if (!got) return Failure(got.error());
                if (*got == 0) {
                    if (m_expects != 0) return cutOff(m_name);
                    return std::size_t{0};
                }
                m_in = {m_block.data(), *got, 0};
            }
            m_expects = ZSTD_decompressStream(m_state, &out, &m_in);
            if (ZSTD_isError(m_expects) != 0) return damaged(m_name, ZSTD_getErrorName(m_expects));
        }
        return out.pos;
    }
    std::int64_t consumed() const override { return m_packed->consumed(); }
    std::int64_t total() const override { return m_packed->total(); }

private:
    std::unique_ptr<ByteStream> m_packed;
    std::string m_name;
    std::array<char, kPackedBlock> m_block{};
    ZSTD_DStream* m_state = nullptr;
    ZSTD_inBuffer m_in{nullptr, 0, 0};
    std::size_t m_expects = 1; ///< 0 when a frame is complete
};

} // namespace

std::unique_ptr<ByteStream> gzipSource(std::unique_ptr<ByteStream> packed, std::string name)
{
    return std::make_unique<GzipSource>(std::move(packed), std::move(name));
}

std::unique_ptr<ByteStream> zstdSource(std::unique_ptr<ByteStream> packed, std::string name)
{
    return std::make_unique<ZstdSource>(std::move(packed), std::move(name));
}

} // namespace assay::importers
