// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/rawsource.h"

#include <QFile>
#include <QFileInfo>
#include <QString>

#include <algorithm>
#include <cstring>

namespace assay::importers {
namespace {

class FileSource final : public ByteStream
{
public:
    explicit FileSource(const std::string& path) : m_path(path), m_file(QString::fromStdString(path)) {}
    bool open()
    {
        const bool ok = m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
        m_total = m_file.size();
        return ok;
    }
    [[nodiscard]] std::string reason() const { return m_file.errorString().toStdString(); }
    Result<std::size_t> read(char* buffer, std::size_t size) override
    {
        const auto got = m_file.read(buffer, static_cast<qint64>(size));
        if (got < 0)
            return failure(ErrorCode::InputUnreadable, m_path + " cannot be read to its end (" + reason() +
                                                           "); copy it to a local disk and import it again.");
        m_consumed += got;
        return static_cast<std::size_t>(got);
    }
    std::int64_t consumed() const override { return m_consumed; }
    std::int64_t total() const override { return m_total; }

private:
    std::string m_path;
    QFile m_file;
    std::int64_t m_consumed = 0;
    std::int64_t m_total = 0;
};

class MemorySource final : public ByteStream
{
public:
    explicit MemorySource(std::string bytes) : m_bytes(std::move(bytes)) {}
    Result<std::size_t> read(char* buffer, std::size_t size) override
    {
        const auto count = std::min(size, m_bytes.size() - m_pos);
        std::memcpy(buffer, m_bytes.data() + m_pos, count);
        m_pos += count;
        return count;
    }
    std::int64_t consumed() const override { return static_cast<std::int64_t>(m_pos); }
    std::int64_t total() const override { return static_cast<std::int64_t>(m_bytes.size()); }

private:
    std::string m_bytes;
    std::size_t m_pos = 0;
};

class UnreadSource final : public ByteStream
{
public:
    UnreadSource(std::string head, std::unique_ptr<ByteStream> rest) : m_head(std::move(head)), m_rest(std::move(rest))
    {
    }
    Result<std::size_t> read(char* buffer, std::size_t size) override
    {
        if (m_pos == m_head.size()) return m_rest->read(buffer, size);
        const auto count = std::min(size, m_head.size() - m_pos);
        std::memcpy(buffer, m_head.data() + m_pos, count);
        m_pos += count;
        return count;
    }
    std::int64_t consumed() const override { return m_rest->consumed(); }
    std::int64_t total() const override { return m_rest->total(); }
    bool repaired() const override { return m_rest->repaired(); }

private:
    std::string m_head;
    std::unique_ptr<ByteStream> m_rest;
    std::size_t m_pos = 0;
};

} // namespace

Result<std::unique_ptr<ByteStream>> fileSource(const std::string& path)
{
    const QFileInfo info(QString::fromStdString(path));
    if (!info.exists()) return failure(ErrorCode::InputUnreadable, path + " does not exist; check the path.");
    if (info.isDir())
        return failure(ErrorCode::InputUnreadable, path + " is a folder; import the folder, or a file in it.");
    if (!info.isFile())
        return failure(ErrorCode::InputUnreadable,
                       path + " is not an ordinary file; copy its content into a file and import that.");
    auto source = std::make_unique<FileSource>(path);
    if (!source->open())
        return failure(ErrorCode::InputUnreadable,
                       path + " cannot be opened (" + source->reason() + "); check that you may read it.");
    return source;
}

std::unique_ptr<ByteStream> memorySource(std::string bytes)
{
    return std::make_unique<MemorySource>(std::move(bytes));
}

std::unique_ptr<ByteStream> unreadSource(std::string head, std::unique_ptr<ByteStream> rest)
{
    return std::make_unique<UnreadSource>(std::move(head), std::move(rest));
}

} // namespace assay::importers
