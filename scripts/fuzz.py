"""Give one part of the pack bytes that nobody would write, for a time, guided by what they reach.

    scripts/fuzz.sh 10              all parts, and the tests that make their own examples
    PYTHONPATH=build/fuzz .venv/bin/python scripts/fuzz.py settings 60

A part may refuse what it is given with a fault in words. Whatever else it raises, or more than ten
seconds, is a crash: the bytes are left in build/fuzz/crashes, and become a named test.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["wres"]):
    from click.testing import CliRunner

    from wres.attack.figures_file import COLUMNS
    from wres.attack.verdict import examine
    from wres.claims.verdicts import check_file
    from wres.cli import main as command
    from wres.ground.errors import WresError
    from wres.ground.settings import PUBLISHED
    from wres.indicators import once
    from wres.reading.inputs import read_inputs
    from wres.reading.settings import read_settings

ROOT = Path(__file__).resolve().parents[1]
CRASHES = ROOT / "build" / "fuzz" / "crashes"
SECONDS = 10  # of one input
WHO, YEAR = "QHG", 2023
# What only reads, and what may stand behind it.
COMMANDS = ("check", "figures", "claims words.md", "attack data", "run --dry-run")
OPTIONS = ("--organisation", "--year", "--data", "--format", "--audience", "--reports")
WORDS = (WHO, str(YEAR), "9999", "json", "internal", "data", ".", "", "--", "--strict", "\u0662")
Target = Callable[[bytes], None]


def a_copy() -> Path:
    """The sample organisation's data, in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="wres-fuzz-"))
    shutil.copytree(ROOT / "data" / WHO, folder / "data" / WHO)
    for path in (ROOT / "data").glob("*.csv"):
        shutil.copy(path, folder / "data")
    return folder / "data"


def an_input(name: str) -> Target:
    """A file of input: whatever it holds, the report's input is read or its faults are told."""
    data = a_copy()
    path = data / WHO / name
    path.parent.mkdir(parents=True, exist_ok=True)

    def target(content: bytes) -> None:
        path.write_bytes(content)
        read_inputs(data, WHO, YEAR, ())

    return target


def settings() -> Target:
    """The settings of an organisation."""
    path = a_copy() / WHO / "settings.csv"

    def target(content: bytes) -> None:
        path.write_bytes(content)
        read_settings(path, "settings.csv")

    return target


def claims(ending: str) -> Target:
    """A text whose numbers are held against the figures."""
    data = a_copy()
    inputs = read_inputs(data, WHO, YEAR, ())
    figures = once.figures(inputs.context, once.protected(inputs, PUBLISHED))
    path = data / f"words{ending}"

    def target(content: bytes) -> None:
        path.write_bytes(content)
        check_file(path, figures, YEAR)

    return target


def a_report(name: str) -> Target:
    """A file of a finished report, which the examination reads: it may find faults, and no more."""
    folder = Path(tempfile.mkdtemp(prefix="wres-fuzz-")) / str(YEAR) / WHO
    folder.mkdir(parents=True)
    for each in ("report.html", "board.html"):
        (folder / each).write_text("<html lang='en'><body><main></main></body></html>")
    (folder / "figures.csv").write_text("")

    def target(content: bytes) -> None:
        (folder / name).write_bytes(content)
        stumbled = [each for each in examine(folder).findings if "cannot be examined (" in each]
        if stumbled:
            raise AssertionError(stumbled[0])

    return target


def command_line() -> Target:
    """The command with options put together by chance; none of them writes."""
    os.chdir(a_copy().parent)
    Path("words.md").write_text("10.2% of staff are BME.")
    runner = CliRunner()

    def target(content: bytes) -> None:
        given = atheris.FuzzedDataProvider(content)
        words = given.PickValueInList(list(COMMANDS)).split()
        for _ in range(given.ConsumeIntInRange(0, 4)):
            own = given.ConsumeUnicodeNoSurrogates(12).replace("\0", "")
            words.append(given.PickValueInList(list(OPTIONS)))
            words.append(given.PickValueInList([*WORDS, own]))
        told = runner.invoke(command, words)
        if told.exception and not isinstance(told.exception, SystemExit):
            raise told.exception

    return target


TARGETS: dict[str, Callable[[], Target]] = {
    "counts": lambda: an_input(f"{YEAR}/counts.csv"),
    "extract": lambda: an_input(f"{YEAR}/training.csv"),
    "words": lambda: an_input(f"{YEAR}/narrative/context.md"),
    "settings": settings,
    "claims": lambda: claims(".md"),
    "claims-page": lambda: claims(".html"),
    "figures": lambda: a_report("figures.csv"),
    "page": lambda: a_report("board.html"),
    "provenance": lambda: a_report("provenance.json"),
    "command": command_line,
}


def figures_of_one() -> str:
    """A table of figures with one row."""
    key = (f"{YEAR}/9/board_count/board+members", WHO, str(YEAR), "9", "board_count")
    cells = {**dict(zip(COLUMNS, key, strict=False)), "staff_group": "board members", "value": "16"}
    cells |= dict.fromkeys(("pay_band", "sex", "ethnicity"), "all")
    cells |= {"unit": "people", "state": "shown", "pages": "board", "audience": "published"}
    return "\r\n".join([",".join(COLUMNS), ",".join(cells.get(name, "") for name in COLUMNS), ""])


def seeds(name: str, folder: Path) -> None:
    """What the guiding begins with: the sample's own files."""
    held = ROOT / "data" / WHO
    examples = {
        "counts": [held / str(YEAR) / "counts.csv"],
        "settings": [held / "settings.csv"],
        "claims": sorted((held / str(YEAR) / "narrative").glob("*.md")),
    }
    for path in examples.get(name, examples["claims"] if name == "words" else ()):
        shutil.copy(path, folder)
    texts = {
        "settings": b"setting,year,value,reason\nsmall count,,7,\ncandidates,,5,\n"
        b"method,,rounding,\nshape,,pools,\npublic,,board members,named\n"
        b"published before,2022,yes,out\n"
        b"never published,2023,3f9ac21b,a draft\nindicator 3 basis,2022,single year,\n"
        b"accept,2023,total,known\n",
        "extract": b"Employee Number,Ethnic Origin,Course,Date\n1,A White - British,x,2022-05-01\n",
        "figures": figures_of_one().encode(),
        "claims-page": b"<p>10.2% of BME staff</p><table><tr><th>BME<td>14</table>",
        "page": b'<table><tr><td><span data-figure="2023/9/board_count/board+members">16</span>',
        "provenance": b'{"organisation": "QHG", "year": 2023, "versions": {}, "settings": {}}',
    }
    if name in texts:
        (folder / "own").write_bytes(texts[name])


def main(name: str, seconds: str) -> None:
    """Fuzz one part for so many seconds; the exit status is not 0 after a crash."""
    target = TARGETS[name]()
    CRASHES.mkdir(parents=True, exist_ok=True)
    corpus = Path(tempfile.mkdtemp(prefix="wres-fuzz-"))
    seeds(name, corpus)

    def one(content: bytes) -> None:
        with suppress(WresError):  # a fault in words
            target(content)

    options = [f"-max_total_time={seconds}", f"-timeout={SECONDS}", "-max_len=4096"]
    options += [f"-artifact_prefix={CRASHES}/{name}-", "-verbosity=0", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], str(corpus), *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        print("\n".join(TARGETS))
    else:
        main(*sys.argv[1:])
