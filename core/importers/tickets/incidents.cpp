// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/csvimporter.h"
#include "importers/text/formatspec.h"

namespace assay::importers {
namespace incidents {

Result<void> read(Reading& reading)
{
    auto file = CsvFile::open(reading);
    if (!file) return Failure(file.error());
    const auto key = file->columns({"incident", "incident id", "id", "key", "number"});
    const auto title = file->columns({"title", "summary", "description", "short description"});
    const auto severity = file->columns({"severity", "priority", "impact"});
    const auto service = file->columns({"service", "component", "application"});
    const auto team = file->columns({"team", "assignment group"});
    const auto causes = file->columns({"cause", "causes", "caused by", "change", "commit"});
    const auto started =
        file->dates("started", {"started", "started at", "start", "opened", "opened at", "detected", "detected at"});
    const auto resolved = file->dates("resolved", {"resolved", "resolved at", "end", "ended", "ended at", "closed at"});
    if (!file->date(started).at.found()) return missingColumn(reading.path(), "the start of an incident");
    if (auto ok = file->settle(); !ok) return ok;
    auto ok = file->each([&](const CsvRow& row) -> Result<void> {
        domain::IncidentRecord incident;
        incident.key = key.first(row);
        incident.title = title.first(row);
        incident.severity = severity.first(row);
        incident.service = service.first(row);
        incident.team = team.first(row);
        for (const auto& cell : causes.all(row))
            for (auto& part : splitCell(cell)) incident.causes.push_back(std::move(part));
        if (!file->readInstant(row, started, incident.started)) return {};
        if (incident.started && file->stamps().lastWasLocal() && !file->stamps().zoneGiven())
            incident.zone = domain::ZoneBasis::Assumed;
        if (!file->readInstant(row, resolved, incident.resolved)) return {};
        if (!incident.started || (incident.key.empty() && incident.title.empty())) {
            file->reject(row, incident.started ? "the incident has neither a key nor a title; fill one in"
                                               : "the incident has no start; fill it in");
            return {};
        }
        if (incident.resolved && *incident.resolved < *incident.started) {
            file->reject(row, "the incident is resolved before it started; correct the dates");
            return {};
        }
        return reading.sink().incident(std::move(incident));
    });
    if (ok) file->close();
    return ok;
}

} // namespace incidents

const Importer& incidentsCsv()
{
    static const SpecImporter kImporter(
        {"incidents-csv", "Incidents CSV",
         "incident (key), title, severity, service, team, started, resolved, caused by",
         [](const Sniffed& seen) {
             const bool dated = seen.anyHeader({"started", "started at", "detected", "detected at", "opened at"});
             return seen.anyHeader({"incident", "incident id", "severity"}) && dated ? 70 : 0;
         },
         &incidents::read});
    return kImporter;
}

} // namespace assay::importers
