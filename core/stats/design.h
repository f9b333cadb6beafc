// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/estimate.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assay::stats {

/// The covariates of a model, column by column.
class Design
{
public:
    explicit Design(std::size_t rows) : m_rows(rows) {}

    Design& intercept();
    Design& column(std::string name, std::span<const double> values);
    /// One indicator per level but the first, which the others are compared with. `codes` holds 0 … levels-1.
    Design& factor(std::string_view name, std::span<const std::uint32_t> codes, std::span<const std::string> levels);

    [[nodiscard]] std::size_t rows() const { return m_rows; }
    [[nodiscard]] std::size_t columns() const { return m_names.size(); }
    [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }
    /// Column-major, rows × columns.
    [[nodiscard]] std::span<const double> values() const { return m_values; }
    /// LengthMismatch if a column had another length, NotFinite, Empty, TooFew rows for the columns.
    [[nodiscard]] std::optional<Reason> problem() const;

private:
    std::size_t m_rows;
    std::vector<std::string> m_names;
    std::vector<double> m_values;
    bool m_mismatch = false;
};

struct Coefficient
{
    std::string name;
    double value = 0;
    double standardError = 0;
    double low = 0;
    double high = 0;
    double pValue = 1;          ///< two-sided, of zero
    std::optional<double> df{}; ///< of the t distribution used; absent: normal
};

/// Errors of regression coefficients.
enum class ErrorKind : std::uint8_t
{
    Model, ///< as the model assumes (equal variance; Poisson; …)
    HC0,   ///< heteroscedasticity-consistent (White 1980; MacKinnon & White 1985)
    HC1,
    HC2,
    HC3,
    CR0, ///< clustered (Liang & Zeger 1986)
    CR1, ///< with G/(G-1) · (n-1)/(n-k)
    CR2, ///< bias-reduced (Bell & McCaffrey 2002), t with Satterthwaite's df (Pustejovsky & Tipton 2018): for few
         ///< clusters
};

} // namespace assay::stats
