// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace assay::test {

/// Where things are on this machine. Asked for at run time, so that no test is compiled with a path of one checkout in
/// it: another checkout then finds what ccache kept.

/// A file or folder of the checkout ("resources/rules/tools.toml"); without one, the checkout itself.
[[nodiscard]] QString sourcePlace(const QString& path = {});
/// Of the build, where programs are in "bin/".
[[nodiscard]] QString buildPlace(const QString& path);
/// Of the test input and guidance beside the checkout, which may be absent.
[[nodiscard]] QString sharedPlace(const QString& path);

} // namespace assay::test
