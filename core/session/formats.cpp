// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/formats.h"

#include "importers/importer.h"

namespace assay::session {

std::vector<FormatInfo> formats()
{
    std::vector<FormatInfo> list{
        {"git", "Git repository",
         "a working tree, a bare repository or a .git folder; refs/notes/ai is read where it is there"}};
    for (const auto* importer : importers::registry())
        list.push_back({std::string(importer->id()), std::string(importer->title()), std::string(importer->needs())});
    return list;
}

} // namespace assay::session
