// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/text.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <span>

namespace assay::synth {
namespace {

using domain::TaskType;
using Words = std::span<const char* const>;

struct Domain
{
    const char* directory;
    std::array<const char*, 6> things;
};
constexpr std::array<Domain, 7> kDomains{{
    {"platform", {"job queue", "service registry", "rate limiter", "deploy pipeline", "secret store", "event bus"}},
    {"data", {"usage rollup", "export feed", "warehouse sync", "column catalogue", "retention job", "report cache"}},
    {"web", {"checkout page", "search box", "product grid", "account menu", "image carousel", "cookie banner"}},
    {"payments", {"refund ledger", "card vault", "payout batch", "fee schedule", "dispute flow", "invoice run"}},
    {"mobile", {"login screen", "push handler", "offline cart", "barcode scanner", "settings view", "deep links"}},
    {"claims", {"claim intake", "reserve model", "adjuster queue", "document scan", "policy lookup", "payout rules"}},
    {"core", {"batch scheduler", "tariff engine", "customer master", "print spooler", "nightly close", "rating table"}},
}};

constexpr std::array<const char*, 6> kAspects{"proration", "bulk import", "audit trail",
                                              "paging",    "a dry run",   "per-region limits"};
constexpr std::array<const char*, 6> kFaults{"a wrong total",       "a lost update",         "a crash on empty input",
                                             "a stale cache entry", "a time-out under load", "rounding"};
constexpr int kFilesPerGroup = 120;
constexpr std::array<const char*, 4> kVerbs{"apply", "resolve", "collect", "reduce"};
constexpr std::array<const char*, 8> kNouns{"batch",  "entry",  "window", "limit",
                                            "record", "cursor", "bucket", "offset"};

template <class Words>
const char* oneOf(Random& random, const Words& words)
{
    return words[static_cast<std::size_t>(random.below(static_cast<int>(words.size())))];
}

const Domain& domainOf(int team)
{
    return kDomains.at(static_cast<std::size_t>(team) % kDomains.size());
}

} // namespace

std::string workTitle(Random& random, TaskType task, int team)
{
    const char* thing = oneOf(random, domainOf(team).things);
    const char* aspect = oneOf(random, kAspects);
    switch (task) {
    case TaskType::Tests:
        return fmt::format("Add unit tests for {} in the {}", aspect, thing);
    case TaskType::Documentation:
        return fmt::format("Document {} of the {}", aspect, thing);
    case TaskType::Boilerplate:
        return fmt::format("Update configuration of the {}", thing);
    case TaskType::Feature:
        return fmt::format("Add {} to the {}", aspect, thing);
    case TaskType::BugFix:
        return fmt::format("Fix {} in the {}", oneOf(random, kFaults), thing);
    case TaskType::Refactoring:
        return fmt::format("Refactor {} in the {}", aspect, thing);
    case TaskType::Other:
        return fmt::format("Speed up the {}", thing);
    }
    return thing;
}

const char* conventionalPrefix(TaskType task)
{
    static constexpr std::array<const char*, domain::kTaskTypes> kPrefixes{"test", "docs",     "chore", "feat",
                                                                           "fix",  "refactor", "misc"};
    return kPrefixes.at(static_cast<std::size_t>(task));
}

std::string slug(const std::string& title)
{
    constexpr std::size_t kLongest = 48;
    std::string text;
    for (const char c : title) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        const bool capital = c >= 'A' && c <= 'Z';
        if (letter)
            text += c;
        else if (capital)
            text += static_cast<char>(c - 'A' + 'a');
        else if (!text.empty() && text.back() != '-')
            text += '-';
        if (text.size() >= kLongest) break;
    }
    while (!text.empty() && text.back() == '-') text.pop_back();
    return text;
}

const char* directoryOf(int team)
{
    return domainOf(team).directory;
}

std::string fileStem(int team, int nth)
{
    const auto& things = domainOf(team).things;
    std::string stem = slug(things[static_cast<std::size_t>(nth) % things.size()]);
    for (char& c : stem)
        if (c == '-') c = '_';
    return fmt::format("{}/group_{:02}/part_{:03}", stem, nth / kFilesPerGroup, nth); // folders stay small
}

bool isCommentLine(FileKind kind, std::uint32_t serial)
{
    return (kind == FileKind::Code || kind == FileKind::Test) && serial % 11 == 5;
}

std::string lineText(FileKind kind, std::uint32_t serial)
{
    const auto mix = mixed(serial, 77);
    const char* verb = kVerbs[mix % kVerbs.size()];
    const char* noun = kNouns[(mix >> 8) % kNouns.size()];
    const char* other = kNouns[(mix >> 16) % kNouns.size()];
    const auto number = (mix >> 24) % 1000;
    if (isCommentLine(kind, serial)) return fmt::format("    // {} {:x}: keep it within the {}\n", noun, serial, other);
    switch (kind) {
    case FileKind::Code:
        return fmt::format("    auto {}_{:x} = {}({}, {});\n", noun, serial, verb, other, number);
    case FileKind::Test:
        return fmt::format("    expect({}_{:x}({}), {});\n", noun, serial, verb, number);
    case FileKind::Document:
        return fmt::format("The {} of step {:x} is to {} the {}.\n", noun, serial, verb, other);
    case FileKind::Config:
        return fmt::format("{}_{}_{:x}: {}\n", noun, other, serial, number);
    }
    return "\n";
}

} // namespace assay::synth
