// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/stamps.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace assay::importers {
namespace {

/// Lower-case names and abbreviations without their dot, blank-separated: en, es, pl, de, fr, it, pt, nl, cs, sv/da/no,
/// ru, tr, hu.
constexpr std::array<std::string_view, 12> kMonthNames{
    "jan january ene enero sty stycznia styczeń januar jän jänner janv janvier gen gennaio janeiro januari led ledna "
    "leden янв "
    "января январь oca ocak január",
    "feb february febrero lut lutego luty februar févr fév fevr février febbraio fev fevereiro februari úno února únor "
    "февр фев "
    "февраля февраль şub şubat február",
    "mar march marzo marca marzec mär märz mrz mars março marco mrt maart bře března březen марта март márc március "
    "mart",
    "apr april abr abril kwi kwietnia kwiecień avr avril aprile dub dubna duben апр апреля апрель nis nisan ápr "
    "április",
    "may mayo maj maja mai mag maggio maio mei kvě května květen мая май mayıs máj május",
    "jun june junio cze czerwca czerwiec juni juin giu giugno junho čer června červen июня июнь июн haz haziran jún "
    "június",
    "jul july julio lip lipca lipiec juli juil juillet lug luglio julho čvc července červenec июля июль июл tem temmuz "
    "júl július",
    "aug august ago agosto sie sierpnia sierpień aoû août aout augustus augusti srp srpna srpen авг августа август ağu "
    "ağustos "
    "augusztus",
    "sep sept september septiembre wrz września wrzesień septembre set settembre setembro zář září сент сен сентября "
    "сентябрь "
    "eyl eylül szept szeptember",
    "oct october octubre paź października październik okt oktober octobre ott ottobre out outubro říj října říjen окт "
    "октября "
    "октябрь eki ekim október",
    "nov november noviembre lis listopada listopad novembre novembro нояб ноя ноября ноябрь kas kasım",
    "dec december dic dicbre diciembre gru grudnia grudzień dez dezember déc décembre dicembre dezembro pro prosince "
    "prosinec des "
    "desember дек декабря декабрь ara aralık"};

std::unordered_map<std::string_view, int> monthTable()
{
    std::unordered_map<std::string_view, int> table;
    for (std::size_t month = 0; month < kMonthNames.size(); ++month) {
        std::string_view names = kMonthNames[month];
        while (!names.empty()) {
            const auto end = std::min(names.find(' '), names.size());
            if (end > 0) table.emplace(names.substr(0, end), static_cast<int>(month) + 1);
            names.remove_prefix(std::min(end + 1, names.size()));
        }
    }
    return table;
}

} // namespace

int monthFromName(std::string_view folded)
{
    static const auto kTable = monthTable();
    while (!folded.empty() && folded.back() == '.') folded.remove_suffix(1);
    const auto found = kTable.find(folded);
    return found == kTable.end() ? 0 : found->second;
}

} // namespace assay::importers
