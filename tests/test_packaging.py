"""The files that say what the pack is made of agree with each other and with what is installed."""

import csv
import json
import re
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

import wres

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SETS = {"run": PROJECT["dependencies"], **PROJECT["optional-dependencies"]}
LOCK_LINES = [
    line
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
LOCK = dict(line.split("==") for line in LOCK_LINES)
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
MEGABYTE = 1_000_000


def tracked_files() -> list[Path]:
    """List the files that git keeps."""
    if not (ROOT / ".git").exists():
        pytest.fail("these tests ask git which files there are: run them in a clone")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    # A file that was removed but not yet committed is listed and not there.
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def installed_requirements(requirement: Requirement, found: dict[str, str]) -> dict[str, str]:
    """Add to `found` what a requirement brings into this environment, and what that needs in turn.

    Args:
        requirement: What is asked for, with its extras.
        found: Version by name and extras; it grows.

    Returns:
        The same `found`.
    """
    name = canonicalize_name(requirement.name)
    key = f"{name}[{','.join(sorted(requirement.extras))}]"
    if key in found:
        return found
    found[key] = metadata.version(name)
    for text in metadata.requires(name) or []:
        needed = Requirement(text)
        extras = ["", *requirement.extras]
        if not needed.marker or any(needed.marker.evaluate({"extra": e}) for e in extras):
            installed_requirements(needed, found)
    return found


def test_lock_is_plain_sorted_pins_without_duplicates():
    for line in LOCK_LINES:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*==[0-9][0-9a-z.+!]*", line)
    names = [line.split("==")[0] for line in LOCK_LINES]
    assert names == sorted(set(names))


def test_lock_leaves_out_the_pack_itself():
    assert not {"wres-pack", "pip"} & LOCK.keys()


@pytest.mark.parametrize(
    "text", [text for texts in SETS.values() for text in texts], ids=lambda text: text
)
def test_every_declared_package_is_pinned_within_its_bound(text):
    requirement = Requirement(text)
    assert requirement.specifier, "a declared package has a lower bound"
    assert requirement.specifier.contains(LOCK[canonicalize_name(requirement.name)])


def test_the_sets_are_apart():
    names = [canonicalize_name(Requirement(text).name) for texts in SETS.values() for text in texts]
    assert sorted(names) == sorted(set(names))
    assert SETS.keys() == {"run", "cluster", "test", "dev", *TOOLS}


def test_all_that_is_installed_for_the_pack_and_its_tests_is_pinned():
    found = installed_requirements(Requirement("wres-pack[cluster,test]"), {})
    installed = {key.split("[")[0]: version for key, version in found.items()}
    del installed["wres-pack"]
    assert len(installed) > sum(len(SETS[name]) for name in ("run", "cluster", "test"))
    assert installed == {name: LOCK.get(name) for name in installed}


def test_the_first_release_of_the_oldest_python_can_install_the_pins():
    first = PROJECT["requires-python"].removeprefix(">=") + ".0"
    refusing = [
        f"{name} {asked}"
        for name in LOCK.keys() & {canonicalize_name(d.name) for d in metadata.distributions()}
        if (asked := metadata.metadata(name).get("Requires-Python"))
        and not SpecifierSet(asked).contains(first)
    ]
    assert refusing == []


def test_conda_installs_the_run_time_in_the_versions_of_the_lock():
    *pins, constraint, pack = ENVIRONMENT["dependencies"][-1]["pip"]
    names = [canonicalize_name(Requirement(text).name) for text in SETS["run"]]
    assert sorted(pins) == sorted(f"{name}=={LOCK[name]}" for name in names)
    assert (constraint, pack) == ("--constraint requirements.lock", "--editable .")


def test_conda_brings_the_oldest_python_and_nothing_else():
    assert ENVIRONMENT["name"] == "wres"
    assert ENVIRONMENT["channels"] == ["conda-forge"]
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert ENVIRONMENT["dependencies"][:-1] == [f"python={oldest}", "pip"]


def test_installed_version_is_the_packages_own():
    assert metadata.version("wres-pack") == wres.__version__


def test_changelog_has_an_entry_for_this_version():
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    unreleased, *versions = re.findall(r"^## \[?([\w.]+)", log, re.MULTILINE)
    if unreleased != "Unreleased":
        versions.insert(0, unreleased)
    assert versions[0] == wres.__version__
    order = sorted(set(versions), key=lambda name: [*map(int, name.split("."))], reverse=True)
    assert versions == order, "a heading of the changelog stands twice or in no order"


def test_no_tracked_file_names_a_registry():
    # Put together here, so that this file does not name them either.
    hosts = [
        ".".join(parts).encode()
        for parts in [
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "org"),
            ("npmjs", "com"),
            ("deb", "debian", "org"),
            ("anaconda", "org"),
            ("anaconda", "com"),
        ]
    ]
    naming = [
        path.relative_to(ROOT).as_posix()
        for path in tracked_files()
        if any(host in path.read_bytes() for host in hosts)
    ]
    assert naming == []


def test_no_tracked_file_is_over_a_megabyte():
    assert [path for path in tracked_files() if path.stat().st_size > MEGABYTE] == []


def test_notebooks_are_committed_without_outputs():
    for path in tracked_files():
        if path.suffix != ".ipynb":
            continue
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            assert not cell.get("outputs"), f"{path.name} has outputs; run: make format"
            assert cell.get("execution_count") is None, f"{path.name} has counts; run: make format"


# What is installed by itself, without the run-time.
TOOLS = ("docs", "bom", "fuzz")


def hashed(use: str) -> dict[str, tuple[str, int]]:
    """The version of each package in a file of hashes, and how many hashes it has."""
    text = (ROOT / "hashes" / f"{use}.txt").read_text(encoding="utf-8")
    packages = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    pins = (re.match(r"([a-z0-9-]+)==(\S+)", package) for package in packages)
    return {pin[1]: (pin[2], pin.string.count("--hash=sha256:")) for pin in pins}


@pytest.mark.parametrize(
    ("use", "sets"),
    {
        "run": ("run",),
        "test": ("run", "cluster", "test"),
        "dev": ("run", "dev"),
        **{use: (use,) for use in TOOLS},
    }.items(),
)
def test_what_is_installed_has_the_hash_of_each_of_its_files(use, sets):
    known = (hashed("run") if "run" in sets else {}) | hashed(use)
    wanted = [Requirement(text).name for name in sets for text in SETS[name]]
    assert {canonicalize_name(name) for name in wanted} <= known.keys()
    assert {name: version for name, (version, _) in known.items() if name in LOCK} == {
        name: LOCK[name] for name in known.keys() & LOCK.keys()
    }
    assert all(count for _, count in known.values())


def test_every_pin_has_its_hashes_and_no_file_an_address():
    assert LOCK.keys() <= {name for use in ("run", "test", "dev", *TOOLS) for name in hashed(use)}
    for path in (ROOT / "hashes").iterdir():
        text = path.read_text(encoding="utf-8")
        assert "://" not in text and "@" not in text
        assert set(re.findall(r"^--[a-z-]+", text, re.MULTILINE)) <= {
            "--only-binary", "--requirement", "--no-binary",
        }  # fmt: skip


def test_what_makes_the_package_is_among_what_is_installed():
    """The set-up builds it without the network, by what it has just installed."""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]
    for text in build["requires"]:
        requirement = Requirement(text)
        assert requirement.specifier.contains(hashed("run")[requirement.name][0])


# Licences that ask for no more than to be named, in the words that packages have for them.
PERMISSIVE = {
    "0BSD", "Apache-2.0", "Apache 2.0", "Apache License, Version 2.0", "Apache Software License",
    "BSD", "BSD License", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "ISC License (ISCL)",
    "MIT", "MIT License", "MIT-0", "MIT-CMU", "PSF-2.0", "Python Software Foundation License",
    "Zlib",
}  # fmt: skip
LICENCES = list(
    csv.DictReader((ROOT / "docs" / "licences.csv").read_text(encoding="utf-8").splitlines())
)


def licence_of(name: str) -> str:
    """What a package says of its licence: the expression, else its classifiers, else in words."""
    said = metadata.metadata(name)
    classifiers = [each for each in said.get_all("Classifier") or [] if each.count(" :: ") > 1]
    named = [each.split(" :: ")[-1] for each in classifiers if each.startswith("License ::")]
    words = (said.get("License") or "").partition("\n")[0][:60]
    return said.get("License-Expression") or "; ".join(sorted(named)) or words


def test_the_licence_of_every_pin_is_listed_as_the_package_says_it():
    listed = {row["package"]: row["licence"] for row in LICENCES}
    assert list(listed) == list(LOCK)
    installed = {canonicalize_name(each.name) for each in metadata.distributions()}
    assert len(listed.keys() & installed) > 100
    said = {name: licence_of(name) for name in listed.keys() & installed}
    assert said == {name: listed[name] for name in said}


def test_a_licence_that_asks_for_more_than_to_be_named_has_a_reason():
    for row in LICENCES:
        parts = re.split(r" AND | OR |; ", row["licence"])
        assert (set(parts) <= PERMISSIVE) == (not row["reason"]), row["package"]


def test_what_is_checked_before_a_commit_is_checked_by_the_locks_own_tools():
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert [repo["repo"] for repo in hooks] == ["local"]
    entries = [hook["entry"].split() for hook in hooks[0]["hooks"]]
    tools = {Path(command).name for command, *_ in entries}
    assert tools == {canonicalize_name(Requirement(text).name) for text in SETS["dev"]}
    assert all(command.startswith(".venv/bin/") for command, *_ in entries)
