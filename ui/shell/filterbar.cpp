// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/filterbar.h"

#include "present/format.h"
#include "shell/filterchip.h"
#include "shell/periodmenu.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <algorithm>

namespace assay::ui {
namespace {

/// A menu that stays open while one ticks several things.
class StayingMenu : public QMenu
{
public:
    using QMenu::QMenu;

protected:
    void mouseReleaseEvent(QMouseEvent* event) override
    {
        if (auto* action = activeAction(); action != nullptr && action->isCheckable())
            action->trigger();
        else
            QMenu::mouseReleaseEvent(event);
    }
};

} // namespace

FilterBar::FilterBar(QWidget* parent)
    : QWidget(parent), m_row(new QHBoxLayout(this)), m_period(addChip(QStringLiteral("period"))),
      m_baseline(addChip(QStringLiteral("baseline"))), m_teams(addChip(QStringLiteral("teams"))),
      m_taskTypes(addChip(QStringLiteral("task types"))), m_tools(addChip(QStringLiteral("tool")))
{
    m_row->setContentsMargins(20, 14, 20, 10);
    m_row->setSpacing(8);
    m_row->addStretch(1);
    auto* palette = new QPushButton(QStringLiteral("Ctrl K"), this);
    palette->setToolTip(QStringLiteral("Go to a page or do something by name"));
    connect(palette, &QPushButton::clicked, this, &FilterBar::paletteRequested);
    m_row->addWidget(palette);
    auto* add = new QPushButton(QStringLiteral("Add data"), this);
    connect(add, &QPushButton::clicked, this, &FilterBar::addDataRequested);
    m_row->addWidget(add);
    auto* report = new QPushButton(QStringLiteral("Export PDF"), this);
    report->setObjectName(QStringLiteral("primary"));
    connect(report, &QPushButton::clicked, this, &FilterBar::exportRequested);
    m_row->addWidget(report);
}

FilterChip* FilterBar::addChip(const QString& name)
{
    auto* chip = new FilterChip(name, this);
    m_row->addWidget(chip);
    return chip;
}

void FilterBar::changed()
{
    Q_EMIT filterChanged();
}

void FilterBar::offer(FilterChip* chip, const QString& label,
                      const std::vector<std::pair<QString, std::string>>& choices,
                      std::set<std::string> facts::Filter::*field)
{
    delete chip->menu();
    auto* menu = new StayingMenu(chip);
    const auto tell = [this, chip, label, choices, field] {
        const auto& picked = m_filter.*field;
        const auto total = choices.size();
        const auto only = std::find_if(choices.begin(), choices.end(),
                                       [&](const auto& choice) { return picked.contains(choice.second); });
        chip->say(label, picked.empty() ? QStringLiteral("All %1").arg(total)
                         : picked.size() == 1 && only != choices.end()
                             ? only->first
                             : QStringLiteral("%1 of %2").arg(picked.size()).arg(total));
    };
    auto* all = menu->addAction(QStringLiteral("All"));
    menu->addSeparator();
    for (const auto& [title, id] : choices) {
        auto* action = menu->addAction(title);
        action->setCheckable(true);
        connect(action, &QAction::toggled, this, [this, field, id = id, tell](bool on) {
            if (on)
                (m_filter.*field).insert(id);
            else
                (m_filter.*field).erase(id);
            tell();
            changed();
        });
    }
    connect(all, &QAction::triggered, this, [this, menu, field, tell] {
        for (auto* action : menu->actions()) {
            const QSignalBlocker quiet(action);
            action->setChecked(false);
        }
        (m_filter.*field).clear();
        tell();
        changed();
    });
    chip->setMenu(menu);
    chip->setVisible(!choices.empty());
    tell();
}

void FilterBar::offerPeriods(DayRange span)
{
    const auto install = [&](FilterChip* chip, const QString& label, const QString& anything,
                             std::optional<DayRange> facts::Filter::*field) {
        delete chip->menu();
        auto* menu = new PeriodMenu(anything, span, chip);
        const auto tell = [this, chip, label, anything, span, field](const std::optional<DayRange>& range) {
            const bool period = field == &facts::Filter::period;
            chip->say(label, range ? present::formatPeriod(*range) : period ? present::formatPeriod(span) : anything);
        };
        connect(menu, &PeriodMenu::chosen, this, [this, field, tell](std::optional<DayRange> range) {
            m_filter.*field = range;
            tell(range);
            changed();
        });
        chip->setMenu(menu);
        tell(std::nullopt);
    };
    install(m_period, QStringLiteral("Period"), QStringLiteral("Whole span"), &facts::Filter::period);
    install(m_baseline, QStringLiteral("Baseline"), QStringLiteral("None"), &facts::Filter::baseline);
}

void FilterBar::setSnapshot(const facts::SnapshotPtr& snapshot)
{
    m_filter = {};
    offerPeriods(snapshot->span);
    std::vector<std::pair<QString, std::string>> teams;
    for (const auto& team : snapshot->teams) teams.emplace_back(QString::fromStdString(team), team);
    std::vector<std::pair<QString, std::string>> types;
    for (int i = 0; i < domain::kTaskTypes; ++i) {
        const auto type = static_cast<domain::TaskType>(i);
        types.emplace_back(QString::fromUtf8(domain::taskTypeTitle(type)), domain::taskTypeId(type));
    }
    std::vector<std::pair<QString, std::string>> tools;
    for (std::size_t i = 0; i < snapshot->tools.size(); ++i)
        tools.emplace_back(QString::fromStdString(snapshot->toolTitles[i]), snapshot->tools[i]);
    offer(m_teams, QStringLiteral("Teams"), teams, &facts::Filter::teams);
    offer(m_taskTypes, QStringLiteral("Task types"), types, &facts::Filter::taskTypes);
    offer(m_tools, QStringLiteral("Tool"), tools, &facts::Filter::tools);
}

} // namespace assay::ui
