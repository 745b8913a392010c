"""Make requirements.lock afresh, and give environment.yml the same versions.

Run by ``make lock``. It takes the newest version of each package that the oldest supported Python
can use, down to that Python's first release: Debian 12 still has Python 3.11.2, which the newest
release of a package may refuse.
"""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
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
# all sets, and each set stays apart:
#
#     pip install --constraint requirements.lock --editable .            to run the pack
#     pip install --constraint requirements.lock --editable '.[test]'    to run its tests too
#     pip install --constraint requirements.lock --editable '.[dev]'     to change it
#     pip install --constraint requirements.lock --editable '.[cluster]' to work on a cluster
#
# Made on Linux. The few packages that only Windows, macOS or a newer Python needs are not pinned.
"""


def newest_versions(folder: Path) -> dict[str, str]:
    """Ask pip what it would install for the pack with all its extras, without installing it.

    Args:
        folder: An empty folder to work in.

    Returns:
        Version by package name.
    """
    # A new environment's own pip, so that nothing installed here has a say.
    venv.create(folder / "venv", with_pip=True)
    report = folder / "report.json"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    command = [str(folder / "venv" / "bin" / "python"), "-m", "pip", "install", "--dry-run"]
    command += ["--report", str(report), "--target", str(folder / "target")]
    command += ["--only-binary", ":all:", "--python-version", f"{OLDEST[0]}.{OLDEST[1]}.0"]
    command += project["dependencies"]
    for extra in project["optional-dependencies"].values():
        command += extra
    subprocess.run(command, check=True, capture_output=True, text=True)
    packages = [item["metadata"] for item in json.loads(report.read_text("utf-8"))["install"]]
    versions = {
        re.sub(r"[-_.]+", "-", package["name"]).lower(): package["version"] for package in packages
    }
    return dict(sorted(versions.items()))


def main() -> None:
    """Write both files, or say in one line why not."""
    if sys.version_info[:2] != OLDEST:
        sys.exit("The lock is made with Python 3.11. Run: make lock PYTHON=python3.11")
    print("Finding the newest versions (about a minute) ...", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            versions = newest_versions(Path(folder))
        except subprocess.CalledProcessError as error:
            sys.exit(f"{error.stderr}\nNothing was changed: pip found no versions that fit.")
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
