// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

namespace assay::store {

/// One view of the workspace for many short readings: without it each of them locks the file and looks for a journal.
/// Within a transaction of somebody else's it does nothing.
class Reading
{
public:
    explicit Reading(const Database& database) : m_database(database.handle())
    {
        if (sqlite3_get_autocommit(m_database.getHandle()) == 0) return;
        m_database.exec("BEGIN");
        m_begun = true;
    }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;
    ~Reading()
    {
        if (m_begun) m_database.tryExec("ROLLBACK");
    }

private:
    SQLite::Database& m_database;
    bool m_begun = false;
};

} // namespace assay::store
