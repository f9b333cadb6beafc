// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/importer.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

using namespace assay;
using namespace assay::importers;

namespace {

/// Counts what arrives and checks what every record must keep.
class Watch final : public RecordSink
{
public:
    Result<void> commit(domain::CommitRecord&&) override { return {}; }
    Result<void> tag(domain::TagRecord&&) override { return {}; }
    Result<void> branch(domain::BranchRecord&&) override { return {}; }
    Result<void> lineNote(domain::LineNoteRecord&&) override { return {}; }
    Result<void> lineEdge(domain::LineEdge&&) override { return {}; }
    Result<void> commitLineage(domain::CommitLineage&&) override { return {}; }
    Result<void> ticket(domain::TicketRecord&& record) override
    {
        return must(!record.system.empty() && !record.key.empty());
    }
    Result<void> pullRequest(domain::PullRequestRecord&& record) override { return must(!record.system.empty()); }
    Result<void> usageDay(domain::UsageDayRecord&& record) override
    {
        return must(!record.tool.empty() && !record.identity.empty());
    }
    Result<void> seat(domain::SeatRecord&& record) override { return must(!record.identity.empty()); }
    Result<void> roster(domain::RosterRecord&& record) override
    {
        return must(!record.person.empty() && record.share > 0);
    }
    Result<void> price(domain::PriceRecord&& record) override { return must(record.price >= 0); }
    Result<void> invoice(domain::InvoiceRecord&& record) override { return must(record.currency.size() == 3); }
    void reject(Reject&& reject) override { (void)must(!reject.reason.empty() && reject.text.size() <= 500); }
    void notice(Notice&& notice) override { (void)must(!notice.text.empty()); }

private:
    static Result<void> must(bool holds)
    {
        if (!holds) std::abort();
        return {};
    }
};

const std::string& scratch()
{
    static const std::string kPath =
        (std::filesystem::temp_directory_path() / ("assay-fuzz-" + std::to_string(getpid()))).string();
    return kPath;
}

} // namespace

/// Any bytes as a file: recognised or refused with a sentence, then read by the recognised format and by one chosen by
/// the first byte, whatever the content.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) return 0;
    std::ofstream(scratch(), std::ios::binary)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    Watch watch;
    const auto recognised = recognise(scratch());
    if (!recognised && recognised.error().message.empty()) std::abort();
    const auto* chosen = registry()[data[0] % registry().size()];
    for (const auto* importer : {recognised ? recognised->importer : nullptr, chosen}) {
        if (importer == nullptr) continue;
        const auto done = importer->read({scratch(), {}}, watch, CancelToken(), {});
        if (!done && done.error().message.empty()) std::abort();
    }
    std::filesystem::remove(scratch());
    return 0;
}
