// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/objectid.h"

namespace assay::lineage {
namespace {

int hexDigit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

} // namespace

std::optional<ObjectId> ObjectId::fromHex(std::string_view hex)
{
    ObjectId id;
    if (hex.size() != 2 * id.bytes.size()) return std::nullopt;
    for (std::size_t i = 0; i < id.bytes.size(); ++i) {
        const int high = hexDigit(hex[2 * i]);
        const int low = hexDigit(hex[2 * i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        id.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return id;
}

ObjectId ObjectId::fromOid(const domain::Oid& oid)
{
    return oid.bytes().size() == 20 ? fromRaw(oid.bytes().data()) : ObjectId{};
}

} // namespace assay::lineage
