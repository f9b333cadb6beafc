// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/commitgraph.h"

#include "lineage/headerlines.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <queue>

namespace assay::lineage {
namespace {

constexpr std::int64_t kFirst = std::numeric_limits<std::int64_t>::min();

struct Header
{
    ObjectId tree;
    std::vector<ObjectId> parents;
    std::int64_t time = 0;
};

/// The seconds of "name <mail> seconds zone"; 0 if there are none.
std::int64_t signatureSeconds(std::string_view line)
{
    const auto mailEnd = line.rfind('>');
    if (mailEnd == std::string_view::npos) return 0;
    line.remove_prefix(mailEnd + 1);
    while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
    std::int64_t seconds = 0;
    std::from_chars(line.data(), line.data() + line.size(), seconds);
    return seconds;
}

Header parseHeader(std::string_view text)
{
    Header header;
    forEachHeaderLine(text, [&header](std::string_view line) {
        if (line.starts_with("tree "))
            header.tree = ObjectId::fromHex(line.substr(5)).value_or(ObjectId{});
        else if (line.starts_with("parent ")) {
            if (const auto id = ObjectId::fromHex(line.substr(7))) header.parents.push_back(*id);
        } else if (line.starts_with("committer "))
            header.time = signatureSeconds(line);
    });
    return header;
}

} // namespace

/// Collects the commits in the order they are met, then sorts them.
class GraphLoader
{
public:
    GraphLoader(ObjectReader& reader, const ParentOverrides& overrides, const KnownCommits& known)
        : m_reader(reader), m_overrides(overrides), m_known(known)
    {
    }

    Result<void> collect(std::span<const ObjectId> tips, const CancelToken& cancel, const ProgressFn& progress)
    {
        for (const auto& tip : tips) enter(tip);
        for (std::size_t next = 0; next < m_met.size(); ++next) {
            if (next % 1024 == 0) {
                if (cancel.requested()) return failure(ErrorCode::Cancelled, "The import was stopped.");
                if (progress) progress({"Reading commits", static_cast<std::int64_t>(next), 0});
            }
            const auto parents = std::move(m_met[next].parentIds);
            for (const auto& parent : parents) link(next, parent);
        }
        return {};
    }

    CommitGraph sorted()
    {
        const auto order = topologicalOrder();
        std::vector<CommitIndex> position(m_met.size());
        for (std::size_t i = 0; i < order.size(); ++i) position[order[i]] = static_cast<CommitIndex>(i);
        CommitGraph graph;
        graph.m_commits.reserve(order.size());
        graph.m_parentBegin.push_back(0);
        for (const std::uint32_t met : order) {
            auto& from = m_met[met];
            for (const auto parent : from.parents) graph.m_parents.push_back(position[parent]);
            graph.m_parentBegin.push_back(static_cast<std::uint32_t>(graph.m_parents.size()));
            if (from.commit.boundary) ++graph.m_boundaries;
            graph.m_commits.push_back(std::move(from.commit));
        }
        for (auto& [id, index] : m_index) index = position[index];
        graph.m_index = std::move(m_index);
        return graph;
    }

private:
    struct Met
    {
        GraphCommit commit;
        std::vector<ObjectId> parentIds;
        std::vector<std::uint32_t> parents;
    };

    /// Index of a commit among those met; nullopt when it is missing.
    std::optional<std::uint32_t> enter(const ObjectId& id)
    {
        if (const auto found = m_index.find(id); found != m_index.end()) return found->second;
        ObjectRef text = m_reader.read(id, ObjectKind::Commit);
        if (!text) return std::nullopt;
        Header header = parseHeader(text->view());
        if (const auto other = m_overrides.find(id); other != m_overrides.end()) header.parents = other->second;
        const auto index = static_cast<std::uint32_t>(m_met.size());
        const auto known = m_known.find(id);
        if (known) header.parents.clear();
        m_index.emplace(id, index);
        m_met.push_back({{id, header.tree, header.time, known.has_value(), known.value_or(0), false, std::move(text)},
                         std::move(header.parents),
                         {}});
        return index;
    }

    void link(std::size_t child, const ObjectId& parent)
    {
        if (const auto index = enter(parent))
            m_met[child].parents.push_back(*index);
        else
            m_met[child].commit.parentMissing = true;
    }

    /// Parents before children. Grafts can make a commit its own ancestor: such a circle is opened at its oldest
    /// commit, which is then told of as one whose parent is missing.
    std::vector<std::uint32_t> topologicalOrder()
    {
        std::vector<std::vector<std::uint32_t>> children(m_met.size());
        std::vector<std::uint32_t> waiting(m_met.size());
        using Ready = std::pair<std::int64_t, std::uint32_t>;
        std::priority_queue<Ready, std::vector<Ready>, std::greater<>> ready;
        for (std::uint32_t i = 0; i < m_met.size(); ++i) {
            waiting[i] = static_cast<std::uint32_t>(m_met[i].parents.size());
            for (const auto parent : m_met[i].parents) children[parent].push_back(i);
            // Equal dates are decided by the order in which commits are met, later met first: closer to their parents.
            if (waiting[i] == 0) ready.emplace(m_met[i].commit.boundary ? kFirst : m_met[i].commit.time, ~i);
        }
        std::vector<std::uint32_t> order;
        order.reserve(m_met.size());
        while (order.size() < m_met.size()) {
            if (ready.empty()) ready.emplace(kFirst, ~openCircle(waiting));
            const std::uint32_t next = ~ready.top().second;
            ready.pop();
            order.push_back(next);
            for (const auto child : children[next])
                if (waiting[child] > 0 && --waiting[child] == 0) ready.emplace(m_met[child].commit.time, ~child);
        }
        return order;
    }

    /// Takes the parents that still wait from the oldest commit that waits for them, and returns it.
    std::uint32_t openCircle(std::vector<std::uint32_t>& waiting)
    {
        std::uint32_t oldest = 0;
        for (std::uint32_t i = 0; i < m_met.size(); ++i)
            if (waiting[i] > 0 && (waiting[oldest] == 0 || m_met[i].commit.time <= m_met[oldest].commit.time))
                oldest = i;
        std::erase_if(m_met[oldest].parents, [&waiting](std::uint32_t parent) { return waiting[parent] > 0; });
        m_met[oldest].commit.parentMissing = true;
        waiting[oldest] = 0;
        return oldest;
    }

    ObjectReader& m_reader;
    const ParentOverrides& m_overrides;
    const KnownCommits& m_known;
    std::vector<Met> m_met;
    std::unordered_map<ObjectId, std::uint32_t, ObjectIdHash> m_index;
};

Result<CommitGraph> CommitGraph::load(ObjectReader& reader, std::span<const ObjectId> tips,
                                      const ParentOverrides& overrides, const KnownCommits& known,
                                      const CancelToken& cancel, const ProgressFn& progress)
{
    GraphLoader loader(reader, overrides, known);
    if (auto done = loader.collect(tips, cancel, progress); !done) return Failure(done.error());
    return loader.sorted();
}

std::optional<CommitIndex> CommitGraph::find(const ObjectId& id) const
{
    const auto found = m_index.find(id);
    if (found == m_index.end()) return std::nullopt;
    return found->second;
}

} // namespace assay::lineage
