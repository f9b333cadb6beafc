// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/richtext.h"

#include <QStringList>

namespace assay::ui {

QString unbroken(QString text)
{
    return text.replace(QStringLiteral("−$"), QStringLiteral("−\ufeff$"));
}

QString toHtml(const QString& marked)
{
    const auto parts = marked.toHtmlEscaped().split(QStringLiteral("**"));
    QString html;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const bool bold = i % 2 == 1 && i + 1 < parts.size();
        html += bold ? QStringLiteral("<b>%1</b>").arg(parts[i]) : parts[i];
    }
    return html;
}

} // namespace assay::ui
