// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/username.h"

#include <array>
#include <pwd.h>
#include <unistd.h>

namespace assay::session {

std::string userName()
{
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 4096> room{};
    if (getpwuid_r(getuid(), &entry, room.data(), room.size(), &found) != 0 || found == nullptr)
        return "user " + std::to_string(getuid());
    const std::string full = found->pw_gecos == nullptr ? std::string() : found->pw_gecos;
    const std::string name = full.substr(0, full.find(','));
    return name.empty() ? std::string(found->pw_name) : name;
}

} // namespace assay::session
