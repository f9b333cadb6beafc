// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/linekinds.h"

#include <algorithm>
#include <cstring>

namespace assay::lineage {
namespace {

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Whether the block begins here, `at` bytes into its line. Ruby's and Perl's ("=begin", "=pod") begin lines only.
bool opens(const CommentSyntax::Block& block, std::string_view rest, std::size_t at)
{
    return !block.open.empty() && rest.starts_with(block.open) && (block.open.front() != '=' || at == 0);
}

/// First place, from `at` on, where anything of the syntax that spans lines might open.
std::size_t nextOpener(std::string_view text, std::size_t at, const CommentSyntax& syntax)
{
    std::size_t first = text.size();
    // Each search ends where the previous one found something: openers are many, and some never occur.
    for (const auto& block : syntax.block)
        if (!block.open.empty()) first = std::min(first, text.substr(0, first).find(block.open, at));
    for (const char quote : syntax.longQuotes) first = std::min(first, text.substr(0, first).find(quote, at));
    return first;
}

} // namespace

LineKinds::LineKinds(std::string_view text, const CommentSyntax* syntax) : m_text(text), m_syntax(syntax)
{
    if (syntax == nullptr) return;
    const auto mark = [&](std::string_view opener) {
        if (!opener.empty()) m_special[static_cast<unsigned char>(opener.front())] = true;
    };
    for (const auto marker : syntax->line) mark(marker);
    for (const auto& block : syntax->block) mark(block.open);
    for (const auto* quotes : {&syntax->quotes, &syntax->longQuotes})
        for (std::size_t i = 0; i < quotes->size(); ++i) mark(quotes->substr(i));
}

std::size_t LineKinds::lineEnd(std::size_t at) const
{
    const void* feed = std::memchr(m_text.data() + at, '\n', m_text.size() - at);
    return feed == nullptr ? m_text.size()
                           : static_cast<std::size_t>(static_cast<const char*>(feed) - m_text.data()) + 1;
}

void LineKinds::jumpTo(std::uint32_t line, std::size_t offset)
{
    if (line <= m_line || offset > m_text.size()) return;
    m_line = line;
    m_at = offset;
}

void LineKinds::skipTo(std::uint32_t line)
{
    for (; m_line < line && m_at < m_text.size(); ++m_line) m_at = lineEnd(m_at);
}

/// Brings the state from where it was last known to the next line, looking only at places where it can change.
void LineKinds::catchUp()
{
    if (leapToLastBlock()) return;
    while (m_judged < m_at) {
        const std::string_view before = m_text.substr(0, m_at);
        std::size_t from = m_judged;
        if (m_close.empty()) {
            const std::size_t opener = nextOpener(before, m_judged, *m_syntax);
            if (opener >= m_at) break;
            const auto feed = before.rfind('\n', opener);
            from = std::max(m_judged, feed == std::string_view::npos ? 0 : feed + 1);
        } else {
            const std::size_t close = before.find(m_close, m_judged);
            if (close == std::string_view::npos) break;
            const auto feed = before.rfind('\n', close);
            from = std::max(m_judged, feed == std::string_view::npos ? 0 : feed + 1);
        }
        const std::size_t end = lineEnd(from);
        scan(m_text.substr(from, end - from));
        m_judged = end;
    }
    m_judged = m_at;
}

/// Where blocks open and close differently, the nearest mark above decides: far cheaper than reading from the top.
/// False if the syntax does not allow it.
bool LineKinds::leapToLastBlock()
{
    const auto& block = m_syntax->block.front();
    if (block.open.empty() || block.open == block.close || !m_syntax->block[1].open.empty() ||
        !m_syntax->longQuotes.empty())
        return false;
    const char mark = block.close.front();
    if (block.open.find(mark) == std::string_view::npos) return false; // Lua, CMake: no sign that both have
    const std::string_view skipped = m_text.substr(m_judged, m_at - m_judged);
    for (std::size_t at = skipped.rfind(mark); at != std::string_view::npos;
         at = at == 0 ? std::string_view::npos : skipped.rfind(mark, at - 1)) {
        const bool closes = skipped.substr(at).starts_with(block.close);
        const auto openAt = block.open.rfind(mark);
        const bool opens =
            openAt != std::string_view::npos && at >= openAt && skipped.substr(at - openAt).starts_with(block.open);
        if (!closes && !opens) continue;
        const auto feed = skipped.rfind('\n', at);
        const std::size_t start = m_judged + (feed == std::string_view::npos ? 0 : feed + 1);
        const std::size_t end = lineEnd(start);
        if (feed != std::string_view::npos) m_close = {};
        // Read the line as code; if its last mark closes, that mark cannot have been opened later.
        scan(m_text.substr(start, end - start));
        if (closes && !opens) m_close = {};
        break;
    }
    m_judged = m_at;
    return true;
}

bool LineKinds::nextIsCode()
{
    const std::size_t end = lineEnd(m_at);
    const std::string_view line = m_text.substr(m_at, end - m_at);
    bool code = false;
    if (m_syntax == nullptr) {
        code = !std::all_of(line.begin(), line.end(), isSpace);
    } else {
        catchUp();
        code = scan(line);
    }
    m_at = m_judged = end;
    ++m_line;
    return code;
}

bool LineKinds::scan(std::string_view line)
{
    bool code = false;
    std::size_t at = 0;
    while (at < line.size()) {
        if (m_close.empty()) {
            at = scanCode(line, at, code);
            continue;
        }
        const std::size_t close = line.find(m_close, at);
        code = code ||
               (m_closeIsCode && !std::all_of(line.begin() + static_cast<std::ptrdiff_t>(at), line.end(), isSpace));
        if (close == std::string_view::npos) return code;
        at = close + m_close.size();
        m_close = {};
    }
    return code;
}

bool LineKinds::isNoComment(std::string_view rest) const
{
    return !m_syntax->notLine.empty() && rest.starts_with(m_syntax->notLine);
}

/// Reads code until a comment or a long string opens or the line ends; returns where to go on.
std::size_t LineKinds::scanCode(std::string_view line, std::size_t at, bool& code)
{
    while (at < line.size()) {
        const char c = line[at];
        if (!m_special[static_cast<unsigned char>(c)]) {
            code = code || !isSpace(c);
            ++at;
            continue;
        }
        const std::string_view rest = line.substr(at);
        for (const auto& block : m_syntax->block)
            if (opens(block, rest, at)) {
                m_close = block.close;
                // A quoted block amid a statement is a value; standing alone it is documentation.
                m_closeIsCode = code && (block.open.front() == '"' || block.open.front() == '\'');
                return at + block.open.size();
            }
        for (const auto marker : m_syntax->line)
            if (!marker.empty() && rest.starts_with(marker) && !isNoComment(rest)) return line.size();
        code = true;
        if (const auto quote = m_syntax->longQuotes.find(c); quote != std::string_view::npos) {
            m_close = m_syntax->longQuotes.substr(quote, 1);
            m_closeIsCode = true;
            return at + 1;
        }
        at = m_syntax->quotes.find(c) != std::string_view::npos ? afterString(line, at) : at + 1;
    }
    return at;
}

/// Past the closing quote; a quote that is not closed on its line is taken as a single character (apostrophes,
/// lifetimes).
std::size_t LineKinds::afterString(std::string_view line, std::size_t at)
{
    const char quote = line[at];
    for (std::size_t i = at + 1; i < line.size(); ++i) {
        if (line[i] == '\\')
            ++i;
        else if (line[i] == quote)
            return i + 1;
    }
    return at + 1;
}

bool equalButForSpace(std::string_view a, std::string_view b)
{
    std::size_t i = 0;
    std::size_t j = 0;
    for (;;) {
        while (i < a.size() && isSpace(a[i])) ++i;
        while (j < b.size() && isSpace(b[j])) ++j;
        if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
        if (a[i++] != b[j++]) return false;
    }
}

} // namespace assay::lineage
