// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/answers.h"

#include "store/database.h"
#include "store/sourceoptions.h"

#include <filesystem>

namespace assay::session {
namespace {

using Order = importers::ReadOptions::DateOrder;
constexpr const char* kMap = "map:";

std::string located(const std::string& path)
{
    std::error_code failed;
    const auto full = std::filesystem::weakly_canonical(path, failed);
    return failed ? path : full.string();
}

/// Last month's export and this month's are one header, whatever the files are called.
std::string headerKey(const std::string& path)
{
    std::string key;
    for (const auto& cell : importers::headerOf(path)) key += cell + '\n';
    return key;
}

void fill(std::string& into, const store::SourceOptions& kept, const char* key)
{
    if (const auto found = kept.find(key); into.empty() && found != kept.end()) into = found->second;
}

void fillFromSource(SourceAnswers& answers, const store::SourceOptions& kept)
{
    fill(answers.format, kept, "format");
    fill(answers.options.timezone, kept, "timezone");
    fill(answers.options.repository, kept, "repository");
    std::string order;
    fill(order, kept, "date-order");
    if (answers.options.dateOrder == Order::Unknown && !order.empty())
        answers.options.dateOrder = order == "dmy" ? Order::DayFirst : Order::MonthFirst;
    if (!answers.options.columnMap.empty()) return;
    for (const auto& [key, value] : kept)
        if (key.starts_with(kMap)) answers.options.columnMap.emplace(key.substr(std::string(kMap).size()), value);
}

} // namespace

Result<SourceAnswers> answersFor(const ImportRequest& request, const store::Database& database, const std::string& path)
{
    SourceAnswers answers{request.format, request.options, false};
    if (const auto own = request.answers.find(path); own != request.answers.end()) answers = own->second;
    const auto kept = store::sourceOptions(database, located(path));
    if (!kept) return Failure(kept.error());
    fillFromSource(answers, *kept);
    const bool open = answers.options.columnMap.empty() && (answers.format.empty() || answers.format == "generic-csv");
    if (!open) return answers;
    const auto header = headerKey(path);
    if (header.empty()) return answers;
    auto map = store::columnMap(database, header);
    if (!map) return Failure(map.error());
    if (map->empty()) return answers;
    answers.format = "generic-csv";
    answers.options.columnMap = std::move(*map);
    return answers;
}

Result<void> remember(store::Database& database, domain::SourceId source, const std::string& path,
                      const SourceAnswers& answers, const std::string& stamp)
{
    store::SourceOptions kept;
    if (!stamp.empty()) kept.emplace(kStamp, stamp);
    const auto& options = answers.options;
    if (!answers.format.empty() && answers.format != "git") kept.emplace("format", answers.format);
    if (!options.timezone.empty()) kept.emplace("timezone", options.timezone);
    if (!options.repository.empty()) kept.emplace("repository", options.repository);
    if (options.dateOrder != Order::Unknown)
        kept.emplace("date-order", options.dateOrder == Order::DayFirst ? "dmy" : "mdy");
    for (const auto& [column, field] : options.columnMap) kept.emplace(kMap + column, field);
    if (auto put = store::putSourceOptions(database, source, kept); !put) return put;
    if (options.columnMap.empty() || answers.format != "generic-csv") return {};
    const auto header = headerKey(path);
    return header.empty() ? Result<void>() : store::putColumnMap(database, header, options.columnMap);
}

} // namespace assay::session
