"""Facts from words: a sentence, a label, an alternative text, a comment.

A number in words is used only where it says something of a cell that is withheld, and only where
just one such cell can be meant. Nothing is guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

from wres.attack.documents import Passage
from wres.attack.facts import ALL, COUNT, SHARE, Cell, Fact, fact
from wres.attack.meaning import GROUND, RATE_OF, Place, describe, figure_of, indicators_of

_OF = re.compile(r"(?<![\d.,])(\d[\d,]*) (?:out )?of (\d[\d,]*\d|\d)(?![\d.]*%)")
_LABELLED = re.compile(r"([^;:()]{2,90}): ?(\d[\d,]*(?:\.\d+)?)(%?)(?![\d.]*\d)")
_DATE = re.compile(
    r"\b(19|20)\d\d-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z?)?\b|\b[0-2]\d:[0-5]\d(:[0-5]\d)?\b"
)
_YEAR = re.compile(r"20\d\d")  # the pack's counts have a comma here
_A_YEAR = re.compile(r"\W*\b20\d\d( survey)?\b\W*")
# A head that names what its numbers are split by: their labels say whose each of them is.
_SPLIT = re.compile(
    r"\b(by|in each) ([\w-]+ ){0,2}(bands?|grades?|staff group|ethnic\w*|sex)\b", re.I
)
_LABEL = re.compile(r"([^;:()]{2,90}):")
_SHARED = re.compile(r"(\d[\d.]*)%(?= of | are | is )")
# Words about other people than the staff, and words that are about the staff all the same.
_OTHERS = re.compile(r"\b(populations?|national averages?)\b", re.I)
_STAFF = re.compile(r"\b(staff|workforce|board|members?)\b", re.I)
_PART = re.compile(r", | while | but ")
# One of the three above can only be where this is.
_TELLING = re.compile(r"[\d,] (?:out )?of \d|: ?\d|[\d.]%(?: of | are | is )")
_DIGITS = re.compile(r"\d[\d.,]*(?<![.,])")
# Digits that tell nothing of people: years, dates, versions, names of bands and indicators.
_HARMLESS = re.compile(
    r"\b(19|20)\d\d(-\d\d)*(T[\d:]+Z)?\b|\b\d+\.\d+\.\d+\b|\bbands? \w+( to \w+)?|"
    r"\b8[a-d]\b|\bindicators? \d\b|\b(31 March|1 April)\b|\[if [^\]]*\]",
    re.I,
)


@dataclass(frozen=True)
class Printed:
    """The counts that are printed, found by their cell and by their number."""

    numbers: Mapping[Cell, int]

    @cached_property
    def cells(self) -> Mapping[int, Sequence[Cell]]:
        """The cells that have each number."""
        cells = defaultdict(list)
        for cell, number in self.numbers.items():
            cells[number].append(cell)
        return cells


def facts_in(
    passage: Passage,
    year: int,
    withheld: Sequence[Cell],
    printed: Printed,
    names: Sequence[str] = (),
) -> list[Fact]:
    """What a passage tells of cells that are withheld.

    `names` are the organisation's: what "Integrated Care Board" says is not about its board.
    """
    if not withheld or not is_telling(passage.words):
        return []
    words = _DATE.sub(" ", without(names, passage.words))
    context, around, is_split = _above(passage.headings)
    facts = []
    heading = passage.headings[-1] if passage.headings else ""
    for number, text, near, said in _numbers(words):
        if _is_about_others(near, heading, said):
            continue
        if _YEAR.fullmatch(number) and not _is_about_someone(said):
            continue
        if is_split and not _OF.fullmatch(text) and said == Place(said.year, said.indicator):
            continue
        if said.indicator is None and around.indicator is None and len(context) == 1:
            said = replace(said, indicator=context[0])
        named = [cell for cell in withheld if _may_be_named(cell, near)]
        matches = list(_matches(number, text, said, around, named, printed, year))
        if len(matches) > 1:  # this year's, rather than another's
            matches = [match for match in matches if match[1][0].year == year] or matches
        if len(matches) == 1:
            kind, cells = matches[0]
            facts.append(fact(kind, cells, number, f"{passage.source}: '{text}'", is_loose=True))
    return facts


def _may_be_named(cell: Cell, near: str) -> bool:
    """Whether words may name a cell: one ground of discrimination only by its name.

    >>> cell = Cell(2024, 8, "ground_sexual_orientation_count", ethnicity="BME")
    >>> _may_be_named(cell, "BME staff"), _may_be_named(cell, "BME staff: sexual orientation")
    (False, True)
    """
    if not cell.measure.startswith(GROUND):
        return True
    name = cell.measure.removeprefix(GROUND).removesuffix("_count").replace("_", " ")
    return re.search(rf"\b{name}\b", near, re.I) is not None


def _is_about_others(near: str, heading: str, said: Place) -> bool:
    """Whether a number is one of the population, or an average: "Some Borough: 16.4%" of a chart.

    >>> heading = "Bar chart: BME share of the local population, beside that of staff"
    >>> _is_about_others("Some Borough", heading, Place())
    True
    >>> _is_about_others("BME share of staff, 2024", heading, Place())
    False
    """
    if _STAFF.search(near) or said.staff_group or said.pay_band:
        return False
    return bool(_OTHERS.search(near) or _OTHERS.search(heading))


@lru_cache(maxsize=2**10)  # many passages stand under the same headings
def _above(headings: tuple[str, ...]) -> tuple[tuple[int, ...], Place, bool]:
    """What headings say: which indicators, whose number, whether labels say whose each is."""
    around = Place()
    for heading in headings:
        around = describe(heading).within(around)
    return indicators_of(headings), around, bool(headings and _SPLIT.search(headings[-1]))


def is_telling(words: str) -> bool:
    """Whether words may say a number of anybody. Signs are looked for first: that is faster.

    >>> is_telling("14 of 137"), is_telling("BME: 5"), is_telling("12.5%")
    (True, True, False)
    """
    may = ":" in words or "of " in words or "% " in words
    return may and _TELLING.search(words) is not None


def without_numbers(words: str) -> str:
    """Words in which no number of people is left.

    >>> without_numbers("summary.html: '5 of 40' is taken for indicator 1, 2024, Band 5")
    "summary.html: '\u2026 of \u2026' is taken for indicator 1, 2024, Band 5"
    """
    parts, start = [], 0
    for kept in _HARMLESS.finditer(words):
        parts += [_DIGITS.sub("\u2026", words[start : kept.start()]), kept[0]]
        start = kept.end()
    return "".join([*parts, _DIGITS.sub("\u2026", words[start:])])


def without(names: Sequence[str], words: str) -> str:
    """Words without the organisation's name; the name by itself stays what it says."""
    for name in names:
        if name and words != name:
            words = words.replace(name, " ")
    return words


@lru_cache(maxsize=2**14)  # the same words stand in a page, its notebook and the whole report
def _numbers(words: str) -> tuple[tuple[str, str, str, Place], ...]:
    """Each number with how it is written, the words near it, and what those say it is about."""
    return tuple(_said(words))


def _said(words: str) -> Iterator[tuple[str, str, str, Place]]:
    for clause in re.split(r"(?<=[.;])\s+", words):
        for match in _OF.finditer(clause):
            before = clause[: match.start()]
            after = clause[match.end() :]
            year = re.match(r"\)?,? in (20\d\d)", after)
            near = f"{before} {year[1]}" if year else f"{before} {after.partition(',')[0]}"
            yield match[1], match[0], near, describe(near)
    for clause in re.split(r"(?<=[.])\s+|; ", words):
        for match in _LABELLED.finditer(clause) if ":" in clause else ():
            near = match[1]
            if _A_YEAR.fullmatch(near):  # "Band 2: 11.7% (2023: 12.0%)", or "Band 2: withheld (..."
                whose = _LABEL.findall(clause[: match.start()])
                near = f"{_A_YEAR.sub(' ', whose[-1]) if whose else ''} {near}"
            yield match[2] + match[3], match[0], near, describe(near)
        for match in _SHARED.finditer(clause):
            # "No member is BME, while 16.7% of the workforce is": its own part comes first.
            before = _PART.split(clause[: match.start()])[-1]
            part = before + match[0] + _PART.split(clause[match.end() :])[0]
            yield match[0], match[0], part, describe(part).within(describe(clause))


def _matches(
    number: str,
    text: str,
    said: Place,
    around: Place,
    withheld: Sequence[Cell],
    printed: Printed,
    year: int,
) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """The withheld cells of which a number may be told, as a count or as a share."""
    whole = _OF.fullmatch(text)
    place = said.within(around)
    if whole:
        total = int(whole[2].replace(",", ""))
        # Where no words say which, the whole must be printed of these people only.
        wholes = printed.cells.get(total, ())
        if not wholes or not (_is_about_someone(place) or len(wholes) == 1):
            return
        if _is_of_something_printed(whole, place, printed):
            return
    elif not _is_about_someone(place):
        return
    for cell in withheld:
        if place.indicator is not None and cell.indicator != place.indicator:
            continue
        share = _share(cell)
        if whole:
            if share is not None and share[1] in wholes and _fits(cell, place, None):
                yield COUNT, (cell,)
        elif _fits(cell, place, year):
            if not number.endswith("%") and "." not in number:
                yield COUNT, (cell,)
            elif share and number.endswith("%"):
                yield SHARE, share


def _is_of_something_printed(said: re.Match, place: Place, printed: Printed) -> bool:
    """Whether "14 of 137" is what some table prints of such people: then it tells no more.

    A heading may name BME where the words are about a group behind it, so whom is left open.
    """
    anybody = replace(place, ethnicity=None)
    part, total = (int(number.replace(",", "")) for number in said.groups()[:2])
    return any(
        (share := _share(cell)) is not None
        and printed.numbers.get(share[1]) == total
        and _fits(cell, anybody, None)
        for cell in printed.cells.get(part, ())
    )


def _is_about_someone(place: Place) -> bool:
    """Whether words without a whole say enough: which indicator, or which staff."""
    return (
        place.indicator is not None
        or place.staff_group not in (None, ALL)
        or (place.pay_band not in (None, ALL))
    )


@cache
def _share(cell: Cell) -> tuple[Cell, Cell] | None:
    rate = RATE_OF.get(cell.indicator)
    if cell.measure.startswith(GROUND):
        rate = cell.measure.replace("_count", "_percentage")
    place = Place(cell.year, cell.indicator, cell.staff_group, cell.pay_band, cell.sex,
                  cell.ethnicity)  # fmt: skip
    _, cells = figure_of(rate, place) if rate else ("", ())
    return cells if cells and cells[0] == cell and cells[0] != cells[1] else None


def _fits(cell: Cell, place: Place, year: int | None) -> bool:
    """Whether words fit a cell; with a year, what they leave out means everybody."""
    for said, mine in (
        (place.staff_group, cell.staff_group),
        (place.pay_band, cell.pay_band),
        (place.sex, cell.sex),
        (place.ethnicity, cell.ethnicity),
    ):
        if said is None and year is not None and not (mine == ALL or mine == "board members"):
            return False
        if said is not None and said != mine:
            return False
    said_year = place.year or year
    return said_year is None or said_year == cell.year
