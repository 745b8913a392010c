"""The files for those who change the pack name what there is."""

from pathlib import Path

import pytest
import yaml

import wres

ROOT = Path(__file__).resolve().parent.parent
FORMS = [ROOT / ".github" / "ISSUE_TEMPLATE" / name for name in ("figure.yml", "extract.yml")]


def read(path: str):
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def test_citation_gives_this_version():
    assert read("CITATION.cff")["version"] == wres.__version__


def test_citation_gives_the_licence_of_the_package():
    assert f'license = "{read("CITATION.cff")["license"]}"' in (ROOT / "pyproject.toml").read_text()


def test_hooks_are_the_commands_of_the_environment():
    (local,) = read(".pre-commit-config.yaml")["repos"]
    assert local["repo"] == "local"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for hook in local["hooks"]:
        command = " ".join(hook["entry"].removesuffix(" --force-exclude").split()[:2])
        assert command in makefile


def test_linux_is_checked_by_the_one_script():
    steps = read(".github/workflows/check.yml")["jobs"]["linux"]["steps"]
    # The site of the documents takes packages that no lock has, so it is no part of the script.
    assert [step["run"] for step in steps if "run" in step] == [".ci/run", "make docs"]


def test_other_systems_do_what_the_targets_of_make_do():
    steps = read(".github/workflows/check.yml")["jobs"]["elsewhere"]["steps"]
    commands = " ".join(step.get("run", "") for step in steps)
    for done in ("ruff check", "ruff format --check", "pytest --numprocesses auto", "wres run"):
        assert done in commands
        assert done in (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_forms_of_issues_ask_for_the_version_and_warn_of_people(path):
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    asked = [field for field in form["body"] if field["type"] != "markdown"]
    assert {field["id"] for field in asked} >= {"version", "right"}
    assert len({field["id"] for field in asked}) == len(asked)
    (warning,) = (field for field in form["body"] if field["type"] == "markdown")
    assert "people" in warning["attributes"]["value"]
