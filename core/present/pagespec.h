// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/chartspec.h"
#include "present/kpispec.h"
#include "present/tablespec.h"

#include <QString>
#include <memory>
#include <variant>
#include <vector>

namespace assay::present {

/// The sentence a page begins with; on the Overview, the recommendation.
struct BannerSpec
{
    QString title;
    QString text;       ///< may hold `**bold**`
    QString link;       ///< "Why? …"; empty: none
    QString linkTarget; ///< page id
    QString sideTitle;
    QString sideStrong;
    QString sideText;
    Tone tone = Tone::Neutral;
    std::vector<Hint> hints = {}; ///< as KpiSpec::hints
};

/// A list of short remarks with a date or sign in front ("Alerts", "What would change this").
struct NotesSpec
{
    struct Note
    {
        QString text;
        Tone tone = Tone::Neutral;
    };
    QString title;
    QString subtitle;
    std::vector<Note> notes;
    QString empty;
    std::vector<Hint> hints = {}; ///< as KpiSpec::hints
};

using Block = std::variant<ChartSpec, TableSpec, NotesSpec>;

/// A block and its place on a 12-column grid; rows flow from top to bottom.
struct Placed
{
    Block block;
    int column = 0; ///< 0…11
    int span = 12;
    int row = 0;
    int rowSpan = 1;
    int height = 300; ///< px at 13 px text; a row is as high as its highest block
};

/// Something to do from a page: a button above its blocks. The window knows what each id means; not printed.
struct PageAction
{
    QString id;    ///< "register-target"
    QString title; ///< "Register a target…"
};

struct WhatIfSpec;

/// One page, as a function of (snapshot, filter). Screen, PDF and CLI draw the same one.
struct PageSpec
{
    QString id;      ///< "overview"
    QString title;   ///< "Overview"
    QString section; ///< "Decide", "Understand", "Trust"
    std::vector<BannerSpec> banners;
    std::vector<KpiSpec> kpis; ///< up to four beside each other
    std::vector<Placed> blocks;
    std::vector<PageAction> actions;
    QString dropHint;                         ///< where files can be dropped: what happens then; empty: no such place
    std::shared_ptr<const WhatIfSpec> whatIf; ///< sliders beside the page; null: none
    QString footnote;                         ///< coverage and exclusions, for the bottom of page and PDF
};

} // namespace assay::present
