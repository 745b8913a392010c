"""What is no regular file in its own place is one fault by name in every command, and no hang."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.test_broken_inputs import FILES
from wres.cli import main

# Every name under which a file is read.
NAMES = (
    "organisations.csv", "benchmarks.csv", "local_population.csv", "successions.csv",
    "extracts/survey.csv", "RXX/settings.csv", "RXX/mapping.csv", "RXX/values.csv",
    "RXX/extracts/training.xlsx", "RXX/2023/wres.xlsx", "RXX/2023/counts.csv",
    "RXX/2023/disciplinary.csv", "RXX/2023/disciplinary.xlsx", "RXX/2023/last_year.csv",
    "RXX/2023/ratings.csv", "RXX/2023/action_plan.csv", "RXX/2023/mapping.csv",
    "RXX/2023/values.csv", "RXX/2023/narrative/context.md",
)  # fmt: skip
FOLDERS = ("extracts", "RXX", "RXX/extracts", "RXX/2023", "RXX/2023/narrative")
SECRET = "31,847"


@pytest.fixture
def data(tmp_path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "counts.csv").write_text(f"We had {SECRET} people.")
    return tmp_path / "data"


def in_place_of(path: Path, kind: str) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "a link":
        path.symlink_to(path.parents[len(path.parts) - 2] / kind)
    elif kind == "a pipe":
        os.mkfifo(path)
    else:
        path.mkdir()


def wres(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def said_of(output: str, name: str, kind: str) -> list[str]:
    return [line for line in output.splitlines() if f"{name}: is {kind}." in line]


@pytest.mark.parametrize("kind", ["a link", "a pipe", "a folder"])
@pytest.mark.parametrize("name", NAMES)
def test_check_names_it_once(data, name, kind):
    in_place_of(data / name, kind)
    checked = wres("check", "--data", data, "--organisation", "RXX", "--year", "2023")
    assert checked.exit_code == 1
    assert len(said_of(checked.output, name, kind)) == 1, checked.output


@pytest.mark.parametrize("kind", ["a link", "a pipe"])
@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_is_none_either(data, name, kind):
    in_place_of(data / name, kind)
    if kind == "a link" and name in ("RXX", "RXX/2023"):
        # One in which a year's counts would be found.
        (data / name).unlink()
        away = data.parent / "elsewhere" / "RXX"
        for file, text in FILES.items():
            if file.startswith("RXX/"):
                (away.parent / file).parent.mkdir(parents=True, exist_ok=True)
                (away.parent / file).write_text(text)
        (data / name).symlink_to(away.parent / name)
    checked = wres("check", "--data", data, "--organisation", "RXX", "--year", "2023")
    assert checked.exit_code == 1
    if (name, kind) != ("RXX", "a pipe"):  # without a folder it has no year to be told of
        assert len(said_of(checked.output, name, kind)) == 1, checked.output


@pytest.mark.parametrize("command", ["check", "claims", "figures", "run"])
def test_each_command_names_the_link_and_never_what_it_leads_to(data, command, tmp_path):
    path = data / "RXX/2023/narrative/context.md"
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere" / "counts.csv")
    (tmp_path / "draft.txt").write_text("We are many.")
    given = {
        "claims": [tmp_path / "draft.txt"],
        "run": ["--reports", tmp_path / "reports", "--jobs", "1"],
    }.get(command, [])
    asked = ("--organisation", "RXX", "--year", "2023", "--data", data)
    result = wres(command, *given, *asked)
    assert result.exit_code == 1
    assert "RXX/2023/narrative/context.md: is a link." in result.output
    assert SECRET not in result.output
    for file in tmp_path.glob("reports/**/*"):
        assert not file.is_file() or SECRET.encode() not in file.read_bytes()


def test_the_data_folder_may_be_a_link(data, tmp_path):
    (tmp_path / "link").symlink_to(data)
    assert wres("check", "--data", tmp_path / "link").exit_code == 0


@pytest.mark.parametrize("kind", ["a link", "a pipe", "a folder"])
def test_a_new_year_is_not_written_beside_it(data, kind):
    in_place_of(data / "organisations.csv", kind)
    result = wres("new", "RXX", "2024", "--data", data)
    assert result.exit_code == 1
    assert len(said_of(result.output, "organisations.csv", kind)) == 1
    assert not (data / "RXX" / "2024").exists()


def test_a_new_year_is_not_written_through_a_link(data, tmp_path):
    shutil.rmtree(data / "RXX")
    (data / "RXX").symlink_to(tmp_path / "elsewhere")
    result = wres("new", "RXX", "2024", "--data", data)
    assert said_of(result.output, "RXX", "a link")
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["counts.csv"]


@pytest.mark.parametrize("name", ["RXX", "RXX/2023", "RXX/2023/narrative"])
def test_words_are_not_handed_out_through_a_link_to_a_folder(data, tmp_path, name):
    away = tmp_path / "elsewhere" / "folder"
    shutil.move(data / name, away)
    (data / name).symlink_to(away)
    target = tmp_path / "words.docx"
    result = wres("narrative", "export", "RXX", "2023", "--to", target, "--data", data)
    assert (result.exit_code, target.exists()) == (1, False)
    assert said_of(result.output, name, "a link"), result.output


def test_words_are_not_handed_out_through_a_link_to_a_file(data, tmp_path):
    words = data / "RXX" / "2023" / "narrative" / "context.md"
    words.unlink()
    words.symlink_to(tmp_path / "elsewhere" / "counts.csv")
    target = tmp_path / "words.docx"
    result = wres("narrative", "export", "RXX", "2023", "--to", target, "--data", data)
    assert (result.exit_code, target.exists()) == (1, False)
    assert "context.md" in result.output and "a link" in result.output, result.output
