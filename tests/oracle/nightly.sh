#!/bin/sh
# The oracle, longer: a quarter of the time for each kind of program, from a seed that changes every day.
set -u
oracle=$1
seconds=${DDICHECK_NIGHTLY_SECONDS:-1800}
seed=${DDICHECK_NIGHTLY_SEED:-$(($(date +%s) / 86400 * 1000000))}
failed=0
for mode in "" --relations --loops --aliases; do
    # shellcheck disable=SC2086
    "$oracle" $mode --seed "$seed" --seconds $((seconds / 4)) || failed=1
done
exit $failed
