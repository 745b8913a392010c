"""Make requirements.lock afresh, and give environment.yml the same versions.

Run by ``make lock``. It needs Python 3.11, the oldest that the pack supports: what is the newest
version there may be older than elsewhere, and then installs everywhere.
"""

import json
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
ENVIRONMENT = ROOT / "environment.yml"
HEADER = """\
# The exact version of every package that the pack's run-time, its tests and its development use.
# Made by `make lock`; do not edit by hand.
#
# This is a pip constraints file: it says which version, never what to install. So one file serves
# all three sets, and each set stays apart:
#
#     pip install --constraint requirements.lock --editable .            to run the pack
#     pip install --constraint requirements.lock --editable '.[test]'    to run its tests too
#     pip install --constraint requirements.lock --editable '.[dev]'     to change it
#
# Made on Linux. The few packages that only Windows or macOS needs are not pinned.
"""


def newest_versions(folder: Path) -> dict[str, str]:
    """Install the pack with all its extras in a new environment and see what came.

    Args:
        folder: Where to make the environment; it must not exist yet.

    Returns:
        Version by package name, the pack itself and pip left out.
    """
    venv.create(folder, with_pip=True)

    def pip(*words: str) -> str:
        """Run the new environment's pip and return what it said."""
        command = [str(folder / "bin" / "python"), "-m", "pip", *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    # Python 3.11 puts an old setuptools into each new environment. It is pinned only if needed.
    pip("uninstall", "--yes", "setuptools")
    pip("install", f"{ROOT}[test,dev]")
    listed = pip("list", "--format", "json", "--disable-pip-version-check")
    versions = {
        re.sub(r"[-_.]+", "-", package["name"]).lower(): package["version"]
        for package in json.loads(listed)
    }
    return {name: versions[name] for name in sorted(versions) if name not in ("pip", "wres-pack")}


def main() -> None:
    """Write both files, or say in one line why not."""
    if sys.version_info[:2] != OLDEST:
        sys.exit("The lock is made with Python 3.11. Run: make lock PYTHON=python3.11")
    print("Resolving the newest versions in a new environment (a few minutes) ...", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            versions = newest_versions(Path(folder) / "venv")
        except subprocess.CalledProcessError as error:
            sys.exit(f"{error.stderr}\nNothing was changed. This failed: {' '.join(error.cmd)}")
    pins = "".join(f"{name}=={version}\n" for name, version in versions.items())
    LOCK.write_text(HEADER + pins, encoding="utf-8", newline="\n")
    environment = re.sub(
        r"^( +- )([a-z0-9-]+)==.*$",
        lambda line: f"{line[1]}{line[2]}=={versions[line[2]]}",
        ENVIRONMENT.read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    ENVIRONMENT.write_text(environment, encoding="utf-8", newline="\n")
    print(f"Wrote {LOCK.name} ({len(versions)} packages) and the same versions in environment.yml.")


if __name__ == "__main__":
    main()
