// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/error.h"
#include "cli/options.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <string>
#include <string_view>
#include <vector>

namespace assay::cli {

[[nodiscard]] inline QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Where a command's results go: data to stdout, messages and progress to stderr.
class Output
{
public:
    explicit Output(const Common& common) : m_common(common) {}

    [[nodiscard]] Format format() const { return m_common.format; }
    [[nodiscard]] bool text() const { return m_common.format == Format::Text; }

    void line(const std::string& text) const;
    void json(const QJsonObject& object) const;     ///< one document
    void jsonLine(const QJsonObject& object) const; ///< one object on one line
    /// A list in the format asked for: `{"name": […]}` or one line each. Text is the command's own business.
    void list(const QString& name, const QJsonArray& rows) const;
    /// Aligned columns for people; the first row is the header.
    void table(const std::vector<std::vector<std::string>>& rows) const;

    void message(const std::string& text) const; ///< to stderr unless quiet
    int fail(const Error& error) const;          ///< prints the sentence, returns the exit code
    [[nodiscard]] ProgressFn progress() const;   ///< a bar on a terminal, a line per phase otherwise
    void endProgress() const;

private:
    Common m_common;
};

} // namespace assay::cli
