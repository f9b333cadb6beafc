// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/errorbanner.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace assay::ui {

ErrorBanner::ErrorBanner(const Theme& theme, QWidget* parent) : QFrame(parent), m_text(new QLabel(this))
{
    setObjectName(QStringLiteral("errorBanner"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 8, 8, 8);
    m_text->setWordWrap(true);
    m_text->setFont(interFont(kTextSize));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_text, 1);
    auto* close = new QToolButton(this);
    close->setText(QStringLiteral("×"));
    close->setAutoRaise(true);
    close->setAccessibleName(QStringLiteral("Close message"));
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    row->addWidget(close, 0, Qt::AlignTop);
    setTheme(theme);
    hide();
}

void ErrorBanner::setTheme(const Theme& theme)
{
    setStyleSheet(
        QStringLiteral(
            "#errorBanner { background: %1; border: 1px solid %2; border-radius: 8px; } QLabel { color: %3; }")
            .arg(theme.badFill.name(), theme.bad.name(), theme.ink.name()));
}

void ErrorBanner::showError(const QString& sentence)
{
    m_text->setText(sentence);
    setAccessibleName(sentence);
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

} // namespace assay::ui
