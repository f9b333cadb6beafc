// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/bigheap.h"
#include "cli/commands/commands.h"
#include "cli/options.h"
#include "cli/output.h"
#include "resources/resources.h"

#include <cstdio>
#include <variant>

int main(int argc, char** argv)
{
    using namespace assay::cli;
    assay::resources::load();
    const auto invocation = parse(argc, argv);
    if (!invocation) {
        const auto& failed = invocation.error();
        std::fputs(failed.text.c_str(), failed.exitCode == 0 ? stdout : stderr);
        return failed.exitCode;
    }
    if (std::holds_alternative<ImportOptions>(invocation->options)) assay::useBigPages(argv, assay::Heaps::PerThread);
    const Output out(invocation->common);
    return std::visit([&out](const auto& options) { return run(options, out); }, invocation->options);
}
