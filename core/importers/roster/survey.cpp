// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/csvimporter.h"
#include "importers/text/formatspec.h"

namespace assay::importers {
namespace surveys {

/// Answers of a survey: one row an answer.
Result<void> readSurvey(Reading& reading)
{
    auto file = CsvFile::open(reading);
    if (!file) return Failure(file.error());
    const auto group = file->columns({"team", "pseudonym", "group", "team or pseudonym"});
    const auto question = file->columns({"question"});
    const auto score = file->columns({"score", "answer", "rating", "value"});
    const auto comment = file->columns({"text", "comment"});
    const auto date = file->dates("date", {"date", "day"});
    if (auto ok = file->settle(); !ok) return ok;
    auto ok = file->each([&](const CsvRow& row) -> Result<void> {
        domain::SurveyRecord answer;
        std::optional<Day> day;
        if (!file->readDay(row, date, day)) return {};
        answer.group = group.first(row);
        answer.question = question.first(row);
        answer.text = comment.first(row);
        const auto given = score.first(row);
        if (!saysNothing(given)) answer.score = file->number(given);
        if (!answer.score && answer.text.empty()) answer.text = given;
        if (!day || answer.question.empty()) {
            file->reject(row, day ? "the row has no question; fill it in" : "the row has no date; fill it in");
            return {};
        }
        answer.day = *day;
        return reading.sink().survey(std::move(answer));
    });
    if (ok) file->close();
    return ok;
}

} // namespace surveys

const Importer& surveyCsv()
{
    static const SpecImporter kImporter(
        {"survey-csv", "Survey answers CSV", "date, team or pseudonym, question, score",
         [](const Sniffed& seen) {
             return seen.csv({"question", "date"}) && seen.anyHeader({"score", "answer", "rating", "value"}) ? 90 : 0;
         },
         &surveys::readSurvey});
    return kImporter;
}

} // namespace assay::importers
