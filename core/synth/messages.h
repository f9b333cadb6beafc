// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "synth/organisation.h"

#include <string>

/// What people write around a change: branch names, pull-request texts, commit messages with the tools' real markers.
namespace assay::synth {

/// How a repository lands its pull requests: rebased and merged with a merge commit, or squashed into one.
enum class Landing : std::uint8_t
{
    Merge,
    Squash
};
[[nodiscard]] Landing landingOf(int repository);

[[nodiscard]] std::string branchName(const Organisation& organisation, int change);
[[nodiscard]] std::string pullTitle(const Organisation& organisation, int change);
[[nodiscard]] std::string pullBody(const Organisation& organisation, int change);
/// Message of the nth commit on the branch. `reverted`: id of the commit it takes back, empty otherwise.
[[nodiscard]] std::string commitMessage(const Organisation& organisation, int change, int nth,
                                        const std::string& reverted);
[[nodiscard]] std::string squashMessage(const Organisation& organisation, int change, const std::string& reverted);
[[nodiscard]] std::string mergeMessage(const Organisation& organisation, int change);

/// "https://github.example.org/example-org/ledger": a host that does not exist.
[[nodiscard]] std::string repositoryUrl(const Organisation& organisation, int repository);

} // namespace assay::synth
