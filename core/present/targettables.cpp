// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/targettables.h"

#include "domain/work.h"
#include "present/cells.h"
#include "present/drill.h"
#include "present/estimatetext.h"
#include "present/format.h"
#include "present/verdicttext.h"

#include <cmath>

namespace assay::present {

namespace {

QString rangeText(const std::optional<DayRange>& range)
{
    return range ? formatDay(range->from) + QStringLiteral(" – ") + formatDay(range->to) : QStringLiteral("–");
}

QString populationText(const domain::Target& target)
{
    QStringList parts;
    for (const auto& team : target.teams) parts << text(team);
    for (const auto& id : target.taskTypes) {
        const auto type = domain::taskTypeFromId(id);
        parts << (type ? QString::fromUtf8(domain::taskTypeTitle(*type)) : text(id));
    }
    for (const auto& priority : target.priorities) parts << text(priority);
    return parts.isEmpty() ? QStringLiteral("all work") : parts.join(QStringLiteral(", "));
}

EffectStyle styleOf(const decision::TargetStatus& status)
{
    const metrics::Metric* metric = metrics::metricById(status.target.measure);
    const std::string_view unit = metric ? metric->info().unit : std::string_view{};
    if (status.evidence.unit == "points" || (unit == "share" && status.target.basis == domain::Basis::Contrast))
        return EffectStyle::Points;
    return unit == "h" || unit == "d" ? EffectStyle::Change : EffectStyle::Ratio;
}

bool asEffect(const decision::TargetStatus& status)
{
    return status.target.basis != domain::Basis::Level;
}

Cell seenCell(const decision::TargetStatus& status)
{
    const auto& e = status.evidence;
    if (!e.value) return textCell(figureText(e), Tone::Unknown); // the remarks below say why
    Cell cell = textCell(asEffect(status) ? effectText(e, styleOf(status)) : figureText(e), targetTone(status));
    cell.sort = *e.value;
    cell.strong = true;
    return cell;
}

QString intervalOf(const decision::TargetStatus& status)
{
    if (asEffect(status)) return effectRangeText(status.evidence, styleOf(status));
    const auto& e = status.evidence;
    return e.low && e.high ? formatBareInterval(*e.low, *e.high, e.unit) : QStringLiteral("–");
}

QString limitWords(const domain::Target& target)
{
    QString limit = limitText(target);
    if (target.guardRail) return limit;
    return (target.atMost ? QStringLiteral("at most ") : QStringLiteral("at least ")) + limit;
}

QString stateWords(const decision::TargetStatus& status)
{
    QString words = text(decision::stateText(status));
    if (status.weeksToDecide && !status.ended && status.state != decision::TargetState::Met &&
        status.state != decision::TargetState::NotMet)
        words += QStringLiteral(" · told apart in about %1 weeks, as likely as not")
                     .arg(formatNumber(std::ceil(*status.weeksToDecide), 0));
    return words;
}

Cell registrationCell(const domain::Target& target)
{
    if (target.byDefault) return textCell(QStringLiteral("Assay's default; nobody registered one"));
    QString words = target.registeredOn ? formatDay(*target.registeredOn) : QStringLiteral("–");
    if (target.postHoc) words += QStringLiteral(" · post hoc");
    if (!target.owner.empty()) words += QStringLiteral(" · ") + text(target.owner);
    return textCell(words, target.postHoc ? Tone::Attention : Tone::Neutral);
}

} // namespace

TableSpec targetsTable(Figures& figures)
{
    TableSpec table;
    table.id = QStringLiteral("targets.status");
    table.title = QStringLiteral("Targets and guard-rails");
    table.subtitle =
        QStringLiteral("A target fixed before its window opens is registered; one made or edited later is post hoc and "
                       "says so for ever. Met or crossed: the whole interval lies on one side of the limit");
    table.columns = {textColumn("Target", 4), textColumn("Kind"),       textColumn("Population", 2),
                     numberColumn("Seen"),    textColumn("95 % CI", 2), textColumn("Limit", 2),
                     textColumn("Status", 2), textColumn("Window", 2),  textColumn("Registered", 3)};
    for (const auto& status : figures.recommendation().targets) {
        Cell state = textCell(stateWords(status), targetTone(status));
        state.badge = true;
        table.rows.push_back(
            {{textCell(text(status.target.title)),
              textCell(status.target.guardRail ? QStringLiteral("Guard-rail") : QStringLiteral("Target")),
              textCell(populationText(status.target)), seenCell(status), textCell(intervalOf(status)),
              textCell(limitWords(status.target)), state, textCell(rangeText(status.target.window)),
              registrationCell(status.target)},
             drillMeasure(status.target.measure, figures.view()),
             text(status.target.id)});
    }
    table.empty = QStringLiteral("No target can be judged.");
    return table;
}

TableSpec targetEditsTable(const Decisions& decisions)
{
    TableSpec table;
    table.id = QStringLiteral("targets.edits");
    table.title = QStringLiteral("Edits");
    table.subtitle = QStringLiteral("What was changed after registration; nothing here can be taken back");
    table.columns = {textColumn("On"), textColumn("Target", 3), textColumn("Changed", 4), textColumn("When")};
    for (auto target = decisions.targets.rbegin(); target != decisions.targets.rend(); ++target)
        for (auto edit = target->edits.rbegin(); edit != target->edits.rend(); ++edit)
            table.rows.push_back(
                {{dayCell(toEpochDay(edit->on)), textCell(text(target->title)), textCell(text(edit->what)),
                  textCell(edit->postHoc ? QStringLiteral("after its window opened")
                                         : QStringLiteral("before its window opened"),
                           edit->postHoc ? Tone::Attention : Tone::Neutral)},
                 {}});
    table.empty = QStringLiteral("No registered target was edited.");
    return table;
}

TableSpec verdictHistoryTable(const Decisions& decisions)
{
    TableSpec table;
    table.id = QStringLiteral("targets.history");
    table.title = QStringLiteral("Recommendations so far");
    table.subtitle = QStringLiteral("Kept whenever a report or verdict is made from new data, settings or targets");
    table.columns = {textColumn("Made"),       textColumn("Recommendation", 2), textColumn("Scope", 2),
                     textColumn("Because", 6), textColumn("Holds in"),          textColumn("Fingerprint", 2)};
    for (auto v = decisions.history.rbegin(); v != decisions.history.rend(); ++v) {
        const QString holds =
            v->runs == 0 ? QStringLiteral("–") : QStringLiteral("%1 of %2").arg(v->holdsIn).arg(v->runs);
        table.rows.push_back(
            {{momentCell(toUnixMillis(v->at)), textCell(text(v->title)),
              textCell(v->scope.empty() ? QStringLiteral("everything") : text(v->scope)),
              textCell(text(v->text).remove(QStringLiteral("**"))), textCell(holds), textCell(text(v->fingerprint))},
             {}});
    }
    table.empty = QStringLiteral("None yet: exporting the PDF, or assay-cli verdict, writes one down.");
    return table;
}

} // namespace assay::present
