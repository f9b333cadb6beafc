// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::importers {

/// A JSON value that is safe to ask anything: a missing key, a null and a value of another type all answer "nothing".
/// Valid until the parser it came from reads the next document.
class Json
{
public:
    Json() = default;
    explicit Json(simdjson::dom::element element) : m_element(element), m_present(!element.is_null()) {}

    [[nodiscard]] bool present() const { return m_present; } ///< there, and not null
    [[nodiscard]] bool isObject() const { return m_present && m_element.is_object(); }
    [[nodiscard]] bool isArray() const { return m_present && m_element.is_array(); }
    [[nodiscard]] bool isString() const { return m_present && m_element.is_string(); }
    [[nodiscard]] bool has(std::string_view key) const; ///< the key is there, even when its value is null

    [[nodiscard]] Json operator[](std::string_view key) const;
    /// The first of several spellings that is present.
    [[nodiscard]] Json any(std::initializer_list<std::string_view> keys) const;
    /// A string as it is, a number or boolean as text; empty for anything else.
    [[nodiscard]] std::string text() const;
    /// A string's characters; empty for anything else.
    [[nodiscard]] std::string_view view() const;
    /// A whole number, also when it is written as a string or as 3.0.
    [[nodiscard]] std::optional<std::int64_t> integer() const;
    /// A finite number, also when it is written as a string.
    [[nodiscard]] std::optional<double> number() const;
    [[nodiscard]] std::optional<bool> flag() const;
    /// The elements of an array; empty for anything else.
    [[nodiscard]] std::vector<Json> items() const;
    struct Member;
    /// The members of an object, in order; empty for anything else.
    [[nodiscard]] std::vector<Member> members() const;
    /// The value written as compact JSON, cut to `limit` bytes.
    [[nodiscard]] std::string written(std::size_t limit) const;

private:
    simdjson::dom::element m_element;
    bool m_present = false;
};

struct Json::Member
{
    std::string_view key;
    Json value;
};

/// What a simdjson error means, as the middle of a sentence: "is nested too deeply".
[[nodiscard]] const char* jsonProblem(simdjson::error_code code);

/// Whole number from text; nullopt when it is none or does not fit 64 bits.
[[nodiscard]] std::optional<std::int64_t> integerFromText(std::string_view text);
/// What a single comma before three digits stands for, as in `1,234`: nothing else in the text tells.
enum class Comma
{
    Thousands,
    Decimal
};
/// Finite number from text such as `0.8999`, `$0.11`, `1,234.50`, `0,11`; nullopt otherwise.
[[nodiscard]] std::optional<double> numberFromText(std::string_view text, Comma comma = Comma::Thousands);

} // namespace assay::importers
