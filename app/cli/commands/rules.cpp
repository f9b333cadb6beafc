// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "session/ownrules.h"

#include <fmt/format.h>
#include <fstream>
#include <sstream>

namespace assay::cli {
namespace {

int show(const RulesOptions& options, const Output& out)
{
    QJsonArray list;
    for (const auto& kind : session::ruleKinds()) {
        if (!options.kind.empty() && kind != options.kind) continue;
        const auto text = session::ownRules(options.workspace, kind);
        if (!text) return out.fail(text.error());
        list.append(QJsonObject{{QStringLiteral("kind"), utf8(kind)},
                                {QStringLiteral("rules"), text->empty() ? QJsonValue() : QJsonValue(utf8(*text))}});
        if (!out.text()) continue;
        out.line(fmt::format("{}: {}", kind, text->empty() ? "as they ship with Assay" : "the workspace's own"));
        if (!options.kind.empty() && !text->empty()) out.line(*text);
    }
    if (!out.text()) out.list(QStringLiteral("rules"), list);
    return 0;
}

} // namespace

int run(const RulesOptions& options, const Output& out)
{
    if (options.file.empty() && !options.clear) return show(options, out);
    std::stringstream text;
    if (!options.clear) {
        std::ifstream file(options.file, std::ios::binary);
        if (!file)
            return out.fail(
                {ErrorCode::InputUnreadable,
                 fmt::format("{} cannot be opened; check the path and the permission to read it.", options.file),
                 {}});
        text << file.rdbuf();
    }
    if (const auto set = session::setOwnRules(options.workspace, options.kind, text.str()); !set)
        return out.fail(set.error());
    if (out.text())
        out.line(options.clear ? "The rules that ship with Assay hold again." : "The workspace's own rules hold now.");
    return 0;
}

} // namespace assay::cli
