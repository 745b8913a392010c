"""Make requirements.lock afresh, its versions in environment.yml, and their hashes in hashes/.

Run by ``make lock``; ``scripts/lock.py --hashes`` leaves the versions as they are, and ``--add``
those that the lock has, so that only what is new to it is found. It takes the newest version of
each package that the oldest supported Python can use, down to that Python's first release: Debian
12 still has Python 3.11.2, which the newest release of a package may refuse.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
ENVIRONMENT = ROOT / "environment.yml"
HASHES = ROOT / "hashes"
# What `scripts/set_up.sh` installs for each thing, by the extras that it takes; all of it and the
# run-time are installed by the hashes of these files.
FILES = {"run": (), "test": ("cluster", "test"), "dev": ("dev",)}
# What a script installs into a place of its own, without the run-time: an extra each.
TOOLS = ("docs", "bom", "fuzz")
# What makes the pack's own package, which is installed from this folder without the network.
EDITABLE = ("editables>=0.5",)
# What there is no wheel of, so that it is built where it is installed, by the newest setuptools.
BUILT = {"test": ("pyftpdlib",)}
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
# The extras docs, bom and fuzz are tools of `make docs`, `make sbom` and `make fuzz`.
#
# Made on Linux. The few packages that only Windows, macOS or a newer Python needs are not pinned.
"""


HASHES_HEADER = """\
# What {who} installs{more}, in the versions of requirements.lock: the SHA-256
# of every file of each, for all systems. Made by `make lock`; do not edit by hand.
"""


def declared() -> dict[str, list[str]]:
    """What the pack needs directly: to run and to be built, and for each of its extras."""
    described = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = described["project"]
    build = [*described["build-system"]["requires"], *EDITABLE]
    return {"": [*project["dependencies"], *build], **project["optional-dependencies"]}


def newest_versions(folder: Path, kept: bool) -> dict[str, str]:
    """Ask uv what would be installed for the pack with all its extras, without installing it.

    Args:
        folder: A folder to work in, with an environment in `venv`.
        kept: Whether what the lock has stays as it is.

    Returns:
        Version by package name, of Linux.
    """
    wanted = folder / "all.in"
    wanted.write_text("\n".join(chain(*declared().values())))
    options = [
        "--python-platform",
        "linux",
        "--no-header",
        "--no-annotate",
        "--only-binary",
        ":all:",
    ]
    for name in chain(*BUILT.values()):
        options += ["--no-binary", name]
    answer = compiled(folder, wanted, *options, *(["--constraint", str(LOCK)] if kept else []))
    versions = dict(re.findall(r"^([a-z0-9-]+)==(\S+)$", answer, re.MULTILINE))
    return dict(sorted(versions.items()))


def compiled(folder: Path, wanted: Path, *options: str) -> str:
    """What uv makes of a file of requirements, for the first release of the oldest Python."""
    command = [str(folder / "venv" / "bin" / "uv"), "pip", "compile", str(wanted), "--quiet"]
    command += ["--python-version", f"{OLDEST[0]}.{OLDEST[1]}.0", "--no-emit-index-url", *options]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def hashed(folder: Path, use: str) -> str:
    """What one of the files in hashes/ holds: what it takes beyond the run-time, with hashes.

    uv asks for the hashes of all files of a version, those for other systems too, where pip knows
    only the file that it would install.

    Args:
        folder: A folder to work in, with an environment in `venv`.
        use: What the file is for, a key of `FILES` or one of `TOOLS`.
    """
    wanted = folder / f"{use}.in"
    needed = declared()
    extras = (use,) if use in TOOLS else ("", *FILES[use])
    wanted.write_text("\n".join(chain(*(needed[extra] for extra in extras))))
    options = ["--universal", "--generate-hashes", "--no-header", "--no-annotate"]
    answer = compiled(folder, wanted, *options, "--constraint", str(LOCK))
    packages = re.split(r"^(?=\S)", answer, flags=re.MULTILINE)[1:]
    who = "`scripts/set_up.sh {}`" if use in FILES else "`make {}`"
    who = who.format("sbom" if use == "bom" else use)
    if use == "run" or use in TOOLS:
        head = HASHES_HEADER.format(who=who, more="")
        return f"{head}--only-binary :all:\n{''.join(packages)}"
    run_time = (HASHES / "run.txt").read_text(encoding="utf-8")
    more = "".join(package for package in packages if package not in run_time)
    head = HASHES_HEADER.format(who=who, more=" beyond the run-time")
    built = "".join(f"--no-binary {name}\n" for name in BUILT.get(use, ()))
    return f"{head}--requirement run.txt\n{built}{more}"


def write_hashes(folder: Path) -> None:
    """Write each file in hashes/, the run-time's first."""
    for use in (*FILES, *TOOLS):
        content = hashed(folder, use)
        (HASHES / f"{use}.txt").write_text(content, encoding="utf-8", newline="\n")


def write_versions(folder: Path, kept: bool) -> None:
    """Write requirements.lock, and its versions into environment.yml."""
    versions = newest_versions(folder, kept)
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


def main(asked: Sequence[str]) -> None:
    """Write all files, or say in one line why not."""
    if sys.version_info[:2] != OLDEST:
        sys.exit("The lock is made with Python 3.11. Run: make lock PYTHON=python3.11")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # A new environment's own pip, so that nothing installed here has a say.
        venv.create(folder / "venv", with_pip=True)
        python = str(folder / "venv" / "bin" / "python")
        try:
            subprocess.run([python, "-m", "pip", "install", "--quiet", "uv"], check=True)
            if "--hashes" not in asked:
                print("Finding the newest versions (about a minute) ...", flush=True)
                write_versions(folder, "--add" in asked)
            write_hashes(folder)
        except subprocess.CalledProcessError as error:
            sys.exit(f"{error.stderr}\nIt stops here: no versions were found that fit.")
    print(f"Wrote the hashes of their files to {HASHES.name}/.")


if __name__ == "__main__":
    main(sys.argv[1:])
