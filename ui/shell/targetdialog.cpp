// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/targetdialog.h"

#include <QComboBox>
#include <QDateEdit>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace assay::ui {
namespace {

Day toDay(QDate date)
{
    return fromEpochDay(static_cast<int>(QDate(1970, 1, 1).daysTo(date)));
}

QDate toDate(Day day)
{
    return QDate(1970, 1, 1).addDays(toEpochDay(day));
}

QDateEdit* dateEdit(QDate date, const char* name, QWidget* parent)
{
    auto* edit = new QDateEdit(date, parent);
    edit->setCalendarPopup(true);
    edit->setDisplayFormat(QStringLiteral("d MMM yyyy"));
    edit->setAccessibleName(QString::fromUtf8(name));
    return edit;
}

QWidget* pair(QWidget* first, const QString& between, QWidget* second, QWidget* parent)
{
    auto* both = new QWidget(parent);
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(first);
    row->addWidget(new QLabel(between, both));
    row->addWidget(second);
    row->addStretch(1);
    return both;
}

QListWidget* checkList(const std::vector<std::pair<QString, QString>>& entries, const char* name, QWidget* parent)
{
    auto* list = new QListWidget(parent);
    list->setAccessibleName(QString::fromUtf8(name));
    list->setFixedHeight(96);
    for (const auto& [id, title] : entries) {
        auto* item = new QListWidgetItem(title, list);
        item->setData(Qt::UserRole, id);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
    }
    return list;
}

std::set<std::string> checkedOf(const QListWidget& list)
{
    std::set<std::string> words;
    for (int i = 0; i < list.count(); ++i)
        if (list.item(i)->checkState() == Qt::Checked)
            words.insert(list.item(i)->data(Qt::UserRole).toString().toStdString());
    return words;
}

QLabel* sentenceLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setMinimumHeight(40);
    label->setAlignment(Qt::AlignTop);
    return label;
}

std::vector<std::pair<QString, QString>> named(const QStringList& names)
{
    std::vector<std::pair<QString, QString>> entries;
    for (const auto& name : names) entries.emplace_back(name, name);
    return entries;
}

} // namespace

TargetDialog::TargetDialog(present::TargetForm form, const Theme& theme, QWidget* parent)
    : QDialog(parent), m_form(std::move(form)), m_theme(theme)
{
    setWindowTitle(QStringLiteral("Register a target"));
    setMinimumWidth(620);
    auto* column = new QVBoxLayout(this);
    auto* rows = new QFormLayout;
    rows->setLabelAlignment(Qt::AlignRight);
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    column->addLayout(rows);
    addWhat(rows);
    addWhom(rows);
    addWhen(rows);
    m_baseline = sentenceLabel(this);
    column->addWidget(m_baseline);
    m_sentence = sentenceLabel(this);
    column->addWidget(m_sentence);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    auto* cancel = new QPushButton(QStringLiteral("Cancel"), this);
    m_register = new QPushButton(QStringLiteral("Register"), this);
    m_register->setObjectName(QStringLiteral("primary"));
    m_register->setDefault(true);
    buttons->addWidget(cancel);
    buttons->addWidget(m_register);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_register, &QPushButton::clicked, this, [this] { Q_EMIT submitted(target()); });
    measureChosen();
}

void TargetDialog::addWhat(QFormLayout* form)
{
    m_measure = new QComboBox(this);
    for (const auto& measure : m_form.measures) m_measure->addItem(measure.title, measure.id);
    m_measure->setAccessibleName(QStringLiteral("Measure"));
    form->addRow(QStringLiteral("Measure"), m_measure);
    m_definition = new QLabel(this);
    m_definition->setWordWrap(true);
    form->addRow(QString(), m_definition);
    m_basis = new QComboBox(this);
    m_basis->setAccessibleName(QStringLiteral("Judged as"));
    form->addRow(QStringLiteral("Judged as"), m_basis);
    m_side = new QComboBox(this);
    m_side->addItems({QStringLiteral("at most"), QStringLiteral("at least")});
    m_side->setAccessibleName(QStringLiteral("Side"));
    m_limit = new QDoubleSpinBox(this);
    m_limit->setAccessibleName(QStringLiteral("Limit"));
    m_limit->setMinimumWidth(120);
    form->addRow(QStringLiteral("Limit"), pair(m_side, QString(), m_limit, this));
    m_kind = new QComboBox(this);
    m_kind->addItems({QStringLiteral("Target: to be reached"), QStringLiteral("Guard-rail: not to be crossed")});
    m_kind->setAccessibleName(QStringLiteral("Kind"));
    form->addRow(QStringLiteral("Kind"), m_kind);
    connect(m_measure, &QComboBox::currentIndexChanged, this, &TargetDialog::measureChosen);
    connect(m_basis, &QComboBox::currentIndexChanged, this, &TargetDialog::changed);
    connect(m_side, &QComboBox::currentIndexChanged, this, &TargetDialog::changed);
    connect(m_limit, &QDoubleSpinBox::valueChanged, this, &TargetDialog::changed);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &TargetDialog::changed);
}

void TargetDialog::addWhom(QFormLayout* form)
{
    m_teams = checkList(named(m_form.teams), "Teams", this);
    m_taskTypes = checkList(m_form.taskTypes, "Task types", this);
    m_priorities = checkList(named(m_form.priorities), "Priorities", this);
    auto* both = new QWidget(this);
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_teams);
    row->addWidget(m_taskTypes);
    row->addWidget(m_priorities);
    form->addRow(QStringLiteral("Only these teams,\ntask types\nand priorities"), both);
    for (auto* list : {m_teams, m_taskTypes, m_priorities})
        connect(list, &QListWidget::itemChanged, this, &TargetDialog::changed);
}

void TargetDialog::addWhen(QFormLayout* form)
{
    const QDate today = QDate::currentDate();
    const QDate lastKnown = toDate(m_form.span.to);
    m_baselineFrom =
        dateEdit(std::max(toDate(m_form.span.from), lastKnown.addMonths(-6).addDays(1)), "Baseline from", this);
    m_baselineTo = dateEdit(lastKnown, "Baseline to", this);
    m_windowFrom = dateEdit(std::max(today, lastKnown).addDays(1), "Window from", this);
    m_windowTo = dateEdit(m_windowFrom->date().addDays(89), "Window to", this);
    form->addRow(QStringLiteral("Baseline"), pair(m_baselineFrom, QStringLiteral("to"), m_baselineTo, this));
    form->addRow(QStringLiteral("Judged on"), pair(m_windowFrom, QStringLiteral("to"), m_windowTo, this));
    m_owner = new QLineEdit(this);
    m_owner->setPlaceholderText(QStringLiteral("who answers for it"));
    form->addRow(QStringLiteral("Owner"), m_owner);
    m_title = new QLineEdit(this);
    form->addRow(QStringLiteral("Title"), m_title);
    for (auto* edit : {m_baselineFrom, m_baselineTo, m_windowFrom, m_windowTo})
        connect(edit, &QDateEdit::dateChanged, this, &TargetDialog::changed);
}

const present::TargetMeasure& TargetDialog::measure() const
{
    return m_form.measures.at(static_cast<std::size_t>(std::max(0, m_measure->currentIndex())));
}

domain::Basis TargetDialog::basis() const
{
    return static_cast<domain::Basis>(m_basis->currentData().toInt());
}

void TargetDialog::measureChosen()
{
    const auto& chosen = measure();
    m_definition->setText(chosen.definition);
    const QSignalBlocker quiet(m_basis);
    m_basis->clear();
    m_basis->addItem(QStringLiteral("change against a baseline window"), static_cast<int>(domain::Basis::Change));
    m_basis->addItem(QStringLiteral("level of the figure itself"), static_cast<int>(domain::Basis::Level));
    if (chosen.comparable)
        m_basis->addItem(QStringLiteral("AI-assisted against human-only work"),
                         static_cast<int>(domain::Basis::Contrast));
    m_side->setCurrentIndex(chosen.lowerIsBetter ? 0 : 1);
    changed();
}

void TargetDialog::changed()
{
    const bool change = basis() == domain::Basis::Change || (basis() == domain::Basis::Contrast && !measure().share);
    {
        const QSignalBlocker quiet(m_limit);
        m_limit->setRange(-1000, 1e9);
        m_limit->setDecimals(change || measure().share ? 0 : 1);
        m_limit->setSuffix(change                               ? QStringLiteral(" % of it")
                           : basis() == domain::Basis::Contrast ? QStringLiteral(" points")
                           : measure().share                    ? QStringLiteral(" %")
                                                                : u' ' + measure().unit);
        if (change && m_limit->value() == 0) m_limit->setValue(measure().lowerIsBetter ? 75 : 125);
    }
    const bool needsBaseline = basis() == domain::Basis::Change;
    m_baselineFrom->setEnabled(needsBaseline);
    m_baselineTo->setEnabled(needsBaseline);
    m_priorities->setEnabled(measure().byPriority);
    auto colours = m_sentence->palette();
    colours.setColor(QPalette::WindowText, m_theme.muted);
    m_sentence->setPalette(colours);
    m_sentence->setText(present::targetSentence(target(), toDay(QDate::currentDate())));
    askForBaseline();
}

void TargetDialog::askForBaseline()
{
    Q_EMIT baselineWanted(target(), ++m_baselineRequest);
}

void TargetDialog::showBaseline(const QString& sentence, int request)
{
    if (request == m_baselineRequest) m_baseline->setText(sentence);
}

double TargetDialog::limit() const
{
    const bool ratio = basis() == domain::Basis::Change || basis() == domain::Basis::Contrast || measure().share;
    return ratio ? m_limit->value() / 100 : m_limit->value();
}

domain::Target TargetDialog::target() const
{
    domain::Target entered;
    entered.title = m_title->text().trimmed().toStdString();
    entered.measure = measure().id.toStdString();
    entered.basis = basis();
    entered.atMost = m_side->currentIndex() == 0;
    entered.limit = limit();
    entered.guardRail = m_kind->currentIndex() == 1;
    entered.teams = checkedOf(*m_teams);
    entered.taskTypes = checkedOf(*m_taskTypes);
    if (measure().byPriority) entered.priorities = checkedOf(*m_priorities);
    if (entered.basis == domain::Basis::Change)
        entered.baseline = DayRange{toDay(m_baselineFrom->date()), toDay(m_baselineTo->date())};
    entered.window = DayRange{toDay(m_windowFrom->date()), toDay(m_windowTo->date())};
    entered.owner = m_owner->text().trimmed().toStdString();
    return entered;
}

void TargetDialog::refuse(const QString& sentence)
{
    auto colours = m_sentence->palette();
    colours.setColor(QPalette::WindowText, m_theme.bad);
    m_sentence->setPalette(colours);
    m_sentence->setText(sentence);
}

} // namespace assay::ui
