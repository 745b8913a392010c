#!/usr/bin/env bash
# Runs the slow tests, releases a made-up country, and sees that a version of it with withheld
# counts in it is refused.
#
#     scripts/slow.sh [ORGANISATIONS [LEAKS [RACES [FAULTS [FUZZ]]]]]
#
# By default 25 organisations of three years, as many reports that leak, 50 runs whose input changes
# meanwhile, 200 in which a call of the process that writes fails, three in which one of any process
# does, three with little memory, and ten minutes of inputs that nobody would write. FAULTS is an eighth
# of the first of these.
#
# Two quiet processors need about twenty minutes; each step is stopped where it takes far longer.
set -euo pipefail
cd "$(dirname "$0")/.."

organisations=${1:-25} leaks=${2:-25} races=${3:-50} faults=${4:-25} fuzz=${5:-10}
folder=$(mktemp -d)
trap '[ -z "$(jobs -p)" ] || kill $(jobs -p); rm -rf "$folder"' EXIT
export WRES_CACHE="$folder/cache"

timeout 1800 .venv/bin/python -m pytest -m slow --numprocesses auto
timeout 120 .venv/bin/python benchmarks/country.py "$folder/data" --organisations "$organisations"
# Its exit status is 0 only where every report is released; what is not is said at the end.
timeout 1200 .venv/bin/wres run --data "$folder/data" --reports "$folder/reports" >"$folder/log" 2>&1 || {
    grep -v ": done" "$folder/log" || true
    # The years of an organisation are told of together, so each says the same.
    cat "$folder"/reports/failed/*/*/NOT-RELEASED.txt 2>/dev/null | awk "!told[\$0]++" || true
    echo "A report of the made-up country was not released." >&2
    exit 1
}
echo "All reports of $organisations made-up organisations are released."
# Inputs are tried mostly on one processor: the other one has the faults, which come one by one.
fuzzing=
if [ "$fuzz" -gt 0 ]; then
    timeout $((fuzz * 60 + 900)) scripts/fuzz.sh "$fuzz" >"$folder/fuzz" 2>&1 &
    fuzzing=$!
fi
[ "$faults" -eq 0 ] || timeout 1800 .venv/bin/python scripts/faults.py --sample "$faults"
if [ -n "$fuzzing" ]; then
    wait "$fuzzing" || {
        cat "$folder/fuzz"
        exit 1
    }
    cat "$folder/fuzz"
fi
WRES_RACES=$races timeout 3600 .venv/bin/python -m pytest -q tests/batch/test_race.py
if [ "$leaks" -gt 0 ]; then
    timeout 2400 .venv/bin/python benchmarks/leaks.py "$folder/data" "$folder/reports" --reports "$leaks"
fi
