// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/commit.h"
#include "lineage/ledger.h"
#include "lineage/linenotes.h"
#include "lineage/runs.h"

#include <array>
#include <functional>
#include <optional>

namespace assay::lineage {

/// The lines of one file version.
struct FileContent
{
    RunsRef runs;            ///< null when nothing is known about its lines
    std::uint32_t lines = 0; ///< as numstat would count them
    bool binary = false;
    bool missing = false;
};

/// Lines by the class of the file in which they were written.
using ClassCounts = std::array<std::uint32_t, kLineClasses>;

/// Where lines are written.
struct WrittenFile
{
    std::string path;
    std::uint8_t lineClass = 0; ///< below kLineClasses
};

/// What happened to the lines one commit wrote.
struct CommitTally
{
    std::uint32_t born = 0;
    std::uint32_t removed = 0; ///< of these, removed by somebody
    std::uint32_t aiBorn = 0;
    std::uint32_t humanBorn = 0;
    std::uint32_t newFileLines = 0;
    float medianTouchedDays = -1; ///< negative: it touched nothing
    ClassCounts bornByClass{};
    ClassCounts removedByClass{};
};

/// Lines of one file that a commit removed, by who wrote them and in what class of file.
struct RemovedLines
{
    CommitNumber origin = 0;
    std::uint8_t lineClass = 0;
    std::uint32_t lines = 0;
    std::uint32_t codeLines =
        0; ///< neither blank nor comment, and not merely given other white space; see domain::LineEdge
    std::uint32_t firstLines = 0; ///< nobody had removed them before, on another branch
    std::uint32_t aiLines = 0;
    std::uint32_t humanLines = 0;
};

/// Carries the origin of every line through events, in the order of history.
class Provenance
{
public:
    /// `timeOf` gives a commit's clock in Unix seconds.
    explicit Provenance(std::function<std::int64_t(CommitNumber)> timeOf) : m_timeOf(std::move(timeOf)) {}

    void beginCommit(CommitNumber commit, const LineNote* note);
    /// A content with at most one source. Returns the removed lines by origin and class, ascending; none if the source
    /// is not `replaced` but merely drawn from.
    std::vector<RemovedLines> settle(EventId event, EventId from, bool replaced, const PairOutcome& outcome,
                                     const WrittenFile& file);
    /// The same content under a new name or mode.
    void carry(EventId event, EventId from);
    /// Content of a merge: sources and how it differs from each, in the order of the parents.
    void settleMerge(EventId event, std::span<const EventId> from, std::span<const PairOutcome* const> outcomes,
                     const WrittenFile& file);
    std::vector<RemovedLines> remove(EventId before);
    void endCommit();

    [[nodiscard]] const FileContent& content(EventId event) const { return m_contents[event]; }
    void setContent(EventId event, FileContent content);
    void dropLines(EventId event) { m_contents[event].runs.reset(); }
    /// Drops the lines of events for which `needed` is false.
    void dropUnneeded(const std::vector<bool>& needed);

    [[nodiscard]] LineLedger& ledger() { return m_ledger; }
    [[nodiscard]] const LineLedger& ledger() const { return m_ledger; }
    [[nodiscard]] std::vector<CommitTally>& tallies() { return m_tallies; }
    [[nodiscard]] const std::vector<CommitTally>& tallies() const { return m_tallies; }
    /// Lines per key that the note of the current commit claims and the commit wrote.
    [[nodiscard]] const std::vector<std::uint32_t>& noted() const { return m_noted; }

private:
    void applyNote(const std::string& path, std::span<const Stretch> born, LineId first);
    void applyRange(const NoteRange& range, Stretch stretch, LineId first);
    LineId write(std::span<const std::uint8_t> flags, std::uint8_t lineClass);
    std::vector<RemovedLines> account(const Runs& cut, std::span<const Respaced> respaced);
    [[nodiscard]] Run ofOneClass(Run run) const;
    RemovedLines countRemoved(CommitNumber writer, Run part, const std::uint8_t* respaced,
                              std::vector<RemovedLines>& elsewhere);
    void linkRespaced(const Runs& cut, std::span<const Respaced> respaced, LineId first);
    void touch(Run run);

    std::function<std::int64_t(CommitNumber)> m_timeOf;
    LineLedger m_ledger;
    std::vector<FileContent> m_contents;
    std::vector<CommitTally> m_tallies;
    CommitNumber m_commit = 0;
    const LineNote* m_note = nullptr;
    std::vector<std::uint32_t> m_noted;
    std::vector<std::pair<float, std::uint32_t>> m_touched; ///< age in days, lines
};

} // namespace assay::lineage
