// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/options.h"
#include "cli/output.h"
#include "resources/resources.h"

#include <cstdio>

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
    const Output out(invocation->common);
    return std::visit([&out](const auto& options) { return run(options, out); }, invocation->options);
}
