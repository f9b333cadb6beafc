// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/originmodel.h"

#include "lineage/declaredorigins.h"

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
    kNoneFeatures
};
using NoneFeatures = std::array<double, kNoneFeatures>;

constexpr Features kCoefficients{-0.414, 0.595,  0.248,  -0.753, 0.209, 0.335, 0.045,  0.175,  1.006, 0.060,  0.031,
                                 0.927,  -0.213, -0.115, 0.262,  0.334, 0.168, -0.530, -0.039, 0.023, -0.334, -0.254};
constexpr NoneFeatures kNoneCoefficients{1.776, 0.161, 0.168,  0.749, 0.048,  -0.535, -0.044, 0.333,
                                         0.123, 0.134, -0.170, 0.520, -0.844, 0.190,  -0.525};
constexpr double kVeryLargeChurn = 3000;

const std::set<std::string, std::less<>> kCommonWords{"the", "an", "of", "to",   "in",   "for", "and",  "fix",  "fixes",
                                                      "add", "is", "on", "with", "from", "use", "when", "if",   "not",
                                                      "be",  "it", "by", "as",   "at",   "or",  "this", "that", "into"};

using Words = std::set<std::string, std::less<>>;

Words wordsOf(std::string_view text)
{
    Words words;
    std::string word;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const auto c = i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(' ');
        if (std::isalnum(c) != 0 || c == '_') {
            word += static_cast<char>(std::tolower(c));
            continue;
        }
        if (word.size() > 1 && !kCommonWords.contains(word)) words.insert(word);
        word.clear();
    }
    return words;
}

/// The message without trailers that name the origin: the model must not read the answer.
std::string withoutTrailers(std::string_view message)
{
    std::string kept;
    while (!message.empty()) {
        const auto end = std::min(message.find('\n'), message.size());
        const auto line = message.substr(0, end);
        if (declaredOrigins(line).empty()) kept.append(line) += '\n';
        message.remove_prefix(std::min(end + 1, message.size()));
    }
    return kept;
}

/// "net: tidy up" → "net".
std::string areaOf(std::string_view subject)
{
    std::string area(subject.substr(0, std::min(subject.find(':'), subject.size())));
    if (area.size() == subject.size()) return {};
    std::transform(area.begin(), area.end(), area.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return area;
}

bool speaksOfFix(std::string_view subject)
{
    const Words words = wordsOf(subject);
    return words.contains("bug") || words.contains("fixed") || subject.find("fix") != std::string_view::npos ||
           subject.find("Fix") != std::string_view::npos;
}

struct Context
{
    const TraceCommit& fix;
    Words words;
    std::string area;
    double lines = 1; ///< all candidates' code lines, or lines where there is no code
    bool byCode = false;
    std::int64_t allLines = 0; ///< all candidates' lines, code or not
    std::size_t paths = 1;
    std::size_t candidates = 1;
    double pace = 0;
};

Features featuresOf(const Candidate& candidate, std::size_t rank, const Context& context)
{
    const TraceCommit& commit = *candidate.meta;
    Features f{};
    const double share = static_cast<double>(context.byCode ? candidate.codeLines : candidate.lines) / context.lines;
    const double days = std::max(0.0, hoursBetween(commit.committedAt, context.fix.committedAt) / 24);
    const Words words = wordsOf(commit.subject);
    const auto shared =
        std::count_if(words.begin(), words.end(), [&](const auto& word) { return context.words.contains(word); });
    f[kShare] = share;
    f[kLogShare] = std::log(share + 0.02);
    f[kNewest] = rank == 0 ? 1 : 0;
    f[kInverseRank] = 1.0 / static_cast<double>(rank + 1);
    f[kLogAge] = std::log1p(days);
    f[kLogChurn] = std::log1p(static_cast<double>(commit.added + commit.deleted));
    f[kLogFiles] = std::log1p(static_cast<double>(commit.files));
    f[kSideShare] = static_cast<double>(candidate.sideLines) /
                    static_cast<double>(std::max<std::int64_t>(1, candidate.lines + candidate.codeLines));
    f[kSharedWords] = static_cast<double>(shared) / std::sqrt(std::max(1.0, static_cast<double>(words.size())));
    f[kSameArea] = !context.area.empty() && context.area == areaOf(commit.subject) ? 1 : 0;
    f[kSameAuthor] = commit.authorEmail == context.fix.authorEmail ? 1 : 0;
    f[kMerge] = commit.parents > 1 ? 1 : 0;
    f[kFixItself] = speaksOfFix(commit.subject) ? 1 : 0;
    f[kOnly] = context.candidates == 1 ? 1 : 0;
    f[kPathShare] = static_cast<double>(candidate.paths.size()) / static_cast<double>(context.paths);
    f[kLogCode] = std::log1p(static_cast<double>(candidate.codeLines));
    f[kAgeSquared] = f[kLogAge] * f[kLogAge] / 10;
    f[kVeryLarge] = static_cast<double>(commit.added + commit.deleted) >= kVeryLargeChurn ? 1 : 0;
    f[kLastWeek] = days < 7 ? 1 : 0;
    f[kFixOfArea] = f[kFixItself] * f[kSameArea];
    f[kChurnSquared] = f[kLogChurn] * f[kLogChurn] / 10;
    return f;
}

Context contextOf(const TraceCommit& fix, std::span<const Candidate> candidates, double pace)
{
    Context context{fix, wordsOf(withoutTrailers(fix.message)), areaOf(fix.subject), 0, false, 0, 0, candidates.size(),
                    pace};
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
    f[kPace] = context.pace;
    f[kNewestAgeSquared] = f[kNewestAge] * f[kNewestAge] / 10;
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

std::vector<double> originProbabilities(const TraceCommit& fix, std::span<const Candidate> candidates, double pace)
{
    if (candidates.empty()) return {};
    const Context context = contextOf(fix, candidates, pace);
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
    for (auto& candidate : features) candidate[kLargest] = candidate[kShare] >= mostShare ? 1 : 0;
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
