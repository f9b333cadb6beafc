// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/pagespec.h"
#include "widgets/card.h"

namespace assay::ui {

/// The sentence a page begins with, with a bar in its tone at the left and the evidence at the right.
class BannerCard : public Card
{
    Q_OBJECT

public:
    BannerCard(const present::BannerSpec& spec, const Theme& theme, QWidget* parent = nullptr);

Q_SIGNALS:
    void linkActivated(const QString& page);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    present::Tone m_tone;
};

} // namespace assay::ui
