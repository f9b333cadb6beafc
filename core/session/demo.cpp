// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/demo.h"

#include "session/demotargets.h"
#include "session/session.h"
#include "session/targetjob.h"
#include "session/whatifjob.h"
#include "store/database.h"
#include "store/settings.h"
#include "synth/exportfiles.h"
#include "synth/organisation.h"

#include <QTemporaryDir>
#include <filesystem>
#include <fmt/format.h>

namespace assay::session {
namespace {

/// The starting points of the handbook, with what the made-up organisation measures.
Result<void> saveScenarios(const std::string& workspace)
{
    const auto session = Session::open(workspace);
    if (!session) return Failure(session.error());
    return saveStartingPoints(**session);
}

Result<ImportSummary> importFolder(const DemoRequest& request, const std::string& folder, const CancelToken& cancel,
                                   const ProgressFn& progress)
{
    ImportRequest import;
    import.workspace = request.workspace;
    import.paths = {folder};
    auto summary = importPaths(import, cancel, progress);
    if (!summary) return summary;
    for (const auto& source : summary->sources)
        if (source.state == store::RunState::Failed) return failure(ErrorCode::Internal, source.message);
    auto database = store::Database::open(request.workspace, store::Access::ReadWrite);
    if (!database) return Failure(database.error());
    if (auto named = store::setSetting(*database, "name", "Demo organisation (made up)"); !named)
        return Failure(named.error());
    if (auto saved = saveScenarios(request.workspace); !saved) return Failure(saved.error());
    return summary;
}

Result<void> promise(const std::string& workspace)
{
    const auto session = Session::open(workspace);
    if (!session) return Failure(session.error());
    auto demo = demoTargets((*session)->snapshot()->span);
    const auto registered = registerTargets(**session, std::move(demo.targets), demo.registeredOn);
    if (!registered) return Failure(registered.error());
    return {};
}

} // namespace

Result<ImportSummary> makeDemo(const DemoRequest& request, const CancelToken& cancel, const ProgressFn& progress)
{
    std::error_code ignored;
    if (std::filesystem::exists(request.workspace, ignored))
        return failure(ErrorCode::WorkspaceInvalid,
                       fmt::format("{} exists already; choose another name, or remove it first.", request.workspace));
    synth::OrganisationSpec spec;
    spec.seed = request.seed;
    spec.developers = request.developers;
    spec.months = request.months;
    if (progress) progress({"Making up an organisation", 0, 0});
    const auto organisation = synth::makeOrganisation(spec);
    QTemporaryDir temporary;
    std::string folder = request.files;
    if (folder.empty()) {
        if (!temporary.isValid())
            return failure(ErrorCode::WorkspaceUnwritable,
                           "No temporary folder can be made; set TMPDIR to a folder with free space.");
        folder = temporary.filePath(QStringLiteral("demo")).toStdString();
    }
    if (auto written = synth::writeFiles(organisation, folder, cancel, progress); !written)
        return Failure(written.error());
    auto summary = importFolder(request, folder, cancel, progress);
    if (!summary) return summary;
    if (auto promised = promise(request.workspace); !promised) return Failure(promised.error());
    return summary;
}

} // namespace assay::session
