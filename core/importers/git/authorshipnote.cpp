// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/git/authorshipnote.h"

#include "importers/git/utf8.h"

#include <algorithm>
#include <charconv>
#include <simdjson.h>

namespace assay::importers::git {
namespace {

using simdjson::dom::element;

/// The vendors' own names for their tools, as the catalogue spells them.
std::string catalogueId(std::string_view tool)
{
    if (tool == "claude" || tool == "claude_code") return "claude-code";
    if (tool == "github-copilot" || tool == "github_copilot" || tool == "copilot-cli") return "copilot";
    return std::string(tool);
}

std::string textAt(const element& object, std::string_view key)
{
    std::string_view text;
    return object[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

NoteOwner agentOwner(const element& entry, const char* field)
{
    NoteOwner owner;
    element agent;
    if (entry[field].get(agent) != simdjson::SUCCESS) return owner;
    owner.tool = catalogueId(textAt(agent, "tool"));
    owner.model = textAt(agent, "model");
    return owner;
}

/// Who `key` is, by its own form and by the note's maps.
NoteOwner ownerOf(std::string_view key, const element* meta)
{
    const std::string_view id = key.substr(0, key.find("::"));
    if (id == "human" || id.starts_with("h_")) return {{}, {}, lineage::LineAuthor::Human};
    if (meta == nullptr) return {};
    element entry;
    if ((*meta)["sessions"][id].get(entry) == simdjson::SUCCESS) return agentOwner(entry, "agent_id");
    if ((*meta)["humans"][id].get(entry) == simdjson::SUCCESS) return {{}, {}, lineage::LineAuthor::Human};
    if ((*meta)["prompts"][id].get(entry) == simdjson::SUCCESS) return agentOwner(entry, "agent_id");
    return {};
}

std::uint32_t keyOf(AuthorshipNote& note, const NoteOwner& owner)
{
    const auto found = std::find(note.owners.begin(), note.owners.end(), owner);
    if (found != note.owners.end()) return static_cast<std::uint32_t>(found - note.owners.begin());
    note.owners.push_back(owner);
    note.lines.keys = static_cast<std::uint32_t>(note.owners.size());
    return note.lines.keys - 1;
}

/// "1,5-7,9" after the key.
void parseRanges(std::string_view text, lineage::NoteRange range, std::vector<lineage::NoteRange>& ranges)
{
    const char* at = text.data();
    const char* end = at + text.size();
    while (at < end) {
        const auto first = std::from_chars(at, end, range.first);
        if (first.ec != std::errc()) return;
        range.last = range.first;
        at = first.ptr;
        if (at < end && *at == '-') {
            const auto last = std::from_chars(at + 1, end, range.last);
            if (last.ec != std::errc()) return;
            at = last.ptr;
        }
        if (range.last >= range.first) ranges.push_back(range);
        if (at == end || *at != ',') return;
        ++at;
    }
}

std::string unquoted(std::string_view path)
{
    if (path.size() < 2 || path.front() != '"' || path.back() != '"') return std::string(path);
    path = path.substr(1, path.size() - 2);
    std::string out;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] != '\\' || i + 1 == path.size()) {
            out += path[i];
            continue;
        }
        unsigned code = 0;
        const auto octal = std::from_chars(path.data() + i + 1, path.data() + std::min(i + 4, path.size()), code, 8);
        if (octal.ec == std::errc() && octal.ptr == path.data() + i + 4) {
            out += static_cast<char>(code);
            i += 3;
            continue;
        }
        const char c = path[++i];
        out += c == 'n' ? '\n' : c == 't' ? '\t' : c;
    }
    return out;
}

void parseAttestation(std::string_view line, const element* meta, AuthorshipNote& note)
{
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    const auto blank = line.find(' ');
    if (blank == std::string_view::npos || note.lines.files.empty()) return;
    const NoteOwner owner = ownerOf(line.substr(0, blank), meta);
    lineage::NoteRange range;
    range.author = owner.author;
    range.key = keyOf(note, owner);
    parseRanges(line.substr(blank + 1), range, note.lines.files.back().ranges);
}

/// Splits off the first line, without its line feed.
std::string_view takeLine(std::string_view& text)
{
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

void parseLegacyAuthor(const element& author, AuthorshipNote& note)
{
    element agent;
    NoteOwner owner{{}, {}, lineage::LineAuthor::Human};
    if (author["agent_metadata"].get(agent) == simdjson::SUCCESS && agent.is_object()) {
        owner = agentOwner(agent, "agent_id");
        if (owner.tool.empty()) owner.tool = catalogueId(textAt(agent, "tool"));
        if (owner.model.empty()) owner.model = textAt(agent, "model");
        if (owner.tool.empty()) owner.tool = catalogueId(textAt(author, "author"));
    }
    simdjson::dom::array lines;
    if (author["lines"].get(lines) != simdjson::SUCCESS) return;
    const std::uint32_t key = keyOf(note, owner);
    for (const element line : lines) {
        std::uint64_t first = 0;
        std::uint64_t last = 0;
        simdjson::dom::array pair;
        if (line.get(first) == simdjson::SUCCESS)
            last = first;
        else if (line.get(pair) != simdjson::SUCCESS || pair.at(0).get(first) != simdjson::SUCCESS ||
                 pair.at(1).get(last) != simdjson::SUCCESS)
            continue;
        note.lines.files.back().ranges.push_back(
            {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last), owner.author, key});
    }
}

} // namespace

AuthorshipNote parseAuthorshipNote(std::string_view text)
{
    AuthorshipNote note;
    std::string_view rest = text;
    std::vector<std::string_view> lines;
    while (!rest.empty()) {
        const auto line = takeLine(rest);
        if (line == "---") break;
        lines.push_back(line);
    }
    if (lines.empty()) return note; // nothing attested: no need to read who the keys are
    simdjson::dom::parser parser;
    element meta;
    const simdjson::padded_string json(rest);
    const bool known = parser.parse(json).get(meta) == simdjson::SUCCESS && meta.is_object();
    for (const auto line : lines) {
        if (line.empty()) continue;
        if (line.front() == ' ' || line.front() == '\t')
            parseAttestation(line, known ? &meta : nullptr, note);
        else
            note.lines.files.push_back({unquoted(line), {}});
    }
    return note;
}

AuthorshipNote parseLegacyAuthorship(std::string_view text)
{
    AuthorshipNote note;
    simdjson::dom::parser parser;
    const simdjson::padded_string json(text);
    simdjson::dom::object files;
    if (parser.parse(json)["files"].get(files) != simdjson::SUCCESS) return note;
    for (const auto& file : files) {
        simdjson::dom::array authors;
        if (file.value["authors"].get(authors) != simdjson::SUCCESS) continue;
        note.lines.files.push_back({std::string(file.key), {}});
        for (const element author : authors) parseLegacyAuthor(author, note);
    }
    return note;
}

} // namespace assay::importers::git
