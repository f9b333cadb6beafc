// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/options.h"
#include "cli/output.h"
#include "session/session.h"

/// One function per verb, each in its own file; they return the exit code.
namespace assay::cli {

int run(const DemoOptions& options, const Output& out);
int run(const ImportOptions& options, const Output& out);
int run(const FormatsOptions& options, const Output& out);
int run(const SourcesOptions& options, const Output& out);
int run(const PeopleOptions& options, const Output& out);
int run(const TeamsOptions& options, const Output& out);
int run(const ReconcileOptions& options, const Output& out);
int run(const RulesOptions& options, const Output& out);
int run(const MeasuresOptions& options, const Output& out);
int run(const ShowOptions& options, const Output& out);
int run(const CompareOptions& options, const Output& out);
int run(const RowsOptions& options, const Output& out);
int run(const TraceOptions& options, const Output& out);
int run(const BlameOptions& options, const Output& out);
int run(const ReportOptions& options, const Output& out);
int run(const ExportOptions& options, const Output& out);
int run(const WhatIfOptions& options, const Output& out);
int run(const TargetsOptions& options, const Output& out);
int run(const AlertsOptions& options, const Output& out);
int run(const VerdictOptions& options, const Output& out);
int run(const VerifyOptions& options, const Output& out);
int run(const DoctorOptions& options, const Output& out);

/// Takes the last decision about people back and says what it was.
int undoDecision(const std::string& workspace, const Output& out);

/// Opens a workspace for reading figures; names in the filter that it does not have are a usage error.
[[nodiscard]] Result<std::shared_ptr<const session::Session>> openFor(const std::string& workspace,
                                                                      const facts::Filter& filter);

} // namespace assay::cli
