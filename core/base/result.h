// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <tl/expected.hpp>

namespace assay {

/// A value or the reason there is none. Assay throws nothing; exceptions of libraries stop at their wrapper.
template <class T>
using Result = tl::expected<T, Error>;

using Failure = tl::unexpected<Error>;

/// `return failure(ErrorCode::InputMalformed, "tickets.csv, line 3: …; export it again.");`
[[nodiscard]] inline Failure failure(ErrorCode code, std::string message, std::string detail = {})
{
    return Failure(Error{code, std::move(message), std::move(detail)});
}

} // namespace assay
