// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/places.h"

namespace assay::test {

QString sourcePlace(const QString& path)
{
    const auto root = QStringLiteral(ASSAY_SOURCE_DIR);
    return path.isEmpty() ? root : root + u'/' + path;
}

QString buildPlace(const QString& path)
{
    return QStringLiteral(ASSAY_BUILD_DIR "/") + path;
}

QString sharedPlace(const QString& path)
{
    return QStringLiteral(ASSAY_SOURCE_DIR "/../shared/") + path;
}

} // namespace assay::test
