// SPDX-License-Identifier: GPL-3.0-or-later
#include "governance/privacy.h"

#include <QByteArray>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace assay::governance {

bool needsSecondHidden(std::span<const int> sizes, int chosenLimit)
{
    const auto hidden = std::count_if(sizes.begin(), sizes.end(),
                                      [&](int people) { return people > 0 && !showsGroup(people, chosenLimit); });
    return hidden == 1 && sizes.size() > 1;
}

std::string Pseudonyms::newKey()
{
    std::array<std::uint32_t, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    std::string key(sizeof words, '\0');
    std::memcpy(key.data(), words.data(), sizeof words);
    return key;
}

std::string Pseudonyms::of(std::string_view identity) const
{
    constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const QByteArray code =
        QMessageAuthenticationCode::hash(QByteArray(identity.data(), static_cast<qsizetype>(identity.size())),
                                         QByteArray::fromStdString(m_key), QCryptographicHash::Sha256);
    std::uint64_t bits = 0;
    for (int i = 0; i < 5; ++i) bits = bits << 8U | static_cast<std::uint8_t>(code.at(i));
    std::string name = "Dev ";
    for (int shift = 35; shift >= 0; shift -= 5) name.push_back(kDigits[(bits >> static_cast<unsigned>(shift)) & 31U]);
    return name;
}

} // namespace assay::governance
