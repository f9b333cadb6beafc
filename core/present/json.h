// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/contrast.h"
#include "analysis/monitors.h"
#include "analysis/rollout.h"
#include "decision/verdict.h"
#include "metrics/estimate.h"
#include "metrics/metric.h"
#include "present/tablespec.h"

#include <QJsonObject>

/// The JSON of the command line: the same figures as on screen, unrounded.
namespace assay::present {

/// `{"value","low","high","level","n":{group:n},"unit","method","from","to","coverage","excluded":[{"reason","count"}],"note"}`.
/// What is not known is null, never 0; `note` is the reason where `value` is null.
[[nodiscard]] QJsonObject toJson(const metrics::Estimate& estimate);
/// A cell of a split: `{"keys":[…],"titles":[…],"people":n,…the figure…}`.
[[nodiscard]] QJsonObject toJson(const metrics::Bucket& bucket);
[[nodiscard]] QJsonObject toJson(const analysis::Effect& effect);
[[nodiscard]] QJsonObject toJson(const analysis::Contrast& contrast);
/// `{"id","title","measure","state","kind","basis","limit","at_most","teams","task_types","baseline","window","owner",
/// "registered_on","post_hoc","default","weeks_to_decide","sentence","edits":[…],"evidence":{…the figure…}}`.
[[nodiscard]] QJsonObject toJson(const decision::TargetStatus& status);
/// `{"recommendation","title","text","checks":[…],"targets":[…],"helps":[…],"harms":[…],"holds_in","runs",
/// "would_change":[…],"fingerprint"}`.
[[nodiscard]] QJsonObject toJson(const decision::RecommendationReport& report);
/// `{"key","measure","team","on","since","now","usual","low","high","sigmas","unit","better","weeks","owner","note"}`.
[[nodiscard]] QJsonObject toJson(const analysis::Alert& alert, const domain::Acknowledgement* acknowledgement);
[[nodiscard]] QJsonObject toJson(const analysis::Rollout& rollout);
/// `{"columns":[…],"rows":[[…]]}` with numbers where the cell has one.
[[nodiscard]] QJsonObject toJson(const TableSpec& table);

} // namespace assay::present
