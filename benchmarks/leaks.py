"""Print a withheld count into released reports, and see that each of them is refused.

    python benchmarks/leaks.py DATA REPORTS [--reports 50]

Each of so many reports gets one withheld count of BME people, in turn in a table, a label of a
chart, a sentence, an alternative text or a cell of the workbook; each without a key, under another
figure's key, as a label and as somebody's own words, in several forms. It stands alike in the page,
the whole report and the executed notebook, as it would if a cell had printed it. The PDF is left
out, so that nothing is refused for the PDF alone.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache, partial
from html import escape
from pathlib import Path

import pandas as pd

from wres import reference
from wres.attack import exact, pages
from wres.attack.exact import Handed, notebooks
from wres.attack.office import read_workbook
from wres.attack.verdict import examine_together
from wres.figures import State
from wres.ground.settings import PUBLISHED
from wres.opened import Opened
from wres.reading.inputs import read_inputs

TABLE, CHART, SENTENCE, SPOKEN, BOOK = PLACES = (
    "table", "label of a chart", "sentence", "alternative text", "workbook cell",
)  # fmt: skip
BARE, BORROWED, LABEL, WORDS = WAYS = (
    "without a key", "under another's key", "as a label", "as own words",
)  # fmt: skip
FIGURES, WORKBOOK, PAPER = "figures.csv", "tables.xlsx", "report.pdf"
_WORDS = "nobody", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"
_NUMBER_WORDS = dict(enumerate(_WORDS))

# Most pages of a copy are those of the copy before: each is read once.
exact.read_page = notebooks.read_page = lru_cache(maxsize=1000)(pages.read_page)


@dataclass(frozen=True)
class Secret:
    """A withheld count of BME people that a report shows as `[c]`, and its true number."""

    code: str
    year: int
    key: str
    number: int
    page: str
    cell: str  # of the workbook

    @property
    def folder(self) -> Path:
        """The report's, within the folder of reports."""
        return Path(str(self.year), self.code)

    @property
    def digits(self) -> str:
        """The number as a page would print it."""
        return f"{self.number:,}"


@dataclass(frozen=True)
class Leak:
    """One way of printing it: what is put in place of what.

    Attributes:
        named: what a finding must name, all of it.
        old, new: of a page, the whole report and the notebook.
        times: how often that stands in each; a chart is drawn wide and narrow.
        cells: of the workbook, by sheet and place.
    """

    place: str
    way: str
    form: str
    named: tuple[str, ...]
    old: str = ""
    new: str = ""
    times: int = 1
    cells: Mapping[tuple[str, str], str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Tried:
    """What came of it: alone, and with the other years where that was tried as well."""

    secret: Secret
    leak: Leak
    is_refused: bool
    is_named: bool


# Which counts.


def secrets_of(data: Path, reports: Path, code: str, year: int) -> list[Secret]:
    """The withheld counts of BME people of a report's own year that stand in a table of it."""
    read = read_inputs(data, code, year)
    counts = next(each.counts for each in read.years if each.year == year)
    found = []
    for row in _rows(reports / str(year) / code):
        is_asked = row["ethnicity"] == "BME" and row["figure"].endswith("_count")
        if row["state"] != "withheld" or row["year"] != str(year) or not is_asked:
            continue
        group, measure = row["staff_group"], _measure(row)
        if row["figure"] == "board_count":
            group, measure = "all", row["staff_group"]
        where = {"staff_group": group, "pay_band": row["pay_band"], "sex": row["sex"]}
        count = counts.get(int(row["indicator"]), measure, "BME", **where)
        if count.state is State.SHOWN and row["cells"] and count.value == int(count.value):
            page, cell = row["pages"].split()[0], row["cells"].split("; ")[0]
            found.append(Secret(code, year, row["key"], int(count.value), page, cell))
    return found


def twins_of(secret: Secret, rows: Iterable[Mapping[str, str]]) -> list[str]:
    """The keys by which the page of a secret prints the same number: counts, people of shares."""
    on_page = [row for row in rows if secret.page in row["pages"].split()]
    counts = [row["key"] for row in on_page
              if row["unit"] == "people" and row["value"] == str(secret.number)]  # fmt: skip
    parts = [f"{row['key']}#{part}" for row in on_page for part in ("part", "whole")
             if row[part] == str(secret.number)]  # fmt: skip
    return [*counts[:1], *parts]


def _measure(row: Mapping[str, str]) -> str:
    measures = (each for each in reference.rows("measures") if each["figure"] == row["figure"])
    return next(each["measure"] for each in measures)


def _rows(folder: Path) -> list[dict[str, str]]:
    with (folder / FIGURES).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def choose(data: Path, reports: Path, number: int) -> list[Secret]:
    """So many reports, spread over organisations and years, each with one of its counts in turn."""
    folders = sorted(path.parent for path in reports.glob(f"20[0-9][0-9]/*/{FIGURES}"))
    folders.sort(key=lambda path: (path.name, path.parent.name))
    found = []
    for folder in _spread(folders, len(folders)):
        secrets = secrets_of(data, reports, folder.name, int(folder.parent.name))
        # First those whose number their page prints of others, whose key can be borrowed.
        rows = _rows(folder)
        secrets = [secret for secret in secrets if twins_of(secret, rows)] or secrets
        if secrets:
            found.append(secrets[len(found) * 7 % len(secrets)])
        if len(found) == number:
            break
    return found


def _spread(folders: Sequence[Path], number: int) -> Iterator[Path]:
    """Far apart: first every seventh and so on, each once."""
    for start in range(7):
        yield from folders[start:number:7]


# What a page holds.


@dataclass(frozen=True)
class Page:
    """A page of a report and what its notebook shows, in which a text stands once in each."""

    slug: str
    shown: tuple[str, ...]  # outputs of the notebook
    single: str
    whole: str

    @classmethod
    def of(cls, folder: Path, slug: str) -> Page:
        """As it stands in a report's folder."""
        cells = json.loads((folder / "notebooks" / f"{slug}.ipynb").read_text("utf-8"))["cells"]
        outputs = [
            "".join(output["data"].get("text/html", ""))
            for cell in cells
            if "setup" not in cell.get("metadata", {}).get("tags", ())
            for output in cell.get("outputs", ())
        ]
        texts = ((folder / f"{name}.html").read_text("utf-8") for name in (slug, "report"))
        return cls(slug, tuple(outputs), *texts)

    def once(self, pattern: str, times: int = 1) -> Iterator[re.Match]:
        """What fits and can be changed alike wherever it stands, so often in each file."""
        for output in self.shown:
            for found in re.finditer(pattern, output, re.S):
                texts = ("".join(self.shown), self.single, self.whole)
                if all(text.count(found[0]) == times for text in texts):
                    yield found


# How it is printed. Each is a form, and what stands there.

Form = tuple[str, str]


@dataclass(frozen=True)
class Around:
    """What the forms are made of: another figure, those that print the same, people's words."""

    secret: Secret
    other: str
    twins: Sequence[str]
    text: str
    name: str

    def forms(self, way: str, tag: str = "span") -> Iterator[Form]:
        """Each form of a way, as it stands in an element of a page or of a chart."""
        number = self.secret.digits
        if way == BARE:
            yield "number", f"BME: {number}"
            if word := _NUMBER_WORDS.get(self.secret.number):
                yield "number word", f"BME: {word}"
            if len(number) > 1:
                yield "digits apart", f"BME: <{tag}>{number[0]}</{tag}>{number[1:]}"
        elif way == BORROWED:
            for form, key in (("prints otherwise", self.other), ("its own", self.secret.key)):
                yield form, f"BME: {keyed(key, number, tag)}"
            other = f'<{tag} data-other="no people">{number}</{tag}>'
            yield "other origin, no source", f"BME: {other}"
            for key in self.twins:
                yield "prints the same", f"BME: {keyed(key, number, tag)}"
                yield "the same in a sentence", f"{keyed(key, number, tag)} BME people of ours"
        elif way == LABEL:
            yield "table", f"BME: see Table {number}"
            yield "note", f"BME (note {number})"
            yield "threshold", f"BME: fewer than {self.secret.number + 1:,} people"
            yield "year", f"BME: {2000 + self.secret.number}"
            if self.secret.number < 32:
                yield "date", f"BME: {number} March {self.secret.year}"
            if self.secret.number < 10:
                for label in (f"band {number}", f"indicator {number}", f"bands 1 to {number}"):
                    yield label.partition(" ")[0], f"BME: {label}"
                    yield f"{label.partition(' ')[0]} in brackets", f"BME ({label})"
                    yield f"{label.partition(' ')[0]} in a sentence", f"The BME count is {label}"
        else:
            for form, words in (
                ("number", number),
                ("sentence", f"{number} BME people told us"),
                ("after own words", f"{self.text} {number}"),
                ("after a name", f"{self.name} {number}"),
            ):
                yield form, f'<{tag} data-words="">{words}</{tag}>'
            yield "beside own words", f'<{tag} data-words="">{self.text}</{tag}> {number}'


_STILL = re.compile(r'<img class="wres-still"[^>]*>')


def keyed(key: str, text: str, tag: str = "span") -> str:
    """A number with a key."""
    return f'<{tag} data-figure="{escape(key)}">{text}</{tag}>'


def _spoken(around: Around, way: str) -> Iterator[tuple[str, str, str]]:
    """The same for words that hold no elements: a form, words, and their key."""
    for form, content in around.forms(way):
        key = re.search(r'data-figure="([^"]*)"', content)
        yield form, re.sub("<[^>]*>", "", content), key[1] if key else ""


def in_tables(page: Page, around: Around) -> Iterator[Leak]:
    """A new row, a new cell, a cell's own content, a row's head and a caption."""
    symbol = keyed(around.secret.key, "[c]")
    table = next((f for f in page.once(r"<table.*?</table>") if symbol in f[0]), None)
    if table is None:
        return
    caption = re.search(r"<caption>(.*?)</caption>", table[0], re.S)[1]
    row = next(r for r in re.findall(r"<tr\b[^>]*>.*?</tr>", table[0], re.S) if symbol in r)
    last = re.findall(r"<tr\b[^>]*>.*?</tr>", table[0], re.S)[-1]
    make = partial(_changed, table[0], TABLE, (f"{page.slug}.html", caption))

    for way in WAYS:
        for at, (form, content) in enumerate(around.forms(way)):
            alone = content.removeprefix("BME: ")
            more = row.replace("</tr>", f"<td>{alone}</td></tr>")
            below = f'{last}<tr><th scope="row">BME people of ours</th><td>{alone}</td></tr>'
            spots = [
                make(way, f"{form}, in its cell", row, row.replace(symbol, alone)),
                make(way, f"{form}, in a new cell", row, more),
                make(way, f"{form}, in a new row", last, below),
            ]
            yield from spots if way in (BARE, BORROWED) else spots[at % 3 : at % 3 + 1]
    number = around.secret.digits
    headed = re.sub("</th>", f", {number}</th>", row, count=1)
    yield make(LABEL, "in a row's head", row, headed)
    titled = f"<caption>{caption}, Table {number}</caption>"
    yield make(LABEL, "in a caption", f"<caption>{caption}</caption>", titled)


def _changed(
    outer: str, place: str, named: tuple[str, ...], way: str, form: str, old: str, new: str
) -> Leak:
    """A leak within something that stands once in each file."""
    return Leak(place, way, form, named, outer, outer.replace(old, new, 1))


def _title(page: Page) -> tuple[re.Match | None, int]:
    """The title of a chart, and how often it is drawn: wide and narrow, or once."""
    for times in (2, 1):
        for title in page.once(r"<title([^>]*)>([^<]*)</title>", times):
            return title, times
    return None, 0


def in_charts(page: Page, around: Around) -> Iterator[Leak]:
    """A label more in a chart."""
    title, times = _title(page)
    if title is None:
        return
    named = (f"{page.slug}.html", f"the chart '{_plain(title[2]).partition('. ')[0]}'")
    for way in WAYS:
        for form, content in around.forms(way, "tspan"):
            new = f'{title[0]}<text x="5" y="5">{content}</text>'
            yield Leak(CHART, way, form, named, title[0], new, times)


def in_sentences(page: Page, around: Around) -> Iterator[Leak]:
    """Within a sentence of the pack, and as one of its own."""
    said = next(page.once(r'<p class="wres-lead">(?:(?!</p>).)*</p>|<li>(?:(?!</?li|</?p).)*</li>'
                          r"(?=\n</ul>\n</div>\n$)"), None)  # fmt: skip
    if said is None:
        return
    end = said[0][-4:] if said[0].startswith("<p") else "</li>"
    named = (f"{page.slug}.html", "under '")
    for way in WAYS:
        for at, (form, content) in enumerate(around.forms(way)):
            within = said[0].removesuffix(end) + f" {content}.{end}"
            apart = said[0] + said[0].partition(">")[0] + f">{content}.{end}"
            yield Leak(SENTENCE, way, form, named, said[0], (within, apart)[at % 2])


def in_spoken(page: Page, around: Around) -> Iterator[Leak]:
    """In the title of a chart, which is read aloud; also of one that calls itself own words."""
    title, times = _title(page)
    if title is None:
        return
    named = (f"{page.slug}.html", f"the chart '{_plain(title[2]).partition('. ')[0]}'")
    before = re.search(r'data-figures="([^"]*)"', title[1])
    for way in WAYS:
        for form, words, key in _spoken(around, way):
            keys = " ".join(filter(None, [before[1] if before else "", key]))
            own = ' data-words=""' if way == WORDS else ""
            new = f'<title{own} data-figures="{keys}">{title[2]} {words}.</title>'
            yield Leak(SPOKEN, way, form, named, title[0], new, times)


def _plain(text: str) -> str:
    return " ".join(re.sub("<[^>]*>", "", text).replace("&amp;", "&").split())


def in_workbooks(folder: Path, around: Around) -> Iterator[Leak]:
    """In the cell itself, beside it, below the table, in its caption, and in the sheet Figures."""
    book = read_workbook(folder / WORKBOOK).cells
    sheet, _, at = around.secret.cell.rpartition("!")
    row = re.sub("[A-Z]", "", at)
    last = max(int(re.sub("[A-Z]", "", place)) for name, place in book if name == sheet)
    beside, below = f"ZZ{row}", f"A{last + 1}"
    number, digits = around.secret.number, around.secret.digits

    def make(way: str, form: str, cells: dict, on: str = sheet) -> Leak:
        named = (WORKBOOK, f"sheet '{on}'")
        return Leak(BOOK, way, form, named, cells={(on, to): value for to, value in cells.items()})

    yield make(BARE, "number", {at: number})
    yield make(BARE, "number as text", {at: digits})
    yield make(BARE, "beside the table", {beside: number})
    yield make(BARE, "below the table", {below: "BME", f"B{last + 1}": number})
    if word := _NUMBER_WORDS.get(number):
        yield make(BARE, "number word", {at: word})
    other = next(row for row in _rows(folder) if row["key"] == around.other)
    name, _, cell = other["cells"].split("; ")[0].rpartition("!")
    yield make(BORROWED, "in another's cell", {cell: number}, name)
    keys = {words: place for (name, place), words in book.items() if name == "Figures"}
    line = keys[around.secret.key].removeprefix("A")
    value = keys["value"].rstrip("0123456789")
    yield make(BORROWED, "as its own value", {f"{value}{line}": number}, "Figures")
    line = keys[around.other].removeprefix("A")
    yield make(BORROWED, "as another's value", {f"{value}{line}": number}, "Figures")
    yield make(LABEL, "table", {at: f"Table {digits}"})
    yield make(LABEL, "band", {at: f"Band {digits}"})
    yield make(LABEL, "in the caption", {"A1": f"{book[sheet, 'A1']}, Table {digits}"})
    yield make(LABEL, "in a row's head", {f"A{row}": f"{book[sheet, f'A{row}']}, {digits}"})
    for form, words in (
        ("sentence", f"{digits} BME people told us"),
        ("after own words", f"{around.text} {digits}"),
        ("after a name", f"{around.name} {digits}"),
    ):
        yield make(WORDS, form, {at: words})
        yield make(WORDS, f"{form}, below the table", {below: words})


# What the release makes of it.


def try_out(data: Path, reports: Path, numbered: tuple[int, Secret]) -> list[Tried]:
    """Every form of one place, in copies of a report and of the organisation's other years."""
    number, secret = numbered
    place = PLACES[number % len(PLACES)]
    with tempfile.TemporaryDirectory(prefix="leaks-") as name:
        home = Path(name)
        handed = _copied(data, reports, home, secret.code)
        folder = home / secret.folder
        for given in ({folder: handed[folder]}, handed):
            if not all(each.passed for each in examine_together(given, exact=False)):
                raise RuntimeError(f"{secret.folder}: it is refused as it was released")
        tried: list[Tried] = []
        for leak in _leaks(place, folder, _around(secret, folder, handed[folder])):
            is_first = leak.way not in {each.leak.way for each in tried}
            before = _print(leak, folder)
            alone = examine_together({folder: handed[folder]}, exact=False)[0]
            verdicts = [alone]
            if is_first:
                together = examine_together(handed, exact=False)
                verdicts += [each for each in together if each.folder == folder]
            for path, content in before.items():
                path.write_bytes(content)
            is_named = any(all(one in told for one in leak.named) for told in alone.findings)
            is_refused = not any(each.passed for each in verdicts)
            tried.append(Tried(secret, leak, is_refused, is_named))
    return tried


def _copied(data: Path, reports: Path, home: Path, code: str) -> dict[Path, Handed]:
    """The organisation's reports without their PDFs, each with what reading handed over."""
    found = {}
    for folder in sorted(reports.glob(f"20[0-9][0-9]/{code}")):
        year = folder.parent.name
        shutil.copytree(folder, home / year / code, ignore=shutil.ignore_patterns(PAPER))
        told = Opened.of(read_inputs(data, code, int(year)), PUBLISHED).handed()
        figures = (folder / FIGURES).read_bytes().decode()
        found[home / year / code] = Handed(frozenset(told.texts), frozenset(told.names), figures)
    return found


def _around(secret: Secret, folder: Path, handed: Handed) -> Around:
    """Other figures of the same page, and people's words without a number."""
    shown = [
        row
        for row in _rows(folder)
        if row["state"] == "shown" and row["unit"] == "people" and row["cells"]
        if secret.page in row["pages"].split()
    ]
    shown = shown or [row for row in _rows(folder) if row["state"] == "shown" and row["cells"]]
    other = next(row["key"] for row in shown if row["value"] != str(secret.number))
    plain = sorted(text for text in handed.texts if re.fullmatch(r"[\w ,'.-]{12,}", text)
                   and not re.search(r"\d", text))  # fmt: skip
    names = sorted(name for name in handed.names if re.fullmatch(r"[A-Za-z ,-]{12,}", name))
    twins = twins_of(secret, _rows(folder))[:3]
    return Around(secret, other, twins, (plain or names)[0], names[0])


def _leaks(place: str, folder: Path, around: Around) -> Iterator[Leak]:
    if place == BOOK:
        yield from in_workbooks(folder, around)
        return
    makers: Mapping[str, Callable[[Page, Around], Iterator[Leak]]] = {
        TABLE: in_tables, CHART: in_charts, SENTENCE: in_sentences, SPOKEN: in_spoken,
    }  # fmt: skip
    slugs = [path.stem for path in sorted(folder.glob("*.html")) if path.stem != "report"]
    for slug in sorted(slugs, key=lambda slug: slug != around.secret.page):
        found = list(makers[place](Page.of(folder, slug), around))
        if found:
            yield from found
            return
    raise LookupError(f"{folder}: no {place} to print a count in")


def _print(leak: Leak, folder: Path) -> dict[Path, bytes]:
    """Put it into the files; what they held before."""
    if leak.cells:
        path = folder / WORKBOOK
        before = {path: path.read_bytes()}
        _print_in_book(path, leak.cells)
        return before
    slug = leak.named[0].removesuffix(".html")
    notebook = folder / "notebooks" / f"{slug}.ipynb"
    pages = [folder / f"{slug}.html", folder / "report.html"]
    before = {path: path.read_bytes() for path in (notebook, *pages)}
    for path in pages:
        path.write_bytes(_replaced(before[path].decode(), leak).encode())
    said = json.loads(before[notebook])
    for cell in said["cells"]:
        for output in cell.get("outputs", ()):
            text = "".join(output.get("data", {}).get("text/html", ""))
            if leak.old in text:
                output["data"]["text/html"] = _replaced(text, leak)
    notebook.write_text(json.dumps(said), encoding="utf-8")
    return before


def _replaced(text: str, leak: Leak) -> str:
    if text.count(leak.old) != leak.times:
        raise LookupError(f"{leak.named[0]}: what is to be changed does not stand there as often")
    # The picture of a drawing for JupyterLab would give away that the drawing is another.
    return _STILL.sub("", text.replace(leak.old, leak.new))


def _print_in_book(path: Path, cells: Mapping[tuple[str, str], str | int]) -> None:
    """Change cells in the file's own XML, so that nothing else of it changes."""
    with zipfile.ZipFile(path) as book:
        members = {name: book.read(name) for name in book.namelist()}
    sheets = dict(
        re.findall(r'<sheet name="([^"]*)"[^>]*r:id="(\w+)"', members["xl/workbook.xml"].decode())
    )
    targets = dict(
        re.findall(r'Id="(\w+)"[^>]*Target="([^"]*)"',
                   members["xl/_rels/workbook.xml.rels"].decode())
    )  # fmt: skip
    for (sheet, at), value in cells.items():
        name = "xl/" + targets[sheets[escape(sheet)]].removeprefix("/xl/")
        members[name] = _with_cell(members[name].decode(), at, value).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in members.items():
            book.writestr(name, content)


def _with_cell(xml: str, at: str, value: str | int) -> str:
    made = (
        f'<c r="{at}"><v>{value}</v></c>'
        if isinstance(value, int)
        else f'<c r="{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    )
    changed, count = re.subn(
        rf'<c r="{at}"(?:[^>]*/>|.*?</c>)', lambda _: made, xml, count=1, flags=re.S
    )
    if count:
        return changed
    row = re.sub("[A-Z]", "", at)
    changed, count = re.subn(
        rf'(<row r="{row}"(?:(?!</row>).)*)</row>', lambda f: f"{f[1]}{made}</row>", xml, flags=re.S
    )
    if count:
        return changed
    return xml.replace("</sheetData>", f'<row r="{row}">{made}</row></sheetData>')


# What it says.


def told(tried: Sequence[Tried]) -> pd.DataFrame:
    """A row for each place and way: how many forms were tried, refused, and named by a finding."""
    rows = [
        {
            "place": each.leak.place,
            "way": each.leak.way,
            "reports": str(each.secret.folder),
            "tried": 1,
            "refused": int(each.is_refused),
            "named": int(each.is_named),
        }
        for each in tried
    ]
    sums = {"reports": "nunique", "tried": "sum", "refused": "sum", "named": "sum"}
    return pd.DataFrame(rows).groupby(["place", "way"], sort=False).agg(sums).reset_index()


def main() -> int:
    """Try so many reports; 1 where one of them passes that should not."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("data", type=Path)
    options.add_argument("reports_folder", metavar="reports", type=Path)
    options.add_argument("--reports", type=int, default=50, help="of how many reports")
    options.add_argument("--workers", type=int, default=os.cpu_count())
    given = options.parse_args()
    secrets = choose(given.data, given.reports_folder, given.reports)
    if len(secrets) < given.reports:
        options.error(f"only {len(secrets)} of the reports have a count to print")
    with ProcessPoolExecutor(given.workers) as pool:
        work = partial(try_out, given.data, given.reports_folder)
        tried = []
        for secret, found in zip(secrets, pool.map(work, enumerate(secrets)), strict=True):
            refused = sum(each.is_refused for each in found)
            print(f"{secret.folder}: {found[0].leak.place}, {refused} of {len(found)} refused",
                  flush=True)  # fmt: skip
            tried += found
    print(told(tried).to_string(index=False))
    passed = [each for each in tried if not (each.is_refused and each.is_named)]
    for each in passed:
        leak = each.leak
        print(f"{each.secret.folder}: {leak.place}, {leak.way}, {leak.form}: "
              f"{'refused, but not named' if each.is_refused else 'PASSED'}")  # fmt: skip
    return 1 if passed else 0


if __name__ == "__main__":
    sys.exit(main())
