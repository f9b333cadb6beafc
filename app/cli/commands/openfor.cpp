// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"

namespace assay::cli {

Result<std::shared_ptr<const session::Session>> openFor(const std::string& workspace, const facts::Filter& filter)
{
    auto session = session::Session::open(workspace);
    if (!session) return session;
    const auto unknown = facts::unknownNames(*(*session)->snapshot(), filter);
    if (!unknown.empty()) return failure(ErrorCode::Usage, unknown.front());
    return session;
}

} // namespace assay::cli
