// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/reviewdialog.h"

#include "session/formats.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTableWidget>
#include <QTimeZone>
#include <QVBoxLayout>
#include <algorithm>

namespace assay::ui {
namespace reviewing {

using About = session::ReviewQuestion::About;
using Order = session::ImportDateOrder;

constexpr int kRowHeight = 24;
constexpr std::size_t kShownRejects = 5;

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

bool blocked(const session::ReviewedSource& source)
{
    return !source.problem.empty();
}

QString markOf(const session::ReviewedSource& source)
{
    if (blocked(source)) return source.questions.empty() ? QStringLiteral("✗ ") : QStringLiteral("? ");
    return source.questions.empty() ? QStringLiteral("✓ ") : QStringLiteral("✓? ");
}

QLabel* wrapped(const QString& words, QWidget* parent)
{
    auto* label = new QLabel(words, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QLabel* heading(const QString& words, QWidget* parent)
{
    auto* label = wrapped(words, parent);
    label->setFont(interFont(kTitleSize, QFont::DemiBold));
    return label;
}

/// A small table that is as high as its rows.
QTableWidget* tableOf(const QStringList& columns, int rows, QWidget* parent)
{
    auto* table = new QTableWidget(rows, static_cast<int>(columns.size()), parent);
    table->setHorizontalHeaderLabels(columns);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->setShowGrid(false);
    table->setFixedHeight(kRowHeight * (std::min(rows, 12) + 1) + 22);
    return table;
}

} // namespace reviewing

using namespace reviewing;

ReviewDialog::ReviewDialog(session::ImportRequest request, QWidget* parent)
    : QDialog(parent), m_request(std::move(request)), m_list(new QListWidget(this)), m_detail(new QWidget(this)),
      m_skipped(new QLabel(this))
{
    setWindowTitle(QStringLiteral("Review what will be imported"));
    setModal(true);
    resize(1040, 680);
    auto* column = new QVBoxLayout(this);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    m_list->setObjectName(QStringLiteral("sources"));
    splitter->addWidget(m_list);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_detail);
    scroll->setFrameShape(QFrame::NoFrame);
    new QVBoxLayout(m_detail);
    splitter->addWidget(scroll);
    splitter->setSizes({300, 740});
    column->addWidget(splitter, 1);
    m_skipped->setWordWrap(true);
    column->addWidget(m_skipped);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_import = new QPushButton(QStringLiteral("Import"), this);
    m_import->setObjectName(QStringLiteral("primary")); // before the box takes it, and the style with it
    m_import->setDefault(true);
    buttons->addButton(m_import, QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    connect(m_list, &QListWidget::currentRowChanged, this, &ReviewDialog::showSource);
    connect(m_list, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
        const auto& path = m_review.sources[static_cast<std::size_t>(m_list->row(item))].path;
        m_request.answers.try_emplace(path, session::SourceAnswers{m_request.format, m_request.options, false});
        m_request.answers[path].leaveOut = item->checkState() != Qt::Checked;
        updateButton();
    });
}

void ReviewDialog::show(const session::Review& review)
{
    if (m_review.sources.empty()) {
        m_review = review;
    } else {
        for (const auto& source : review.sources)
            for (auto& known : m_review.sources)
                if (known.path == source.path) known = source;
    }
    fillList();
    QStringList skipped;
    for (const auto& path : m_review.skipped) skipped.append(text(path.reason));
    m_skipped->setVisible(!skipped.isEmpty());
    m_skipped->setText(QStringLiteral("%1 skipped; the first: %2")
                           .arg(skipped.size())
                           .arg(skipped.isEmpty() ? QString() : skipped.front().left(200)));
    m_skipped->setToolTip(skipped.mid(0, 40).join(QLatin1Char('\n')));
    QDialog::show();
}

void ReviewDialog::fillList()
{
    const auto current = std::max(0, m_list->currentRow());
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const auto& source : m_review.sources) {
        auto* item = new QListWidgetItem(markOf(source) + text(source.name), m_list);
        item->setToolTip(text(source.path));
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        const auto told = m_request.answers.find(source.path);
        const bool out = told != m_request.answers.end() && told->second.leaveOut;
        item->setCheckState(out ? Qt::Unchecked : Qt::Checked);
    }
    m_list->setCurrentRow(std::min(current, m_list->count() - 1));
    showSource(m_list->currentRow());
    updateButton();
}

void ReviewDialog::updateButton()
{
    int ready = 0;
    int open = 0;
    for (const auto& source : m_review.sources) {
        const auto told = m_request.answers.find(source.path);
        if (told != m_request.answers.end() && told->second.leaveOut) continue;
        ++(blocked(source) ? open : ready);
    }
    m_import->setEnabled(ready > 0);
    m_import->setText(open > 0 ? QStringLiteral("Import %1, leave %2 for later").arg(ready).arg(open)
                               : QStringLiteral("Import %1").arg(ready));
}

void ReviewDialog::showSource(int row)
{
    delete m_content;
    m_content = nullptr;
    if (row < 0 || row >= static_cast<int>(m_review.sources.size())) return;
    const auto& source = m_review.sources[static_cast<std::size_t>(row)];
    m_content = new QWidget(m_detail);
    auto* column = new QVBoxLayout(m_content);
    column->setSpacing(10);
    addHead(source, column);
    for (const auto& question : source.questions) addQuestion(source, question, column);
    addPreviews(source, column);
    addRemarks(source, column);
    column->addStretch(1);
    m_detail->layout()->addWidget(m_content);
}

void ReviewDialog::addHead(const session::ReviewedSource& source, QVBoxLayout* column)
{
    auto* title = heading(source.title.empty() ? QStringLiteral("Not recognised") : text(source.title), m_content);
    column->addWidget(title);
    if (!source.contents.empty()) column->addWidget(wrapped(text(source.contents), m_content));
    if (source.repository) return;
    auto* formats = new QComboBox(m_content);
    formats->setObjectName(QStringLiteral("format"));
    formats->addItem(QStringLiteral("Recognised by its content"), QString());
    for (const auto& format : session::formats())
        if (format.id != "git") formats->addItem(text(format.title), text(format.id));
    formats->setCurrentIndex(std::max(0, formats->findData(text(source.answers.format))));
    connect(formats, &QComboBox::activated, this, [this, formats, source] {
        auto answers = source.answers;
        answers.format = formats->currentData().toString().toStdString();
        answer(source.path, answers);
    });
    column->addWidget(formats);
}

void ReviewDialog::addQuestion(const session::ReviewedSource& source, const session::ReviewQuestion& question,
                               QVBoxLayout* column)
{
    column->addWidget(heading(text(question.text), m_content));
    if (question.about == About::Columns) return addColumns(source, column);
    for (const auto& evidence : question.evidence) column->addWidget(wrapped(text(evidence), m_content));
    if (question.about == About::DateOrder)
        addDateOrder(source, column);
    else
        addZone(source, column);
}

void ReviewDialog::addDateOrder(const session::ReviewedSource& source, QVBoxLayout* column)
{
    auto* row = new QHBoxLayout;
    const auto choice = [&](const QString& words, const char* name, Order order) {
        auto* button = new QPushButton(words, m_content);
        button->setObjectName(QString::fromUtf8(name));
        connect(button, &QPushButton::clicked, this, [this, source, order] {
            auto answers = source.answers;
            answers.options.dateOrder = order;
            answer(source.path, answers);
        });
        row->addWidget(button);
    };
    choice(QStringLiteral("Day first (31/12/2026)"), "dayFirst", Order::DayFirst);
    choice(QStringLiteral("Month first (12/31/2026)"), "monthFirst", Order::MonthFirst);
    row->addStretch(1);
    column->addLayout(row);
}

void ReviewDialog::addZone(const session::ReviewedSource& source, QVBoxLayout* column)
{
    auto* zones = new QComboBox(m_content);
    zones->setObjectName(QStringLiteral("zone"));
    zones->addItem(QStringLiteral("UTC, as far as is known"), QString());
    const auto own = QString::fromUtf8(QTimeZone::systemTimeZoneId());
    zones->addItem(QStringLiteral("%1 (this machine)").arg(own), own);
    for (const auto& zone : QTimeZone::availableTimeZoneIds())
        if (zone.contains('/')) zones->addItem(QString::fromUtf8(zone), QString::fromUtf8(zone));
    zones->setCurrentIndex(std::max(0, zones->findData(text(source.answers.options.timezone))));
    connect(zones, &QComboBox::activated, this, [this, zones, source] {
        auto answers = source.answers;
        answers.options.timezone = zones->currentData().toString().toStdString();
        answer(source.path, answers);
    });
    column->addWidget(zones);
}

void ReviewDialog::addColumns(const session::ReviewedSource& source, QVBoxLayout* column)
{
    auto* table =
        tableOf({QStringLiteral("Column"), QStringLiteral("Means")}, static_cast<int>(source.header.size()), m_content);
    table->setObjectName(QStringLiteral("columns"));
    table->setColumnWidth(0, 260);
    std::vector<QComboBox*> fields;
    for (int i = 0; i < table->rowCount(); ++i) {
        const auto name = source.header[static_cast<std::size_t>(i)];
        table->setItem(i, 0, new QTableWidgetItem(text(name)));
        auto* field = new QComboBox(table);
        field->addItem(QStringLiteral("–"), QString());
        for (const auto& known : session::columnFields()) field->addItem(text(known), text(known));
        const auto given = source.answers.options.columnMap.find(name);
        if (given != source.answers.options.columnMap.end())
            field->setCurrentIndex(std::max(0, field->findData(text(given->second))));
        table->setCellWidget(i, 1, field);
        fields.push_back(field);
    }
    column->addWidget(table);
    column->addWidget(
        wrapped(QStringLiteral("Tickets need key; usage needs identity, date and tool. The map is kept for "
                               "this source and for files with the same header."),
                m_content));
    auto* read = new QPushButton(QStringLiteral("Read it so"), m_content);
    read->setObjectName(QStringLiteral("readColumns"));
    connect(read, &QPushButton::clicked, this, [this, source, fields] {
        auto answers = source.answers;
        answers.format = "generic-csv";
        answers.options.columnMap.clear();
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (const auto field = fields[i]->currentData().toString(); !field.isEmpty())
                answers.options.columnMap[source.header[i]] = field.toStdString();
        answer(source.path, answers);
    });
    column->addWidget(read, 0, Qt::AlignLeft);
}

void ReviewDialog::addPreviews(const session::ReviewedSource& source, QVBoxLayout* column)
{
    for (const auto& preview : source.previews) {
        column->addWidget(heading(
            QStringLiteral("The first of %1 %2, as they will be understood").arg(preview.total).arg(text(preview.kind)),
            m_content));
        QStringList titles;
        for (const auto& title : preview.columns) titles.append(text(title));
        auto* table = tableOf(titles, static_cast<int>(preview.rows.size()), m_content);
        table->setObjectName(QStringLiteral("preview"));
        for (std::size_t r = 0; r < preview.rows.size(); ++r)
            for (std::size_t c = 0; c < preview.rows[r].size(); ++c)
                table->setItem(static_cast<int>(r), static_cast<int>(c),
                               new QTableWidgetItem(text(preview.rows[r][c]).left(200)));
        table->horizontalHeader()->setMaximumSectionSize(240);
        table->resizeColumnsToContents();
        column->addWidget(table);
    }
}

void ReviewDialog::addRemarks(const session::ReviewedSource& source, QVBoxLayout* column)
{
    const bool asked = !source.questions.empty();
    if (blocked(source) && !asked) column->addWidget(wrapped(text(source.problem), m_content));
    if (!source.notices.empty())
        column->addWidget(heading(QStringLiteral("What is missing, and what it costs"), m_content));
    for (const auto& notice : source.notices)
        column->addWidget(wrapped(QStringLiteral("• ") + text(notice), m_content));
    if (source.rejected == 0) return;
    column->addWidget(heading(
        QStringLiteral("%1 rows cannot be read; they are kept with their reasons").arg(source.rejected), m_content));
    for (std::size_t i = 0; i < source.rejects.size() && i < kShownRejects; ++i)
        column->addWidget(
            wrapped(QStringLiteral("• line %1: %2").arg(source.rejects[i].line).arg(text(source.rejects[i].reason)),
                    m_content));
}

session::ImportRequest ReviewDialog::request() const
{
    auto request = m_request;
    for (const auto& source : m_review.sources) {
        if (!blocked(source)) continue;
        request.answers.try_emplace(source.path, source.answers);
        request.answers[source.path].leaveOut = true;
    }
    return request;
}

void ReviewDialog::answer(const std::string& path, const session::SourceAnswers& answers)
{
    m_request.answers[path] = answers;
    auto again = m_request;
    again.paths = {path};
    Q_EMIT answered(again);
}

} // namespace assay::ui
