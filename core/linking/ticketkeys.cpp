// SPDX-License-Identifier: GPL-3.0-or-later
#include "linking/ticketkeys.h"

#include "base/asciitext.h"
#include "linking/changes.h"

#include <algorithm>
#include <array>

namespace assay::linking {
namespace {

struct ChannelWord
{
    const char* id;
    double strength;
};
constexpr std::array<ChannelWord, 8> kChannels{{{"closes", 1.0},
                                                {"closing-word", 0.95},
                                                {"branch", 0.95},
                                                {"subject", 0.9},
                                                {"trailer", 0.9},
                                                {"mangled-title", 0.8},
                                                {"ticket", 0.95},
                                                {"body", 0.5}}};

/// What looks like a key but is a standard, a format or a product. Only used while no ticket is known.
constexpr std::array<std::string_view, 49> kNoProjects{
    "utf",  "sha",  "iso",  "rfc", "cve", "gpt",    "http",  "md",   "covid", "aes",    "x",     "ascii", "base",
    "ipv",  "tls",  "ssl",  "rsa", "crc", "pep",    "jsr",   "ghsa", "cwe",   "rc",     "v",     "ucs",   "fips",
    "ieee", "ecma", "ansi", "en",  "din", "cp",     "latin", "hmac", "ed",    "es",     "oauth", "vp",    "h",
    "mp",   "usb",  "cpp",  "c",   "py",  "python", "java",  "node", "gcc",   "release"};

constexpr std::array<std::string_view, 9> kClosing{"fix",    "fixes",   "fixed",    "close",   "closes",
                                                   "closed", "resolve", "resolves", "resolved"};
constexpr std::array<std::string_view, 12> kTrailerKeys{"ticket", "tickets", "issue",   "issues",     "jira",  "refs",
                                                        "ref",    "bug",     "related", "related-to", "story", "task"};

bool isKeyChar(char c)
{
    return isAsciiAlnum(c) || c == '_';
}

/// The word before `end`, without a colon and blanks between.
std::string wordBefore(std::string_view text, std::size_t end)
{
    while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == ':' || text[end - 1] == '[' || text[end - 1] == '('))
        --end;
    std::size_t start = end;
    while (start > 0 && isAsciiAlpha(text[start - 1])) --start;
    return asciiLowered(text.substr(start, end - start));
}

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// The channel of a key that begins at `start`: a closing word before it lifts it.
KeyChannel lifted(std::string_view text, std::size_t start, KeyChannel channel)
{
    if (channel == KeyChannel::Branch || channel == KeyChannel::PullRequestCloses) return channel;
    return contains(kClosing, wordBefore(text, start)) ? KeyChannel::ClosingWord : channel;
}

std::size_t digitsFrom(std::string_view text, std::size_t pos)
{
    std::size_t end = pos;
    while (end < text.size() && isAsciiDigit(text[end])) ++end;
    return end - pos;
}

/// Start of "owner/name" that ends at `end`, or `end` if there is none.
std::size_t repositoryStart(std::string_view text, std::size_t end)
{
    const auto isPart = [](char c) { return isAsciiAlnum(c) || c == '-' || c == '_' || c == '.'; };
    std::size_t start = end;
    while (start > 0 && isPart(text[start - 1])) --start;
    if (start == end || start == 0 || text[start - 1] != '/') return end;
    std::size_t owner = start - 1;
    while (owner > 0 && isPart(text[owner - 1])) --owner;
    return owner == start - 1 ? end : owner;
}

} // namespace

const char* keyChannelId(KeyChannel channel)
{
    return kChannels.at(static_cast<std::size_t>(channel)).id;
}
double keyStrength(KeyChannel channel)
{
    return kChannels.at(static_cast<std::size_t>(channel)).strength;
}

TicketFinder::TicketFinder(std::span<const std::string> knownKeys)
{
    for (const std::string& key : knownKeys) {
        m_known.emplace(asciiLowered(key), key);
        const std::size_t hash = key.find('#');
        if (hash != std::string::npos) m_issues = true;
        const std::size_t dash = key.rfind('-');
        if (hash == std::string::npos && dash != std::string::npos && dash > 0)
            m_projects.insert(asciiLowered(std::string_view(key).substr(0, dash)));
    }
}

bool TicketFinder::isProject(std::string_view lowerProject) const
{
    if (!m_known.empty()) return m_projects.contains(std::string(lowerProject));
    return lowerProject.size() >= 2 && !contains(kNoProjects, lowerProject);
}

std::string TicketFinder::knownKey(std::string_view key, std::string_view repository) const
{
    const std::string lower = asciiLowered(key);
    if (key.starts_with('#') && !repository.empty())
        if (const auto full = m_known.find(asciiLowered(repository) + lower); full != m_known.end())
            return full->second;
    if (const auto found = m_known.find(lower); found != m_known.end()) return found->second;
    // "#12" of an export that does not name its repository.
    const std::size_t hash = lower.find('#');
    if (hash != std::string::npos && hash > 0 && equalsNoCase(key.substr(0, hash), repository))
        if (const auto bare = m_known.find(lower.substr(hash)); bare != m_known.end()) return bare->second;
    return {};
}

void TicketFinder::add(std::string key, bool known, KeyChannel channel, Mentions& into) const
{
    const auto same = std::find_if(into.begin(), into.end(), [&key](const TicketMention& m) { return m.key == key; });
    if (same == into.end())
        into.push_back({std::move(key), channel, known});
    else if (keyStrength(channel) > keyStrength(same->channel))
        same->channel = channel;
}

void TicketFinder::scanProjectKey(std::string_view text, std::size_t dash, KeyChannel channel, bool anyCase,
                                  Mentions& into) const
{
    const std::size_t count = digitsFrom(text, dash + 1);
    const std::size_t end = dash + 1 + count;
    if (count == 0 || count > 9 || text[dash + 1] == '0') return;
    if (end < text.size() &&
        (isAsciiAlpha(text[end]) || (text[end] == '.' && end + 1 < text.size() && isAsciiDigit(text[end + 1]))))
        return;
    std::size_t start = dash;
    while (start > 0 && isKeyChar(text[start - 1])) --start;
    if (anyCase) // feature_PAY-12: the underscore separates unless the project itself has one
        if (const std::size_t under = text.substr(start, dash - start).rfind('_');
            under != std::string_view::npos && !isProject(asciiLowered(text.substr(start, dash - start))))
            start += under + 1;
    const std::string_view project = text.substr(start, dash - start);
    if (project.size() < 2 || !isAsciiAlpha(project.front())) return;
    const bool upper =
        std::none_of(project.begin(), project.end(), [](char c) { return isAsciiAlpha(c) && !isAsciiUpper(c); });
    if (!upper && (!anyCase || m_known.empty())) return;
    if (!isProject(asciiLowered(project))) return;
    const std::string_view key = text.substr(start, end - start);
    std::string known = knownKey(key, {});
    const bool isKnown = !known.empty();
    if (!isKnown) {
        known = asciiLowered(key);
        for (char& c : known)
            if (isAsciiAlpha(c)) c = static_cast<char>(c - 'a' + 'A');
    }
    add(std::move(known), isKnown, lifted(text, start, channel), into);
}

void TicketFinder::scanNumber(std::string_view text, std::size_t hash, std::string_view repository, KeyChannel channel,
                              Mentions& into) const
{
    const std::size_t count = digitsFrom(text, hash + 1);
    const std::size_t end = hash + 1 + count;
    if (count == 0 || count > 9 || (end < text.size() && isKeyChar(text[end]))) return;
    std::size_t start = repositoryStart(text, hash);
    if (start == hash && hash > 0 && (isKeyChar(text[hash - 1]) || text[hash - 1] == '&' || text[hash - 1] == '/')) {
        if (!(hash >= 2 && equalsNoCase(text.substr(hash - 2, 2), "GH"))) return;
        start = hash - 2;
    }
    const std::string_view number = text.substr(hash, end - hash);
    const bool qualified = start < hash && text.substr(start, hash - start).find('/') != std::string_view::npos;
    const std::string_view written = qualified ? text.substr(start, end - start) : number;
    const KeyChannel actual = lifted(text, start, channel);
    const std::string known = knownKey(written, repository);
    if (!known.empty()) return add(known, true, actual, into);
    // Issues and pull requests share their numbers: an unknown "#12" is an issue only if something says that it was
    // closed.
    const bool closes = actual == KeyChannel::ClosingWord || actual == KeyChannel::PullRequestCloses;
    if (closes && (m_known.empty() || m_issues)) {
        const bool complete = qualified || repository.empty();
        add(complete ? std::string(written) : std::string(repository) + std::string(number), false, actual, into);
    }
}

void TicketFinder::scan(std::string_view text, std::string_view repository, KeyChannel channel, bool anyCase,
                        Mentions& into) const
{
    for (std::size_t i = text.find_first_of("-#"); i != std::string_view::npos; i = text.find_first_of("-#", i + 1)) {
        if (i + 1 >= text.size() || !isAsciiDigit(text[i + 1])) continue;
        if (text[i] == '#')
            scanNumber(text, i, repository, channel, into);
        else if (i > 0 && isKeyChar(text[i - 1]))
            scanProjectKey(text, i, channel, anyCase, into);
    }
}

void TicketFinder::scanMangled(std::string_view title, Mentions& into) const
{
    // "Bssef25 t9 2 log in": the words before the number, run together, are a project.
    std::string project;
    std::size_t pos = 0;
    for (int words = 0; words < 4 && pos < title.size(); ++words) {
        std::size_t end = pos;
        while (end < title.size() && isAsciiAlnum(title[end])) ++end;
        if (end == pos || (end < title.size() && title[end] != ' ')) return;
        const std::string_view word = title.substr(pos, end - pos);
        if (!project.empty() && digitsFrom(word, 0) == word.size() && m_projects.contains(project)) {
            const std::string known = knownKey(project + "-" + std::string(word), {});
            if (!known.empty()) return add(known, true, KeyChannel::MangledTitle, into);
        }
        project += asciiLowered(word);
        pos = end + 1;
    }
}

void TicketFinder::scanBody(std::string_view text, std::string_view repository, bool skipFirst, Mentions& into) const
{
    bool first = skipFirst;
    forEachLine(text, [&](std::string_view line) {
        if (first) {
            first = false;
            return true;
        }
        const std::size_t colon = line.find(':');
        const bool trailer = colon != std::string_view::npos && colon < 16 &&
                             contains(kTrailerKeys, asciiLowered(line.substr(0, colon)));
        scan(line, repository, trailer ? KeyChannel::Trailer : KeyChannel::Body, false, into);
        return true;
    });
}

std::vector<TicketMention> TicketFinder::inMessage(std::string_view message, std::string_view repository) const
{
    Mentions found;
    const std::string_view subject = message.substr(0, message.find('\n'));
    const MergeSubject merge = readMergeSubject(message);
    if (merge.merge) {
        if (!merge.branch.empty()) found = inBranch(merge.branch, repository);
        if (found.empty() && !merge.target.empty())
            found = inBranch(merge.target, repository); // the ticket's branch, brought up to date
        // GitHub puts the pull request's title into the body of its merge commit.
        const std::size_t title = message.find_first_not_of("\r\n", subject.size());
        if (title != std::string_view::npos) {
            const std::string_view rest = message.substr(title);
            const std::string_view line = rest.substr(0, rest.find('\n'));
            scan(line, repository, KeyChannel::Subject, false, found);
            scanMangled(line, found);
            scanBody(rest, repository, true, found);
        }
        return found;
    }
    scan(subject, repository, KeyChannel::Subject, false, found);
    scanMangled(subject, found);
    scanBody(message, repository, true, found);
    return found;
}

std::vector<TicketMention> TicketFinder::inBranch(std::string_view branch, std::string_view repository) const
{
    Mentions found;
    scan(branch, repository, KeyChannel::Branch, true, found);
    if (!found.empty() || !m_issues) return found;
    const std::string_view leaf =
        branch.substr(branch.rfind('/') == std::string_view::npos ? 0 : branch.rfind('/') + 1);
    std::size_t start = 0;
    for (const std::string_view prefix : {"issue-", "issues-", "issue_", "issue", "gh-", "bug-", "fix-", "feature-"})
        if (leaf.size() > prefix.size() && equalsNoCase(leaf.substr(0, prefix.size()), prefix)) {
            start = prefix.size();
            break;
        }
    const std::size_t count = digitsFrom(leaf, start);
    const std::size_t end = start + count;
    if (count == 0 || count > 9 || (end < leaf.size() && leaf[end] != '-' && leaf[end] != '_')) return found;
    const std::string known = knownKey("#" + std::string(leaf.substr(start, count)), repository);
    if (!known.empty()) add(known, true, KeyChannel::Branch, found);
    return found;
}

std::vector<TicketMention> TicketFinder::inPullRequest(const PullRequestText& pullRequest) const
{
    Mentions found;
    for (const std::string& key : pullRequest.closes)
        scan(key, pullRequest.repository, KeyChannel::PullRequestCloses, true, found);
    for (TicketMention& mention : inBranch(pullRequest.branch, pullRequest.repository))
        add(std::move(mention.key), mention.known, mention.channel, found);
    scan(pullRequest.title, pullRequest.repository, KeyChannel::Subject, false, found);
    scanMangled(pullRequest.title, found);
    scanBody(pullRequest.body, pullRequest.repository, false, found);
    return found;
}

} // namespace assay::linking
