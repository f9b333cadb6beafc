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
    kFeatures
};
using Features = std::array<double, kFeatures>;

constexpr Features kCoefficients{0.685, 0.718,  -0.259, 0.467, -0.262, 0.003,  0.037, -0.391,
                                 0.529, -0.062, 0.168,  1.281, -0.588, -0.366, 0.895};
constexpr double kNone = -0.089; ///< utility of "none of these"

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
    std::size_t paths = 1;
    std::size_t candidates = 1;
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
    return f;
}

Context contextOf(const TraceCommit& fix, std::span<const Candidate> candidates)
{
    Context context{fix, wordsOf(withoutTrailers(fix.message)), areaOf(fix.subject), 0, false, 0, candidates.size()};
    std::set<std::uint32_t> paths;
    std::int64_t code = 0;
    std::int64_t lines = 0;
    for (const auto& candidate : candidates) {
        code += candidate.codeLines;
        lines += candidate.lines;
        paths.insert(candidate.paths.begin(), candidate.paths.end());
    }
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

std::vector<double> originProbabilities(const TraceCommit& fix, std::span<const Candidate> candidates)
{
    const Context context = contextOf(fix, candidates);
    std::vector<std::size_t> newest(candidates.size());
    for (std::size_t i = 0; i < newest.size(); ++i) newest[i] = i;
    std::stable_sort(newest.begin(), newest.end(),
                     [&](auto a, auto b) { return candidates[a].meta->committedAt > candidates[b].meta->committedAt; });
    std::vector<double> utilities(candidates.size());
    double highest = kNone;
    for (std::size_t rank = 0; rank < newest.size(); ++rank) {
        const Features features = featuresOf(candidates[newest[rank]], rank, context);
        double utility = 0;
        for (std::size_t i = 0; i < kFeatures; ++i) utility += kCoefficients[i] * features[i];
        utilities[newest[rank]] = utility;
        highest = std::max(highest, utility);
    }
    double sum = std::exp(kNone - highest);
    for (auto& utility : utilities) sum += utility = std::exp(utility - highest);
    for (auto& utility : utilities) utility /= sum;
    return utilities;
}

} // namespace assay::lineage
