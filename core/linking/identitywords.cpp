// SPDX-License-Identifier: GPL-3.0-or-later
#include "linking/identitywords.h"

#include "base/asciitext.h"

#include <QString>

#include <algorithm>
#include <array>
#include <numeric>

namespace assay::linking {
namespace {

constexpr std::array<std::string_view, 33> kShared{
    "you",       "yourname",   "your.name", "info",    "admin",     "mail",   "dev",  "git",   "root",
    "me",        "hello",      "contact",   "noreply", "no-reply",  "github", "user", "users", "test",
    "support",   "office",     "email",     "build",   "ci",        "bot",    "team", "code",  "developer",
    "webmaster", "postmaster", "jenkins",   "ubuntu",  "localhost", "work"};

/// Letters that Unicode does not decompose.
QString plainLetters(QString text)
{
    static const std::array<std::pair<QChar, QLatin1String>, 8> kLetters{{{QChar(0x00F8), QLatin1String("o")},
                                                                          {QChar(0x0142), QLatin1String("l")},
                                                                          {QChar(0x0111), QLatin1String("d")},
                                                                          {QChar(0x00E6), QLatin1String("ae")},
                                                                          {QChar(0x0153), QLatin1String("oe")},
                                                                          {QChar(0x00F0), QLatin1String("d")},
                                                                          {QChar(0x00FE), QLatin1String("th")},
                                                                          {QChar(0x0131), QLatin1String("i")}}};
    for (const auto& [letter, plain] : kLetters) text.replace(letter, plain);
    return text;
}

} // namespace

std::vector<std::string> nameWords(std::string_view name)
{
    const QString raw = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    const QString folded = plainLetters(raw.toCaseFolded()).normalized(QString::NormalizationForm_KD);
    std::vector<std::string> words;
    QString word;
    const auto flush = [&] {
        if (!word.isEmpty()) words.push_back(word.toStdString());
        word.clear();
    };
    for (const QChar c : folded) {
        if (c.category() == QChar::Mark_NonSpacing) continue;
        if (c.isLetterOrNumber() || c.isSurrogate())
            word.append(c);
        else if (c != QChar(u'\'') && c != QChar(0x2019))
            flush();
    }
    flush();
    std::sort(words.begin(), words.end());
    return words;
}

bool isPlaceholder(const std::vector<std::string>& words)
{
    return joinedWords(words) == "name your";
}

std::string joinedWords(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words) text += text.empty() ? word : " " + word;
    return text;
}

std::string localPart(std::string_view email)
{
    const std::size_t at = email.find('@');
    if (at == std::string_view::npos) return {};
    std::string local = asciiLowered(email.substr(0, std::min(at, email.find('+'))));
    if (local.size() < 3 || std::find(kShared.begin(), kShared.end(), local) != kShared.end()) return {};
    return local;
}

std::string canonicalEmail(std::string_view email)
{
    const std::size_t at = email.find('@');
    if (at == std::string_view::npos) return {};
    std::string local = asciiLowered(email.substr(0, std::min(at, email.find('+'))));
    const std::string domain = asciiLowered(email.substr(at));
    if (domain == "@gmail.com" || domain == "@googlemail.com") {
        std::erase(local, '.');
        return local + "@gmail.com";
    }
    return local + domain;
}

std::string bareLogin(std::string_view login)
{
    const std::size_t colon = login.find(':');
    return asciiLowered(colon == std::string_view::npos ? login : login.substr(colon + 1));
}

int editDistance(std::string_view a, std::string_view b, int limit)
{
    const auto difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    if (difference > static_cast<std::size_t>(limit)) return limit + 1;
    std::vector<int> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        int diagonal = row[0];
        row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const int above = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return std::min(row[b.size()], limit + 1);
}

} // namespace assay::linking
