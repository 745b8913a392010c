"""Forty organisations side by side: no output of one holds a number or a word of another."""

from __future__ import annotations

import base64
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from batch.cluster import Cluster, begin
from batch.conftest import wres
from builders import HEADER
from pypdf import PdfReader

MANY = 40
ROOT = Path(__file__).parents[2]
ENDINGS = (".html", ".pdf", ".xlsx", ".csv", ".json", ".ipynb")
# What holds all of its numbers.
WHOLE = ("report.html", "report.pdf", "tables.xlsx", "figures.csv")
_PICTURE = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w,])|(?<![\w.,])\d{4,}(?![\w,])")

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("isolation")]


@dataclass(frozen=True)
class Made:
    """An organisation that nobody mistakes for another."""

    place: int

    @property
    def code(self) -> str:
        return f"R{self.place:02}"

    @property
    def word(self) -> str:
        """A word that is no other's, nor a part of it, nor of any language."""
        return f"Zy{'bdfgklmnpr'[self.place % 10]}o{'stvz'[self.place // 10]}ux"

    @property
    def numbers(self) -> frozenset[int]:
        """Its White and its BME staff, and all of them; five digits and more."""
        white, bme = 70_003 + 211 * self.place, 20_011 + 307 * self.place
        return frozenset((white, bme, white + bme))

    def write(self, data: Path) -> None:
        """Hand in a year of it."""
        bme, white, total = sorted(self.numbers)
        folder = data / self.code / "2023"
        (folder / "narrative").mkdir(parents=True)
        row = f"1,staff in post,all,all,{white},{bme},0,{total},{self.word}"
        (folder / "counts.csv").write_text(f"{HEADER}\n{row}\n")
        (folder / "narrative" / "context.md").write_text(f"We think of {self.word}.\n")


ALL = [Made(place) for place in range(MANY)]


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    data = tmp_path_factory.mktemp("isolation") / "data"
    for each in ALL:
        each.write(data)
    rows = [f"{e.code},{e.word} Trust,{e.word},NHS trust,,,,yes,made up\n" for e in ALL]
    head = "ods_code,name,short_name,kind,opened,closed,successor,example,source\n"
    (data / "organisations.csv").write_text(head + "".join(rows))
    return data


def text_of(path: Path) -> str:
    """All that a file says, in whatever it is packed."""
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in PdfReader(path).pages)
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as parts:
            return "\n".join(parts.read(name).decode() for name in parts.namelist())
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":  # a comma parts its cells, and no thousands
        return text.replace(",", " ")
    return text + "\n".join(base64.b64decode(each).decode() for each in _PICTURE.findall(text))


def numbers_of(text: str) -> set[int]:
    return {int(each.replace(",", "")) for each in _NUMBER.findall(text)}


def on_this_machine(data: Path, reports: Path, _: Cluster) -> None:
    run = wres("run", "--data", data, "--reports", reports, "--jobs", 3, cwd=ROOT)
    assert run.returncode == 0, run.stdout + run.stderr


def on_a_cluster_that_loses_workers(data: Path, reports: Path, cluster: Cluster) -> None:
    def has_staged(number: int) -> Callable[[], bool]:
        return lambda: len(list(reports.glob(".wres/**/notebooks/*.ipynb"))) >= number

    cluster.schedule()
    workers = [cluster.work() for _ in range(2)]
    run = begin(cluster, data, reports, has_staged(5), asked=())
    workers[0].kill()
    cluster.work()
    said, log = run.communicate(timeout=1200)
    assert run.returncode == 0, said + log


@pytest.mark.parametrize("made", [on_this_machine, on_a_cluster_that_loses_workers])
def test_no_output_of_one_holds_what_is_anothers(made, data, cluster, tmp_path):
    assert len(frozenset().union(*(each.numbers for each in ALL))) == 3 * MANY
    reports = tmp_path / "reports"
    made(data, reports, cluster)
    words = {each.word for each in ALL}
    for each in ALL:
        folder = reports / "2023" / each.code
        texts = {
            path.relative_to(folder).as_posix(): text_of(path)
            for path in folder.rglob("*")
            if path.suffix in ENDINGS
        }
        for name in WHOLE:
            assert each.numbers <= numbers_of(texts[name]), f"{name} of {each.code} lacks its own"
            assert each.word in texts[name] or name == "figures.csv"
        others = frozenset().union(*(other.numbers for other in ALL if other != each))
        for name, text in texts.items():
            assert not others & numbers_of(text), f"{name} of {each.code} holds another's number"
            found = {word for word in words if word in text}
            assert found <= {each.word}, f"{name} of {each.code} holds another's word"
