// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/review.h"

#include "importers/folder.h"
#include "session/previewsink.h"
#include "store/database.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

namespace assay::session {
namespace {

namespace fs = std::filesystem;

/// Looks at one file after the other.
class Reviewer
{
public:
    Reviewer(const ImportRequest& request, const store::Database& database, const CancelToken& cancel,
             const ProgressFn& progress)
        : m_request(request), m_database(database), m_cancel(cancel), m_progress(progress)
    {
    }

    Result<void> path(const std::string& path, Review& review) const
    {
        const auto contents = importers::expandPath(path, m_cancel);
        if (!contents) return Failure(contents.error());
        for (const auto& repository : contents->repositories) {
            ReviewedSource source = named(repository);
            source.repository = true;
            source.format = "git";
            source.title = "Git repository";
            source.contents = "its history, read when it is imported";
            review.sources.push_back(std::move(source));
        }
        for (const auto& skipped : contents->skipped) review.skipped.push_back({skipped.path, skipped.reason});
        std::error_code ignored;
        const bool folder = fs::is_directory(path, ignored);
        for (const auto& file : contents->files) {
            auto source = look(file);
            if (!source) return Failure(source.error());
            const bool table = !source->header.empty();
            if (source->format.empty() && folder && !table)
                review.skipped.push_back({file, source->problem});
            else
                review.sources.push_back(std::move(*source));
        }
        return {};
    }

private:
    static ReviewedSource named(const std::string& path)
    {
        ReviewedSource source;
        source.path = path;
        source.name = fs::path(path).filename().string();
        if (source.name.empty()) source.name = fs::path(path).parent_path().filename().string();
        return source;
    }

    Result<ReviewedSource> look(const std::string& path) const
    {
        ReviewedSource source = named(path);
        auto answers = answersFor(m_request, m_database, path);
        if (!answers) return Failure(answers.error());
        source.answers = std::move(*answers);
        const importers::Importer* importer = nullptr;
        if (!source.answers.format.empty()) {
            importer = importers::importerById(source.answers.format);
            if (importer == nullptr)
                return failure(ErrorCode::Usage,
                               fmt::format("“{}” is no format Assay reads; `assay-cli formats` lists them.",
                                           source.answers.format));
        } else if (const auto recognised = importers::recognise(path)) {
            importer = recognised->importer;
        } else {
            source.problem = recognised.error().message;
            if (recognised.error().code == ErrorCode::InputUnsupported) source.header = importers::headerOf(path);
            if (!source.header.empty()) askForColumns(source);
            return source;
        }
        source.format = importer->id();
        source.title = importer->title();
        return read(*importer, std::move(source));
    }

    Result<ReviewedSource> read(const importers::Importer& importer, ReviewedSource source) const
    {
        PreviewSink sink;
        const auto done = importer.read({source.path, source.answers.options}, sink, m_cancel, m_progress);
        sink.tell(source);
        if (source.format == "generic-csv") source.header = importers::headerOf(source.path);
        if (done) return source;
        const auto& error = done.error();
        if (error.code == ErrorCode::Cancelled) return Failure(error);
        source.problem = error.message;
        if (error.detail == importers::kAsksForDateOrder)
            source.questions.push_back({ReviewQuestion::About::DateOrder,
                                        "Which comes first in its dates, the day or the month?",
                                        {error.message}});
        if (error.detail == importers::kAsksForColumns) askForColumns(source);
        return source;
    }

    static void askForColumns(ReviewedSource& source)
    {
        source.questions.push_back({ReviewQuestion::About::Columns,
                                    "It is a table of no known report. What do its columns mean?", source.header});
    }

    const ImportRequest& m_request;
    const store::Database& m_database;
    const CancelToken& m_cancel;
    const ProgressFn& m_progress;
};

} // namespace

bool Review::hasOpenQuestion() const
{
    return std::any_of(sources.begin(), sources.end(), [](const auto& source) {
        return std::any_of(source.questions.begin(), source.questions.end(),
                           [](const auto& q) { return q.about != ReviewQuestion::About::TimeZone; });
    });
}

const std::vector<std::string>& columnFields()
{
    return importers::mapFields();
}

Result<Review> reviewImport(const ImportRequest& request, const CancelToken& cancel, const ProgressFn& progress)
{
    std::error_code ignored;
    auto database = fs::exists(request.workspace, ignored)
                        ? store::Database::open(request.workspace, store::Access::ReadOnly)
                        : store::Database::create(":memory:");
    if (!database) return Failure(database.error());
    const Reviewer reviewer(request, *database, cancel, progress);
    Review review;
    for (const auto& path : request.paths) {
        if (cancel.requested()) return failure(ErrorCode::Cancelled, "Cancelled; nothing was changed.");
        if (auto looked = reviewer.path(path, review); !looked) return Failure(looked.error());
    }
    return review;
}

} // namespace assay::session
