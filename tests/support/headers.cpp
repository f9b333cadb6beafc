// SPDX-License-Identifier: GPL-3.0-or-later
// No code: the precompiled headers of the tests need a source to belong to.
