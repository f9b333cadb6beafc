// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

namespace assay {

int exitCode(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Usage:
        return 2;
    case ErrorCode::InputUnreadable:
    case ErrorCode::InputMalformed:
    case ErrorCode::InputUnsupported:
    case ErrorCode::NotEnoughData:
        return 3;
    case ErrorCode::WorkspaceInvalid:
    case ErrorCode::WorkspaceNewer:
    case ErrorCode::WorkspaceLocked:
    case ErrorCode::WorkspaceDamaged:
    case ErrorCode::WorkspaceUnwritable:
        return 4;
    case ErrorCode::Cancelled:
        return 5;
    case ErrorCode::CheckFailed:
        return 6;
    case ErrorCode::Internal:
        break;
    }
    return 3;
}

} // namespace assay
