// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/formatspec.h"
#include "importers/text/status.h"
#include "importers/text/utf8.h"

#include <fmt/format.h>

#include <map>

namespace assay::importers {
namespace jirastatuses {

/// Jira's list of statuses: the category of each name, also under the name before translation. A name that projects use
/// with different categories says nothing.
Result<void> read(Reading& reading)
{
    std::map<std::string, domain::StatusCategory> categories;
    std::int64_t contradictions = 0;
    const auto add = [&](const std::string& name, domain::StatusCategory category) {
        if (name.empty()) return;
        const auto [at, fresh] = categories.try_emplace(name, category);
        if (fresh || at->second == category || at->second == domain::StatusCategory::Unknown) return;
        at->second = domain::StatusCategory::Unknown;
        ++contradictions;
    };
    const auto envelope = reading.eachRecord({"values"}, [&](const Json& record, const JsonPlace& place) {
        const auto name = record["name"].text();
        const Json group = record["statusCategory"];
        // Cloud's newer list writes the category as a word, in capitals.
        auto category = categoryFromKey(group["key"].text());
        if (const auto word = foldCase(group.text()); word == "todo")
            category = domain::StatusCategory::ToDo;
        else if (word == "in_progress")
            category = domain::StatusCategory::InProgress;
        else if (word == "done")
            category = domain::StatusCategory::Done;
        if (name.empty() || category == domain::StatusCategory::Unknown) {
            reading.reject(place.line, "the status has no name or no category; fetch the list again",
                           record.written(500));
            return Result<void>();
        }
        add(name, category);
        if (const auto plain = record["untranslatedName"].text(); plain != name) add(plain, category);
        return Result<void>();
    });
    if (!envelope) return Failure(envelope.error());
    if (contradictions > 0)
        reading.notice(fmt::format("Statuses that projects use with different categories: {}; they decide nothing.",
                                   contradictions));
    for (const auto& [name, category] : categories) {
        if (category == domain::StatusCategory::Unknown) continue;
        // "Cancelled" is no category of Jira's, but a common name of statuses that are done.
        const bool cancelled = categoryFromName(name) == domain::StatusCategory::Cancelled;
        if (auto ok =
                reading.sink().statusName({"jira", name, cancelled ? domain::StatusCategory::Cancelled : category});
            !ok)
            return ok;
    }
    return {};
}

int score(const Sniffed& seen)
{
    const bool list = seen.json({"statusCategory.key", "untranslatedName"}) ||
                      seen.json({"statusCategory.key", "iconUrl", "name"}) ||
                      seen.json({"values.statusCategory", "values.name", "values.id"});
    return list && !seen.anyPath({"fields.status", "issues.fields"}) ? 80 : 0;
}

} // namespace jirastatuses

const Importer& jiraStatuses()
{
    static const SpecImporter kImporter({"jira-statuses", "Jira list of statuses", "name, statusCategory.key",
                                         &jirastatuses::score, &jirastatuses::read});
    return kImporter;
}

} // namespace assay::importers
