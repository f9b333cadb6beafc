// SPDX-License-Identifier: GPL-3.0-or-later
#include "linking/pathclass.h"

#include "base/asciitext.h"
#include "linking/rulereading.h"

#include <algorithm>
#include <array>
#include <optional>

namespace assay::linking {
namespace {

constexpr std::array<const char*, kPathClasses> kClassIds{"code",   "tests",     "documentation",
                                                          "config", "generated", "other"};

bool anyGlob(const std::vector<std::string>& patterns, std::string_view lower)
{
    return std::any_of(patterns.begin(), patterns.end(),
                       [lower](const std::string& p) { return globMatches(p, lower); });
}

/// Whether `folder` is a whole component of `path` before the file name.
bool hasFolder(std::string_view path, std::string_view folder)
{
    for (std::size_t start = 0;;) {
        const std::size_t slash = path.find('/', start);
        if (slash == std::string_view::npos) return false;
        if (path.substr(start, slash - start) == folder) return true;
        start = slash + 1;
    }
}

} // namespace

const char* pathClassId(PathClass type)
{
    return kClassIds.at(static_cast<std::size_t>(type));
}

Result<PathRules> PathRules::parse(std::string_view toml, std::string_view file)
{
    const auto root = ruleTable(toml, file);
    if (!root) return Failure(root.error());
    PathRules rules;
    const toml::table* paths = (*root)["paths"].as_table();
    if (paths == nullptr) return ruleFailure(file, *root, "the table [paths] is missing; add it.");
    for (const PathClass type : {PathClass::Generated, PathClass::Tests, PathClass::Documentation, PathClass::Config}) {
        const toml::table* table = (*paths)[pathClassId(type)].as_table();
        if (table == nullptr) continue;
        rules.m_classes.push_back(
            {type, lowerWords(table->get("name")), lowerWords(table->get("folder")), lowerWords(table->get("path"))});
    }
    rules.m_manifests = lowerWords(paths->get("manifests"));
    rules.m_licences = lowerWords(paths->get("licences"));
    if (const toml::table* languages = (*root)["languages"].as_table())
        for (const auto& [language, node] : *languages)
            for (const std::string& extension : lowerWords(&node))
                rules.m_languages.insert_or_assign(extension, std::string(language.str()));
    return rules;
}

bool PathRules::matches(const ClassRule& rule, std::string_view lowerPath, std::string_view lowerName)
{
    if (anyGlob(rule.names, lowerName) || anyGlob(rule.paths, lowerPath)) return true;
    return std::any_of(rule.folders.begin(), rule.folders.end(),
                       [lowerPath](const std::string& f) { return hasFolder(lowerPath, f); });
}

PathInfo PathRules::classify(std::string_view path) const
{
    const std::string lower = "/" + asciiLowered(path);
    const std::string_view name = std::string_view(lower).substr(lower.rfind('/') + 1);
    PathInfo info;
    const std::size_t dot = name.rfind('.');
    auto language = m_languages.find(std::string(name));
    if (language == m_languages.end() && dot != std::string_view::npos)
        language = m_languages.find(std::string(name.substr(dot + 1)));
    if (language != m_languages.end()) {
        info.type = PathClass::Code;
        info.language = language->second;
    }
    for (const ClassRule& rule : m_classes)
        if (matches(rule, lower, name)) {
            info.type = rule.type;
            return info;
        }
    return info;
}

bool PathRules::isManifest(std::string_view path) const
{
    const std::string lower = asciiLowered(path.substr(path.rfind('/') + 1));
    return anyGlob(m_manifests, lower);
}

bool PathRules::isLicence(std::string_view path) const
{
    const std::string lower = asciiLowered(path.substr(path.rfind('/') + 1));
    return anyGlob(m_licences, lower);
}

} // namespace assay::linking
