// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output.h"

#include <QJsonDocument>
#include <QString>
#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <unistd.h>

namespace assay::cli {
namespace {

/// Columns a text takes on a terminal: code points, which is right for the scripts our names use.
std::size_t width(const std::string& text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void write(std::FILE* to, const std::string& text)
{
    std::fwrite(text.data(), 1, text.size(), to);
}

/// Draws progress on a terminal in place, elsewhere one line per phase.
struct Meter
{
    bool terminal = isatty(STDERR_FILENO) != 0;
    std::string phase;
    int percent = -1;

    void show(const Progress& p)
    {
        const int now = p.total > 0 ? static_cast<int>(100 * p.done / p.total) : -1;
        if (p.phase == phase && (!terminal || now == percent)) return;
        if (terminal) {
            const auto share = now < 0 ? std::string() : fmt::format(" {:3} %", now);
            write(stderr, fmt::format("\r\x1b[K{}{}", p.phase, share));
            std::fflush(stderr);
        } else {
            write(stderr, p.phase + "\n");
        }
        phase = p.phase;
        percent = now;
    }
};

} // namespace

void Output::line(const std::string& text) const
{
    write(stdout, text + "\n");
}

void Output::json(const QJsonObject& object) const
{
    write(stdout, QJsonDocument(object).toJson(QJsonDocument::Indented).toStdString());
}

void Output::jsonLine(const QJsonObject& object) const
{
    write(stdout, QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString() + "\n");
}

void Output::list(const QString& name, const QJsonArray& rows) const
{
    if (m_common.format == Format::Json) {
        json(QJsonObject{{name, rows}});
        return;
    }
    for (const auto& row : rows) jsonLine(row.toObject());
}

void Output::table(const std::vector<std::vector<std::string>>& rows) const
{
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()), 0);
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
    }
    for (const auto& row : rows) {
        std::string text;
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += row[i];
            if (i + 1 < row.size()) text.append(widths[i] - width(row[i]) + 2, ' ');
        }
        line(text);
    }
}

void Output::message(const std::string& text) const
{
    if (!m_common.quiet) write(stderr, text + "\n");
}

int Output::fail(const Error& error) const
{
    endProgress();
    write(stderr, "assay-cli: " + error.message + "\n");
    return exitCode(error.code);
}

ProgressFn Output::progress() const
{
    if (m_common.quiet) return {};
    auto meter = std::make_shared<Meter>();
    return [meter](const Progress& p) { meter->show(p); };
}

void Output::endProgress() const
{
    if (!m_common.quiet && isatty(STDERR_FILENO) != 0) write(stderr, "\r\x1b[K");
}

} // namespace assay::cli
