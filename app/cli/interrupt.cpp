// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/interrupt.h"

#include <csignal>

namespace assay::cli {
namespace {

const CancelToken& token()
{
    static const CancelToken kToken;
    return kToken;
}

/// Made before the handler is installed: nothing but a store into an atomic happens within it.
const CancelToken* interrupted = nullptr;

extern "C" void onInterrupt(int signal)
{
    interrupted->request();
    (void)std::signal(signal, SIG_DFL);
}

} // namespace

CancelToken stoppedByInterrupt()
{
    interrupted = &token();
    for (const int signal : {SIGINT, SIGTERM})
        if (std::signal(signal, &onInterrupt) == SIG_IGN) (void)std::signal(signal, SIG_IGN); // as under nohup
    return token();
}

} // namespace assay::cli
