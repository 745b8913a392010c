#!/usr/bin/env bash
# Makes a site of the documents in build/site; a link that leads nowhere fails.
#
#     scripts/docs.sh [FOLDER]
#
# Sphinx, MyST and Furo are installed for it by their hashes, into an environment of their own in
# build/docs: no report and no test needs them.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-build/site}
tools=build/docs
if ! [ -e "$tools/done" ]; then
    rm -rf "$tools"
    "$(scripts/set_up.sh find-python)" -m venv "$tools"
    "$tools/bin/python" -m pip --disable-pip-version-check install --quiet \
        --require-hashes --requirement hashes/docs.txt
    touch "$tools/done"
fi
# Every warning is an error, and all of them are told: nothing is taken from an earlier build.
"$tools/bin/sphinx-build" --quiet --fresh-env --fail-on-warning --keep-going --nitpicky --builder html \
    --conf-dir docs/site . "$folder"
cp "$folder/README.html" "$folder/index.html"
echo "Open $folder/index.html in a browser."
