// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/parameter.h"

#include "whatif/yearmonth.h"

#include <cmath>

#include <fmt/format.h>

namespace assay::whatif {

namespace {

constexpr const char* kStartingSource = "Assay's starting value; replace it with your own";

Value benchmark(double low, double mode, double high, const char* source, const char* asOf,
                Spread spread = Spread::Pert)
{
    return {low, mode, high, spread, Origin::Benchmark, source, asOf};
}

Value judged(double low, double mode, double high, Spread spread = Spread::Pert)
{
    return {low, mode, high, spread, Origin::Judgement, kStartingSource, kStartingMonth};
}

Value fixed(double value)
{
    return {value, value, value, Spread::Fixed, Origin::Judgement, kStartingSource, kStartingMonth};
}

std::vector<ParameterInfo> adoptionRows()
{
    using enum Parameter;
    return {
        {EligiblePeople, "eligible", "Eligible developers", "people", 1, 100000, fixed(100),
         "People whose work the tools could help with."},
        {Seats, "seats", "Seats paid for", "people", 1, 100000, fixed(100), "Licences paid for, used or idle."},
        {AdoptionToday, "adoption-today", "Real adoption today", "share", 0, 1, judged(0.02, 0.05, 0.1),
         "Share of the eligible whose AI-assisted code is merged and survives, at the start."},
        {AdoptionPlateau, "adoption", "Real adoption at the plateau", "share", 0, 1,
         benchmark(0.2, 0.33, 0.5, "plateau of 25–40 % reported for organisations after the first year", "2026-01"),
         "Where real adoption levels off."},
        {RampMonths, "ramp", "Months from early to late adopters", "months", 1, 60, judged(6, 9, 15),
         "Time in which adoption goes from a tenth to nine tenths of its rise."},
        {ContextMonths, "context-months", "Months of context engineering", "months", 0, 24,
         benchmark(3, 4, 6, "three to six months of preparing code bases and conventions", "2026-01"),
         "Delay before adoption begins to rise."},
    };
}

std::vector<ParameterInfo> benefitRows()
{
    using enum Parameter;
    return {
        {DevelopmentHours, "hours", "Development hours per person and month", "h", 0, 250, judged(60, 80, 100),
         "Hours in which a developer designs, writes, tests and repairs code."},
        {AppropriateShare, "appropriate", "Work where AI is appropriate", "share", 0, 1,
         benchmark(0.3, 0.35, 0.4, "30–40 % of development work", "2026-01"),
         "Share of those hours to which the tools apply."},
        {TimeSaved, "time-saved", "Time saved on that work", "share", -1, 0.95,
         benchmark(0.05, 0.15, 0.25, "10–20 % in controlled studies, with results from −19 % to +55 %", "2026-01",
                   Spread::Normal),
         "Elapsed time saved where the tools apply; negative if they slow work down."},
        {PassThrough, "pass-through", "Elapsed time that is effort", "share", 0, 1, judged(0.6, 0.8, 0.95),
         "A ticket that closes sooner has not cost that much less work: waiting is not effort."},
        {Capture, "capture", "Freed time put to use", "share", 0, 1, judged(0.5, 0.7, 0.9),
         "Share of freed hours that turns into other useful work."},
        {HourlyCost, "hourly-cost", "Loaded cost per hour", "USD", 0, 1000, judged(75, 90, 110),
         "Salary, taxes, workplace, per hour worked."},
        {VendorClaim, "vendor-claim", "Gain the vendor claims", "share", 0, 5,
         benchmark(0.4, 0.4, 0.4, "30–55 % in vendor material", "2026-01", Spread::Fixed),
         "Where the waterfall starts. It enters no result."},
    };
}

std::vector<ParameterInfo> runningCostRows()
{
    using enum Parameter;
    return {
        {SeatPrice, "seat-price", "Licence per seat and month", "USD", 0, 10000,
         benchmark(19, 39, 60, "public list prices", "2026-01"), "Paid for every seat, idle ones too."},
        {UsageCost, "usage-cost", "Usage per adopter and month", "USD", 0, 100000,
         judged(10, 25, 60, Spread::LogNormal), "Tokens and requests beyond the licence."},
        {RoutedShare, "routed", "Usage routed to cheaper models", "share", 0, 1, fixed(0),
         "Share of usage that a cheaper model can do."},
        {RoutingSaving, "routing-saving", "Saving on routed usage", "share", 0, 1, judged(0.4, 0.6, 0.8),
         "How much cheaper that model is."},
        {InfrastructureCost, "infrastructure", "Infrastructure per month", "USD", 0, 1e7, fixed(500),
         "Gateways, logging, indexes: the cloud case."},
        {HostingMultiple, "hosting", "Hosting multiple", "×", 0, 20, fixed(1),
         "1 for cloud; 2 to 4 for hybrid and on-premise infrastructure."},
        {ExtraReviewHours, "extra-review", "Extra review per adopter and month", "h", 0, 100, judged(0, 0.3, 1),
         "Hours of others to review what the tools add."},
        {ChangesPerMonth, "changes", "Changes per adopter and month", "changes", 0, 500, judged(4, 8, 12),
         "Merged changes that AI assisted."},
        {ExtraDefects, "extra-defects", "Extra defects per 100 such changes", "per 100", -100, 100,
         judged(-0.3, 0.1, 0.5, Spread::Normal),
         "Defects beyond those of comparable human-only changes; negative if fewer."},
        {CostPerDefect, "cost-per-defect", "Cost per defect", "USD", 0, 1e6, judged(800, 2000, 6000, Spread::LogNormal),
         "Finding, fixing, releasing, and the harm done."},
        {ComplianceHours, "compliance", "Annotation for compliance per adopter and month", "h", 0, 100, fixed(0),
         "Hours to declare, label and document AI-assisted work."},
    };
}

std::vector<ParameterInfo> buildRows()
{
    using enum Parameter;
    return {
        {PilotCost, "pilot", "Cost of the pilot", "USD", 0, 1e8, judged(5000, 10000, 20000),
         "What the pilot cost, and the yardstick for integration."},
        {IntegrationMultiple, "integration", "Integration, × pilot cost", "×", 0, 50,
         benchmark(3, 3.8, 5, "three to five times the pilot: identity, data, testing, change", "2026-01"),
         "The work that the pilot avoided."},
        {DataCost, "data", "Data preparation, as a line of its own", "USD", 0, 1e8, fixed(0),
         "Permissions, clean-up, indexes, once. 0: it is part of the integration multiple."},
        {TestingCost, "testing", "Testing and validation, as a line of its own", "USD", 0, 1e8, fixed(0),
         "Test suites and evaluation that generated code needs, once. 0: it is part of the integration multiple."},
        {ContextCost, "context-cost", "Context engineering", "USD", 0, 1e8, judged(5000, 15000, 40000),
         "Preparing code bases, documents and conventions, once."},
        {TrainingCost, "training", "Training and change per person", "USD", 0, 100000, judged(100, 300, 600),
         "Courses, champions, time away from work, once per eligible person."},
        {UpkeepShare, "upkeep", "Yearly upkeep, share of build", "share", 0, 2,
         benchmark(0.15, 0.2, 0.25, "15–25 % of the build per year", "2026-01"),
         "Keeping integration, data, tests and context alive."},
        {TalentCost, "talent", "Talent per month", "USD", 0, 1e7, fixed(0),
         "People who are hired or paid more to run this: platform, prompts, evaluation. 0 leaves it out."},
        {ExitCost, "exit", "Cost of leaving, at the end", "USD", 0, 1e8, fixed(0),
         "Moving off the tool at the end of the horizon: contracts, content, retraining. 0 leaves it out."},
    };
}

} // namespace

const std::vector<ParameterInfo>& parameters()
{
    static const std::vector<ParameterInfo> table = [] {
        std::vector<ParameterInfo> rows;
        for (const auto& group : {adoptionRows(), benefitRows(), runningCostRows(), buildRows()})
            rows.insert(rows.end(), group.begin(), group.end());
        return rows;
    }();
    return table;
}

const ParameterInfo& info(Parameter id)
{
    return parameters()[static_cast<std::size_t>(id)];
}

std::optional<Parameter> parameterByKey(std::string_view key)
{
    for (const ParameterInfo& row : parameters())
        if (row.key == key) return row.id;
    return std::nullopt;
}

std::string problemWith(Parameter id, const Value& value)
{
    const ParameterInfo& row = info(id);
    for (double part : {value.low, value.mode, value.high})
        if (!std::isfinite(part)) return fmt::format("{}: the value is missing; enter one.", row.title);
    if (!(value.low <= value.mode && value.mode <= value.high))
        return fmt::format("{}: lowest, most likely and highest must rise; {} / {} / {} do not.", row.title, value.low,
                           value.mode, value.high);
    if (row.unit == "share" && value.high > row.most && value.high <= 100)
        return fmt::format("{}: {} is a share of more than {}; for {} % enter {}.", row.title, value.high, row.most,
                           value.high, value.high / 100);
    if (value.low < row.least || value.high > row.most)
        return fmt::format("{}: must lie between {} and {}.", row.title, row.least, row.most);
    if (value.spread == Spread::LogNormal && value.low < value.high && !(value.low > 0))
        return fmt::format("{}: a value spread over orders of magnitude must be above zero.", row.title);
    return {};
}

bool isStartingValue(Parameter id, const Value& value)
{
    const Value& standard = info(id).standard;
    return value.low == standard.low && value.mode == standard.mode && value.high == standard.high &&
           value.spread == standard.spread && value.origin == standard.origin && value.source == standard.source;
}

bool isStale(const Value& value, std::string_view today)
{
    const auto then = monthNumber(value.asOf);
    const auto now = monthNumber(today);
    return then && now && *now - *then > 12;
}

} // namespace assay::whatif
