// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/json.h"

#include "importers/text/utf8.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace assay::importers {

bool Json::has(std::string_view key) const
{
    simdjson::dom::object object;
    if (!m_present || m_element.get(object) != simdjson::SUCCESS) return false;
    return object.at_key(key).error() == simdjson::SUCCESS;
}

Json Json::operator[](std::string_view key) const
{
    simdjson::dom::object object;
    simdjson::dom::element element;
    if (!m_present || m_element.get(object) != simdjson::SUCCESS ||
        object.at_key(key).get(element) != simdjson::SUCCESS)
        return {};
    return Json(element);
}

Json Json::any(std::initializer_list<std::string_view> keys) const
{
    for (const auto key : keys)
        if (const Json value = (*this)[key]; value.present()) return value;
    return {};
}

std::string_view Json::view() const
{
    std::string_view text;
    if (!m_present || m_element.get(text) != simdjson::SUCCESS) return {};
    return text;
}

std::string Json::text() const
{
    if (!m_present) return {};
    switch (m_element.type()) {
    case simdjson::dom::element_type::STRING:
        return std::string(view());
    case simdjson::dom::element_type::INT64:
        return fmt::to_string(*integer());
    case simdjson::dom::element_type::UINT64: {
        std::uint64_t value = 0;
        return m_element.get(value) == simdjson::SUCCESS ? fmt::to_string(value) : std::string();
    }
    case simdjson::dom::element_type::DOUBLE:
        return fmt::format("{}", number().value_or(0.0));
    case simdjson::dom::element_type::BOOL:
        return flag().value_or(false) ? "true" : "false";
    default:
        return {};
    }
}

std::optional<std::int64_t> Json::integer() const
{
    if (!m_present) return std::nullopt;
    std::int64_t value = 0;
    if (m_element.get(value) == simdjson::SUCCESS) return value;
    if (isString()) return integerFromText(view());
    const auto real = m_element.type() == simdjson::dom::element_type::DOUBLE ? number() : std::nullopt;
    if (!real || std::abs(*real) > 9.0e15 || *real != std::trunc(*real)) return std::nullopt;
    return static_cast<std::int64_t>(*real);
}

std::optional<double> Json::number() const
{
    if (!m_present) return std::nullopt;
    if (isString()) return numberFromText(view());
    double value = 0;
    if (m_element.get(value) != simdjson::SUCCESS || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::optional<bool> Json::flag() const
{
    if (!m_present) return std::nullopt;
    bool value = false;
    if (m_element.get(value) == simdjson::SUCCESS) return value;
    const auto text = view();
    if (text == "true" || text == "True" || text == "TRUE") return true;
    if (text == "false" || text == "False" || text == "FALSE") return false;
    return std::nullopt;
}

std::vector<Json> Json::items() const
{
    std::vector<Json> all;
    simdjson::dom::array array;
    if (!m_present || m_element.get(array) != simdjson::SUCCESS) return all;
    for (const auto element : array) all.emplace_back(element);
    return all;
}

std::vector<Json::Member> Json::members() const
{
    std::vector<Member> all;
    simdjson::dom::object object;
    if (!m_present || m_element.get(object) != simdjson::SUCCESS) return all;
    for (const auto member : object) all.push_back({member.key, Json(member.value)});
    return all;
}

std::string Json::written(std::size_t limit) const
{
    if (!m_present) return "null";
    return std::string(cutUtf8(simdjson::minify(m_element), limit));
}

const char* jsonProblem(simdjson::error_code code)
{
    switch (code) {
    case simdjson::DEPTH_ERROR:
        return "is nested too deeply";
    case simdjson::NUMBER_ERROR:
        return "holds a number that is not valid JSON or does not fit 64 bits";
    case simdjson::STRING_ERROR:
    case simdjson::UNESCAPED_CHARS:
        return "holds a text with characters that JSON does not allow";
    case simdjson::UNCLOSED_STRING:
        return "ends inside a text; the file may be cut off";
    case simdjson::UTF8_ERROR:
        return "is not valid UTF-8";
    case simdjson::EMPTY:
        return "is empty";
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
        return "is too large to be read at once";
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR:
        return "holds a word that is no JSON value, such as NaN";
    default:
        return "is not valid JSON";
    }
}

std::optional<std::int64_t> integerFromText(std::string_view text)
{
    text = trimmed(text);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size() && !text.empty()) return value;
    const auto real = numberFromText(text);
    if (!real || std::abs(*real) > 9.0e15 || *real != std::trunc(*real)) return std::nullopt;
    return static_cast<std::int64_t>(*real);
}

namespace {

/// True when the only comma of a text without a point cannot part thousands, or need not.
bool commaIsDecimal(std::string_view text, std::size_t comma, Comma reading)
{
    if (text.find(',') != comma) return false;
    return reading == Comma::Decimal || text.size() - comma != 4 || comma > 3 || text.front() == '0';
}

} // namespace

std::optional<double> numberFromText(std::string_view text, Comma reading)
{
    text = trimmed(text);
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    for (const std::string_view mark : {"$", "€", "£", "US$"})
        if (text.starts_with(mark)) text = trimmed(text.substr(mark.size()));
    if (text.empty() || !((text.front() >= '0' && text.front() <= '9') || text.front() == '.')) return std::nullopt;
    std::string plain;
    const auto comma = text.rfind(',');
    const auto dot = text.rfind('.');
    const bool decimalComma = comma != std::string_view::npos &&
                              (dot == std::string_view::npos ? commaIsDecimal(text, comma, reading) : comma > dot);
    for (const char c : text) {
        if (c == (decimalComma ? '.' : ',') || c == ' ') continue; // groups of thousands
        plain += c == ',' ? '.' : c;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (error != std::errc() || end != plain.data() + plain.size() || !std::isfinite(value)) return std::nullopt;
    return negative ? -value : value;
}

} // namespace assay::importers
