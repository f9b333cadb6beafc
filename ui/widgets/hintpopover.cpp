// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hintpopover.h"

#include "widgets/card.h"

#include <QLabel>
#include <QScreen>
#include <QVBoxLayout>
#include <algorithm>

namespace assay::ui {
namespace {

constexpr int kWidth = 440;

QString htmlOf(const present::Hint& hint, const Theme& theme)
{
    return QStringLiteral("<b>%1</b>&nbsp; %2 <a href=\"%3\" style=\"color:%4; text-decoration:none\">More ›</a>")
        .arg(hint.word.toHtmlEscaped(), hint.meaning.toHtmlEscaped(), hint.place, theme.accent.name());
}

} // namespace

HintPopover::HintPopover(const std::vector<present::Hint>& hints, const Theme& theme, QWidget* parent)
    : QFrame(parent, Qt::Popup)
{
    setObjectName(QStringLiteral("hints"));
    setAttribute(Qt::WA_DeleteOnClose);
    setStyleSheet(QStringLiteral("QFrame#hints { background: %1; border: 1px solid %2; }")
                      .arg(theme.card.name(), theme.line.name()));
    setAccessibleName(QStringLiteral("What the words mean"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(8);
    for (const present::Hint& hint : hints) {
        auto* label = makeLabel(htmlOf(hint, theme), kSmallSize, theme.ink, QFont::Normal, this);
        label->setTextFormat(Qt::RichText);
        label->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
        connect(label, &QLabel::linkActivated, this, [this](const QString& place) {
            const QString asked = place;
            close();
            Q_EMIT placeRequested(asked);
        });
        column->addWidget(label);
    }
    setFixedWidth(kWidth);
}

void HintPopover::openAt(const QWidget& sign)
{
    resize(kWidth, layout()->hasHeightForWidth() ? layout()->heightForWidth(kWidth) : sizeHint().height());
    const QRect room = sign.screen()->availableGeometry();
    const QPoint below = sign.mapToGlobal(QPoint(0, sign.height() + 4));
    const bool fits = below.y() + height() <= room.bottom();
    const int top = fits ? below.y() : sign.mapToGlobal(QPoint(0, -4)).y() - height();
    move(std::clamp(below.x(), room.left(), std::max(room.left(), room.right() - width())), std::max(room.top(), top));
    show();
}

} // namespace assay::ui
