// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/demotargets.h"

#include <algorithm>

namespace assay::session {
namespace {

domain::Target target(const char* id, const char* title, const char* measure, domain::Basis basis, DayRange window)
{
    domain::Target t;
    t.id = id;
    t.title = title;
    t.measure = measure;
    t.basis = basis;
    t.window = window;
    t.owner = "Engineering leadership";
    return t;
}

} // namespace

DemoTargets demoTargets(DayRange span)
{
    using std::chrono::days;
    constexpr days kHalfYear{184};
    // A short organisation is judged in its second half, so that there is a time before to compare with.
    const auto half = span.to - kHalfYear + days{1};
    const DayRange window{half - span.from < days{28} ? span.from + (span.to - span.from) / 2 : half, span.to};
    const DayRange baseline{std::max(span.from, window.from - kHalfYear), window.from - days{1}};
    DemoTargets demo;
    demo.registeredOn = window.from - days{14};

    auto speed =
        target("speed", "Ticket to merge 15 % shorter with AI", "ticket-to-merge", domain::Basis::Contrast, window);
    speed.limit = 0.85;
    auto resolution = target("bug-resolution", "Bugs resolved 25 % faster than in the time before", "resolution-time",
                             domain::Basis::Change, window);
    resolution.limit = 0.75;
    resolution.baseline = baseline;
    auto adoption = target("adoption", "Real adoption of at least 40 %", "real-adoption", domain::Basis::Level, window);
    adoption.limit = 0.40;
    adoption.atMost = false;
    auto habit = target("habit", "Habitual use by at least half", "habitual-use", domain::Basis::Level, window);
    habit.limit = 0.50;
    habit.atMost = false;
    auto defects = target("defects", "Defects introduced no more than ×1.10 with AI", "defects-per-100-changes",
                          domain::Basis::Contrast, window);
    defects.limit = 1.10;
    defects.guardRail = true;
    auto survival = target("survival", "Code alive after 90 days no more than 5 points lower with AI", "survival-90",
                           domain::Basis::Contrast, window);
    survival.limit = -0.05;
    survival.atMost = false;
    survival.guardRail = true;
    demo.targets = {speed, resolution, adoption, habit, defects, survival};
    return demo;
}

} // namespace assay::session
