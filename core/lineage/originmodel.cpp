// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/originmodel.h"

#include "lineage/messagewords.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <set>

namespace assay::lineage {
namespace {

enum Feature
{
    kShare,
    kLogShare,
    kNewest,
    kInverseRank,
    kLogAge,
    kLogChurn,
    kLogFiles,
    kSideShare,
    kSharedWords,
    kSameArea,
    kSameAuthor,
    kMerge,
    kFixItself,
    kOnly,
    kPathShare,
    kLogCode,
    kLargest,
    kAgeSquared,
    kVeryLarge,
    kLastWeek,
    kFixOfArea,
    kChurnSquared,
    kRareWords,
    kMentioned,
    kEarlierFixes,
    kEarlierRemovers,
    kTidying,
    kAddedShare,
    kOnlyAdds,
    kAgeGap,
    kLogTaken,
    kOverDays,
    kOverWeeks,
    kFeatures
};
using Features = std::array<double, kFeatures>;

/// What speaks for "none of these".
enum NoneFeature
{
    kConstant,
    kLogCandidates,
    kLogLines,
    kLogFixFiles,
    kLogFixAdded,
    kLogPaths,
    kNoCode,
    kMeanSideShare,
    kSingle,
    kNewestAge,
    kNewestAgeSquared,
    kMostWords,
    kMostShare,
    kTwoLines,
    kPace,
    kFixSpeaksOfFix,
    kLogFixGrowth,
    kNoneFeatures
};
using NoneFeatures = std::array<double, kNoneFeatures>;

constexpr Features kCoefficients{-0.892, 0.728,  0.285,  -0.673, 0.575,  0.456, 0.084,  0.361,  -0.326, 0.325,  -0.009,
                                 3.282,  -0.092, -0.142, 0.393,  -0.008, 0.199, -0.163, -0.324, 0.814,  -0.175, -0.070,
                                 0.517,  1.959,  0.382,  -0.447, -0.379, 2.369, -0.261, 0.402,  0.250,  -0.672, -0.415};
constexpr NoneFeatures kNoneCoefficients{3.346,  -0.090, 0.007, 0.935,  0.224, -0.598, -0.340, 0.322, 0.156,
                                         -0.244, -0.137, 0.602, -1.490, 0.246, -0.139, -0.393, -0.265};
constexpr double kVeryLargeChurn = 3000;
// Where the effect of age, as log(1 + days), changes its slope: about 3.5 and 19 days.
constexpr double kDays = 1.5;
constexpr double kWeeks = 3;

struct Context
{
    const TraceIndex& index;
    const TraceCommit& fix;
    Words words;
    std::vector<std::string> ids; ///< commits that the message speaks of
    std::string area;
    double lines = 1; ///< all candidates' code lines, or lines where there is no code
    bool byCode = false;
    std::int64_t allLines = 0; ///< all candidates' lines, code or not
    std::size_t paths = 1;
    std::size_t candidates = 1;
};

/// What the candidate's message says.
void addMessageFeatures(Features& f, const TraceCommit& commit, const Context& context)
{
    double shared = 0;
    double sharedRarity = 0;
    double rarity = 1;
    const Words words = wordsOf(commit.subject);
    for (const auto word : words) {
        const double rare = context.index.rarity(word);
        rarity += rare;
        if (!std::binary_search(context.words.begin(), context.words.end(), word)) continue;
        shared += 1;
        sharedRarity += rare;
    }
    const std::string hex = context.ids.empty() ? std::string() : commit.oid.hex();
    f[kSharedWords] = shared / std::sqrt(std::max(1.0, static_cast<double>(words.size())));
    f[kRareWords] = sharedRarity / std::sqrt(rarity);
    f[kMentioned] = std::any_of(context.ids.begin(), context.ids.end(), [&](auto& id) { return hex.starts_with(id); });
    f[kSameArea] = !context.area.empty() && context.area == areaOf(commit.subject) ? 1 : 0;
    f[kFixItself] = speaksOfFix(commit.subject) ? 1 : 0;
    f[kFixOfArea] = f[kFixItself] * f[kSameArea];
    f[kTidying] = speaksOfTidying(commit.subject) ? 1 : 0;
}

Features featuresOf(const Candidate& candidate, std::size_t rank, const Context& context)
{
    const TraceCommit& commit = *candidate.meta;
    Features f{};
    addMessageFeatures(f, commit, context);
    const double share = static_cast<double>(context.byCode ? candidate.codeLines : candidate.lines) / context.lines;
    const double days = std::max(0.0, hoursBetween(commit.committedAt, context.fix.committedAt) / 24);
    const auto churn = static_cast<double>(commit.added + commit.deleted);
    f[kShare] = share;
    f[kLogShare] = std::log(share + 0.02);
    f[kNewest] = rank == 0 ? 1 : 0;
    f[kInverseRank] = 1.0 / static_cast<double>(rank + 1);
    f[kLogAge] = std::log1p(days);
    f[kLogChurn] = std::log1p(churn);
    f[kLogFiles] = std::log1p(static_cast<double>(commit.files));
    f[kSideShare] = static_cast<double>(candidate.sideLines) /
                    static_cast<double>(std::max<std::int64_t>(1, candidate.lines + candidate.codeLines));
    f[kSameAuthor] = commit.authorEmail == context.fix.authorEmail ? 1 : 0;
    f[kMerge] = commit.parents > 1 ? 1 : 0;
    f[kOnly] = context.candidates == 1 ? 1 : 0;
    f[kPathShare] = static_cast<double>(candidate.paths.size()) / static_cast<double>(context.paths);
    f[kLogCode] = std::log1p(static_cast<double>(candidate.codeLines));
    f[kAgeSquared] = f[kLogAge] * f[kLogAge] / 10;
    f[kVeryLarge] = churn >= kVeryLargeChurn ? 1 : 0;
    f[kLastWeek] = days < 7 ? 1 : 0;
    f[kChurnSquared] = f[kLogChurn] * f[kLogChurn] / 10;
    f[kEarlierFixes] = std::log1p(static_cast<double>(candidate.earlierFixes));
    f[kEarlierRemovers] = std::log1p(static_cast<double>(candidate.earlierRemovers));
    f[kAddedShare] = static_cast<double>(commit.added) / std::max(1.0, churn);
    f[kOnlyAdds] = commit.deleted == 0 ? 1 : 0;
    f[kLogTaken] = std::log((static_cast<double>(candidate.codeLines) + 1) / (static_cast<double>(commit.added) + 1));
    f[kOverDays] = std::max(0.0, f[kLogAge] - kDays);
    f[kOverWeeks] = std::max(0.0, f[kLogAge] - kWeeks);
    return f;
}

Context contextOf(const TraceIndex& index, const TraceCommit& fix, std::span<const Candidate> candidates)
{
    const std::string message = withoutTrailers(fix.message);
    Context context{index, fix, wordsOf(message), idsIn(message), areaOf(fix.subject), 0, false,
                    0,     0,   candidates.size()};
    std::set<std::uint32_t> paths;
    std::int64_t code = 0;
    std::int64_t lines = 0;
    for (const auto& candidate : candidates) {
        code += candidate.codeLines;
        lines += candidate.lines;
        paths.insert(candidate.paths.begin(), candidate.paths.end());
    }
    context.allLines = lines;
    context.byCode = code > 0;
    context.lines = static_cast<double>(std::max<std::int64_t>(1, code > 0 ? code : lines));
    context.paths = std::max<std::size_t>(1, paths.size());
    return context;
}

} // namespace

bool isSidePath(std::string_view path)
{
    static constexpr std::array<std::string_view, 11> kFolders{"test",    "tests",    "testsuite",     "testdata",
                                                               "doc",     "docs",     "documentation", "man",
                                                               "example", "examples", "vendor"};
    static constexpr std::array<std::string_view, 7> kEndings{".md",   ".rst",    ".txt", ".at",
                                                              ".lock", ".min.js", ".adoc"};
    std::string lower(path);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    std::string_view rest = lower;
    for (auto slash = rest.find('/'); slash != std::string_view::npos; slash = rest.find('/')) {
        if (std::find(kFolders.begin(), kFolders.end(), rest.substr(0, slash)) != kFolders.end()) return true;
        rest.remove_prefix(slash + 1);
    }
    if (rest.starts_with("test_") || rest.find("_test.") != std::string_view::npos ||
        rest.find(".test.") != std::string_view::npos || rest.find(".spec.") != std::string_view::npos ||
        rest.starts_with("changelog") || rest.starts_with("news"))
        return true;
    return std::any_of(kEndings.begin(), kEndings.end(), [&](auto ending) { return rest.ends_with(ending); });
}

namespace {

NoneFeatures noneFeaturesOf(const Context& context, std::span<const Features> candidates)
{
    NoneFeatures f{};
    f[kConstant] = 1;
    f[kLogCandidates] = std::log(static_cast<double>(candidates.size()));
    f[kLogLines] = std::log1p(static_cast<double>(context.allLines));
    f[kLogFixFiles] = std::log1p(static_cast<double>(context.fix.files));
    f[kLogFixAdded] = std::log1p(static_cast<double>(context.fix.added));
    f[kLogPaths] = std::log1p(static_cast<double>(context.paths));
    f[kNoCode] = context.byCode ? 0 : 1;
    f[kSingle] = candidates.size() == 1 ? 1 : 0;
    f[kTwoLines] = context.allLines <= 2 ? 1 : 0;
    f[kNewestAge] = candidates.front()[kLogAge];
    for (const auto& candidate : candidates) {
        f[kMeanSideShare] += candidate[kSideShare] / static_cast<double>(candidates.size());
        f[kNewestAge] = std::min(f[kNewestAge], candidate[kLogAge]);
        f[kMostWords] = std::max(f[kMostWords], candidate[kSharedWords]);
        f[kMostShare] = std::max(f[kMostShare], candidate[kShare]);
    }
    f[kPace] = context.index.pace();
    f[kNewestAgeSquared] = f[kNewestAge] * f[kNewestAge] / 10;
    f[kFixSpeaksOfFix] = speaksOfFix(context.fix.subject) ? 1 : 0;
    f[kLogFixGrowth] =
        std::log((static_cast<double>(context.fix.added) + 1) / (static_cast<double>(context.fix.deleted) + 1));
    return f;
}

template <class List>
double utilityOf(const List& features, const List& coefficients)
{
    double utility = 0;
    for (std::size_t i = 0; i < features.size(); ++i) utility += coefficients[i] * features[i];
    return utility;
}

} // namespace

std::vector<double> originProbabilities(const TraceIndex& index, const TraceCommit& fix,
                                        std::span<const Candidate> candidates)
{
    if (candidates.empty()) return {};
    const Context context = contextOf(index, fix, candidates);
    std::vector<std::size_t> newest(candidates.size());
    for (std::size_t i = 0; i < newest.size(); ++i) newest[i] = i;
    std::stable_sort(newest.begin(), newest.end(),
                     [&](auto a, auto b) { return candidates[a].meta->committedAt > candidates[b].meta->committedAt; });
    std::vector<Features> features(candidates.size());
    double mostShare = 0;
    for (std::size_t rank = 0; rank < newest.size(); ++rank) {
        features[newest[rank]] = featuresOf(candidates[newest[rank]], rank, context);
        mostShare = std::max(mostShare, features[newest[rank]][kShare]);
    }
    const double newestAge = features[newest.front()][kLogAge];
    for (auto& candidate : features) {
        candidate[kLargest] = candidate[kShare] >= mostShare ? 1 : 0;
        candidate[kAgeGap] = candidate[kLogAge] - newestAge;
    }
    const double none = utilityOf(noneFeaturesOf(context, features), kNoneCoefficients);
    double highest = none;
    std::vector<double> weights;
    for (const auto& candidate : features) {
        weights.push_back(utilityOf(candidate, kCoefficients));
        highest = std::max(highest, weights.back());
    }
    double sum = std::exp(none - highest);
    for (auto& weight : weights) sum += weight = std::exp(weight - highest);
    for (auto& weight : weights) weight /= sum;
    return weights;
}

} // namespace assay::lineage
