// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace assay::linking {

/// What a file is for. Generated includes vendored and lock files: nobody typed them.
enum class PathClass : std::uint8_t
{
    Code,
    Tests,
    Documentation,
    Config,
    Generated,
    Other
};
inline constexpr int kPathClasses = 6;
/// "code", "tests", "documentation", "config", "generated", "other".
[[nodiscard]] const char* pathClassId(PathClass type);

struct PathInfo
{
    PathClass type = PathClass::Other;
    std::string_view language; ///< "C++", "Python", …; empty if none is known. Lives as long as the rules.
};

/// The path rules of resources/rules/tasktypes.toml: classes by file name and folder, languages by extension.
/// First class that matches wins, in the order generated, tests, documentation, config; else code if the extension is a
/// language's.
class PathRules
{
public:
    [[nodiscard]] static Result<PathRules> parse(std::string_view toml, std::string_view file = "tasktypes.toml");
    /// `path` as Git has it, with slashes.
    [[nodiscard]] PathInfo classify(std::string_view path) const;
    /// A change to such a file may bring in a dependency: package.json, requirements.txt, CMakeLists.txt, …
    [[nodiscard]] bool isManifest(std::string_view path) const;
    /// A licence or notice: LICENSE, COPYING, NOTICE, …
    [[nodiscard]] bool isLicence(std::string_view path) const;

private:
    struct ClassRule
    {
        PathClass type = PathClass::Other;
        std::vector<std::string> names;   ///< globs over the file name
        std::vector<std::string> folders; ///< whole components anywhere in the path
        std::vector<std::string> paths;   ///< globs over "/" + path
    };
    [[nodiscard]] static bool matches(const ClassRule& rule, std::string_view lowerPath, std::string_view lowerName);

    std::vector<ClassRule> m_classes;
    std::vector<std::string> m_manifests;
    std::vector<std::string> m_licences;
    std::unordered_map<std::string, std::string> m_languages; ///< extension or whole name → language
};

} // namespace assay::linking
