// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/pages/registry.h"
#include "ui/windowfixture.h"
#include "widgets/badge.h"
#include "widgets/kpicard.h"
#include "widgets/tablecard.h"
#include "widgets/tabledelegate.h"

#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QTableView>
#include <QTextDocument>
#include <QToolButton>
#include <cmath>
#include <memory>

using namespace uitest;

namespace {

QString shortened(const QString& text)
{
    return text.size() > 60 ? text.left(60) + QStringLiteral("…") : text;
}

/// Where in the window a finding is.
QString finding(const QWidget& widget, const QString& text, const QString& what)
{
    return QStringLiteral("%1 “%2”: %3 (%4 × %5)")
        .arg(QString::fromLatin1(widget.metaObject()->className()), shortened(text), what)
        .arg(widget.width())
        .arg(widget.height());
}

/// Width of the longest word: what a wrapping label cannot break.
double longestWord(const QLabel& label)
{
    QString plain = label.text();
    if (label.textFormat() == Qt::RichText) {
        QTextDocument document;
        document.setHtml(plain);
        plain = document.toPlainText();
    }
    double width = 0;
    for (const auto& word : plain.split(QRegularExpression(QStringLiteral("\\s+"))))
        width = std::max(width, QFontMetricsF(label.font()).horizontalAdvance(word));
    return width;
}

void checkLabel(const QLabel& label, QStringList& findings)
{
    if (label.text().isEmpty()) return;
    const auto room = label.contentsRect();
    if (!label.wordWrap() && label.sizeHint().width() > label.width() + 1)
        findings.append(finding(label, label.text(), QStringLiteral("wider than its place")));
    if (label.wordWrap() && label.heightForWidth(label.width()) > label.height() + 1)
        findings.append(finding(label, label.text(), QStringLiteral("higher than its place")));
    if (label.wordWrap() && longestWord(label) > room.width() + 1)
        findings.append(finding(label, label.text(), QStringLiteral("a word is cut")));
}

void checkTable(const QTableView& table, QStringList& findings)
{
    const auto* header = table.horizontalHeader();
    int sum = 0;
    for (int column = 0; column < header->count(); ++column) {
        const auto title = table.model()->headerData(column, Qt::Horizontal).toString();
        const double room = table.columnWidth(column) - 16;
        const QRectF needed =
            QFontMetricsF(header->font()).boundingRect(QRectF(0, 0, room, 1000), Qt::TextWordWrap, title);
        sum += table.columnWidth(column);
        if (needed.width() > room + 1 || needed.height() > header->height())
            findings.append(finding(table, title, QStringLiteral("header is cut")));
        for (int row = 0; row < std::min(table.model()->rowCount(), 130); ++row) {
            const auto index = table.model()->index(row, column);
            const int height = ui::TableDelegate::heightFor(index, table.columnWidth(column));
            if (table.model()->rowCount() <= 130 && height > table.rowHeight(row))
                findings.append(finding(table, index.data().toString(), QStringLiteral("cell is cut")));
        }
    }
    if (sum > table.viewport()->width() + 1)
        findings.append(finding(table, table.accessibleName(), QStringLiteral("columns beyond the card")));
}

/// Cards that begin at the same height end at the same height, unless one spans several rows.
void checkRows(const QWidget& content, QStringList& findings)
{
    QList<const ui::Card*> cards;
    for (const auto* card : content.findChildren<ui::Card*>())
        if (card->parentWidget() == &content) cards.append(card);
    for (const auto* one : cards)
        for (const auto* other : cards)
            if (one->y() == other->y() && one->height() < other->height())
                findings.append(finding(*one, one->accessibleName(), QStringLiteral("lower than the card beside it")));
}

} // namespace

class TestLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsCut_data();
    void nothingIsCut();
    void startPageFits_data();
    void startPageFits();
    void cleanupTestCase() { m_window.reset(); }

private:
    Home m_home;
    std::unique_ptr<ui::MainWindow> m_window; ///< one for each size, led from page to page
};

void TestLayout::nothingIsCut_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QSize>("size");
    const auto row = [](const present::PageEntry& entry, const QSize& size) {
        const auto name = QStringLiteral("%1 at %2x%3").arg(utf8(entry.id)).arg(size.width()).arg(size.height());
        QTest::newRow(qPrintable(name)) << utf8(entry.id) << size;
    };
    for (const auto& size : {QSize(1280, 720), QSize(1920, 1080)})
        for (const auto& entry : present::pages()) row(entry, size);
}

void TestLayout::nothingIsCut()
{
    QFETCH(QString, page);
    QFETCH(QSize, size);
    if (!m_window || m_window->size() != size) {
        m_window = std::make_unique<ui::MainWindow>();
        m_window->setTheme(ui::Theme::light());
        m_window->resize(size);
        QVERIFY(bringUp(*m_window));
        QVERIFY(openIn(*m_window, m_home.demo()));
    }
    auto& window = *m_window;
    QVERIFY(showPage(window, page));
    QTest::qWait(100); // columns and rows of tables settle with the layout
    QVERIFY2(window.size() == size, "the window keeps the size it was given");
    const auto* view = qobject_cast<ui::PageView*>(inSight(window));
    QVERIFY(view != nullptr);
    QStringList findings;
    if (view->widget()->width() > view->viewport()->width())
        findings.append(finding(*view->widget(), page, QStringLiteral("wider than the window")));
    for (const auto* label : window.findChildren<QLabel*>())
        if (label->isVisible()) checkLabel(*label, findings);
    for (const auto* button : window.findChildren<QAbstractButton*>())
        if (button->isVisible() && !button->text().isEmpty() && button->objectName() != QStringLiteral("definition") &&
            button->sizeHint().width() > button->width())
            findings.append(finding(*button, button->text(), QStringLiteral("wider than its place")));
    for (const auto* badge : window.findChildren<ui::Badge*>())
        if (badge->isVisible() && badge->height() < badge->heightForWidth(badge->width()))
            findings.append(finding(*badge, badge->accessibleName(), QStringLiteral("larger than its place")));
    for (const auto* bar : window.findChildren<QScrollBar*>())
        if (bar->isVisible() && bar->orientation() == Qt::Horizontal)
            findings.append(finding(*bar->parentWidget(), {}, QStringLiteral("scrolls sideways")));
    for (const auto* table : view->findChildren<QTableView*>()) checkTable(*table, findings);
    checkRows(*view->widget(), findings);
    QVERIFY2(findings.isEmpty(), qPrintable(QLatin1Char('\n') + findings.join(QLatin1Char('\n'))));
}

void TestLayout::startPageFits_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("1280x720") << QSize(1280, 720);
    QTest::newRow("1920x1080") << QSize(1920, 1080);
}

void TestLayout::startPageFits()
{
    QFETCH(QSize, size);
    ui::MainWindow window;
    window.resize(size);
    QVERIFY(bringUp(window));
    QStringList findings;
    for (const auto* label : window.findChildren<QLabel*>())
        if (label->isVisible()) checkLabel(*label, findings);
    for (const auto* button : window.findChildren<QPushButton*>())
        if (button->isVisible() && button->sizeHint().width() > button->width())
            findings.append(finding(*button, button->text(), QStringLiteral("wider than its place")));
    QVERIFY2(findings.isEmpty(), qPrintable(QLatin1Char('\n') + findings.join(QLatin1Char('\n'))));
}

QTEST_MAIN(TestLayout)
#include "tst_layout.moc"
