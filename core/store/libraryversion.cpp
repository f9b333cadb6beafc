// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/libraryversion.h"

#include <sqlite3.h>

namespace assay::store {

std::string libraryVersion()
{
    return sqlite3_libversion();
}

} // namespace assay::store
