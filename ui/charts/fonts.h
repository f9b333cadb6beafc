// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFont>

namespace assay::ui {

/// Inter in pixels, so that screen and PDF (which scales) agree.
[[nodiscard]] QFont interFont(double pixels, QFont::Weight weight = QFont::Normal);

/// Makes the fonts that the program carries known to Qt; once, after the application object.
void registerFonts();

/// Inter without its contextual alternates, as a family of its own, so that an Inter installed on the machine is not
/// taken for it. The alternates replace signs between figures (−, ×, brackets) by raised forms that no character leads
/// to, so Qt's PDFs cannot say which character they are: copied or read aloud, "−12 %" would be "12 %". Tag and family
/// are overwritten in place (OpenType 1.9, GSUB FeatureList and name table); anything else stays as it is, and so does
/// what is no OpenType font.
[[nodiscard]] QByteArray plainInter(QByteArray font);

} // namespace assay::ui
