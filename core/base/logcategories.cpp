// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/logcategories.h"

Q_LOGGING_CATEGORY(lcImport, "assay.import")
Q_LOGGING_CATEGORY(lcStore, "assay.store")
Q_LOGGING_CATEGORY(lcSession, "assay.session")
Q_LOGGING_CATEGORY(lcUi, "assay.ui")
