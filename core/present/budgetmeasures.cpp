// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/budget.h"
#include "present/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace assay::present {

namespace {

using whatif::Parameter;

constexpr double kDaysPerMonth = 30.4375;
constexpr int kWindowDays = 84; ///< changes per adopter are counted over the last twelve weeks

/// Takes what can be measured out of the figures, and notes what cannot.
class Measuring
{
public:
    explicit Measuring(Figures& figures) : m_figures(figures), m_view(figures.view())
    {
        const Day last = std::min(m_view.period().to, dayOf(m_view.snapshot().cutOff));
        m_lastDay = toEpochDay(last);
        m_asOf = isoDay(last).substr(0, 7);
    }

    Measured run()
    {
        timeSaved();
        adoption();
        seats();
        usage();
        changes();
        defects();
        if (const auto& facts = m_figures.budgetFacts(); facts.hourlyCost)
            take(Parameter::HourlyCost,
                 whatif::fromCount(Parameter::HourlyCost, *facts.hourlyCost, "price sheet",
                                   facts.hourlyCostAsOf.empty() ? m_asOf : std::min(facts.hourlyCostAsOf, m_asOf)));
        return std::move(m_measured);
    }

private:
    void take(Parameter id, std::optional<whatif::Value> value)
    {
        if (value) m_measured.values.push_back({id, std::move(*value)});
    }
    void missing(Parameter id, const std::string& why)
    {
        m_measured.missing.push_back(fmt::format("{}: {}", whatif::info(id).title, why));
    }

    /// 1 − adjusted ratio of ticket-to-merge times.
    void timeSaved()
    {
        const auto& contrast = m_figures.headline("ticket-to-merge");
        if (!contrast) return missing(Parameter::TimeSaved, contrast.error().message);
        const metrics::Estimate& e = contrast->adjusted.effect;
        if (!e.value || !e.low || !e.high)
            return missing(Parameter::TimeSaved, e.note.empty() ? "not enough data to compare." : e.note);
        take(Parameter::TimeSaved,
             whatif::fromInterval(Parameter::TimeSaved, 1 - *e.value, 1 - *e.high, 1 - *e.low,
                                  "ticket to merge, AI-assisted against human-only, adjusted", m_asOf));
    }

    void adoption()
    {
        const metrics::Estimate e = m_figures.estimate("real-adoption");
        if (!e.value || !e.low || !e.high)
            return missing(Parameter::AdoptionToday, e.note.empty() ? "not enough data." : e.note);
        // The figure is about those of whom it is known; who else is eligible is trained and paid for all the same.
        m_eligible = static_cast<double>(e.total());
        for (const auto& left : e.excluded) m_eligible += static_cast<double>(left.count);
        m_adopters = *e.value * m_eligible;
        take(Parameter::EligiblePeople,
             whatif::fromCount(Parameter::EligiblePeople, m_eligible, "roster: eligible developers", m_asOf));
        take(Parameter::AdoptionToday, whatif::fromInterval(Parameter::AdoptionToday, *e.value, *e.low, *e.high,
                                                            "real adoption, last 28 days", m_asOf));
        const whatif::Value& plateau = whatif::info(Parameter::AdoptionPlateau).standard;
        if (*e.value > plateau.mode)
            take(Parameter::AdoptionPlateau,
                 whatif::fromInterval(Parameter::AdoptionPlateau, *e.value, *e.low, *e.high,
                                      "real adoption today, already beyond the usual plateau", m_asOf));
    }

    [[nodiscard]] bool held(const facts::Seat& seat) const
    {
        return seat.tool != facts::kNoIndex && (seat.from == facts::kNoDay || seat.from <= m_lastDay) &&
               (seat.to == facts::kNoDay || seat.to >= m_lastDay);
    }

    void seats()
    {
        const auto& all = m_view.snapshot().people.seats;
        double count = 0;
        double priced = 0;
        double cost = 0;
        for (std::size_t person = 0; person < all.size(); ++person) {
            if (m_view.people()[person] == 0) continue;
            for (const facts::Seat& seat : all[person]) {
                if (!held(seat)) continue;
                ++count;
                if (std::isnan(seat.pricePerMonth)) continue;
                ++priced;
                cost += seat.pricePerMonth;
            }
        }
        if (count == 0) return missing(Parameter::Seats, "no seat is held; import the vendor's list of seats.");
        take(Parameter::Seats, whatif::fromCount(Parameter::Seats, count, "list of seats, idle ones included", m_asOf));
        if (priced == 0) return missing(Parameter::SeatPrice, "no price is known; import a price sheet.");
        take(Parameter::SeatPrice,
             whatif::fromCount(Parameter::SeatPrice, cost / priced, "price sheet, mean over the seats held", m_asOf));
    }

    /// Invoiced usage of the last six months per adopter: least, mean and most of the months.
    void usage()
    {
        const auto& invoiced = m_figures.budgetFacts().invoiced;
        constexpr std::size_t kMonths = 6;
        // An invoice is for the whole organisation: it cannot be told apart by team.
        if (invoiced.empty() || m_adopters < 1 || !m_view.filter().teams.empty()) return;
        double low = 0;
        double high = 0;
        double sum = 0;
        std::size_t n = 0;
        for (std::size_t i = invoiced.size() - std::min(kMonths, invoiced.size()); i < invoiced.size(); ++i, ++n) {
            const double each = invoiced[i].usage / m_adopters;
            low = n == 0 ? each : std::min(low, each);
            high = n == 0 ? each : std::max(high, each);
            sum += each;
        }
        whatif::Value value{low,
                            sum / static_cast<double>(n),
                            high,
                            low < high ? whatif::Spread::Pert : whatif::Spread::Fixed,
                            whatif::Origin::Measured,
                            fmt::format("invoices of {} months over today's adopters", n),
                            m_asOf};
        if (whatif::problemWith(Parameter::UsageCost, value).empty()) take(Parameter::UsageCost, std::move(value));
    }

    void changes()
    {
        if (m_adopters < 1) return;
        const auto& table = m_view.snapshot().changes;
        const auto from = toUnixMillis(Instant{fromEpochDay(m_lastDay - kWindowDays + 1)});
        double count = 0;
        for (std::size_t i = 0; i < table.size(); ++i)
            if (m_view.changes()[i] != 0 && table.mergedAt[i] >= from &&
                m_view.provenanceOfChange(static_cast<facts::Index>(i)) == domain::Provenance::Ai)
                ++count;
        if (count == 0) return;
        const double each = kDaysPerMonth / kWindowDays / m_adopters;
        const double reach = 1.959964 * std::sqrt(count); // of a Poisson count
        take(Parameter::ChangesPerMonth,
             whatif::fromInterval(Parameter::ChangesPerMonth, count * each, (count - reach) * each,
                                  (count + reach) * each, "AI-assisted changes of twelve weeks over adopters", m_asOf));
    }

    /// Human-only rate × (adjusted rate ratio − 1).
    void defects()
    {
        const auto& contrast = m_figures.headline("defects-per-100-changes");
        if (!contrast) return missing(Parameter::ExtraDefects, contrast.error().message);
        const metrics::Estimate& e = contrast->adjusted.effect;
        if (!e.value || !e.low || !e.high || !contrast->human.value || !contrast->ratio)
            return missing(Parameter::ExtraDefects, e.note.empty() ? "not enough data to compare." : e.note);
        const double rate = *contrast->human.value;
        take(Parameter::ExtraDefects,
             whatif::fromInterval(Parameter::ExtraDefects, rate * (*e.value - 1), rate * (*e.low - 1),
                                  rate * (*e.high - 1), "defects within 90 days, adjusted ratio on the human-only rate",
                                  m_asOf));
    }

    Figures& m_figures;
    const facts::View& m_view;
    facts::EpochDay m_lastDay = 0;
    std::string m_asOf;
    double m_eligible = 0;
    double m_adopters = 0;
    Measured m_measured;
};

} // namespace

Measured measure(Figures& figures)
{
    return Measuring(figures).run();
}

} // namespace assay::present
