// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/importjob.h"

#include <QByteArray>
#include <QString>
#include <QTemporaryDir>

/// A workspace in a folder of its own, files to import into it, and what it then says.
class ImportFixture
{
public:
    [[nodiscard]] std::string workspace() const { return path(QStringLiteral("w.assay")); }
    [[nodiscard]] std::string path(const QString& name) const;
    std::string write(const QString& name, const QByteArray& text) const;
    void makeRepository() const;
    bool git(const QStringList& arguments) const;

    /// Imports; the sources it names, in the order asked for.
    assay::session::ImportSummary import(const QStringList& names, assay::session::ImportRequest request = {}) const;
    /// Every fact of the workspace, one JSON object a line, in an order of its own: two workspaces that say the same
    /// are equal byte for byte.
    [[nodiscard]] QByteArray facts() const;

private:
    QTemporaryDir m_folder;
};
