// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/whatifpanel.h"

#include "pages/assumptionrow.h"
#include "widgets/card.h"
#include "widgets/rangeslider.h"

#include <QComboBox>
#include <QGridLayout>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace assay::ui {

WhatIfPanel::WhatIfPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_scenario(new QComboBox(this)), m_horizon(new QComboBox(this)),
      m_hosting(new QComboBox(this)), m_approach(new QComboBox(this)),
      m_rollout(new QPushButton(QStringLiteral("Roll-out…"), this)),
      m_save(new QPushButton(QStringLiteral("Save as…"), this)), m_lead(new QPushButton(QStringLiteral("Lead"), this)),
      m_remove(new QPushButton(QStringLiteral("Remove"), this)),
      m_reset(new QPushButton(QStringLiteral("Reset all"), this)),
      m_update(new QPushButton(QStringLiteral("Take new measurements"), this)), m_list(new QScrollArea(this))
{
    setFixedWidth(kWidth);
    setAccessibleName(QStringLiteral("Assumptions"));
    setUpHead();
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setWidgetResizable(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_list->setFocusPolicy(Qt::NoFocus);
}

void WhatIfPanel::setUpHead()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 4, 4, 12);
    column->setSpacing(8);
    auto* head = new QGridLayout;
    head->setContentsMargins(0, 0, 12, 0);
    head->setSpacing(6);
    head->addWidget(makeLabel(QStringLiteral("Assumptions"), kTitleSize, m_theme.ink, QFont::DemiBold, this), 0, 0, 1,
                    3);
    m_scenario->setAccessibleName(QStringLiteral("Scenario"));
    m_scenario->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    head->addWidget(m_scenario, 1, 0, 1, 3);
    m_horizon->setAccessibleName(QStringLiteral("Horizon"));
    for (const int months : {12, 24, 36, 48, 60})
        m_horizon->addItem(QStringLiteral("over %1 months").arg(months), months);
    head->addWidget(m_horizon, 2, 0, 1, 2);
    head->addWidget(m_rollout, 2, 2);
    setUpChoices(*head);
    head->addWidget(m_save, 4, 0);
    head->addWidget(m_lead, 4, 1);
    head->addWidget(m_remove, 4, 2);
    head->addWidget(m_reset, 5, 0, 1, 3);
    head->addWidget(m_update, 6, 0, 1, 3);
    m_rollout->setToolTip(QStringLiteral("Who begins when, and with which work"));
    m_save->setToolTip(QStringLiteral("Keep these assumptions in the workspace under a name"));
    m_lead->setToolTip(QStringLiteral("Put this scenario first: the recommendation goes by it"));
    m_remove->setToolTip(QStringLiteral("Take this scenario out of the workspace"));
    column->addLayout(head);
    column->addWidget(m_list, 1);
    connect(m_scenario, &QComboBox::textActivated, this, &WhatIfPanel::chooseScenario);
    connect(m_horizon, &QComboBox::activated, this,
            [this](int index) { chooseHorizon(m_horizon->itemData(index).toInt()); });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        auto trial = m_trial;
        trial.edits.clear();
        trial.months = 0;
        trial.rollout.reset();
        take(trial);
    });
    const auto asks = [this](QPushButton* button, const QString& id) {
        button->setObjectName(id);
        connect(button, &QPushButton::clicked, this, [this, id] { Q_EMIT actionRequested(id); });
    };
    asks(m_rollout, QStringLiteral("scenario-rollout"));
    asks(m_save, QStringLiteral("scenario-save"));
    asks(m_lead, QStringLiteral("scenario-lead"));
    asks(m_remove, QStringLiteral("scenario-remove"));
    asks(m_update, QStringLiteral("scenario-update"));
}

/// Where it runs and who makes it: each sets the assumption it stands for.
void WhatIfPanel::setUpChoices(QGridLayout& head)
{
    using whatif::Approach;
    using whatif::Hosting;
    m_hosting->setAccessibleName(QStringLiteral("Hosting"));
    m_hosting->setToolTip(QStringLiteral("Sets the hosting multiple"));
    for (const auto& [title, hosting] : {std::pair{"Hosting: cloud", Hosting::Cloud},
                                         {"Hosting: hybrid", Hosting::Hybrid},
                                         {"Hosting: on-premise", Hosting::OnPremise}})
        m_hosting->addItem(QString::fromUtf8(title), static_cast<int>(hosting));
    m_hosting->setPlaceholderText(QStringLiteral("Hosting: as set"));
    m_approach->setAccessibleName(QStringLiteral("Approach"));
    m_approach->setToolTip(QStringLiteral("Sets the integration multiple, and with it upkeep"));
    for (const auto& [title, approach] :
         {std::pair{"Buy", Approach::Buy}, {"Mixed", Approach::Mixed}, {"Build", Approach::Build}})
        m_approach->addItem(QString::fromUtf8(title), static_cast<int>(approach));
    m_approach->setPlaceholderText(QStringLiteral("As set"));
    head.addWidget(m_hosting, 3, 0, 1, 2);
    head.addWidget(m_approach, 3, 2);
    connect(m_hosting, &QComboBox::activated, this, [this](int index) {
        take(present::withHosting(*m_spec, m_trial, static_cast<Hosting>(m_hosting->itemData(index).toInt())));
    });
    connect(m_approach, &QComboBox::activated, this, [this](int index) {
        take(present::withApproach(*m_spec, m_trial, static_cast<Approach>(m_approach->itemData(index).toInt())));
    });
}

void WhatIfPanel::showChoices()
{
    const auto hosting = present::hostingOf(*m_spec, m_trial);
    m_hosting->setCurrentIndex(hosting ? m_hosting->findData(static_cast<int>(*hosting)) : -1);
    const auto approach = present::approachOf(*m_spec, m_trial);
    m_approach->setCurrentIndex(approach ? m_approach->findData(static_cast<int>(*approach)) : -1);
}

void WhatIfPanel::show(const std::shared_ptr<const present::WhatIfSpec>& spec)
{
    const bool underWay = dragging();
    m_spec = spec;
    if (!underWay) m_trial = m_settled = spec->trial;
    if (m_rows.empty()) addRows();
    showScenarios();
    for (auto* row : m_rows) showRow(*row);
}

void WhatIfPanel::addRows()
{
    auto* rows = new QWidget;
    rows->setObjectName(QStringLiteral("assumptions"));
    auto* column = new QVBoxLayout(rows);
    column->setContentsMargins(0, 0, 12, 0);
    column->setSpacing(0);
    QString group;
    for (const auto& slider : m_spec->sliders) {
        if (slider.group != group) {
            group = slider.group;
            auto* title = makeLabel(group.toUpper(), kSmallSize, m_theme.muted, QFont::DemiBold, rows);
            title->setContentsMargins(0, 10, 0, 2);
            column->addWidget(title);
        }
        auto* row = new AssumptionRow(slider, m_theme, rows);
        connectRow(row);
        row->show(slider);
        m_rows.push_back(row);
        column->addWidget(row);
    }
    column->addStretch(1);
    auto colours = palette();
    colours.setColor(QPalette::Window, m_theme.background);
    rows->setPalette(colours);
    m_list->viewport()->setPalette(colours);
    m_list->setWidget(rows);
}

void WhatIfPanel::connectRow(AssumptionRow* row)
{
    connect(row, &AssumptionRow::moved, this, [this, row](const QString& id, const present::Triple& value) {
        m_trial = present::withEdit(*m_spec, m_trial, id, value);
        showRow(*row);
        Q_EMIT dragged(m_trial);
    });
    connect(row, &AssumptionRow::released, this, [this] {
        if (!(m_trial == m_settled)) take(m_trial);
    });
    connect(row, &AssumptionRow::typed, this, [this, row](const QString& id, const QString& words) {
        const auto value = present::typedValue(*m_spec, m_trial, id, words);
        if (value)
            take(present::withEdit(*m_spec, m_trial, id, *value));
        else
            row->refuse(QString::fromStdString(value.error().message));
    });
    connect(row, &AssumptionRow::linkActivated, this, &WhatIfPanel::linkActivated);
    connect(row, &AssumptionRow::resetRequested, this,
            [this](const QString& id) { take(present::withoutEdit(m_trial, id)); });
}

void WhatIfPanel::showScenarios()
{
    m_scenario->clear();
    m_scenario->addItems(m_spec->scenarios);
    if (!m_spec->presets.isEmpty()) m_scenario->insertSeparator(m_scenario->count());
    m_scenario->addItems(m_spec->presets);
    m_scenario->setCurrentText(m_spec->scenario);
    const int months = m_spec->base.scenario.months;
    if (m_horizon->findData(months) < 0) m_horizon->addItem(QStringLiteral("over %1 months").arg(months), months);
    m_horizon->setCurrentIndex(m_horizon->findData(months));
    showChoices();
    m_lead->setEnabled(m_spec->stored && !m_spec->leads);
    m_remove->setEnabled(m_spec->stored);
    m_update->setVisible(m_spec->moved);
    m_reset->setVisible(changed());
}

void WhatIfPanel::showRow(AssumptionRow& row) const
{
    const auto base = std::find_if(m_spec->sliders.begin(), m_spec->sliders.end(),
                                   [&row](const present::SliderSpec& one) { return one.id == row.spec().id; });
    if (base == m_spec->sliders.end()) return;
    auto shown = present::slider(*m_spec, m_trial, row.spec().id);
    if (row.slider()->dragging()) { // the scale must not run away from under the pointer
        shown.from = row.spec().from;
        shown.to = row.spec().to;
        shown.step = row.spec().step;
    }
    row.show(shown);
}

void WhatIfPanel::take(const present::BudgetTrial& trial)
{
    m_trial = m_settled = trial;
    for (auto* row : m_rows) showRow(*row);
    showChoices();
    m_reset->setVisible(changed());
    Q_EMIT trialChanged(m_trial);
}

void WhatIfPanel::chooseScenario(const QString& name)
{
    if (name == m_spec->scenario) return;
    auto trial = m_trial;
    trial.scenario = name.toStdString();
    trial.edits.clear();
    trial.months = 0;
    trial.rollout.reset();
    m_trial = m_settled = trial;
    Q_EMIT trialChanged(trial); // its values come with the page
}

void WhatIfPanel::chooseHorizon(int months)
{
    if (months == m_spec->base.scenario.months) return;
    auto trial = m_trial;
    trial.months = months;
    take(trial);
}

bool WhatIfPanel::changed() const
{
    return !m_trial.edits.empty() || m_trial.months > 0 || m_trial.rollout;
}

bool WhatIfPanel::dragging() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [](const auto* row) { return row->slider()->dragging(); });
}

AssumptionRow* WhatIfPanel::row(const QString& id) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&id](const auto* row) { return row->spec().id == id; });
    return found == m_rows.end() ? nullptr : *found;
}

void WhatIfPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.background);
    painter.setPen(QPen(m_theme.line, 1));
    painter.drawLine(width() - 1, 8, width() - 1, height());
}

} // namespace assay::ui
