# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Sourced by packaging/run, packaging/test and .ci/run: named steps that fail loudly.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros
step_name="starting"
trap 'echo "FAILED while ${step_name} (exit code $?)." >&2' ERR

step() # TITLE COMMAND…: says what is done, does it, says how long it took
{
    step_name=$1
    shift
    local begun=$SECONDS
    echo "==> ${step_name^}"
    "$@"
    echo "    ${step_name}: done in $((SECONDS - begun)) s"
}

jobs_here() # as many compilers as cores, but never more than memory allows (1.5 GB each)
{
    local cores memory
    cores=$(nproc)
    memory=$(awk '/MemAvailable/ { print int($2 / 1500000) }' /proc/meminfo)
    [ "$memory" -ge 1 ] || memory=1
    echo $((cores < memory ? cores : memory))
}

build() # PRESET [CMAKE ARGUMENT…] [-- TARGET…]
{
    local preset=$1 arguments=()
    shift
    while [ $# -gt 0 ] && [ "$1" != -- ]; do arguments+=("$1"); shift; done
    [ $# -eq 0 ] || shift
    cmake --preset "$preset" --log-level=WARNING "${arguments[@]}"
    cmake --build "build/$preset" --parallel "$(jobs_here)" ${1:+--target "$@"}
}
