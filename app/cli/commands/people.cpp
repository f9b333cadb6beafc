// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "session/sourcelist.h"

#include <fmt/format.h>

namespace assay::cli {
namespace {

int printSuggestions(const session::PeopleList& people, const Output& out)
{
    QJsonArray list;
    std::vector<std::vector<std::string>> table{{"SCORE", "IDENTITY", "PERHAPS ALSO", "WHY"}};
    for (const auto& s : people.suggestions) {
        table.push_back({fmt::format("{:.2f}", s.score), s.a, s.b, s.reason});
        list.append(QJsonObject{{QStringLiteral("a"), utf8(s.a)},
                                {QStringLiteral("b"), utf8(s.b)},
                                {QStringLiteral("score"), s.score},
                                {QStringLiteral("reason"), utf8(s.reason)}});
    }
    if (out.text())
        out.table(table);
    else
        out.list(QStringLiteral("suggestions"), list);
    return 0;
}

} // namespace

int run(const PeopleOptions& options, const Output& out)
{
    const auto people = session::peopleList(options.workspace);
    if (!people) return out.fail(people.error());
    if (options.suggest) return printSuggestions(*people, out);
    QJsonArray list;
    std::vector<std::vector<std::string>> table{{"PERSON", "IDENTITY", "KIND", "ROSTER", "WHY"}};
    for (const auto& row : people->identities) {
        const std::string person = row.person.empty() ? "–" : row.bot ? row.person + " (bot)" : row.person;
        table.push_back({person, row.identity.value, row.identity.kind, row.onRoster ? "yes" : "no", row.reason});
        list.append(
            QJsonObject{{QStringLiteral("person"), row.person.empty() ? QJsonValue() : QJsonValue(utf8(row.person))},
                        {QStringLiteral("identity"), utf8(row.identity.value)},
                        {QStringLiteral("kind"), utf8(row.identity.kind)},
                        {QStringLiteral("bot"), row.bot},
                        {QStringLiteral("on_roster"), row.onRoster},
                        {QStringLiteral("reason"), utf8(row.reason)}});
    }
    if (out.text())
        out.table(table);
    else
        out.list(QStringLiteral("identities"), list);
    return 0;
}

} // namespace assay::cli
