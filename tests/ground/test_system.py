"""The check of the machine finds what is missing and says one command that brings it."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from wres.ground import system

SOURCE = Path(system.__file__).resolve().parents[2]

CHROMIUM = system.Missing("Chromium", "to test the pages of a report", "chromium", "")
LIBATOMIC = system.Missing("libatomic", "for Playwright", "libatomic1", "libgcc")
POPPLER = system.Missing("pdftoppm", "to test the PDF of a report", "poppler-utils", "poppler")


@pytest.fixture
def bare_machine(monkeypatch):
    """Make the machine look as if it had nothing, and no apt-get either."""
    monkeypatch.delenv("WRES_CHROMIUM", raising=False)
    monkeypatch.setattr(system, "can_load", lambda names: False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system.shutil, "which", lambda name: None)
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: {"ID": "debian"})


def programs(monkeypatch, *names):
    """Make the machine look as if it had these programs and no others."""
    monkeypatch.setattr(
        system.shutil, "which", lambda name: f"/usr/bin/{name}" if name in names else None
    )


def commands(text):
    """Return the lines of a message that are to be pasted into a terminal."""
    return [
        line
        for line in text.splitlines()
        if line.startswith("  ") and ", to " not in line and ", for " not in line
    ]


def test_this_machine_has_all_that_the_tests_need():
    assert system.missing() == []
    assert system.main([]) == 0


def test_it_runs_before_anything_is_installed():
    # -S hides every installed package, and -W error turns a warning into a failure.
    done = subprocess.run(
        [sys.executable, "-S", "-W", "error", "-m", "wres.ground.system"],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_tests_need_a_browser_and_poppler(bare_machine):
    lacking = system.missing()
    assert [item.name for item in lacking] == ["Chromium", "libatomic", "pdftoppm"]
    assert [item.package for item in lacking] == ["chromium", "libatomic1", "poppler-utils"]


def test_only_linux_needs_libatomic(bare_machine, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert "libatomic" not in [item.name for item in system.missing()]


def test_ubuntu_names_its_browser_otherwise(bare_machine, monkeypatch):
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: {"ID": "ubuntu"})
    assert "chromium-browser" in [item.package for item in system.missing()]


def test_a_system_without_a_release_file_is_not_ubuntu(monkeypatch):
    def no_file():
        raise OSError

    monkeypatch.setattr(platform, "freedesktop_os_release", no_file)
    assert not system.is_ubuntu()


@pytest.mark.parametrize("name", system.CHROMIUM_NAMES)
def test_chromium_is_found_under_each_name(name, bare_machine, monkeypatch):
    programs(monkeypatch, name)
    assert system.find_chromium() == f"/usr/bin/{name}"


def test_a_chosen_browser_goes_first(tmp_path, monkeypatch):
    browser = tmp_path / "my browser"
    browser.write_text("#!/bin/sh\n")
    browser.chmod(0o755)
    monkeypatch.setenv("WRES_CHROMIUM", str(browser))
    assert system.find_chromium() == str(browser)


def test_a_chosen_browser_that_is_not_there_is_missing_and_said_so(tmp_path, monkeypatch):
    monkeypatch.setenv("WRES_CHROMIUM", str(tmp_path / "none"))
    lacking = system.missing()
    assert [item.name for item in lacking] == ["Chromium"]
    assert "WRES_CHROMIUM is set, but not to a program" in system.message(lacking)


@pytest.mark.parametrize(
    ("user", "command"),
    [
        (0, "apt-get update && apt-get install -y poppler-utils chromium"),
        (1000, "sudo apt-get update && sudo apt-get install -y poppler-utils chromium"),
    ],
)
def test_apt_gets_all_of_it_in_one_command(user, command, bare_machine, monkeypatch):
    programs(monkeypatch, "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    text = system.message([POPPLER, CHROMIUM])
    assert commands(text) == [f"  {command}"]


@pytest.mark.parametrize(
    ("lacking", "command"),
    [
        ([LIBATOMIC, POPPLER], "conda install --yes --channel conda-forge libgcc poppler"),
        ([POPPLER, CHROMIUM], "conda install --yes --channel conda-forge poppler"),
        ([POPPLER], "conda install --yes --channel conda-forge poppler"),
        ([CHROMIUM], "export WRES_CHROMIUM=the-path-of-Chromium-or-Google-Chrome"),
    ],
)
def test_without_apt_there_is_one_command_too(lacking, command, bare_machine):
    assert commands(system.message(lacking)) == [f"  {command}"]


def test_the_command_line_says_it_and_fails_without_a_traceback(bare_machine, capsys):
    assert system.main([]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(commands(printed.err)) == 1


def test_the_command_line_names_the_packages_alone(bare_machine, capsys):
    assert system.main(["--packages"]) == 1
    assert capsys.readouterr().out == "chromium libatomic1 poppler-utils\n"


def test_a_library_loads_under_any_of_its_names():
    assert system.can_load(("no-such-library.so.0", "libatomic.so.1"))
