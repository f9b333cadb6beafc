// SPDX-License-Identifier: GPL-3.0-or-later
#include "attribution/markers.h"
#include "attribution/rules.h"
#include "base/calendar.h"
#include "domain/commit.h"
#include "importers/git/commitparser.h"
#include "linking/pathclass.h"
#include "linking/tasktype.h"
#include "whatif/scenariofile.h"

#include <cstdlib>

using namespace assay;

namespace {

/// What was read, or a sentence that says why not.
template <class T>
bool read(const Result<T>& result)
{
    if (!result && (result.error().message.empty() || result.error().message.back() != '.')) std::abort();
    return result.has_value();
}

/// Every file of rules and settings that users may write themselves.
void readFiles(std::string_view text)
{
    (void)read(attribution::parseTools(text));
    if (const auto types = linking::TaskTypeRules::parse(text); read(types))
        (void)types->of({"bug", "Fix it", {}, "fix: it", "fix/it", {}, {}});
    if (const auto paths = linking::PathRules::parse(text); read(paths)) (void)paths->classify("src/tests/a_test.cpp");
    if (const auto calendars = CalendarSet::parse(text); read(calendars))
        for (const auto& calendar : calendars->all())
            (void)calendar.workingHours(Instant{}, Instant{} + std::chrono::hours{24 * 365});
    const auto scenario = whatif::scenarioFromToml(text, "fuzz.toml");
    if (read(scenario) && !whatif::scenarioFromToml(whatif::toToml(*scenario), "again.toml")) std::abort();
}

} // namespace

/// Any text as a file of rules, and what follows a NUL as a commit whose message those rules judge.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto part = std::min(input.find('\0'), input.size());
    const auto text = input.substr(0, part);
    readFiles(text);
    domain::CommitRecord commit;
    importers::git::parseCommitText(input.substr(std::min(part + 1, input.size())), commit);
    if (const auto rules = attribution::RuleSet::parse(text); read(rules))
        (void)attribution::markersOf({commit.author.name, commit.author.email, commit.committer.name,
                                      commit.committer.email, commit.message, commit.author.at},
                                     *rules);
    return 0;
}
