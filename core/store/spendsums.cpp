// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/spendsums.h"

#include "base/known.h"
#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Database.h>
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace assay::store {
namespace {

void plus(SpendSum& sum, const SpendSum& more)
{
    sum.lines += more.lines;
    sum.leftOut += more.leftOut;
    addKnown(sum.quantity, more.quantity);
    addKnown(sum.gross, more.gross);
    addKnown(sum.discount, more.discount);
    addKnown(sum.net, more.net);
    if (more.from && (!sum.from || *more.from < *sum.from)) sum.from = more.from;
    if (more.to && (!sum.to || *more.to > *sum.to)) sum.to = more.to;
}

using About = std::tuple<std::string, std::string, std::string, bool, std::optional<Day>, std::optional<Day>,
                         std::int64_t, std::string>;
/// A report that names models, and its format: reports of one shape are parts of one export.
using Shape = std::pair<bool, std::string>;
/// What reports say of a person, scope and days, by shape.
using Reports = std::map<About, std::map<Shape, SpendSum>>;

/// Sources of which some line of this tool and unit names a model.
class NamesModels
{
public:
    explicit NamesModels(const Database& database)
    {
        SQLite::Statement get(database.handle(), "SELECT DISTINCT source_id, tool, unit FROM spend WHERE model <> ''");
        while (get.executeStep())
            m_known.insert({get.getColumn(0).getInt64(), get.getColumn(1).getString(), get.getColumn(2).getString()});
    }
    [[nodiscard]] bool operator()(std::int64_t source, const SpendSum& line) const
    {
        return m_known.count({source, line.tool, line.unit}) != 0;
    }

private:
    std::set<std::tuple<std::int64_t, std::string, std::string>> m_known;
};

constexpr const char* kDimensions = "tool, unit, currency, estimate, ifnull(identity, 0), scope, cost_centre, product, "
                                    "sku, model, line, first_day, last_day";

/// Lines with equal dimensions follow each other, the newest reading first, and only that one of each shape is taken.
/// They are told apart by asking for the key again, without the source.
Reports newestLines(const Database& database)
{
    const std::string from = std::string(" FROM spend JOIN source ON source.id = source_id GROUP BY ") + kDimensions +
                             ", source_id ORDER BY " + kDimensions + ", read_order DESC";
    SQLite::Statement get(database.handle(),
                          "SELECT tool, unit, currency, estimate, count(*), sum(quantity), sum(gross), sum(discount), "
                          "sum(net), first_day, last_day, ifnull(identity, 0), scope, format, source_id" +
                              from);
    SQLite::Statement keys(
        database.handle(),
        "SELECT tool || char(10) || unit || char(10) || currency || char(10) || estimate || char(10) || "
        "ifnull(identity, 0) || char(10) || scope || char(10) || cost_centre || char(10) || product || char(10) || "
        "sku || char(10) || model || char(10) || line || char(10) || ifnull(first_day, '') || char(10) || "
        "ifnull(last_day, '')" +
            from);
    const NamesModels namesModels(database);
    Reports reports;
    std::string last;
    std::set<Shape> taken;
    while (get.executeStep() && keys.executeStep()) {
        auto key = keys.getColumn(0).getString();
        if (key != last) taken.clear();
        last = std::move(key);
        Row row(get);
        SpendSum line;
        line.tool = row.text();
        line.unit = row.text();
        line.currency = row.text();
        line.estimate = row.flag();
        line.lines = row.integer();
        for (auto* amount : {&line.quantity, &line.gross, &line.discount, &line.net}) *amount = row.maybeReal();
        line.from = row.maybeDay();
        line.to = row.maybeDay();
        const auto who = row.integer();
        const auto scope = row.text();
        auto format = row.text();
        const Shape shape{namesModels(row.integer(), line), std::move(format)};
        if (taken.insert(shape).second)
            plus(reports[{line.tool, line.unit, line.currency, line.estimate, line.from, line.to, who, scope}][shape],
                 line);
    }
    return reports;
}

/// Of the shapes that speak of the same, the one with models counts, then the one with more lines.
SpendSum counted(const std::map<Shape, SpendSum>& shapes)
{
    const auto rank = [](const auto& report) { return std::pair(report.first.first, report.second.lines); };
    const auto best =
        std::max_element(shapes.begin(), shapes.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    SpendSum sum = best->second;
    for (const auto& [shape, other] : shapes)
        if (shape != best->first) sum.leftOut += other.lines;
    return sum;
}

} // namespace

Result<std::vector<SpendSum>> spendSums(const Database& database)
{
    return guarded(database.path(), [&database] {
        std::map<std::tuple<std::string, std::string, std::string, bool>, SpendSum> sums;
        for (const auto& [about, shapes] : newestLines(database)) {
            auto& sum = sums[{std::get<0>(about), std::get<1>(about), std::get<2>(about), std::get<3>(about)}];
            plus(sum, counted(shapes));
        }
        std::vector<SpendSum> list;
        for (auto& [key, sum] : sums) {
            std::tie(sum.tool, sum.unit, sum.currency, sum.estimate) = key;
            for (auto* amount : {&sum.quantity, &sum.gross, &sum.discount, &sum.net}) // as usage days: the order of
                if (*amount) *amount = std::round(**amount * 1e9) / 1e9;              // the lines must not show
            list.push_back(std::move(sum));
        }
        return list;
    });
}

} // namespace assay::store
