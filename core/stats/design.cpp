// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/design.h"

#include "stats/quantile.h"

namespace assay::stats {

Design& Design::intercept()
{
    m_names.emplace_back("(Intercept)");
    m_values.resize(m_values.size() + m_rows, 1.0);
    return *this;
}

Design& Design::column(std::string name, std::span<const double> values)
{
    if (values.size() != m_rows) m_mismatch = true;
    m_names.push_back(std::move(name));
    m_values.insert(m_values.end(), values.begin(), values.end());
    return *this;
}

Design& Design::factor(std::string_view name, std::span<const std::uint32_t> codes, std::span<const std::string> levels)
{
    for (std::size_t level = 1; level < levels.size(); ++level) {
        std::vector<double> indicator(codes.size());
        for (std::size_t i = 0; i < codes.size(); ++i) indicator[i] = codes[i] == level ? 1 : 0;
        column(std::string(name) + levels[level], indicator);
    }
    return *this;
}

std::optional<Reason> Design::problem() const
{
    if (m_rows == 0 || m_names.empty()) return Reason::Empty;
    if (m_mismatch) return Reason::LengthMismatch;
    if (m_rows < columns()) return Reason::TooFew;
    if (!allFinite(m_values)) return Reason::NotFinite;
    return std::nullopt;
}

} // namespace assay::stats
