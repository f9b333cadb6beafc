// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/git/blame.h"

#include "importers/git/repository.h"

#include <fmt/format.h>

namespace assay::importers::git {
namespace {

/// Only the state that a reading leaves behind is wanted.
class Discard : public RecordSink
{
public:
    Result<void> commit(domain::CommitRecord&&) override { return {}; }
    Result<void> tag(domain::TagRecord&&) override { return {}; }
    Result<void> branch(domain::BranchRecord&&) override { return {}; }
    Result<void> lineNote(domain::LineNoteRecord&&) override { return {}; }
    Result<void> lineEdge(domain::LineEdge&&) override { return {}; }
    Result<void> commitLineage(domain::CommitLineage&&) override { return {}; }
    Result<void> ticket(domain::TicketRecord&&) override { return {}; }
    Result<void> pullRequest(domain::PullRequestRecord&&) override { return {}; }
    Result<void> usageDay(domain::UsageDayRecord&&) override { return {}; }
    Result<void> seat(domain::SeatRecord&&) override { return {}; }
    Result<void> roster(domain::RosterRecord&&) override { return {}; }
    Result<void> price(domain::PriceRecord&&) override { return {}; }
    Result<void> invoice(domain::InvoiceRecord&&) override { return {}; }
    void reject(Reject&&) override {}
    void notice(Notice&&) override {}
};

Result<std::vector<lineage::BlameRun>> fromState(const lineage::SavedState& state, const std::string& path)
{
    if (auto runs = lineage::blameAtTip(state, path)) return *std::move(runs);
    return failure(
        ErrorCode::Usage,
        fmt::format("{}: there is no text file of that name at commit {}; give its path from the repository's top.",
                    path, state.head.oid().shortHex()));
}

/// Whether the saved state already stands at the revision asked for.
bool isSavedTip(const GitOptions& options, const lineage::SavedState& state)
{
    if (options.branch.empty()) return true;
    const auto repository = Repository::open(options.path, options.trustForeignOwner);
    if (!repository) return options.branch == state.head.oid().hex();
    const auto tip = repository->resolveTip(options.branch);
    return tip && tip->commit == state.head;
}

} // namespace

Result<std::vector<lineage::BlameRun>> blameFile(const GitOptions& options, const GitKnown& known,
                                                 const std::string& path, const CancelToken& cancel,
                                                 const ProgressFn& progress)
{
    if (!known.lineageState.empty())
        if (const auto state = lineage::decodeState(known.lineageState); state && isSavedTip(options, *state))
            return fromState(*state, path);
    Discard sink;
    const auto result = readRepository(options, {}, sink, cancel, progress);
    if (!result) return Failure(result.error());
    const auto state = lineage::decodeState(result->lineageState);
    if (!state) return Failure(state.error());
    return fromState(*state, path);
}

} // namespace assay::importers::git
