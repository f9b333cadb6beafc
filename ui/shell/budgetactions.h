// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "present/pagespec.h"
#include "present/whatifspec.h"

#include <QWidget>
#include <functional>

namespace assay::ui {

class Controller;

/// What the Economics page lets one do with scenarios, and what is tried out there.
class BudgetActions : public QObject
{
    Q_OBJECT

public:
    BudgetActions(Controller& controller, QWidget* window);

    [[nodiscard]] const present::BudgetTrial& trial() const { return m_trial; }
    void tryOut(const present::BudgetTrial& trial);
    /// A workspace was opened: in another one, nothing is tried out yet.
    void opened();
    void save(const present::PageSpec& page);
    void lead(const present::PageSpec& page);
    void remove(const present::PageSpec& page);
    void update(const present::PageSpec& page);
    /// Asks for the phases of the roll-out, and tries them out.
    void rollOut(const present::PageSpec& page);
    /// What is tried out, as a spreadsheet with formulas.
    void spreadsheet(const present::PageSpec& page);
    /// What is tried out, as a text that can be shared and compared line by line.
    void file(const present::PageSpec& page);

Q_SIGNALS:
    void trialChanged();
    void failed(const QString& sentence);

private:
    void saveAs(const present::PageSpec& page, const QString& name, const QString& by);
    void askForFile(const QString& title, const QString& suffix, std::function<Result<void>(const std::string&)> write);
    [[nodiscard]] whatif::Scenario tried(const present::PageSpec& page) const;
    /// The workspace is opened again with the named scenario in sight.
    void done(const Result<void>& result, const std::string& scenario);

    Controller& m_controller;
    QWidget* m_window;
    std::string m_workspace;
    present::BudgetTrial m_trial;
};

} // namespace assay::ui
