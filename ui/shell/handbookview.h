// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"

#include <QUrl>
#include <QWidget>

class QLineEdit;
class QListWidget;
class QTextBrowser;

namespace assay::ui {

/// The handbook that the program carries: chapters at the left, a search over all of them, links between its pages.
/// Nothing is fetched: a link that leads out of the handbook is not followed.
class HandbookView : public QWidget
{
    Q_OBJECT

public:
    explicit HandbookView(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// `place`: "pages.md" or "pages.md#quality", a heading in lower case with hyphens.
    void open(const QString& place);
    [[nodiscard]] QTextBrowser* text() const { return m_text; }

Q_SIGNALS:
    void backRequested();

private:
    void setUpLayout();
    void listChapters();
    void search(const QString& words);
    void choose(int row);
    void follow(const QUrl& link);
    void scrollTo(const QString& heading);
    void highlight(const QString& words);
    void goBack();

    QLineEdit* m_field;
    QListWidget* m_list;
    QTextBrowser* m_text;
    const Theme* m_theme = &Theme::light();
};

/// The name of a heading in a link: "Methods & audit" is "methods-audit".
[[nodiscard]] QString headingName(const QString& heading);

} // namespace assay::ui
