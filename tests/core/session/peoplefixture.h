// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importfixture.h"
#include "session/peopleboard.h"

#include <QTest>

/// What the tests about people share.
namespace peopletest {

inline const assay::session::BoardPerson* personWith(const assay::session::PeopleBoard& board, const std::string& value)
{
    for (const auto& person : board.people)
        for (const auto& identity : person.identities)
            if (identity.value == value) return &person;
    return nullptr;
}

inline assay::session::PeopleBoard boardOf(const ImportFixture& f)
{
    auto board = assay::session::peopleBoard(f.workspace());
    if (!board) qFatal("%s", board.error().message.c_str());
    return std::move(*board);
}

inline void decide(const ImportFixture& f, std::vector<assay::store::DecisionRow> rows)
{
    const auto done = assay::session::decide(f.workspace(), std::move(rows));
    QVERIFY2(done, done ? "" : done.error().message.c_str());
}

} // namespace peopletest
