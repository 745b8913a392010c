#!/usr/bin/env bash
# Releases a made-up country, sees that a version of it with withheld counts in it is refused, makes
# calls of runs fail, looks for inputs that nobody would write, and runs the slow tests.
#
#     scripts/slow.sh [ORGANISATIONS [LEAKS [RACES [FAULTS [FUZZ]]]]]
#
# By default 25 organisations of three years, as many reports that leak, 50 runs whose input changes
# meanwhile, 200 in which a call of the process that writes fails, three in which one of any process
# does, three with little memory, and ten minutes of inputs. FAULTS is an eighth of the first of these.
#
# Two quiet processors need about twenty minutes. WRES_UNTIL (seconds since 1970) bounds it where
# time is short: fewer are taken then, and what is not begun by then is left out. Both are said.
set -euo pipefail
cd "$(dirname "$0")/.."

organisations=${1:-25} leaks=${2:-25} races=${3:-50} faults=${4:-25} fuzz=${5:-10}
folder=$(mktemp -d)
trap '[ -z "$(jobs -p)" ] || kill $(jobs -p); rm -rf "$folder"' EXIT
export WRES_CACHE="$folder/cache"

# fit NAME NUMBER SECONDS: so many as a third of the time left is enough for, at SECONDS each on a
# slow machine.
fit() {
    local number=$2 fitting
    if [ -n "${WRES_UNTIL:-}" ]; then
        fitting=$(((WRES_UNTIL - $(date +%s)) / 3 / $3))
        [ "$fitting" -ge 0 ] || fitting=0
        if [ "$fitting" -lt "$number" ]; then
            echo "Time is short: $fitting of $number $1." >&2
            number=$fitting
        fi
    fi
    echo "$number"
}

organisations=$(fit "made-up organisations" "$organisations" 20)
if [ "$organisations" -gt 0 ]; then
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
    leaks=$(fit "reports that leak" "$leaks" 90)
    [ "$leaks" -eq 0 ] ||
        timeout 2400 .venv/bin/python benchmarks/leaks.py "$folder/data" "$folder/reports" --reports "$leaks"
else
    echo "Without made-up organisations no report leaks: that is left out." >&2
fi

# Inputs are tried mostly on one processor: the other one has the faults, which come one by one.
fuzz=$(fit "minutes of inputs" "$fuzz" 80)
fuzzing=
if [ "$fuzz" -gt 0 ]; then
    timeout $((fuzz * 60 + 900)) scripts/fuzz.sh "$fuzz" >"$folder/fuzz" 2>&1 &
    fuzzing=$!
fi
faults=$(fit "times eight faults" "$faults" 20)
[ "$faults" -eq 0 ] || timeout 1800 .venv/bin/python scripts/faults.py --sample "$faults"
races=$(fit "changes of the input" "$races" 25)
[ "$races" -eq 0 ] ||
    WRES_RACES=$races timeout 3600 .venv/bin/python -m pytest -q tests/batch/test_race.py
if [ -n "$fuzzing" ]; then
    wait "$fuzzing" || {
        cat "$folder/fuzz"
        exit 1
    }
    cat "$folder/fuzz"
fi
# Last, because each of them looks at WRES_UNTIL before it begins (tests/conftest.py).
timeout 2700 .venv/bin/python -m pytest -m slow --numprocesses auto -rs
