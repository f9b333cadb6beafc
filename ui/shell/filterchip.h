// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace assay::ui {

/// One filter: what it is, quietly, and how it stands, in bold.
class FilterChip : public QToolButton
{
    Q_OBJECT

public:
    explicit FilterChip(const QString& name, QWidget* parent = nullptr);
    void say(const QString& label, const QString& value);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QFont bold() const;

    QString m_label;
    QString m_value;
};

} // namespace assay::ui
