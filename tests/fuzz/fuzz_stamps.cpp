// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/json.h"
#include "importers/text/stamps.h"
#include "importers/text/status.h"

#include <cstdlib>

using namespace assay;
using namespace assay::importers;

/// Any text as a date: what is read must be a day that exists, within the hours of a day.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static const auto kClock = LocalClock::make("Europe/Madrid");
    for (const auto order : {DateOrder::Unknown, DateOrder::DayFirst, DateOrder::MonthFirst}) {
        const auto stamp = parseStamp(text, order);
        if (!stamp) continue;
        if (!std::chrono::year_month_day{stamp->day}.ok() || stamp->time < std::chrono::milliseconds{0} ||
            stamp->time > std::chrono::hours{25})
            std::abort();
        if (kClock) (void)kClock->toUtc(*stamp);
    }
    (void)orderEvidence(text);
    (void)categoryFromName(text);
    (void)integerFromText(text);
    (void)numberFromText(text);
    return 0;
}
