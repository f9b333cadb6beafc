// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/jsonrecords.h"
#include "importers/text/sniff.h"

#include <cstdlib>

using namespace assay;
using namespace assay::importers;

/// Any bytes as JSON records: every record must be an object, lines must not run backwards.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    (void)sniffed(Sample{"fuzz", bytes, true});
    auto stream = openTextFromMemory(bytes, "fuzz");
    if (!stream) return 0;
    JsonRecords records(std::move(*stream), "fuzz", {"data", "items", "issues", "values", "response"});
    std::int64_t line = 1;
    const auto done = records.each(
        [&line](const Json& record, const JsonPlace& place) -> Result<void> {
            if (!record.isObject() || place.line < line) std::abort();
            line = place.line;
            for (const auto& member : record.members()) (void)member.value.text();
            (void)record.written(100);
            return {};
        },
        [](std::int64_t, const std::string&, std::string_view) -> Result<void> { return {}; });
    if (!done && done.error().message.empty()) std::abort();
    return 0;
}
