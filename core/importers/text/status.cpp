// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/status.h"

#include "importers/text/utf8.h"

#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace assay::importers {
namespace {

using domain::StatusCategory;

// Common names, folded, separated by bars: en, es, de, fr, pl, pt, it, nl, sv, ru, zh, ja.
constexpr std::string_view kToDo =
    "to do|todo|open|opened|new|backlog|unstarted|triage|proposed|approved|ready|ready for development|ready for "
    "dev|selected for "
    "development|reopened|planned|requested|waiting|not started|created|icebox|refined|"
    "tareas por hacer|por hacer|por empezar|a empezar|sin empezar|abierta|abierto|nueva|nuevo|pendiente|reabierta|"
    "zu erledigen|offen|neu|aufgabenliste|geplant|wiedereröffnet|wieder geöffnet|ausgewählt für entwicklung|"
    "à faire|a faire|ouvert|ouverte|nouveau|nouvelle|rouvert|rouverte|en attente|"
    "do zrobienia|otwarte|otwarty|nowe|nowy|lista zadań|zaległości|ponownie otwarte|oczekujące|"
    "tarefas pendentes|a fazer|aberto|aberta|novo|nova|reaberto|pendente|"
    "da completare|da fare|aperto|aperta|nuova|riaperto|te doen|nieuw|heropend|att göra|öppen|ny|"
    "к выполнению|сделать|открыт|открыта|новый|новая|待办|待处理|新建|打开|开放|重新打开|未対応|未着手|オープン|新規";
constexpr std::string_view kInProgress =
    "in progress|started|active|doing|in development|development|dev in progress|in review|review|code review|under "
    "review|peer "
    "review|ready for review|in test|in testing|testing|test|qa|in qa|ready for test|ready for testing|ready for "
    "qa|committed|"
    "implementing|in implementation|blocked|on hold|paused|merging|ready to merge|ready for release|ready for "
    "deploy|staging|"
    "awaiting release|verification|validating|investigating|work in progress|wip|accepted|indeterminate|patch "
    "available|"
    "en curso|en progreso|en revisión|en desarrollo|en pruebas|bloqueada|bloqueado|"
    "in arbeit|in bearbeitung|in prüfung|in überprüfung|in entwicklung|im test|blockiert|"
    "en cours|en cours de revue|en revue|en développement|en test|bloqué|bloquée|"
    "w toku|w trakcie|w trakcie realizacji|w realizacji|w recenzji|testowanie|zablokowane|"
    "em andamento|em progresso|em revisão|em análise|em desenvolvimento|bloqueada|in corso|in revisione|in sviluppo|"
    "in uitvoering|in behandeling|pågår|pågående|в работе|в процессе|на проверке|тестирование|"
    "处理中|进行中|开发中|测试中|评审中|対応中|進行中|処理中|作業中|レビュー中";
constexpr std::string_view kDone =
    "done|closed|resolved|completed|complete|fixed|released|deployed|merged|finished|verified|shipped|production|live|"
    "finalizada|finalizado|listo|lista|hecho|hecha|cerrada|cerrado|resuelta|resuelto|terminada|terminado|completada|"
    "completado|acabada|acabado|"
    "fertig|erledigt|geschlossen|gelöst|abgeschlossen|behoben|"
    "terminé|terminée|terminé(e)|fermé|fermée|résolu|résolue|fini|livré|clos|"
    "gotowe|zrobione|zamknięte|zamknięty|zakończone|zakończony|ukończone|rozwiązane|rozwiązany|wykonane|"
    "concluído|concluída|feito|fechado|fechada|resolvido|resolvida|itens concluídos|finalizado(a)|"
    "completato|completata|fatto|chiuso|chiusa|risolto|gereed|klaar|gesloten|opgelost|klar|klart|stängd|färdig|"
    "готово|выполнено|закрыт|закрыта|закрыто|решен|решено|завершено|已完成|完成|已关闭|关闭|已解决|解决|完了|クローズ|"
    "解決済み|完了済み";
constexpr std::string_view kCancelled =
    "cancelled|canceled|won't do|wont do|won't fix|wontfix|rejected|abandoned|duplicate|removed|declined|not "
    "planned|invalid|"
    "obsolete|dropped|discarded|withdrawn|"
    "cancelada|cancelado|rechazada|rechazado|descartada|descartado|abgebrochen|abgelehnt|verworfen|storniert|"
    "annulé|annulée|rejeté|rejetée|abandonné|abandonnée|anulowane|anulowany|odrzucone|odrzucony|rejeitado|"
    "annullato|annullata|rifiutato|geannuleerd|afgewezen|avbruten|отменено|отменен|отклонено|已取消|取消|已拒绝|"
    "キャンセル|却下";
constexpr std::string_view kNotDoneResolutions =
    "won't do|wont do|won't fix|wontfix|won’t do|won’t fix|duplicate|duplicated|cannot reproduce|can't "
    "reproduce|invalid|incomplete|"
    "declined|rejected|cancelled|canceled|abandoned|not a bug|not a problem|obsolete|works for me|by design|not "
    "planned|not an issue|"
    "no se hará|no se hara|duplicado|no se puede reproducir|cancelado|rechazado|"
    "wird nicht erledigt|wird nicht behoben|duplikat|kann nicht reproduziert werden|abgelehnt|"
    "ne sera pas fait|ne sera pas corrigé|doublon|doublonner|impossible à reproduire|annulé|"
    "nie zostanie wykonane|nie zostanie zrobione|nie do naprawy|nie będzie naprawione|duplikat zgłoszenia|nie można "
    "odtworzyć|odrzucone|"
    "não será feito|duplicata|não será corrigido|duplicato|non verrà risolto|не будет исправлено|дубликат|не "
    "воспроизводится|"
    "不予解决|不修复|重复|无法重现";

template <class Fn>
void eachName(std::string_view names, Fn fn)
{
    while (!names.empty()) {
        const auto end = std::min(names.find('|'), names.size());
        fn(names.substr(0, end));
        names.remove_prefix(std::min(end + 1, names.size()));
    }
}

std::unordered_map<std::string_view, StatusCategory> categoryTable()
{
    std::unordered_map<std::string_view, StatusCategory> table;
    const auto add = [&table](std::string_view names, StatusCategory category) {
        eachName(names, [&](std::string_view name) { table.emplace(name, category); });
    };
    add(kToDo, StatusCategory::ToDo);
    add(kInProgress, StatusCategory::InProgress);
    add(kDone, StatusCategory::Done);
    add(kCancelled, StatusCategory::Cancelled);
    return table;
}

std::unordered_set<std::string_view> resolutionTable()
{
    std::unordered_set<std::string_view> table;
    eachName(kNotDoneResolutions, [&table](std::string_view name) { table.insert(name); });
    return table;
}

} // namespace

StatusCategory categoryFromKey(std::string_view key)
{
    if (key == "new") return StatusCategory::ToDo;
    if (key == "indeterminate") return StatusCategory::InProgress;
    if (key == "done") return StatusCategory::Done;
    return StatusCategory::Unknown;
}

StatusCategory categoryFromName(std::string_view name)
{
    static const auto kTable = categoryTable();
    const auto found = kTable.find(foldCase(trimmed(name)));
    return found == kTable.end() ? StatusCategory::Unknown : found->second;
}

bool isCancelledResolution(std::string_view resolution)
{
    static const auto kTable = resolutionTable();
    return kTable.contains(foldCase(trimmed(resolution)));
}

} // namespace assay::importers
