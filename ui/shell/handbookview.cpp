// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/handbookview.h"

#include "resources/resources.h"

#include <QDir>
#include <QFile>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBrowser>

namespace assay::ui {
namespace {

constexpr int kListWidth = 260;
constexpr int kPlaceRole = Qt::UserRole;
/// Chapters in reading order; others follow by name.
const char* const kOrder[] = {"getting-started.md", "importing.md", "pages.md",  "glossary.md",
                              "evidence.md",        "methods.md",   "limits.md", "command-line.md"};

QStringList chapterFiles()
{
    resources::load();
    auto names = QDir(QStringLiteral(":/handbook")).entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name);
    QStringList ordered;
    for (const auto* name : kOrder)
        if (names.removeAll(QString::fromLatin1(name)) > 0) ordered.append(QString::fromLatin1(name));
    return ordered + names;
}

QStringList linesOf(const QString& file)
{
    QFile chapter(QStringLiteral(":/handbook/") + file);
    if (!chapter.open(QIODevice::ReadOnly)) return {};
    return QString::fromUtf8(chapter.readAll()).split(QLatin1Char('\n'));
}

QString titleOf(const QString& file)
{
    for (const auto& line : linesOf(file))
        if (line.startsWith(QStringLiteral("# "))) return line.mid(2).trimmed();
    return file;
}

/// A line without the marks of its format.
QString plain(QString line)
{
    static const QRegularExpression link(QStringLiteral("\\[([^\\]]*)\\]\\([^)]*\\)"));
    static const QRegularExpression marks(QStringLiteral("[*`|#]+"));
    line.replace(link, QStringLiteral("\\1"));
    return line.remove(marks).simplified();
}

} // namespace

QString headingName(const QString& heading)
{
    static const QRegularExpression other(QStringLiteral("[^\\p{L}\\p{N}]+"));
    auto name = heading.toLower().replace(other, QStringLiteral("-"));
    while (name.endsWith(QLatin1Char('-'))) name.chop(1);
    return name;
}

HandbookView::HandbookView(QWidget* parent)
    : QWidget(parent), m_field(new QLineEdit(this)), m_list(new QListWidget(this)), m_text(new QTextBrowser(this))
{
    setUpLayout();
    connect(m_field, &QLineEdit::textChanged, this, &HandbookView::search);
    connect(m_field, &QLineEdit::returnPressed, this, [this] { choose(m_list->currentRow()); });
    connect(m_list, &QListWidget::itemClicked, this, [this] { choose(m_list->currentRow()); });
    connect(m_list, &QListWidget::itemActivated, this, [this] { choose(m_list->currentRow()); });
    connect(m_text, &QTextBrowser::anchorClicked, this, &HandbookView::follow);
    listChapters();
}

void HandbookView::setUpLayout()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 14, 20, 20);
    column->setSpacing(12);
    auto* head = new QHBoxLayout;
    auto* back = new QPushButton(QStringLiteral("‹ Back"), this);
    back->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Left));
    connect(back, &QPushButton::clicked, this, &HandbookView::goBack);
    head->addWidget(back);
    m_field->setPlaceholderText(QStringLiteral("Search the handbook…"));
    m_field->setAccessibleName(QStringLiteral("Search the handbook"));
    m_field->setClearButtonEnabled(true);
    head->addWidget(m_field, 1);
    column->addLayout(head);
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    m_list->setFixedWidth(kListWidth);
    m_list->setAccessibleName(QStringLiteral("Chapters"));
    m_list->setWordWrap(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    row->addWidget(m_list);
    m_text->setAccessibleName(QStringLiteral("Handbook"));
    m_text->setOpenLinks(false);
    m_text->setFrameShape(QFrame::NoFrame);
    row->addWidget(m_text, 1);
    column->addLayout(row, 1);
}

void HandbookView::setTheme(const Theme& theme)
{
    m_theme = &theme;
    m_text->setStyleSheet(
        QStringLiteral("QTextBrowser { background: %1; color: %2; border: 1px solid %3; border-radius: "
                       "8px; padding: 14px; }")
            .arg(theme.card.name(), theme.ink.name(), theme.line.name()));
    auto colours = m_text->palette();
    colours.setColor(QPalette::Link, theme.accent);
    m_text->setPalette(colours);
    m_text->reload();
}

void HandbookView::listChapters()
{
    m_list->clear();
    for (const auto& file : chapterFiles()) {
        auto* item = new QListWidgetItem(titleOf(file), m_list);
        item->setData(kPlaceRole, file);
    }
}

void HandbookView::search(const QString& words)
{
    if (words.trimmed().size() < 2) {
        listChapters();
        highlight({});
        return;
    }
    m_list->clear();
    for (const auto& file : chapterFiles()) {
        QString heading;
        for (const auto& line : linesOf(file)) {
            if (line.startsWith(QLatin1Char('#'))) heading = plain(line);
            if (!plain(line).contains(words.trimmed(), Qt::CaseInsensitive)) continue;
            auto* item = new QListWidgetItem(QStringLiteral("%1: %2").arg(titleOf(file), plain(line)), m_list);
            item->setData(kPlaceRole, file + QLatin1Char('#') + headingName(heading));
        }
    }
    if (m_list->count() == 0) {
        auto* none = new QListWidgetItem(QStringLiteral("Nothing in the handbook says “%1”.").arg(words), m_list);
        none->setFlags(Qt::NoItemFlags);
    }
    m_list->setCurrentRow(0);
}

void HandbookView::choose(int row)
{
    const auto* item = m_list->item(row);
    if (item == nullptr || item->data(kPlaceRole).isNull()) return;
    open(item->data(kPlaceRole).toString());
    highlight(m_field->text().trimmed());
}

void HandbookView::open(const QString& place)
{
    const auto file = place.section(QLatin1Char('#'), 0, 0);
    if (!chapterFiles().contains(file)) return;
    const QUrl url(QStringLiteral("qrc:/handbook/") + file);
    if (m_text->source() != url) m_text->setSource(url);
    scrollTo(place.section(QLatin1Char('#'), 1));
}

void HandbookView::follow(const QUrl& link)
{
    const auto target = m_text->source().resolved(link);
    const auto file = target.fileName();
    open(target.hasFragment() ? file + QLatin1Char('#') + target.fragment() : file);
}

void HandbookView::scrollTo(const QString& heading)
{
    m_text->verticalScrollBar()->setValue(0);
    if (heading.isEmpty()) return;
    for (auto block = m_text->document()->begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() == 0 || headingName(block.text()) != heading) continue;
        QTextCursor cursor(block);
        m_text->setTextCursor(cursor);
        m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->value() + m_text->cursorRect(cursor).top());
        return;
    }
}

void HandbookView::highlight(const QString& words)
{
    QList<QTextEdit::ExtraSelection> found;
    QTextCursor cursor(m_text->document());
    while (words.size() >= 2) {
        cursor = m_text->document()->find(words, cursor);
        if (cursor.isNull()) break;
        QTextEdit::ExtraSelection mark;
        mark.cursor = cursor;
        mark.format.setBackground(m_theme->attentionFill);
        found.append(mark);
    }
    m_text->setExtraSelections(found);
}

void HandbookView::goBack()
{
    if (m_text->isBackwardAvailable())
        m_text->backward();
    else
        Q_EMIT backRequested();
}

} // namespace assay::ui
