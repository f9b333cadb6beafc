// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "session/review.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QTableWidget;
class QVBoxLayout;

namespace assay::ui {

/// What would be imported, before anything is: each file as it was recognised, its first rows as they will be
/// understood, what only the user knows, and what is missing with its cost. An answer goes out by `answered`, and the
/// file comes back read anew.
class ReviewDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ReviewDialog(session::ImportRequest request, QWidget* parent = nullptr);
    /// Shows a first review, or replaces the files that were read again.
    void show(const session::Review& review);
    /// The request with everything that was answered; what cannot be read yet is left out of it.
    [[nodiscard]] session::ImportRequest request() const;

Q_SIGNALS:
    /// Asks to read one path again with the answers of `request`.
    void answered(const assay::session::ImportRequest& request);

private:
    void fillList();
    void showSource(int row);
    void addHead(const session::ReviewedSource& source, QVBoxLayout* column);
    void addQuestion(const session::ReviewedSource& source, const session::ReviewQuestion& question,
                     QVBoxLayout* column);
    void addDateOrder(const session::ReviewedSource& source, QVBoxLayout* column);
    void addZone(const session::ReviewedSource& source, QVBoxLayout* column);
    void addColumns(const session::ReviewedSource& source, QVBoxLayout* column);
    void addPreviews(const session::ReviewedSource& source, QVBoxLayout* column);
    void addRemarks(const session::ReviewedSource& source, QVBoxLayout* column);
    void answer(const std::string& path, const session::SourceAnswers& answers);
    void updateButton();

    session::ImportRequest m_request;
    session::Review m_review;
    QListWidget* m_list;
    QWidget* m_detail;
    QWidget* m_content = nullptr;
    QLabel* m_skipped;
    QPushButton* m_import;
};

} // namespace assay::ui
