// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/commentsyntax.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace assay::lineage {
namespace {

constexpr CommentSyntax::Block kStars{"/*", "*/"};
constexpr CommentSyntax::Block kAngles{"<!--", "-->"};

struct Entry
{
    CommentSyntax syntax;
    std::string_view extensions; ///< and whole file names, in lower case, separated by blanks
};

// The 20 most used languages and their near relatives.
constexpr Entry kLanguages[] = {
    {{"C", {"//"}, {kStars}, "\"'", ""}, "c h"},
    {{"C++", {"//"}, {kStars}, "\"'", ""}, "cpp cc cxx c++ hpp hh hxx inl ipp tpp cu cuh"},
    {{"C#", {"//"}, {kStars}, "\"'", ""}, "cs"},
    {{"Java", {"//"}, {kStars}, "\"'", ""}, "java"},
    {{"JavaScript", {"//"}, {kStars}, "\"'", "`"}, "js jsx mjs cjs"},
    {{"TypeScript", {"//"}, {kStars}, "\"'", "`"}, "ts tsx mts cts"},
    {{"Go", {"//"}, {kStars}, "\"'", "`"}, "go"},
    {{"Rust", {"//"}, {kStars}, "\"", ""}, "rs"},
    {{"Swift", {"//"}, {kStars}, "\"", ""}, "swift"},
    {{"Kotlin", {"//"}, {kStars}, "\"'", ""}, "kt kts"},
    {{"Scala", {"//"}, {kStars}, "\"", ""}, "scala sc"},
    {{"Dart", {"//"}, {kStars}, "\"'", ""}, "dart"},
    {{"Objective-C", {"//"}, {kStars}, "\"'", ""}, "m mm"},
    {{"Groovy", {"//"}, {kStars}, "\"'", ""}, "groovy gradle"},
    {{"Protocol Buffers", {"//"}, {kStars}, "\"'", ""}, "proto thrift"},
    {{"PHP", {"//", "#"}, {kStars}, "\"'", "", "#["}, "php phtml"},
    {{"CSS", {}, {kStars}, "\"'", ""}, "css"},
    {{"SCSS", {"//"}, {kStars}, "\"'", ""}, "scss less sass"},
    {{"Python", {"#"}, {{{"\"\"\"", "\"\"\""}, {"'''", "'''"}}}, "\"'", ""}, "py pyi pyx bzl"},
    {{"Ruby", {"#"}, {{{"=begin", "=end"}}}, "\"'", ""}, "rb rake gemspec rakefile gemfile"},
    {{"Shell", {"#"}, {}, "\"'", ""}, "sh bash zsh ksh fish"},
    {{"Perl", {"#"}, {{{"=pod", "=cut"}, {"=head", "=cut"}}}, "\"'", ""}, "pl pm t"},
    {{"R", {"#"}, {}, "\"'", ""}, "r"},
    {{"Elixir", {"#"}, {}, "\"'", ""}, "ex exs"},
    {{"YAML", {"#"}, {}, "\"'", ""}, "yaml yml"},
    {{"TOML", {"#"}, {}, "\"'", ""}, "toml ini cfg conf properties"},
    {{"Make", {"#"}, {}, "\"'", ""}, "mk makefile gnumakefile kbuild"},
    {{"CMake", {"#"}, {{{"#[[", "]]"}}}, "\"", ""}, "cmake cmakelists.txt"},
    {{"Docker", {"#"}, {}, "\"'", ""}, "dockerfile"},
    {{"SQL", {"--"}, {kStars}, "'", ""}, "sql"},
    {{"Lua", {"--"}, {{{"--[[", "]]"}}}, "\"'", ""}, "lua"},
    {{"Haskell", {"--"}, {{{"{-", "-}"}}}, "\"", ""}, "hs"},
    {{"Lisp", {";"}, {}, "\"", ""}, "el lisp clj cljs cljc scm"},
    {{"Erlang", {"%"}, {}, "\"", ""}, "erl hrl tex"},
    {{"Visual Basic", {"'"}, {}, "\"", ""}, "vb bas"},
    {{"PowerShell", {"#"}, {{{"<#", "#>"}}}, "\"'", ""}, "ps1 psm1 psd1"},
    {{"Julia", {"#"}, {{{"#=", "=#"}}}, "\"", ""}, "jl"},
    {{"F#", {"//"}, {{{"(*", "*)"}}}, "\"", ""}, "fs fsi fsx"},
    {{"OCaml", {}, {{{"(*", "*)"}}}, "\"", ""}, "ml mli"},
    {{"Pascal", {"//"}, {{{"{", "}"}, {"(*", "*)"}}}, "'", ""}, "pas dpr"},
    {{"Ada", {"--"}, {}, "\"", ""}, "ada adb ads vhd vhdl"},
    {{"Fortran", {"!"}, {}, "\"'", ""}, "f90 f95 f03 f08"},
    {{"Solidity", {"//"}, {kStars}, "\"'", ""}, "sol zig"},
    {{"Terraform", {"#", "//"}, {kStars}, "\"", ""}, "tf hcl"},
    {{"Nix", {"#"}, {kStars}, "\"", ""}, "nix"},
    {{"GraphQL", {"#"}, {}, "\"", ""}, "graphql gql nim"},
    {{"Markup", {}, {kAngles}, "", ""}, "html htm xml xhtml svg vue md"},
};

std::unordered_map<std::string_view, const CommentSyntax*> makeIndex()
{
    std::unordered_map<std::string_view, const CommentSyntax*> index;
    for (const auto& entry : kLanguages) {
        std::string_view rest = entry.extensions;
        while (!rest.empty()) {
            const auto end = std::min(rest.find(' '), rest.size());
            index.emplace(rest.substr(0, end), &entry.syntax);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return index;
}

} // namespace

const CommentSyntax* commentSyntaxOf(std::string_view fileName)
{
    static const auto kIndex = makeIndex();
    std::string name(fileName.substr(fileName.rfind('/') + 1));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (const auto whole = kIndex.find(name); whole != kIndex.end()) return whole->second;
    const auto dot = name.rfind('.');
    if (dot == std::string::npos) return nullptr;
    const auto found = kIndex.find(std::string_view(name).substr(dot + 1));
    return found == kIndex.end() ? nullptr : found->second;
}

} // namespace assay::lineage
