// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/rows/rows.h"

#include "session/rows/rowvalues.h"
#include "session/session.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace assay::session {
namespace {

using Writer = Result<void> (*)(const Session&, const facts::View&, const RowVisitor&);
struct Kind
{
    std::string_view id;
    Writer write;
};
constexpr std::array<Kind, 8> kKinds{{{"commits", commitRows},
                                      {"changes", changeRows},
                                      {"tickets", ticketRows},
                                      {"defects", defectRows},
                                      {"origins", originRows},
                                      {"survival", survivalRows},
                                      {"usage", usageRows},
                                      {"people", peopleRows}}};

} // namespace

QJsonArray toolNames(const facts::Snapshot& snapshot, std::uint64_t bits)
{
    QJsonArray names;
    for (std::size_t i = 0; i < snapshot.tools.size() && i < 64; ++i)
        if ((bits >> i) & 1U) names.append(text(snapshot.tools[i]));
    return names;
}

QJsonValue pseudonym(facts::Index person)
{
    return person == facts::kNoIndex ? QJsonValue() : QJsonValue(text(fmt::format("P-{:04}", person + 1)));
}

Result<void> forEachRow(const Session& session, std::string_view kind, const facts::Filter& filter,
                        const RowVisitor& visit)
{
    const auto found = std::find_if(kKinds.begin(), kKinds.end(), [kind](const Kind& k) { return k.id == kind; });
    if (found == kKinds.end())
        return failure(ErrorCode::Usage, fmt::format("There are no rows “{}”; choose one of commits, changes, tickets, "
                                                     "defects, origins, survival, usage, people.",
                                                     kind));
    return found->write(session, facts::View(session.snapshot(), filter), visit);
}

} // namespace assay::session
