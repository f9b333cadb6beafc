// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/periodmenu.h"

#include <QDateEdit>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <algorithm>

namespace assay::ui {
namespace {

QDate toDate(Day day)
{
    const std::chrono::year_month_day ymd{day};
    return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
            static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

Day toDay(const QDate& date)
{
    return std::chrono::sys_days{std::chrono::year{date.year()} / static_cast<unsigned>(date.month()) /
                                 static_cast<unsigned>(date.day())};
}

} // namespace

PeriodMenu::PeriodMenu(const QString& anything, DayRange span, QWidget* parent) : QMenu(parent), m_span(span)
{
    connect(addAction(anything), &QAction::triggered, this, [this] { Q_EMIT chosen(std::nullopt); });
    addSeparator();
    for (const int months : {3, 6, 12}) {
        connect(addAction(QStringLiteral("Last %1 months").arg(months)), &QAction::triggered, this, [this, months] {
            const auto from = toDay(toDate(m_span.to).addMonths(-months).addDays(1));
            Q_EMIT chosen(DayRange{std::max(from, m_span.from), m_span.to});
        });
    }
    connect(addAction(QStringLiteral("First 6 months")), &QAction::triggered, this, [this] {
        const auto to = toDay(toDate(m_span.from).addMonths(6).addDays(-1));
        Q_EMIT chosen(DayRange{m_span.from, std::min(to, m_span.to)});
    });
    addSeparator();
    connect(addAction(QStringLiteral("Choose days…")), &QAction::triggered, this, &PeriodMenu::pick);
}

void PeriodMenu::pick()
{
    QDialog dialog(parentWidget());
    dialog.setWindowTitle(QStringLiteral("Choose days"));
    auto* form = new QFormLayout(&dialog);
    auto* from = new QDateEdit(toDate(m_span.from), &dialog);
    auto* to = new QDateEdit(toDate(m_span.to), &dialog);
    for (auto* edit : {from, to}) {
        edit->setCalendarPopup(true);
        edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
        edit->setDateRange(toDate(m_span.from), toDate(m_span.to));
    }
    form->addRow(QStringLiteral("From"), from);
    form->addRow(QStringLiteral("To"), to);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, &dialog);
    connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    form->addRow(buttons);
    if (dialog.exec() != QDialog::Accepted) return;
    Q_EMIT chosen(DayRange{toDay(std::min(from->date(), to->date())), toDay(std::max(from->date(), to->date()))});
}

} // namespace assay::ui
