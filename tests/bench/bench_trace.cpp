// SPDX-License-Identifier: GPL-3.0-or-later
// bench_trace [--oracle FILE] [--sets FILE] REPOSITORY...: how well each tracing method finds the commits that
// developers themselves name as the origin of a defect. Without an oracle the answers are the `Fixes: <id>` trailers of
// the repositories, hidden from the methods. FILE is a JSON list of {"fix_commit_hash", "bug_commit_hash": […]}, as the
// data set of Rosa et al. (ICSE 2021) has it; --sets compares variant b with published "inducing_commit_hash" sets.
#include "base/bigheap.h"
#include "importers/git/gitimporter.h"
#include "lineage/declaredorigins.h"
#include "lineage/trace.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fmt/format.h>
#include <map>
#include <random>
#include <set>

using namespace assay;

namespace {

using Oids = std::set<domain::Oid>;
using Answers = std::map<domain::Oid, Oids>;

/// Keeps what tracing needs.
class TraceSink : public importers::RecordSink
{
public:
    using Nothing = Result<void>;
    Nothing commit(domain::CommitRecord&& r) override
    {
        index.add(lineage::traceCommit(r));
        churn[r.oid] = r.added + r.deleted;
        commits.push_back({r.oid, r.message, r.parents.size() < 2});
        return {};
    }
    Nothing lineEdge(domain::LineEdge&& edge) override
    {
        index.add(edge);
        return {};
    }
    Nothing tag(domain::TagRecord&&) override { return {}; }
    Nothing branch(domain::BranchRecord&&) override { return {}; }
    Nothing lineNote(domain::LineNoteRecord&&) override { return {}; }
    Nothing commitLineage(domain::CommitLineage&&) override { return {}; }
    Nothing ticket(domain::TicketRecord&&) override { return {}; }
    Nothing pullRequest(domain::PullRequestRecord&&) override { return {}; }
    Nothing usageDay(domain::UsageDayRecord&&) override { return {}; }
    Nothing seat(domain::SeatRecord&&) override { return {}; }
    Nothing roster(domain::RosterRecord&&) override { return {}; }
    Nothing price(domain::PriceRecord&&) override { return {}; }
    Nothing invoice(domain::InvoiceRecord&&) override { return {}; }
    void reject(importers::Reject&&) override {}
    void notice(importers::Notice&&) override {}

    struct Commit
    {
        domain::Oid oid;
        std::string message;
        bool work = true;
    };
    lineage::TraceIndex index;
    std::vector<Commit> commits;
    std::map<domain::Oid, std::int64_t> churn; ///< lines added and deleted
};

Answers answersIn(const char* file, const char* key)
{
    Answers answers;
    QFile input(QString::fromUtf8(file));
    if (!input.open(QIODevice::ReadOnly)) std::fprintf(stderr, "%s cannot be read\n", file);
    for (const auto& entry : QJsonDocument::fromJson(input.readAll()).array()) {
        const auto fix =
            domain::Oid::fromHex(entry.toObject()[QStringLiteral("fix_commit_hash")].toString().toStdString());
        if (!fix) continue;
        auto& origins = answers[*fix];
        for (const auto& id : entry.toObject()[QString::fromUtf8(key)].toArray())
            if (const auto oid = domain::Oid::fromHex(id.toString().toStdString())) origins.insert(*oid);
    }
    return answers;
}

/// What the trailers say. Fixes whose trailer names nothing in this repository are left out.
Answers trailersOf(const TraceSink& history)
{
    std::map<std::string, domain::Oid> byHex;
    for (const auto& commit : history.commits) byHex.emplace(commit.oid.hex(), commit.oid);
    Answers answers;
    for (const auto& commit : history.commits) {
        if (!commit.work) continue;
        Oids origins;
        for (std::size_t at = 0; at < commit.message.size();) {
            const auto end = std::min(commit.message.find('\n', at), commit.message.size());
            const std::string line = commit.message.substr(at, end - at);
            at = end + 1;
            if (!line.starts_with("Fixes: ") && !line.starts_with("fixes: ")) continue;
            for (const auto& hex : lineage::declaredOrigins(line)) {
                const auto found = byHex.lower_bound(hex);
                if (found != byHex.end() && found->first.starts_with(hex) && found->second != commit.oid)
                    origins.insert(found->second);
            }
        }
        if (!origins.empty()) answers.emplace(commit.oid, std::move(origins));
    }
    return answers;
}

/// How one method did.
struct Score
{
    static constexpr std::size_t kBins = 10;
    struct Bin
    {
        double said = 0;
        double right = 0;
        double n = 0;
    };
    double named = 0;
    double right = 0;
    double answers = 0;
    long fixes = 0;
    long none = 0;
    long silent = 0; ///< candidates, but none probable enough
    std::array<Bin, kBins> bins{};
    std::vector<double> weights;

    static std::size_t binOf(double weight) { return std::min(kBins - 1, static_cast<std::size_t>(weight * kBins)); }
    /// The calibration error to be expected on as many traces if every probability were right: the mean of 200 draws.
    [[nodiscard]] double errorByChance() const
    {
        constexpr int kDraws = 200;
        std::mt19937 random(1);
        std::uniform_real_distribution<double> uniform;
        double error = 0;
        for (int draw = 0; draw < kDraws; ++draw) {
            std::array<double, kBins> excess{};
            for (const double weight : weights) excess[binOf(weight)] += (uniform(random) < weight ? 1 : 0) - weight;
            for (const double e : excess) error += std::abs(e);
        }
        return weights.empty() ? 0 : error / kDraws / static_cast<double>(weights.size());
    }

    void add(const lineage::Trace& trace, const Oids& truth)
    {
        ++fixes;
        none += trace.candidatesNone ? 1 : 0;
        silent += trace.origins.empty() && !trace.candidatesNone ? 1 : 0;
        answers += static_cast<double>(truth.size());
        for (const auto& origin : trace.origins) {
            const double hit = truth.contains(origin.oid) ? 1 : 0;
            named += 1;
            right += hit;
            weights.push_back(origin.weight);
            auto& bin = bins[binOf(origin.weight)];
            bin.said += origin.weight;
            bin.right += hit;
            bin.n += 1;
        }
    }
    void print(const char* name, bool calibration) const
    {
        const double precision = named > 0 ? right / named : 0;
        const double recall = answers > 0 ? right / answers : 0;
        const double f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
        fmt::print("  {:<7} precision {:.3f}  recall {:.3f}  F1 {:.3f}  no candidate {:.1f} %", name, precision, recall,
                   f1, 100.0 * static_cast<double>(none) / static_cast<double>(std::max(1L, fixes)));
        if (calibration) {
            double error = 0;
            for (const auto& bin : bins) error += std::abs(bin.said - bin.right);
            fmt::print("  none probable enough {:.1f} %",
                       100.0 * static_cast<double>(silent) / static_cast<double>(std::max(1L, fixes)));
            fmt::print("  calibration error {:.3f}, {:.3f} by chance alone", named > 0 ? error / named : 0.0,
                       errorByChance());
        }
        fmt::print("\n");
        if (!calibration) return;
        for (const auto& bin : bins)
            if (bin.n > 0)
                fmt::print("          said {:.2f}  right {:.2f}  of {:.0f}\n", bin.said / bin.n, bin.right / bin.n,
                           bin.n);
    }
};

constexpr std::array kVariants{lineage::TraceVariant::B, lineage::TraceVariant::Ag, lineage::TraceVariant::Ma,
                               lineage::TraceVariant::L, lineage::TraceVariant::R,  lineage::TraceVariant::Ranked};

/// How the ranking does by the size of the commit that it names, or should have named: what corrects defect rates.
struct Strata
{
    static constexpr std::array<const char*, 3> kNames{"up to 50 lines", "51 to 500", "over 500"};
    std::array<long, 3> named{};
    std::array<long, 3> right{};
    std::array<long, 3> truth{};

    static std::size_t of(const TraceSink& history, const domain::Oid& oid)
    {
        const auto lines = history.churn.at(oid);
        return lines <= 50 ? 0 : lines <= 500 ? 1 : 2;
    }
    void add(const TraceSink& history, const lineage::Trace& trace, const Oids& answers)
    {
        for (const auto& origin : trace.origins) {
            ++named[of(history, origin.oid)];
            if (answers.contains(origin.oid)) ++right[of(history, origin.oid)];
        }
        for (const auto& oid : answers)
            if (history.churn.contains(oid)) ++truth[of(history, oid)];
    }
    void print() const
    {
        for (std::size_t i = 0; i < kNames.size(); ++i)
            fmt::print("  {:<15} precision {} of {}, recall {} of {}\n", kNames[i], right[i], named[i], right[i],
                       truth[i]);
    }
};

struct Table
{
    std::array<Score, kVariants.size()> scores{};
    Strata strata;
    void add(const TraceSink& history, const Answers& answers)
    {
        for (const auto& [fix, truth] : answers)
            for (std::size_t i = 0; i < kVariants.size(); ++i) {
                const auto trace = history.index.trace({fix, std::nullopt}, kVariants[i], false);
                scores[i].add(trace, truth);
                if (kVariants[i] == lineage::TraceVariant::Ranked) strata.add(history, trace, truth);
            }
    }
    void print() const
    {
        for (std::size_t i = 0; i < kVariants.size(); ++i)
            scores[i].print(lineage::traceVariantId(kVariants[i]), kVariants[i] == lineage::TraceVariant::Ranked);
        strata.print();
    }
};

bool readHistory(const char* path, TraceSink& history)
{
    importers::git::GitOptions options;
    options.path = path;
    const auto read = importers::git::readRepository(options, {}, history, {}, {});
    if (!read) std::fprintf(stderr, "%s\n", read.error().message.c_str());
    return read.has_value();
}

void compareSets(const TraceSink& history, const Answers& published, long& equal, long& all)
{
    for (const auto& commit : history.commits) {
        const auto set = published.find(commit.oid);
        if (set == published.end()) continue;
        Oids ours;
        for (const auto& origin :
             history.index.trace({commit.oid, std::nullopt}, lineage::TraceVariant::B, false).origins)
            ours.insert(origin.oid);
        ++all;
        if (ours == set->second) {
            ++equal;
            continue;
        }
        fmt::print("  {}: {} published, {} here\n", commit.oid.shortHex(), set->second.size(), ours.size());
    }
}

} // namespace

int main(int argc, char** argv)
{
    assay::useBigPages(argv); // as the programs do
    Answers oracle;
    Answers published;
    Table all;
    long equal = 0;
    long sets = 0;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--oracle" && i + 1 < argc) {
            oracle = answersIn(argv[++i], "bug_commit_hash");
            continue;
        }
        if (argument == "--sets" && i + 1 < argc) {
            published = answersIn(argv[++i], "inducing_commit_hash");
            continue;
        }
        TraceSink history;
        if (!readHistory(argv[i], history)) return 3;
        Answers answers;
        if (oracle.empty())
            answers = trailersOf(history);
        else
            for (const auto& commit : history.commits)
                if (const auto known = oracle.find(commit.oid); known != oracle.end()) answers.insert(*known);
        fmt::print("{}: {} commits, {} fixes with a named origin\n", argv[i], history.commits.size(), answers.size());
        Table own;
        own.add(history, answers);
        all.add(history, answers);
        own.print();
        compareSets(history, published, equal, sets);
        std::fflush(stdout);
    }
    fmt::print("all together\n");
    all.print();
    if (sets > 0) fmt::print("variant b: {} of {} published sets equal\n", equal, sets);
    return 0;
}
