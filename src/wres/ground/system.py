"""What the tests need of the machine itself, beyond Python's packages, and how to get it.

To make a report needs nothing but what pip brings. The tests look at pages with programs that pip
cannot bring. This module finds out which of them are missing and says in one message which one
command installs all of them, before anything slow has begun::

    python -m wres.ground.system

It uses nothing but Python's own library, so it runs before anything is installed.
"""

import argparse
import ctypes
import ctypes.util
import os
import platform
import shutil
import sys
from typing import NamedTuple

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


class Missing(NamedTuple):
    """One thing that the machine lacks.

    Attributes:
        name: What a person calls it.
        purpose: What the tests need it for.
        package: The package of Debian and Ubuntu that holds it.
        conda: The package of conda-forge that holds it; empty if none does.
    """

    name: str
    purpose: str
    package: str
    conda: str


def can_load(names: tuple[str, ...]) -> bool:
    """Say whether a shared library can be loaded under any of its names.

    Args:
        names: The library's file names.

    Returns:
        True if one of them loads.

    >>> can_load(("no-such-library.so.0",))
    False
    """
    for name in names:
        try:
            ctypes.CDLL(ctypes.util.find_library(name) or name)
        except OSError:
            continue
        return True
    return False


def find_chromium() -> str | None:
    """Find the browser that the tests open the report with.

    ``$WRES_CHROMIUM`` goes first, and alone if it is set: a path, or a name to look up.

    Returns:
        The full path of the program, or None if there is none.
    """
    chosen = os.environ.get("WRES_CHROMIUM")
    for name in (chosen,) if chosen else CHROMIUM_NAMES:
        if path := shutil.which(name):
            return path
    return None


def is_ubuntu() -> bool:
    """Say whether this is Ubuntu, whose package of Chromium has another name than Debian's."""
    try:
        return platform.freedesktop_os_release()["ID"] == "ubuntu"
    except OSError:
        return False


def missing() -> list[Missing]:
    """List what the machine lacks.

    Returns:
        What is missing; an empty list if all is there.
    """
    lacking = []
    if not find_chromium():
        package = "chromium-browser" if is_ubuntu() else "chromium"
        lacking.append(Missing("Chromium", "to test the pages of a report", package, ""))
    if sys.platform == "linux" and not can_load(("libatomic.so.1",)):
        # Playwright brings its own Node.js, which needs this; a small Linux does not have it.
        purpose = "for Playwright to open the pages in Chromium"
        lacking.append(Missing("libatomic", purpose, "libatomic1", "libgcc"))
    if not shutil.which("pdftoppm"):
        purpose = "to test the PDF of a report"
        lacking.append(Missing("pdftoppm", purpose, "poppler-utils", "poppler"))
    return lacking


def command(lacking: list[Missing]) -> str:
    """Give the one command that brings what is missing.

    Debian and Ubuntu have apt-get. Elsewhere, which is Windows and macOS first of all, conda brings
    all but a browser.

    Args:
        lacking: What `missing` found; at least one thing.

    Returns:
        A line to paste into a terminal.
    """
    if shutil.which("apt-get"):
        sudo = "" if os.geteuid() == 0 else "sudo "
        packages = " ".join(item.package for item in lacking)
        # A new machine has no list of packages until it updates.
        return f"{sudo}apt-get update && {sudo}apt-get install -y {packages}"
    from_conda = sorted({item.conda for item in lacking} - {""})
    if from_conda:
        return f"conda install --yes --channel conda-forge {' '.join(from_conda)}"
    return "export WRES_CHROMIUM=the-path-of-Chromium-or-Google-Chrome"


def message(lacking: list[Missing]) -> str:
    """Say what is missing and the one command that brings it.

    Args:
        lacking: What `missing` found; at least one thing.

    Returns:
        A few lines for a person to read.

    >>> poppler = Missing("pdftoppm", "to test the PDF of a report", "poppler-utils", "poppler")
    >>> print(message([poppler]))  # doctest: +ELLIPSIS
    This machine lacks what no Python package can bring:
    <BLANKLINE>
      pdftoppm, to test the PDF of a report
    <BLANKLINE>
    Run this one command, then try again:
    <BLANKLINE>
      ...
    """
    needs = [f"  {item.name}, {item.purpose}" for item in lacking]
    lines = ["This machine lacks what no Python package can bring:", "", *needs, ""]
    if os.environ.get("WRES_CHROMIUM") and any(item.name == "Chromium" for item in lacking):
        lines += ["WRES_CHROMIUM is set, but not to a program: correct it or unset it.", ""]
    lines += ["Run this one command, then try again:", "", f"  {command(lacking)}"]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Check the machine; the command line of this module.

    Args:
        arguments: The words after the command; those it was run with if not given.

    Returns:
        The exit status: 0 if nothing is missing, else 1.
    """
    parser = argparse.ArgumentParser(
        prog="python -m wres.ground.system",
        description="Check that the machine has what the tests need and no Python package brings.",
    )
    parser.add_argument(
        "--packages", action="store_true", help="print only the missing packages, for apt-get"
    )
    chosen = parser.parse_args(arguments)
    lacking = missing()
    if lacking and chosen.packages:
        print(*(item.package for item in lacking))
    elif lacking:
        print(message(lacking), file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
