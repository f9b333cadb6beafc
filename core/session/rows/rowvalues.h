// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "facts/snapshot.h"

#include <QJsonArray>
#include <QJsonValue>
#include <QString>
#include <string>
#include <vector>

/// How single values of a row become JSON: missing ones are null, never zero or empty.
namespace assay::session {

[[nodiscard]] inline QString text(const std::string& s)
{
    return QString::fromStdString(s);
}
[[nodiscard]] inline QJsonValue stamp(facts::Millis at)
{
    return facts::known(at) ? QJsonValue(text(isoInstant(fromUnixMillis(at)))) : QJsonValue();
}
[[nodiscard]] inline QJsonValue day(facts::EpochDay at)
{
    return at == facts::kNoDay ? QJsonValue() : QJsonValue(text(isoDay(fromEpochDay(at))));
}
[[nodiscard]] inline QJsonValue number(double value)
{
    return value == value ? QJsonValue(value) : QJsonValue();
}
[[nodiscard]] inline QJsonValue counter(std::int32_t value)
{
    return value < 0 ? QJsonValue() : QJsonValue(value);
}
[[nodiscard]] inline QJsonValue word(const std::vector<std::string>& words, facts::Index index)
{
    return index == facts::kNoIndex ? QJsonValue() : QJsonValue(text(words[static_cast<std::size_t>(index)]));
}
[[nodiscard]] inline QJsonArray array(const std::vector<std::string>& words)
{
    QJsonArray list;
    for (const auto& w : words) list.append(text(w));
    return list;
}
[[nodiscard]] QJsonArray toolNames(const facts::Snapshot& snapshot, std::uint64_t bits);
/// Stable name of a person that is not theirs: "P-0007".
[[nodiscard]] QJsonValue pseudonym(facts::Index person);

} // namespace assay::session
