// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace assay {

/// What went wrong, coarse enough to choose an exit code and fine enough to test for.
enum class ErrorCode
{
    Usage,               ///< the caller asked for something that does not exist
    InputUnreadable,     ///< a file or repository that cannot be opened
    InputMalformed,      ///< it opens, but is not what it claims to be
    InputUnsupported,    ///< a format or variant Assay does not read
    WorkspaceInvalid,    ///< not a workspace
    WorkspaceNewer,      ///< written by a newer Assay
    WorkspaceLocked,     ///< another program is writing
    WorkspaceDamaged,    ///< integrity check or audit chain failed
    WorkspaceUnwritable, ///< permissions, full disk
    Cancelled,           ///< the user stopped it
    CheckFailed,         ///< verify, targets --check
    NotEnoughData,       ///< a figure that cannot be given honestly
    Internal,
};

/// One failure. `message` is one sentence for the user: file, place, what to do. `detail` is for the log.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    std::string message;
    std::string detail;
};

/// Exit code of `assay-cli` for an error, as the command-line contract fixes it (2 usage, 3 input, 4 workspace, …).
[[nodiscard]] int exitCode(ErrorCode code);

} // namespace assay
