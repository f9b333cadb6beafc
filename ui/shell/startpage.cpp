// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/startpage.h"

#include "widgets/card.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>

namespace assay::ui {

StartPage::StartPage(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this)) {}

void StartPage::show(const QStringList& recent, const Theme& theme)
{
    delete m_content;
    m_content = new QWidget(this);
    m_content->setMaximumWidth(720);
    auto* column = new QVBoxLayout(m_content);
    column->setSpacing(14);
    column->addStretch(1);
    column->addWidget(
        makeLabel(QStringLiteral("Do our AI coding tools pay off?"), 26, theme.ink, QFont::Bold, m_content));
    column->addWidget(makeLabel(
        QStringLiteral("Assay reads Git history, ticket and pull-request exports and AI-tool telemetry into one local "
                       "file, and answers "
                       "with intervals, adjusted contrasts and what it does not know. Nothing leaves this machine."),
        14, theme.muted, QFont::Normal, m_content));
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    auto* demo = new QPushButton(QStringLiteral("Open the demo"), m_content);
    demo->setObjectName(QStringLiteral("primary"));
    connect(demo, &QPushButton::clicked, this, &StartPage::demoRequested);
    auto* repository = new QPushButton(QStringLiteral("Choose a repository…"), m_content);
    connect(repository, &QPushButton::clicked, this, &StartPage::repositoryRequested);
    auto* open = new QPushButton(QStringLiteral("Open a workspace…"), m_content);
    connect(open, &QPushButton::clicked, this, &StartPage::openRequested);
    for (auto* button : {demo, repository, open}) row->addWidget(button);
    row->addStretch(1);
    column->addLayout(row);
    column->addWidget(makeLabel(QStringLiteral("Or drop a repository, a folder or exports anywhere on this window."),
                                kSmallSize, theme.muted, QFont::Normal, m_content));
    if (!recent.isEmpty()) {
        auto* card = new Card(theme, m_content);
        card->addHeading(QStringLiteral("Recent workspaces"), {});
        for (const auto& path : recent) {
            auto* button = new QPushButton(
                QStringLiteral("%1   %2").arg(QFileInfo(path).completeBaseName(), QFileInfo(path).path()), card);
            button->setStyleSheet(
                QStringLiteral("text-align: left; border: none; background: transparent; padding: 6px 2px;"));
            connect(button, &QPushButton::clicked, this, [this, path] { Q_EMIT recentChosen(path); });
            card->column()->addWidget(button);
        }
        column->addWidget(card);
    }
    column->addStretch(2);
    m_column->addWidget(m_content, 1, Qt::AlignHCenter);
    demo->setFocus();
}

} // namespace assay::ui
