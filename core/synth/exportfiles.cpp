// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/exportfiles.h"

#include "synth/exporttexts.h"
#include "synth/textfile.h"

#include <fmt/format.h>

#include <filesystem>

namespace assay::synth {
namespace {

using std::chrono::days;

class Exporter
{
public:
    Exporter(const Organisation& organisation, const std::string& folder, const CancelToken& cancel,
             const ProgressFn& progress)
        : m_organisation(organisation), m_cancel(cancel), m_progress(progress)
    {
        m_manifest.folder = folder;
    }

    Result<ExportManifest> run()
    {
        for (const char* sub : {"/repositories", "/tickets", "/pulls", "/copilot", "/.demo"}) {
            std::error_code ignored;
            std::filesystem::remove_all(m_manifest.folder + sub, ignored);
            if (auto made = makeFolder(m_manifest.folder + sub); !made) return Failure(made.error());
        }
        if (auto done = repositories(); !done) return Failure(done.error());
        if (auto done = work(); !done) return Failure(done.error());
        if (auto done = telemetry(); !done) return Failure(done.error());
        if (auto done = tables(); !done) return Failure(done.error());
        m_manifest.truthFile = m_manifest.folder + "/.demo/truth.json";
        if (auto done = writeTextFile(m_manifest.truthFile, truthDocument(m_organisation, m_manifest.ids)); !done)
            return Failure(done.error());
        return std::move(m_manifest);
    }

private:
    Result<void> repositories()
    {
        for (int r = 0; r < static_cast<int>(m_organisation.repositories.size()); ++r) {
            if (!used(r)) continue;
            const std::string folder = fmt::format("{}/repositories/{}.git", m_manifest.folder,
                                                   m_organisation.repositories[static_cast<std::size_t>(r)]);
            auto written = writeRepository(m_organisation, r, folder, m_manifest.ids, m_cancel, m_progress);
            if (!written) return Failure(written.error());
            m_manifest.commits += written->commits;
            m_manifest.repositories.push_back(std::move(*written));
        }
        return {};
    }

    [[nodiscard]] bool used(int repository) const
    {
        for (const auto& team : m_organisation.teams)
            if (team.repository == repository) return true;
        return false;
    }

    Result<void> work()
    {
        for (std::size_t t = 0; t < m_organisation.teams.size(); ++t) {
            const std::string path = fmt::format("tickets/{}.json", m_organisation.teams[t].key);
            if (auto done =
                    save(path, "jira-json", jiraIssues(m_organisation, static_cast<int>(t)), m_manifest.tickets);
                !done)
                return done;
        }
        for (int r = 0; r < static_cast<int>(m_organisation.repositories.size()); ++r) {
            if (!used(r)) continue;
            const std::string path =
                fmt::format("pulls/{}.json", m_organisation.repositories[static_cast<std::size_t>(r)]);
            if (auto done =
                    save(path, "github-pulls", githubPulls(m_organisation, r, m_manifest.ids), m_manifest.pullRequests);
                !done)
                return done;
        }
        return {};
    }

    Result<void> telemetry()
    {
        for (Day to = m_organisation.spec.lastDay; to >= m_organisation.spec.telemetryFrom(); to -= days{kReportDays}) {
            const Day from = std::max(to - days{kReportDays - 1}, m_organisation.spec.telemetryFrom());
            auto report = copilotUserReport(m_organisation, from, to);
            if (report.records == 0) continue;
            const std::string path = fmt::format("copilot/users-28-day-{}.ndjson", isoDay(to));
            if (auto done = save(path, "copilot-users", std::move(report), m_manifest.usageDays); !done) return done;
        }
        auto seats = copilotSeatList(m_organisation);
        if (seats.records == 0) return {};
        return save("copilot/seats.json", "copilot-seats", std::move(seats), m_manifest.seats);
    }

    Result<void> tables()
    {
        if (auto done = save("roster.csv", "roster-csv", rosterTable(m_organisation), m_manifest.rosterRows); !done)
            return done;
        if (auto done = save("prices.csv", "price-sheet", priceTable(m_organisation), m_manifest.prices); !done)
            return done;
        auto invoices = invoiceTable(m_organisation);
        if (invoices.records == 0) return {};
        return save("invoices.csv", "invoice-csv", std::move(invoices), m_manifest.invoiceLines);
    }

    Result<void> save(const std::string& path, const char* format, ExportText text, std::int64_t& count)
    {
        if (m_cancel.requested())
            return failure(ErrorCode::Cancelled, "Writing the made-up export files was cancelled.");
        if (m_progress) m_progress({"Writing " + path, 0, 0});
        count += text.records;
        m_manifest.files.push_back({path, format, text.records});
        return writeTextFile(m_manifest.folder + '/' + path, text.content);
    }

    const Organisation& m_organisation;
    const CancelToken& m_cancel;
    const ProgressFn& m_progress;
    ExportManifest m_manifest;
};

} // namespace

std::vector<std::string> ExportManifest::importPaths() const
{
    std::vector<std::string> paths;
    for (const auto& repository : repositories) paths.push_back(repository.folder);
    for (const auto& file : files) paths.push_back(folder + '/' + file.path);
    return paths;
}

Result<ExportManifest> writeFiles(const Organisation& organisation, const std::string& folder,
                                  const CancelToken& cancel, const ProgressFn& progress)
{
    return Exporter(organisation, folder, cancel, progress).run();
}

} // namespace assay::synth
