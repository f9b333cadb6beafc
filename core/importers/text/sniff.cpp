// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/sniff.h"

#include "importers/text/csvreader.h"
#include "importers/text/csvtable.h"
#include "importers/text/utf8.h"

#include <algorithm>
#include <vector>

namespace assay::importers {
namespace {

constexpr std::size_t kMostPaths = 4000;
constexpr std::size_t kDeepestPath = 8;

/// Collects key paths from JSON that may be cut off anywhere.
class PathSniffer
{
public:
    PathSniffer(std::string_view text, Sniffed& out) : m_text(text), m_out(out) {}

    bool run()
    {
        std::string last;
        while (m_pos < m_text.size() && m_out.paths.size() < kMostPaths) {
            const char c = m_text[m_pos];
            if (c == '"') {
                if (!string(last)) break;
                if (isKey()) {
                    key(last);
                } else if (last.size() <= 64) {
                    m_out.texts.insert(last);
                }
                continue;
            }
            ++m_pos;
            if (c == '{') m_levels.push_back(m_path.size());
            if (c == '}' && !m_levels.empty()) {
                m_path.resize(m_levels.back());
                m_levels.pop_back();
            }
        }
        return !m_out.paths.empty();
    }

private:
    bool string(std::string& value)
    {
        value.clear();
        for (++m_pos; m_pos < m_text.size(); ++m_pos) {
            const char c = m_text[m_pos];
            if (c == '"') {
                ++m_pos;
                return true;
            }
            if (c == '\\' && ++m_pos == m_text.size()) return false;
            if (value.size() <= 256) value += m_text[m_pos];
        }
        return false;
    }

    bool isKey() const
    {
        auto at = m_pos;
        while (at < m_text.size() &&
               (m_text[at] == ' ' || m_text[at] == '\n' || m_text[at] == '\r' || m_text[at] == '\t'))
            ++at;
        return at < m_text.size() && m_text[at] == ':' && !m_levels.empty();
    }

    void key(const std::string& name)
    {
        m_path.resize(m_levels.back());
        if (!m_path.empty()) m_path += '.';
        m_path += name;
        if (m_levels.size() <= kDeepestPath) m_out.paths.insert(m_path);
    }

    std::string_view m_text;
    Sniffed& m_out;
    std::size_t m_pos = 0;
    std::string m_path;
    std::vector<std::size_t> m_levels;
};

bool sniffJson(std::string_view head, Sniffed& out)
{
    const auto text = trimmed(head);
    if (text.empty() || (text.front() != '{' && text.front() != '[')) return false;
    const bool found = PathSniffer(text, out).run();
    return found || text == "[]" || text == "{}";
}

bool sniffCsv(std::string_view head, Sniffed& out)
{
    auto table = openTextFromMemory(std::string(head), "sample");
    if (!table) return false;
    auto csv = CsvTable::over(std::move(*table), "sample");
    if (!csv) return false;
    out.columns = csv->header().size();
    out.headers.insert(csv->normalised().begin(), csv->normalised().end());
    return out.columns > 1;
}

Sniffed sniff(std::string_view head)
{
    Sniffed out;
    if (sniffJson(head, out))
        out.kind = Sniffed::Kind::Json;
    else if (sniffCsv(head, out))
        out.kind = Sniffed::Kind::Csv;
    return out;
}

template <class Set>
bool holdsAll(const Set& set, std::initializer_list<std::string_view> all)
{
    return std::all_of(all.begin(), all.end(), [&set](std::string_view name) { return set.contains(name); });
}

template <class Set>
bool holdsAny(const Set& set, std::initializer_list<std::string_view> any)
{
    return std::any_of(any.begin(), any.end(), [&set](std::string_view name) { return set.contains(name); });
}

} // namespace

bool Sniffed::csv(std::initializer_list<std::string_view> all) const
{
    return kind == Kind::Csv && holdsAll(headers, all);
}
bool Sniffed::json(std::initializer_list<std::string_view> all) const
{
    return kind == Kind::Json && holdsAll(paths, all);
}
bool Sniffed::anyHeader(std::initializer_list<std::string_view> names) const
{
    return kind == Kind::Csv && holdsAny(headers, names);
}
bool Sniffed::anyPath(std::initializer_list<std::string_view> names) const
{
    return kind == Kind::Json && holdsAny(paths, names);
}

const Sniffed& sniffed(const Sample& sample)
{
    thread_local std::string lastHead;
    thread_local Sniffed last;
    if (lastHead != sample.head || lastHead.empty()) {
        lastHead.assign(sample.head);
        last = sniff(sample.head);
    }
    return last;
}

} // namespace assay::importers
