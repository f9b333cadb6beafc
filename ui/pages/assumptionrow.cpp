// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/assumptionrow.h"

#include "widgets/badge.h"
#include "widgets/card.h"
#include "widgets/rangeslider.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace assay::ui {
namespace {

constexpr int kValueWidth = 96;

} // namespace

AssumptionRow::AssumptionRow(const present::SliderSpec& spec, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_value(new QLineEdit(this)), m_slider(new RangeSlider(theme, this)),
      m_below(new QHBoxLayout), m_range(makeLabel({}, kSmallSize, theme.muted, QFont::Normal, this)),
      m_was(makeLabel({}, kSmallSize, theme.attention, QFont::Normal, this)),
      m_refusal(makeLabel({}, kSmallSize, theme.bad, QFont::DemiBold, this)), m_reset(new QToolButton(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 8);
    column->setSpacing(2);
    auto* head = new QHBoxLayout;
    head->setSpacing(6);
    head->addWidget(makeLabel(spec.title, kTextSize, theme.ink, QFont::Normal, this), 1);
    m_value->setObjectName(QStringLiteral("assumption"));
    m_value->setFixedWidth(kValueWidth);
    m_value->setAlignment(Qt::AlignRight);
    m_value->setAccessibleName(spec.title);
    head->addWidget(m_value, 0, Qt::AlignTop);
    column->addLayout(head);
    column->addWidget(m_slider);
    m_below->setSpacing(6);
    m_range->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_below->addWidget(m_range, 1);
    m_reset->setObjectName(QStringLiteral("chip"));
    m_reset->setText(QStringLiteral("Reset"));
    m_reset->setAccessibleName(QStringLiteral("Reset %1").arg(spec.title));
    column->addLayout(m_below);
    auto* changed = new QHBoxLayout;
    changed->addWidget(m_was, 1);
    changed->addWidget(m_reset);
    column->addLayout(changed);
    m_refusal->setAccessibleName(QStringLiteral("Problem with %1").arg(spec.title));
    column->addWidget(m_refusal);
    m_refusal->hide();
    connect(m_slider, &RangeSlider::moved, this,
            [this](const present::Triple& value) { Q_EMIT moved(m_spec.id, value); });
    connect(m_slider, &RangeSlider::released, this, &AssumptionRow::released);
    connect(m_value, &QLineEdit::editingFinished, this, &AssumptionRow::enter);
    connect(m_reset, &QToolButton::clicked, this, [this] { Q_EMIT resetRequested(m_spec.id); });
}

void AssumptionRow::enter()
{
    if (m_value->isModified() && m_value->text() != m_spec.value) Q_EMIT typed(m_spec.id, m_value->text());
    m_value->setModified(false);
}

void AssumptionRow::show(const present::SliderSpec& spec)
{
    const bool sameOrigin =
        m_origin != nullptr && spec.origin == m_spec.origin && spec.tone == m_spec.tone && spec.link == m_spec.link;
    m_spec = spec;
    m_slider->show(spec);
    m_value->setText(spec.value);
    m_range->setText(spec.range);
    m_was->setText(spec.was);
    m_was->setVisible(spec.edited);
    m_reset->setVisible(spec.edited);
    setToolTip(spec.tip);
    m_value->setToolTip(spec.tip + QStringLiteral("\nType a value, or low : likely : high."));
    refuse({});
    if (sameOrigin) return;
    delete m_origin;
    m_origin = new Badge(spec.origin, spec.tone, m_theme, this);
    if (!spec.link.isEmpty()) {
        m_origin->setLeading(spec.tip + QStringLiteral("\nOpens the page with the figure."));
        connect(m_origin, &Badge::clicked, this, [this] { Q_EMIT linkActivated(m_spec.link); });
    }
    m_below->insertWidget(0, m_origin);
}

void AssumptionRow::refuse(const QString& sentence)
{
    m_refusal->setText(sentence);
    m_refusal->setVisible(!sentence.isEmpty());
}

} // namespace assay::ui
