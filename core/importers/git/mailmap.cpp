// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/git/mailmap.h"

#include "base/asciitext.h"
#include "importers/git/utf8.h"
#include "lineage/headerlines.h"
#include "lineage/history.h"
#include "lineage/treeentry.h"

#include <optional>

namespace assay::importers::git {
namespace {

constexpr std::string_view kFile = ".mailmap";
constexpr std::int64_t kLargest = std::int64_t{16} << 20; ///< Linux, with thirty years of people, has 50 KB

struct NameAndEmail
{
    std::string_view name;
    std::string_view email;
};

/// Takes "Name <e-mail>" off the beginning of a line.
std::optional<NameAndEmail> nextPair(std::string_view& line)
{
    const auto open = line.find('<');
    const auto close = open == std::string_view::npos ? open : line.find('>', open + 1);
    if (close == std::string_view::npos) return std::nullopt;
    const NameAndEmail pair{trimmedAscii(line.substr(0, open)), trimmedAscii(line.substr(open + 1, close - open - 1))};
    line.remove_prefix(close + 1);
    return pair;
}

std::optional<domain::AuthorAlias> parseLine(std::string_view line)
{
    line = trimmedAscii(line);
    if (line.starts_with('#')) return std::nullopt;
    const auto proper = nextPair(line);
    if (!proper || proper->email.empty()) return std::nullopt;
    const auto committed = nextPair(line);
    domain::AuthorAlias alias;
    alias.properName = toUtf8(proper->name);
    if (!committed || committed->email.empty()) { // "Proper Name <commit@e-mail>"
        alias.email = toUtf8(proper->email);
    } else {
        alias.properEmail = toUtf8(proper->email);
        alias.email = toUtf8(committed->email);
        alias.name = toUtf8(committed->name);
    }
    return alias;
}

std::optional<lineage::ObjectId> treeOf(const lineage::ObjectId& commit, lineage::ObjectReader& objects)
{
    std::optional<lineage::ObjectId> tree;
    if (const auto text = objects.read(commit, lineage::ObjectKind::Commit))
        lineage::forEachHeaderLine(text->view(), [&tree](std::string_view line) {
            if (line.starts_with("tree ")) tree = lineage::ObjectId::fromHex(line.substr(5));
        });
    return tree;
}

} // namespace

std::vector<domain::AuthorAlias> parseMailmap(std::string_view text)
{
    std::vector<domain::AuthorAlias> aliases;
    forEachLine(text, [&aliases](std::string_view line) {
        if (auto alias = parseLine(line)) aliases.push_back(*std::move(alias));
        return true;
    });
    return aliases;
}

std::vector<domain::AuthorAlias> readMailmap(const lineage::ObjectId& commit, lineage::ObjectReader& objects)
{
    const auto tree = treeOf(commit, objects);
    const auto listing = tree ? objects.read(*tree, lineage::ObjectKind::Tree) : nullptr;
    if (!listing) return {};
    std::string_view rest = listing->view();
    for (lineage::TreeEntry entry; lineage::nextTreeEntry(rest, entry);) {
        if (entry.name != kFile || !lineage::isRegular(entry.mode) || objects.blobSize(entry.id) > kLargest) continue;
        const auto text = objects.read(entry.id, lineage::ObjectKind::Blob);
        return text ? parseMailmap(text->view()) : std::vector<domain::AuthorAlias>{};
    }
    return {};
}

} // namespace assay::importers::git
