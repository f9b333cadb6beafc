// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/decisions.h"

#include <QDialog>
#include <vector>

class QComboBox;

namespace assay::ui {

/// Asks which target is to be judged no longer.
class RetireDialog : public QDialog
{
    Q_OBJECT

public:
    /// `chosen`: the id of the one meant, where somebody chose it on the page; else the first is offered.
    RetireDialog(const std::vector<domain::Target>& targets, const QString& chosen, QWidget* parent = nullptr);
    [[nodiscard]] QString target() const;

private:
    QComboBox* m_targets;
};

} // namespace assay::ui
