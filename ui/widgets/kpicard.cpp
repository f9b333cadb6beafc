// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/kpicard.h"

#include "charts/sparkline.h"
#include "widgets/badge.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace assay::ui {
namespace {

/// Room for a spark line: up to 110 px, less where the figure needs it.
class SparkRoom : public QWidget
{
public:
    explicit SparkRoom(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed); }
    [[nodiscard]] QSize sizeHint() const override { return {110, 32}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, 32}; }
};

/// Narrower than this, a line over time says nothing.
constexpr int kLeastSpark = 36;

} // namespace

KpiCard::KpiCard(const present::KpiSpec& spec, const Theme& theme, QWidget* parent)
    : Card(theme, parent), m_spec(spec), m_spark(new SparkRoom(this))
{
    addHeading(spec.title, spec.subtitle, spec.hints);
    const bool figure = spec.value.size() <= 14;
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    auto* value =
        makeLabel(spec.value, figure ? kFigureSize : 16, theme.ink, figure ? QFont::Bold : QFont::DemiBold, this);
    value->setContentsMargins(0, 2, 0, 0);
    value->setWordWrap(!figure);
    row->addWidget(value, 1);
    m_spark->setVisible(figure && !spec.spark.empty());
    m_spark->setAttribute(Qt::WA_TransparentForMouseEvents);
    row->addWidget(m_spark);
    column()->addLayout(row);
    addText(spec.interval, kSmallSize, theme.muted);
    if (!spec.badge.isEmpty()) {
        column()->addSpacing(3);
        column()->addWidget(new Badge(spec.badge, spec.badgeTone, theme, this));
    }
    column()->addStretch(1);
    setToolTip(spec.details);
    setAccessibleName(QStringLiteral("%1: %2, %3").arg(spec.title, spec.value, spec.interval));
    setAccessibleDescription(spec.details);
    if (spec.drill.valid()) {
        setCursor(Qt::PointingHandCursor);
        setFocusPolicy(Qt::StrongFocus);
    }
}

void KpiCard::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && m_spec.drill.valid()) Q_EMIT drillRequested(m_spec.drill);
}

void KpiCard::keyPressEvent(QKeyEvent* event)
{
    const bool open = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (open && m_spec.drill.valid())
        Q_EMIT drillRequested(m_spec.drill);
    else
        Card::keyPressEvent(event);
}

void KpiCard::paintEvent(QPaintEvent* event)
{
    Card::paintEvent(event);
    QPainter painter(this);
    if (m_spark->isVisible() && m_spark->width() >= kLeastSpark)
        drawSparkline(painter, QRectF(m_spark->geometry()).adjusted(2, 3, -2, -3), m_spec.spark,
                      m_theme.tone(m_spec.tone));
    if (!hasFocus()) return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.accent, 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
}

} // namespace assay::ui
