#!/usr/bin/env bash
# Looks for inputs that make the pack stumble: half of the time guided by what they reach in the code
# (Atheris, part by part), half by the tests that make their own examples, with new ones (Hypothesis).
#
#     scripts/fuzz.sh [MINUTES]
#
# Ten by default. Atheris is installed for it by its hashes into build/fuzz.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=$((${1:-10} * 60))
tools=build/fuzz
cache=$(mktemp -d)
trap 'rm -rf "$cache" "${TMPDIR:-/tmp}"/wres-fuzz-*' EXIT
export WRES_CACHE="$cache"

if ! [ -d "$tools/atheris" ]; then
    .venv/bin/python -m pip --disable-pip-version-check install --quiet --target "$tools" \
        --require-hashes --requirement hashes/fuzz.txt
fi
crashed=
mapfile -t parts < <(PYTHONPATH=$tools .venv/bin/python scripts/fuzz.py --list 2>/dev/null)
for part in "${parts[@]}"; do
    each=$((seconds / 2 / ${#parts[@]}))
    log="$cache/$part"
    if PYTHONPATH=$tools timeout $((each + 60)) \
        .venv/bin/python scripts/fuzz.py "$part" "$each" >"$log" 2>&1; then
        echo "$part: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs"
    else
        tail -n 40 "$log"
        crashed="$crashed $part"
    fi
done

end=$((SECONDS + seconds / 2))
rounds=0
while [ "$SECONDS" -lt "$end" ]; do
    status=0
    HYPOTHESIS_PROFILE=explore timeout $((end - SECONDS)) .venv/bin/python -m pytest --quiet \
        --numprocesses auto -m "hypothesis and not slow" >"$cache/tests" 2>&1 || status=$?
    case $status in
    0) rounds=$((rounds + 1)) ;;
    124) break ;; # the time is over
    *)
        cat "$cache/tests"
        crashed="$crashed tests"
        break
        ;;
    esac
done
echo "tests: $rounds whole rounds of new examples"

if [ -n "$crashed" ]; then
    echo "Stumbled:$crashed. Make each a test with a name, and mend it." >&2
    exit 1
fi
