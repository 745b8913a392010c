#!/usr/bin/env bash
# Writes the software bill of materials of the run-time: each package with version and licence, as
# CycloneDX.
#
#     scripts/sbom.sh [FILE]
#
# By default dist/sbom.json. The packages are installed by their hashes into an environment of their
# own, and that is described by cyclonedx-bom, which stands in another.
set -euo pipefail
cd "$(dirname "$0")/.."

file=${1:-dist/sbom.json}
python=$(scripts/set_up.sh find-python)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$python" -m venv "$folder/run"
"$folder/run/bin/python" -m pip --disable-pip-version-check install --quiet \
    --require-hashes --requirement hashes/run.txt
"$python" -m venv "$folder/tool"
"$folder/tool/bin/python" -m pip --disable-pip-version-check install --quiet \
    --require-hashes --requirement hashes/bom.txt
mkdir -p "$(dirname "$file")"
"$folder/tool/bin/cyclonedx-py" environment "$folder/run/bin/python" --pyproject pyproject.toml \
    --short-PURLs --output-reproducible --output-format JSON --output-file "$file"
echo "Wrote $file: $("$python" -c 'import json, sys
print(len(json.load(open(sys.argv[1]))["components"]))' "$file") packages."
