#!/usr/bin/env bash
# Makes a sample's report with the lowest and with the newest version of every package that
# pyproject.toml allows, in each Python that it is given, and holds its figures against each other.
#
#     scripts/versions.sh [PYTHON ...]
#
# By default each of python3.11 to python3.14 that is there. Everything is installed into temporary
# folders. The lowest versions are those of the packages that the pack names itself; what these need
# in turn is as new as it can be.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ $# -eq 0 ]; then
    for version in 3.11 3.12 3.13 3.14; do
        "python$version" -c "import ensurepip, venv" 2>/dev/null && set -- "$@" "python$version"
    done
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" -m venv "$folder/tool"
"$folder/tool/bin/python" -m pip --disable-pip-version-check install --quiet uv
uv=$folder/tool/bin/uv
export WRES_CACHE="$folder/cache"

wanted= failed=
for python in "$@"; do
    for which in lowest-direct highest; do
        what="$("$python" --version), $which"
        env=$folder/env
        rm -rf "$env" "$folder/reports" "$WRES_CACHE"
        if ! { "$uv" venv --quiet --python "$python" "$env" &&
            "$uv" pip install --quiet --python "$env/bin/python" --resolution "$which" . &&
            "$env/bin/wres" run --data data --notebooks notebooks --reports "$folder/reports" \
                --organisation QHG --year 2023; } >"$folder/log" 2>&1; then
            tail -n 20 "$folder/log"
            echo "$what: no report"
            failed=yes
            continue
        fi
        figures=$(cksum <"$folder/reports/2023/QHG/figures.csv")
        wanted=${wanted:-$figures}
        same="the same figures"
        [ "$figures" = "$wanted" ] || { same="OTHER FIGURES"; failed=yes; }
        pandas=$("$env/bin/python" -c "import pandas; print(pandas.__version__)")
        echo "$what (pandas $pandas): a report, $same"
    done
done
[ -z "$failed" ]
