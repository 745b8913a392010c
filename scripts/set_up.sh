#!/bin/sh
# Makes .venv ready for one thing, and does nothing if it is ready already.
#
#     scripts/set_up.sh run     to make a report
#     scripts/set_up.sh test    to run the tests
#     scripts/set_up.sh dev     to check and tidy the code
#     scripts/set_up.sh find-python    only prints which Python it would use
#
# PYTHON=... chooses the Python for a new .venv. Without it, the first of Python 3.11 to 3.14 that
# is found; no newer one, as the locked packages are not built for it.
set -eu
cd "$(dirname "$0")/.."

use=${1:?Say what to set up: run, test or dev}
python=.venv/bin/python
log=.venv/set-up.log

say() { echo "$*" >&2; }

stop() {
    say ""
    for line in "$@"; do say "$line"; done
    exit 1
}

is_right() { "$1" -c "import sys; sys.exit(not $2)" >/dev/null 2>&1; }

can_make_venv() { "$1" -c "import ensurepip, venv" >/dev/null 2>&1; }

# Prints the Python to make .venv with, or stops and says the one command to run.
find_python() {
    without_venv=
    sudo="sudo "
    [ "$(id -u)" -ne 0 ] || sudo=
    if [ -n "${PYTHON:-}" ]; then
        set -- "$PYTHON"
        right="sys.version_info >= (3, 11)"
    else
        set -- python3 python3.11 python3.12 python3.13 python3.14 python
        right="(3, 11) <= sys.version_info < (3, 15)"
    fi
    for name in "$@"; do
        is_right "$name" "$right" || continue
        if can_make_venv "$name"; then
            echo "$name"
            return
        fi
        without_venv=${without_venv:-$name}
    done
    if [ -n "$without_venv" ]; then
        version=$("$without_venv" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        stop "$without_venv cannot make an environment: Debian and Ubuntu keep that part in a" \
            "package of its own. Run this one command, then try again:" "" \
            "  ${sudo}apt-get update && ${sudo}apt-get install -y python$version-venv"
    elif [ -n "${PYTHON:-}" ]; then
        stop "PYTHON=$PYTHON is not a Python of version 3.11 or newer."
    elif command -v apt-get >/dev/null; then
        stop "The pack needs Python 3.11 to 3.14 and none was found." \
            "Run this one command, then try again:" "" \
            "  ${sudo}apt-get update && ${sudo}apt-get install -y python3.11 python3.11-venv"
    else
        stop "The pack needs Python 3.11 to 3.14 and none was found. Conda brings one." \
            "Run this one command, then use 'wres run' in place of 'make report':" "" \
            "  conda env create --file environment.yml && conda activate wres"
    fi
}

# What a finished set-up depends on: these files (the pack's version is one), and this folder, whose
# path .venv holds.
inputs() { { pwd; cat pyproject.toml src/wres/__init__.py hashes/*.txt; } | cksum; }

is_done() { [ "$(cat ".venv/done-$1" 2>/dev/null)" = "$(inputs)" ]; }

# Runs pip without its stream of messages, and shows them all if it fails.
quiet_pip() {
    "$python" -m pip --disable-pip-version-check "$@" >>"$log" 2>&1 && return
    cat "$log" >&2
    stop "The set-up failed: see above. If the network broke off, try again."
}

case $use in
run) task="make a report" ;;
test) task="run the tests" ;;
dev) task="check the code" ;;
find-python) find_python && exit ;;
*) stop "Say what to set up: run, test or dev" ;;
esac

# An environment that was left half made, that came with a moved folder or whose Python is gone
# cannot be trusted.
if [ -e .venv/unfinished ] || ! [ -e .venv/folder ] || ! [ "$(cat .venv/folder)" = "$PWD" ] ||
    ! is_right "$python" True; then
    base=$(find_python)
else
    base=$python
fi

# Before anything slow: what the tests need and pip cannot bring.
if [ "$use" = test ]; then
    PYTHONPATH=src PYTHONDONTWRITEBYTECODE=1 "$base" -m wres.ground.system || exit 1
fi

if [ "$base" = "$python" ] && is_done "$use"; then
    exit 0
fi

if [ "$base" != "$python" ]; then
    say "Making .venv with $("$base" --version) ..."
    rm -rf .venv
    mkdir .venv
    "$base" -m venv .venv >"$log" 2>&1 || { cat "$log" >&2; stop "Could not make .venv: see above."; }
fi
say "Installing what it takes to $task (about a minute; longer the first time) ..."
: >.venv/unfinished
: >"$log"
# Only files whose SHA-256 is known are taken. The pack itself is built by what is then installed.
quiet_pip install --require-hashes --requirement "hashes/$use.txt"
quiet_pip install --no-index --no-deps --no-build-isolation --editable .
inputs >".venv/done-$use"
pwd >.venv/folder
rm .venv/unfinished
