// SPDX-License-Identifier: GPL-3.0-or-later
#include "governance/auditchain.h"

#include <fmt/format.h>

#include <QCryptographicHash>

#include <algorithm>
#include <array>

namespace assay::governance {

std::string chainBegin()
{
    return std::string(64, '0');
}

std::string hashOf(const AuditEntry& entry)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const std::string at = std::to_string(toUnixMillis(entry.at));
    const std::array<std::string_view, 6> fields{"assay-audit-1", entry.previous, at,
                                                 entry.action,    entry.subject,  entry.detail};
    for (const std::string_view field : fields) {
        const std::string length = fmt::format("{}:", field.size());
        hash.addData(QByteArrayView(length.data(), static_cast<qsizetype>(length.size())));
        hash.addData(QByteArrayView(field.data(), static_cast<qsizetype>(field.size())));
        hash.addData(QByteArrayView("\n", 1));
    }
    return hash.result().toHex().toStdString();
}

AuditEntry chained(Instant at, std::string action, std::string subject, std::string detail, std::string_view previous)
{
    AuditEntry entry{at,
                     std::move(action),
                     std::move(subject),
                     std::move(detail),
                     previous.empty() ? chainBegin() : std::string(previous),
                     {}};
    entry.hash = hashOf(entry);
    return entry;
}

std::optional<ChainBreak> verifyChain(std::span<const AuditEntry> entries, std::string_view expectedHead,
                                      std::string_view begin)
{
    std::string previous = begin.empty() ? chainBegin() : std::string(begin);
    bool headSeen = expectedHead.empty() || expectedHead == previous;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const AuditEntry& entry = entries[i];
        if (entry.previous != previous)
            return ChainBreak{
                i, fmt::format("entry {} does not follow the one before it: something was removed, inserted or moved.",
                               i + 1)};
        if (entry.hash != hashOf(entry))
            return ChainBreak{i, fmt::format("entry {} was changed after it was written.", i + 1)};
        previous = entry.hash;
        headSeen = headSeen || previous == expectedHead;
    }
    if (!headSeen)
        return ChainBreak{entries.size(),
                          fmt::format("the entry {} is missing: the newest entries were removed.", expectedHead)};
    return std::nullopt;
}

} // namespace assay::governance
