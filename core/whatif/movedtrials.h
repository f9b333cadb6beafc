// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/bigpages.h"
#include "whatif/draws.h"
#include "whatif/simulate.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace assay::whatif {

/// Trials of a scenario of which one assumption is moved time and again, as a search does: the luck and all other
/// assumptions are drawn once. Some 300 bytes a trial.
class MovedTrials
{
public:
    /// The scenario must be without problems.
    MovedTrials(const Scenario& scenario, Parameter moved, const SimulationSettings& settings);

    [[nodiscard]] std::size_t size() const { return m_trials.size(); }
    /// One number per trial, the same to the last bit as `simulate` gives for the scenario with the assumption moved
    /// there.
    struct Results
    {
        BigVector<double> npv;
        BigVector<double> roi;
    };
    [[nodiscard]] Result<Results> at(double value);
    /// Goes on with the trials whose mark is set, in their order.
    void keep(const std::vector<std::uint8_t>& marks);
    /// Goes on with all of them again.
    void keepAll();

private:
    /// Trials in blocks.
    struct Blocks
    {
        BigVector<Draws> draws; ///< of the moved assumption: of no meaning
        BigVector<Luck> luck;   ///< of the moved assumption
        explicit Blocks(std::size_t trials);
    };
    [[nodiscard]] Results evaluate(const Sampler& sampler);
    [[nodiscard]] Result<Results> simulated(const Scenario& scenario) const;

    Scenario m_scenario;
    std::size_t m_moved;
    SimulationSettings m_settings;
    Sampler m_sampler;
    Schedule m_schedule;
    Blocks m_all;
    std::optional<Blocks> m_kept;        ///< where not all are
    std::vector<std::uint32_t> m_trials; ///< the numbers of those kept
};

} // namespace assay::whatif
