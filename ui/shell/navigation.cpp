// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/navigation.h"

#include "present/pages/registry.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace assay::ui {
namespace {

constexpr int kWidth = 190;
QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

Navigation::Navigation(QWidget* parent)
    : QWidget(parent), m_column(new QVBoxLayout(this)), m_workspace(new QLabel(this))
{
    setFixedWidth(kWidth);
    m_column->setContentsMargins(10, 16, 10, 14);
    m_column->setSpacing(2);
    auto* name = new QPushButton(QStringLiteral("Assay"), this);
    name->setObjectName(QStringLiteral("home"));
    name->setToolTip(QStringLiteral("Open another workspace"));
    connect(name, &QPushButton::clicked, this, &Navigation::homeRequested);
    m_column->addWidget(name);
    m_workspace->setObjectName(QStringLiteral("workspace"));
    m_workspace->setContentsMargins(10, 0, 6, 6);
    m_workspace->setWordWrap(true);
    m_column->addWidget(m_workspace);
    addSections();
    m_column->addStretch(1);
    auto* handbook = new QPushButton(QStringLiteral("Handbook"), this);
    handbook->setObjectName(QStringLiteral("page"));
    handbook->setToolTip(QStringLiteral("How to import, what each figure means, and what it cannot say (F1)"));
    connect(handbook, &QPushButton::clicked, this, &Navigation::handbookRequested);
    m_column->addWidget(handbook);
    auto* theme = new QPushButton(QStringLiteral("Light / dark"), this);
    theme->setObjectName(QStringLiteral("page"));
    theme->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D));
    connect(theme, &QPushButton::clicked, this, &Navigation::themeToggled);
    m_column->addWidget(theme);
    restyle();
}

void Navigation::addSections()
{
    QString section;
    int number = 0;
    for (const auto& page : present::pages()) {
        if (utf8(page.section) != section) {
            section = utf8(page.section);
            auto* title = new QLabel(section.toUpper(), this);
            title->setObjectName(QStringLiteral("section"));
            title->setContentsMargins(10, 14, 0, 4);
            m_column->addWidget(title);
        }
        auto* button = addEntry(utf8(page.id), utf8(page.title));
        if (++number <= 9) button->setShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(number)));
        if (page.id == "reconciliation") // a screen of the window, not a page: who is who belongs to trust as well
            addEntry(QStringLiteral("people"), QStringLiteral("People"));
    }
}

QPushButton* Navigation::addEntry(const QString& id, QString title)
{
    auto* button = new QPushButton(title.replace(QLatin1Char('&'), QStringLiteral("&&")), this);
    button->setObjectName(QStringLiteral("page"));
    button->setProperty("pageId", id);
    button->setCheckable(true);
    connect(button, &QPushButton::clicked, this, [this, id] {
        setCurrent(id);
        Q_EMIT pageChosen(id);
    });
    m_column->addWidget(button);
    return button;
}

void Navigation::setCurrent(const QString& page)
{
    for (auto* button : findChildren<QPushButton*>(QStringLiteral("page")))
        if (button->isCheckable()) button->setChecked(button->property("pageId").toString() == page);
}

void Navigation::focusCurrent()
{
    for (auto* button : findChildren<QPushButton*>(QStringLiteral("page")))
        if (button->isChecked()) button->setFocus();
}

void Navigation::setWorkspace(const QString& name)
{
    m_workspace->setText(name);
}

void Navigation::setTheme(const Theme& theme)
{
    m_theme = &theme;
    restyle();
}

void Navigation::restyle()
{
    const auto& t = *m_theme;
    setStyleSheet(QStringLiteral("QPushButton { text-align: left; border: none; background: transparent; "
                                 "border-radius: 6px; padding: 8px 10px; color: %1; }"
                                 "QPushButton:hover { background: %2; }"
                                 "QPushButton:checked { background: %3; color: %4; font-weight: 600; }"
                                 "QPushButton:focus { border: 2px solid %4; padding: 6px 8px; }"
                                 "QPushButton#home { font-size: 17px; font-weight: 700; padding: 2px 10px; }"
                                 "QLabel#workspace { color: %5; font-size: 11px; }"
                                 "QLabel#section { color: %5; font-size: 10px; letter-spacing: 1px; }")
                      .arg(t.ink.name(), t.neutralFill.name(), t.selection.name(), t.accent.name(), t.muted.name()));
    update();
}

void Navigation::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->card);
    painter.setPen(m_theme->line);
    painter.drawLine(width() - 1, 0, width() - 1, height());
}

} // namespace assay::ui
