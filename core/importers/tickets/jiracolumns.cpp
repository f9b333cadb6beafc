// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/tickets/jiracolumns.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace assay::importers {
namespace {

using JiraNames = std::initializer_list<std::string_view>;

// English first, then es, de, fr, pl, pt, it, nl, ru, zh, ja; normalised spelling.
const JiraNames kJiraKey = {"issue key",
                            "key",
                            "work item key",
                            "clave de incidencia",
                            "clave",
                            "clave de actividad",
                            "vorgangsschlüssel",
                            "schlüssel",
                            "vorgangsschluessel",
                            "clé de ticket",
                            "clé",
                            "clé de demande",
                            "klucz zgłoszenia",
                            "klucz",
                            "klucz elementu pracy",
                            "chave da ocorrência",
                            "chave da item",
                            "chave do item",
                            "chave",
                            "chiave ticket",
                            "chiave segnalazione",
                            "chiave",
                            "issuesleutel",
                            "itemsleutel",
                            "sleutel",
                            "ключ проблемы",
                            "ключ",
                            "ключ задачи",
                            "问题关键字",
                            "密钥",
                            "課題キー",
                            "キー"};
const JiraNames kJiraId = {"issue id",     "work item id",  "id de la incidencia", "id de incidencia", "vorgangs-id",
                           "id de ticket", "id zgłoszenia", "id do item",          "id da ocorrência", "id ticket"};
const JiraNames kJiraSummary = {"summary", "resumen",   "zusammenfassung", "résumé", "récapitulatif", "podsumowanie",
                                "resumo",  "riepilogo", "samenvatting",    "тема",   "概要",          "摘要",
                                "要約"};
const JiraNames kJiraType = {
    "issue type",   "work type",          "tipo de incidencia", "tipo de actividad", "vorgangstyp",
    "vorgangsart",  "type de ticket",     "type de demande",    "typ zgłoszenia",    "typ",
    "tipo de item", "tipo de ocorrência", "tipo di ticket",     "tipo segnalazione", "issuetype",
    "itemtype",     "тип задачи",         "тип проблемы",       "问题类型",          "課題タイプ"};
const JiraNames kJiraStatus = {"status", "estado", "état", "statut", "stan", "stato", "статус", "状态", "ステータス"};
const JiraNames kJiraStatusCategory = {"status category",      "categoría de estado",
                                       "categoría del estado", "statuskategorie",
                                       "catégorie d'état",     "catégorie de statut",
                                       "catégorie d’état",     "kategoria statusu",
                                       "categoria do status",  "categoria de status",
                                       "categoria stato",      "statuscategorie",
                                       "категория статуса",    "状态类别",
                                       "ステータス カテゴリ",  "ステータスカテゴリ"};
const JiraNames kJiraCategoryChanged = {
    "status category changed",      "categoría de estado modificada", "categoría de estado cambiada",
    "statuskategorie geändert",     "catégorie d'état modifiée",      "catégorie d’état modifiée",
    "zmieniono kategorię statusu",  "kategoria statusu zmieniona",    "categoria de status alterada",
    "categoria do status alterada", "categoria stato modificata",     "statuscategorie gewijzigd"};
const JiraNames kJiraResolution = {"resolution",  "resolución", "lösung",  "résolution", "rozwiązanie", "resolução",
                                   "risoluzione", "oplossing",  "решение", "резолюция",  "解决结果",    "解決状況"};
const JiraNames kJiraPriority = {"priority", "prioridad",  "priorität", "priorité", "priorytet", "prioridade",
                                 "priorità", "prioriteit", "приоритет", "优先级",   "優先度"};
const JiraNames kJiraLabels = {"labels",     "label",    "etiquetas",  "stichwörter", "etiketten",
                               "étiquettes", "etykiety", "categorias", "etichette",   "labels",
                               "метки",      "标签",     "ラベル"};
const JiraNames kJiraAssignee = {"assignee",           "persona asignada",     "responsable",      "asignado a",
                                 "zugewiesene person", "bearbeiter",           "zugewiesen an",    "personne assignée",
                                 "attribution",        "responsable attribué", "osoba przypisana", "przypisany",
                                 "osoba przydzielona", "responsável",          "assegnatario",     "toegewezen persoon",
                                 "toegewezene",        "исполнитель",          "经办人",           "担当者"};
const JiraNames kJiraReporter = {"reporter",         "informador", "informante",  "autor",
                                 "berichterstatter", "rapporteur", "zgłaszający", "osoba zgłaszająca",
                                 "relator",          "reporter",   "segnalatore", "rapporteur",
                                 "melder",           "автор",      "报告人",      "報告者"};
const JiraNames kJiraProject = {"project key",     "clave del proyecto", "clave de proyecto", "projektschlüssel",
                                "clé de projet",   "clé du projet",      "klucz projektu",    "chave do projeto",
                                "chiave progetto", "projectsleutel",     "ключ проекта"};
const JiraNames kJiraParentKey = {"parent key",
                                  "custom field (epic link)",
                                  "epic link",
                                  "clave principal",
                                  "clave de la actividad principal",
                                  "übergeordneter schlüssel",
                                  "clé parent",
                                  "clé parente",
                                  "klucz elementu nadrzędnego",
                                  "chave pai",
                                  "chiave principale",
                                  "campo personalizado (epic link)",
                                  "campo personalizado (enlace de epic)",
                                  "benutzerdefiniertes feld (epic link)",
                                  "champ personnalisé (epic link)",
                                  "pole niestandardowe (epic link)"};
const JiraNames kJiraParent = {"parent",       "parent id",     "principal",
                               "übergeordnet", "parent ticket", "element nadrzędny"};
const JiraNames kJiraCreated = {"created",
                                "creada",
                                "creado",
                                "fecha de creación",
                                "erstellt",
                                "créée",
                                "créé",
                                "création",
                                "date de création",
                                "utworzono",
                                "utworzone",
                                "data utworzenia",
                                "criado",
                                "criada",
                                "data de criação",
                                "creato",
                                "creata",
                                "data creazione",
                                "aangemaakt",
                                "gemaakt",
                                "создано",
                                "дата создания",
                                "创建日期",
                                "已创建",
                                "作成日",
                                "作成日時"};
const JiraNames kJiraUpdated = {"updated",    "actualizada",    "actualizado",    "aktualisiert",   "mise à jour",
                                "mis à jour", "mise à jour le", "zaktualizowano", "zaktualizowane", "atualizado",
                                "atualizada", "aggiornato",     "aggiornata",     "bijgewerkt",     "обновлено",
                                "已更新",     "更新日期",       "更新日",         "更新日時"};
const JiraNames kJiraResolved = {
    "resolved", "resolution date", "resolutiondate", "resuelta",  "resuelto",  "erledigt", "gelöst",  "résolue",
    "résolu",   "rozwiązano",      "rozwiązane",     "resolvido", "resolvida", "risolto",  "risolta", "opgelost",
    "решено",   "дата решения",    "已解决",         "解决日期",  "解決日",    "解決日時"};

bool holdsOne(const std::set<std::string, std::less<>>& headers, JiraNames names)
{
    return std::any_of(names.begin(), names.end(),
                       [&headers](std::string_view name) { return headers.contains(name); });
}

bool isKeyLetter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

} // namespace

JiraColumns locateJiraColumns(const CsvTable& table)
{
    JiraColumns at;
    at.key = table.columns(kJiraKey);
    at.id = table.columns(kJiraId);
    at.summary = table.columns(kJiraSummary);
    at.type = table.columns(kJiraType);
    at.status = table.columns(kJiraStatus);
    at.statusCategory = table.columns(kJiraStatusCategory);
    at.categoryChanged = table.columns(kJiraCategoryChanged);
    at.resolution = table.columns(kJiraResolution);
    at.priority = table.columns(kJiraPriority);
    at.labels = table.columns(kJiraLabels);
    at.assignee = table.columns(kJiraAssignee);
    at.reporter = table.columns(kJiraReporter);
    at.project = table.columns(kJiraProject);
    at.parent = table.columns(kJiraParent);
    at.parentKey = table.columns(kJiraParentKey);
    at.created = table.columns(kJiraCreated);
    at.updated = table.columns(kJiraUpdated);
    at.resolved = table.columns(kJiraResolved);
    return at;
}

int jiraHeaderScore(const std::set<std::string, std::less<>>& headers)
{
    if (!holdsOne(headers, kJiraKey)) return 0;
    int score = 0;
    for (const auto& names : {kJiraType, kJiraStatus, kJiraResolution, kJiraPriority, kJiraReporter, kJiraCreated,
                              kJiraUpdated, kJiraSummary})
        score += holdsOne(headers, names) ? 8 : 0;
    return score >= 16 ? 20 + score : 0;
}

bool looksLikeJiraKey(std::string_view text)
{
    const auto dash = text.rfind('-');
    if (dash == std::string_view::npos || dash == 0 || dash + 1 == text.size() || text[0] < 'A' || text[0] > 'Z')
        return false;
    return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(dash), isKeyLetter) &&
           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(dash) + 1, text.end(),
                       [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace assay::importers
