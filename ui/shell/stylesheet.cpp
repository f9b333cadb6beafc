// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/stylesheet.h"

namespace assay::ui {
namespace {

/// What is coloured by the theme stands behind an @.
constexpr const char* kSheet = R"css(
QMainWindow, QDialog { background: @background; }
QToolTip { background: @card; color: @ink; border: 1px solid @line; padding: 5px; }
QPushButton, QToolButton#chip { background: @card; border: 1px solid @line; border-radius: 6px; padding: 6px 12px; color: @ink; }
QToolButton#chip { padding: 6px 8px; }
QPushButton:hover, QToolButton#chip:hover { border-color: @accent; }
QPushButton:focus, QToolButton#chip:focus { border: 2px solid @accent; padding: 5px 11px; }
QToolButton#chip:focus { padding: 5px 7px; }
QPushButton:disabled { color: @muted; }
QPushButton#primary { background: @accent; border-color: @accent; color: @onaccent; font-weight: 600; }
QPushButton#primary:disabled { background: @card; border-color: @line; color: @muted; }
QToolButton#chip::menu-indicator { image: none; width: 0; }
QMenu { background: @card; border: 1px solid @line; padding: 5px; }
QMenu::item { padding: 6px 22px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @selection; }
QMenu::indicator { width: 14px; height: 14px; left: 6px; }
QMenu::item:checked { color: @accent; font-weight: 600; }
QMenu::separator { height: 1px; background: @line; margin: 5px 8px; }
QLineEdit, QDateEdit, QPlainTextEdit, QListWidget { background: @card; border: 1px solid @line; border-radius: 6px; padding: 6px; color: @ink;
  selection-background-color: @accent; }
QLineEdit#assumption { padding: 1px 4px; border-color: transparent; background: transparent; font-weight: 600; }
QLineEdit#assumption:hover { border-color: @line; background: @card; }
QLineEdit#assumption:focus { border-color: @accent; background: @card; }
QListWidget::item { padding: 6px; border-radius: 4px; }
QListWidget::item:selected { background: @selection; color: @ink; }
QTableWidget, QTableView#people { background: @card; border: 1px solid @line; border-radius: 6px; color: @ink; }
QTableWidget::item:selected, QTableView#people::item:selected { background: @selection; color: @ink; }
QTableWidget QHeaderView::section, QTableView#people QHeaderView::section { background: @card; color: @muted; border: none;
  border-bottom: 1px solid @line; padding: 5px 6px; }
QTabWidget::pane { border: 1px solid @line; border-radius: 8px; top: -1px; background: @card; }
QTabBar::tab { background: transparent; color: @muted; border: none; border-bottom: 2px solid transparent; padding: 8px 14px; }
QTabBar::tab:selected { color: @accent; border-bottom-color: @accent; font-weight: 600; }
QTabBar::tab:hover, QTabBar::tab:focus { color: @ink; }
QComboBox { background: @card; border: 1px solid @line; border-radius: 6px; padding: 5px 8px; color: @ink; }
QComboBox:focus, QLineEdit:focus, QDateEdit:focus { border-color: @accent; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 20px; }
QComboBox::down-arrow, QDateEdit::down-arrow { width: 0; height: 0; border-left: 4px solid @card; border-right: 4px solid @card;
  border-top: 5px solid @muted; }
QProgressBar { background: @neutral; border: none; border-radius: 4px; height: 8px; text-align: center; color: transparent; }
QProgressBar::chunk { background: @accent; border-radius: 4px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: @scroll; border-radius: 4px; min-height: 30px; margin: 1px 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: @scroll; border-radius: 4px; min-width: 30px; margin: 2px 1px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none; width: 0; height: 0; }
)css";

} // namespace

QString styleSheetFor(const Theme& t)
{
    QString sheet = QString::fromUtf8(kSheet);
    const auto put = [&sheet](const char* name, const QColor& colour) {
        sheet.replace(QString::fromLatin1(name), colour.name());
    };
    put("@background", t.background);
    put("@onaccent", t.on(t.accent));
    put("@card", t.card);
    put("@line", t.line);
    put("@ink", t.ink);
    put("@muted", t.muted);
    put("@accent", t.accent);
    put("@selection", t.selection);
    put("@neutral", t.neutralFill);
    put("@scroll", t.dark ? QColor(0x3A424E) : QColor(0xC9CFD8));
    return sheet;
}

QPalette paletteFor(const Theme& t)
{
    QPalette p;
    p.setColor(QPalette::Window, t.background);
    p.setColor(QPalette::Base, t.card);
    p.setColor(QPalette::AlternateBase, t.background);
    p.setColor(QPalette::Mid, t.line);
    p.setColor(QPalette::Button, t.card);
    p.setColor(QPalette::ToolTipBase, t.card);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        p.setColor(role, t.ink);
    p.setColor(QPalette::PlaceholderText, t.muted);
    p.setColor(QPalette::Highlight, t.accent);
    p.setColor(QPalette::HighlightedText, t.on(t.accent));
    p.setColor(QPalette::Link, t.accent);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, t.muted);
    return p;
}

} // namespace assay::ui
