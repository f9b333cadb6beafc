// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bannercard.h"

#include "widgets/richtext.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>

namespace assay::ui {

BannerCard::BannerCard(const present::BannerSpec& spec, const Theme& theme, QWidget* parent)
    : Card(theme, parent), m_tone(spec.tone)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(24);
    auto* left = new QVBoxLayout;
    left->setSpacing(4);
    left->addWidget(makeLabel(spec.title, kPageTitleSize, theme.ink, QFont::Bold, this));
    QString html = toHtml(unbroken(spec.text));
    if (!spec.link.isEmpty())
        html += QStringLiteral(" <a href=\"%1\" style=\"color:%2; text-decoration:none\">%3 ›</a>")
                    .arg(spec.linkTarget, theme.accent.name(), spec.link.toHtmlEscaped());
    auto* text = makeLabel(html, kTextSize, theme.ink, QFont::Normal, this);
    text->setTextFormat(Qt::RichText);
    text->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(text, &QLabel::linkActivated, this, &BannerCard::linkActivated);
    left->addWidget(text);
    row->addLayout(left, 3);
    if (!spec.sideStrong.isEmpty() || !spec.sideText.isEmpty()) {
        auto* right = new QVBoxLayout;
        right->setSpacing(2);
        const auto add = [&](const QString& words, double size, const QColor& colour, QFont::Weight weight) {
            if (words.isEmpty()) return;
            auto* label = makeLabel(words, size, colour, weight, this);
            label->setAlignment(Qt::AlignRight);
            right->addWidget(label);
        };
        add(spec.sideTitle, kSmallSize, theme.muted, QFont::Normal);
        add(spec.sideStrong, kTextSize, theme.ink, QFont::DemiBold);
        add(spec.sideText, kSmallSize, theme.muted, QFont::Normal);
        right->addStretch(1);
        row->addLayout(right, 2);
    }
    if (!spec.hints.empty()) row->addWidget(hintSign(spec.title, spec.hints), 0, Qt::AlignTop);
    column()->setContentsMargins(20, 13, 16, 13);
    column()->addLayout(row);
    setAccessibleName(spec.title);
    setAccessibleDescription(spec.text);
}

void BannerCard::paintEvent(QPaintEvent* event)
{
    Card::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    painter.setClipPath(outline);
    painter.fillRect(QRectF(0, 0, 4, height()), m_theme.tone(m_tone));
}

} // namespace assay::ui
