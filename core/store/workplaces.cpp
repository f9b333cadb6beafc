// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/workplaces.h"

#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

namespace assay::store {
namespace {

struct Folder
{
    std::string repository;
    std::string name;
};

std::string firstTwo(const std::string& path)
{
    const auto first = path.find('/');
    if (first == std::string::npos) return {};
    const auto second = path.find('/', first + 1);
    return path.substr(0, second == std::string::npos ? first : second);
}

} // namespace

Result<std::vector<WorkplaceRow>> workplaces(const Database& database)
{
    return guarded(database.path(), [&database] {
        std::vector<Folder> folders;
        std::map<std::pair<std::string, std::string>, std::size_t> known;
        std::unordered_map<std::int64_t, std::size_t> folderOf; // path row → folder
        SQLite::Statement paths(database.handle(),
                                "SELECT p.id, r.name, p.path FROM path p JOIN repository r ON r.id = p.repository_id");
        while (paths.executeStep()) {
            auto repository = paths.getColumn(1).getString();
            auto folder = firstTwo(paths.getColumn(2).getString());
            const auto [at, fresh] = known.try_emplace({repository, folder}, folders.size());
            if (fresh) folders.push_back({std::move(repository), std::move(folder)});
            folderOf.emplace(paths.getColumn(0).getInt64(), at->second);
        }
        std::map<std::pair<std::int64_t, std::size_t>, std::int64_t> touches;
        SQLite::Statement files(database.handle(), "SELECT f.person_id, c.path_id FROM commit_fact f "
                                                   "JOIN commit_file c ON c.commit_id = f.commit_id "
                                                   "WHERE f.person_id IS NOT NULL");
        while (files.executeStep())
            ++touches[{files.getColumn(0).getInt64(), folderOf.at(files.getColumn(1).getInt64())}];
        std::vector<WorkplaceRow> rows;
        for (const auto& [key, count] : touches)
            rows.push_back({key.first, folders[key.second].repository, folders[key.second].name, count});
        std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
            return std::tuple(a.person, -a.touches) < std::tuple(b.person, -b.touches);
        });
        return rows;
    });
}

} // namespace assay::store
