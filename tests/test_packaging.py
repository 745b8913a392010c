"""The files that say what the pack is made of agree with each other and with what is installed."""

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
    assert SETS.keys() == {"run", "cluster", "test", "dev"}


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
    assert f"## [{wres.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


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
