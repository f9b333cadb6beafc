// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/benchmarkfile.h"

#include <fmt/format.h>
#include <set>
#include <toml++/toml.h>

namespace assay::session {
namespace {

using domain::Benchmark;
using domain::Comparable;

std::optional<std::chrono::year_month> monthOf(const std::string& text)
{
    const auto day = parseIsoDay(text + "-01");
    if (!day) return std::nullopt;
    const std::chrono::year_month_day date(*day);
    return date.year() / date.month();
}

std::optional<Comparable> comparableOf(const std::string& text)
{
    if (text == "yes") return Comparable::Yes;
    if (text == "partly") return Comparable::Partly;
    if (text == "no") return Comparable::No;
    return std::nullopt;
}

/// What its passport lacks; empty: nothing.
std::string lacking(const toml::table& table)
{
    for (const char* key : {"id", "topic", "claim", "unit", "population", "definition", "kind", "as_of", "source",
                            "url", "measure", "comparable", "why"})
        if (table[key].value_or(std::string()).empty()) return key;
    if (!table["value"].value<double>()) return "value";
    return table.contains("low") == table.contains("high") ? std::string() : "low and high, both or none";
}

Result<Benchmark> readOne(const toml::table& table, const std::string& name)
{
    const auto refuse = [&](const std::string& what) {
        return failure(ErrorCode::InputMalformed,
                       fmt::format("{}, line {}: {}", name, static_cast<int>(table.source().begin.line), what));
    };
    if (const auto missing = lacking(table); !missing.empty())
        return refuse(fmt::format("a published figure needs {}.", missing));
    const auto text = [&table](const char* key) { return table[key].value_or(std::string()); };
    Benchmark b;
    const auto month = monthOf(text("as_of"));
    if (!month) return refuse("as_of is written as \"2026-03\".");
    const auto comparable = comparableOf(text("comparable"));
    if (!comparable) return refuse("comparable is \"yes\", \"partly\" or \"no\".");
    b.id = text("id");
    b.topic = text("topic");
    b.claim = text("claim");
    b.unit = text("unit");
    b.value = table["value"].value_or(0.0);
    b.low = table["low"].value<double>();
    b.high = table["high"].value<double>();
    b.population = text("population");
    b.definition = text("definition");
    b.kind = text("kind");
    b.asOf = *month;
    b.source = text("source");
    b.url = text("url");
    b.measure = text("measure");
    b.comparable = *comparable;
    b.why = text("why");
    return b;
}

} // namespace

Result<std::vector<Benchmark>> readBenchmarks(const std::string& text, const std::string& name)
{
    toml::table document;
    try {
        document = toml::parse(text);
    } catch (const toml::parse_error& problem) {
        return failure(ErrorCode::InputMalformed,
                       fmt::format("{}, line {}: {}.", name, static_cast<int>(problem.source().begin.line),
                                   problem.description()));
    }
    std::vector<Benchmark> benchmarks;
    std::set<std::string> ids;
    if (const toml::array* list = document["benchmark"].as_array())
        for (const auto& entry : *list) {
            if (!entry.is_table()) continue;
            auto one = readOne(*entry.as_table(), name);
            if (!one) return Failure(one.error());
            if (!ids.insert(one->id).second)
                return failure(ErrorCode::InputMalformed, fmt::format("{}: {} is there twice.", name, one->id));
            benchmarks.push_back(std::move(*one));
        }
    return benchmarks;
}

} // namespace assay::session
