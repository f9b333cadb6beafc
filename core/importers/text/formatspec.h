// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/formats.h"
#include "importers/text/reading.h"
#include "importers/text/sniff.h"

namespace assay::importers {

/// A format as data: how it is called, what it needs, how it is recognised and read. Most formats are one of these.
struct FormatSpec
{
    const char* id;
    const char* title;
    const char* needs;
    int (*score)(const Sniffed&); ///< 0 = not mine
    Result<void> (*read)(Reading&);
};

class SpecImporter final : public Importer
{
public:
    explicit SpecImporter(FormatSpec spec) : m_spec(spec) {}
    std::string_view id() const override { return m_spec.id; }
    std::string_view title() const override { return m_spec.title; }
    std::string_view needs() const override { return m_spec.needs; }
    int canRead(const Sample& sample) const override { return m_spec.score(sniffed(sample)); }
    Result<void> read(const Input& input, RecordSink& sink, const CancelToken& cancel,
                      const ProgressFn& progress) const override
    {
        Reading reading(input, sink, cancel, progress);
        return m_spec.read(reading);
    }

private:
    FormatSpec m_spec;
};

} // namespace assay::importers
