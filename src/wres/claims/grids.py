"""Read the tables of a text: each cell by the words of its row, its column and its headings.

A table in Markdown, or one of a Word document, has rows between bars. The rows at its top without
a number are its column headings, the first cells of a row its row heading. What these do not say
beyond doubt is left open, and a table that says nothing of itself is reported as not read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from wres import reference
from wres.claims.binding import Binding
from wres.claims.meaning import Cue, cues_of, scene, years_of
from wres.claims.numbers import BARE, PERCENT, TIMES, Number, covered, numbers
from wres.claims.quantities import Subject, level
from wres.claims.sentences import Sentence, is_heading, is_tabular, under
from wres.claims.slots import RATES, SURVEY, Slots, context_of
from wres.claims.subjects import RATIOS, TURNED
from wres.figures import ALL, BME, UNKNOWN, WHITE, Figures


@dataclass(frozen=True)
class Cell:
    """A cell with numbers: its row as it stands, where the cell begins in it, and what names it.

    `row` and `column` are the words of its headings, `headings` what stands above the table.
    `latest` is the last year that any heading of the table names; 0 where none does.
    """

    line: int
    text: str
    begin: int
    content: str
    row: str
    column: str
    headings: tuple[str, ...]
    latest: int = 0

    @property
    def sentence(self) -> Sentence:
        """The whole row, as a sentence of the document."""
        return Sentence(self.text, self.line, self.headings)


@dataclass(frozen=True)
class Grid:
    """A table: the line on which it begins, and its cells with numbers."""

    line: int
    text: str
    cells: tuple[Cell, ...]


def grids(lines: Sequence[str], stem: str = "") -> list[Grid]:
    """The tables of a document whose rows stand between bars.

    Args:
        lines: the document.
        stem: the name of a narrative file, which says its indicator; else nothing.

    >>> (grid,) = grids(["# Indicator 6", "| | BME |", "|---|---|", "| 2023 | 18.2% |"])
    >>> [(cell.row, cell.column, cell.content) for cell in grid.cells]
    [('2023', 'BME', '18.2%')]
    """
    found: list[Grid] = []
    headings: tuple[str, ...] = (stem.replace("_", " "),) if stem else ()
    rows: list[tuple[int, str]] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.lstrip().startswith("|"):
            rows.append((number, line))
            continue
        if rows:
            found.append(_grid(rows, headings))
            rows = []
        if is_heading(line) or _CAPTION.match(line):
            headings = under(headings, line.strip())
    return found


# "Table 3. Staff survey results by ethnicity, 2023"
_CAPTION = re.compile(r"\s*\**table \d+[a-z]?\b", re.IGNORECASE)
_RULE = re.compile(r"[\s|:-]+")
_CALENDAR = re.compile(r"\b20\d{2}\b(?![-–/])")
_BAR = re.compile(r"(?<!\\)\|")


def _grid(rows: Sequence[tuple[int, str]], headings: tuple[str, ...]) -> Grid:
    body = [(line, text, _split(text)) for line, text in rows if not _RULE.fullmatch(text)]
    tops: list[list[str]] = []
    cells: list[Cell] = []
    corner = ""
    for line, text, parts in body:
        named = _columns_that_name(parts)
        if not cells and named == len(parts):
            tops.append([content for _, content in parts])
            corner = corner or parts[0][1]
            continue
        row = " ".join(dict.fromkeys(content for _, content in parts[:named]))
        for place, (begin, content) in enumerate(parts[named:], start=named):
            column = " ".join(dict.fromkeys(top[place] for top in tops if place < len(top)))
            if numbers(content):
                above = _with_corner(headings, corner)
                cells.append(Cell(line, text, begin, content, row, column.strip(), above))
    named = {text for cell in cells for text in (cell.row, cell.column)}
    latest = max((int(year) for text in named for year in _CALENDAR.findall(text)), default=0)
    return Grid(rows[0][0], rows[0][1], tuple(replace(cell, latest=latest) for cell in cells))


def _with_corner(headings: tuple[str, ...], corner: str) -> tuple[str, ...]:
    """The headings above a table with its corner, where that names what the table is of.

    "Appointed from shortlisting" above "Shortlisted" and "Appointed" is the whole table's topic.
    """
    topics = {cue.meaning for cue in _cues(corner) if cue.slot == "topic"}
    return (*headings, corner) if topics - {"1"} else headings


def _split(text: str) -> list[tuple[int, str]]:
    """The cells of a row, each with where its content begins."""
    edges = [match.start() for match in _BAR.finditer(text)]
    if edges and text[edges[-1] + 1 :].strip():
        edges.append(len(text))
    found = []
    for start, end in pairwise(edges):
        content = text[start + 1 : end]
        found.append((start + 1 + len(content) - len(content.lstrip()), content.strip()))
    return found


def _columns_that_name(parts: Sequence[tuple[int, str]]) -> int:
    """How many cells at the left of a row hold no number."""
    first = next((i for i, (_, content) in enumerate(parts) if numbers(content)), len(parts))
    return max(first, 1)


def unread(
    lines: Sequence[str], rows: Collection[int] = (), read: Collection[int] = ()
) -> list[tuple[int, int]]:
    """Lines of tables and charts in the text of a PDF: first and last of each, and none is read.

    Args:
        lines: the document.
        rows: lines known to be of a table besides.
        read: lines that are read after all.

    >>> unread(["BME 96 24.1% 99 23.5%", "White 288 72.4% 309 73.4%", "It fell."])
    [(1, 2)]
    """
    found: list[tuple[int, int]] = []
    for number, line in enumerate(lines, start=1):
        if line.lstrip().startswith("|") or not (is_tabular(line) or number in rows):
            continue
        if number in read or not numbers(line):
            continue
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def bind_cell(cell: Cell, figures: Figures, year: int) -> Iterator[tuple[Number, Binding]]:
    """What each number of a cell may mean by the headings of its row and its column.

    Args:
        cell: the cell.
        figures: all figures that are held.
        year: the WRES year that the document is about.
    """
    for number in numbers(cell.content):
        read = _with_unit(number, f"{cell.row} {cell.column}")
        yield number, _bound(cell, read, figures, year)


# "24.1%", "96 (24.1%)", "24.1% (96 of 398)", "7 of 55", and a note's sign behind it.
_ONE_NUMBER = re.compile(r"#(?: of #)?(?: ?\(#(?: of #)?\))? ?(?:\[\w\]|[*†‡])?")
_PER_CENT = re.compile(r"%|\bper ?cent(?:age)?\b|\bproportion\b|\bshare\b", re.IGNORECASE)
# Columns of another kind: changes, gaps, targets, ranks.
_NO_LEVEL = re.compile(
    r"\b(?:changes?|differences?|gaps?|targets?|trends?|variances?|rank\w*|movements?|increases?"
    r"|decreases?|points?|ppts?|progress|RAG|index|scores?|disparity|parity|interval|CI|p)\b"
    r"|\+/-|[±▲▼Δ]",
    re.IGNORECASE,
)
# Words of a heading that say nothing of their own.
_FILLER = re.compile(
    r"\b(?:staff|colleagues|people|employees|members?|number|no|headcount|count|total|all|overall"
    r"|percentage|per ?cent|proportion|share|of|the|our|in|at|as|on|by|and|for|from|year|group"
    r"|ethnicity|ethnic|origin|background|trust|ICB|organisation|body|workforce|WRES|NHS|data"
    r"|result|results|figure|figures|table|march|pay|AfC|agenda|change|indicator|metric|rate"
    r"|relative|likelihood|ratio"
    r"|appointed|shortlisted|applicants|candidates|entered|process|respondents|responded|survey"
    r"|average|national|england|not|known|stated|disclosed|declared)\b|_+|[\W\d]+",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\b(?:total|all|overall|everyone|everybody)\b", re.IGNORECASE)
_RATIO = re.compile(r"\blikelihoods?\b|\blikely\b|\bratio\b", re.IGNORECASE)


def _with_unit(number: Number, headings: str) -> Number:
    """A bare number under a heading with "%" is a percentage."""
    if number.unit == BARE and _PER_CENT.search(headings) and not _RATIO.search(headings):
        return replace(number, unit=PERCENT)
    return number


@cache
def _cues(text: str) -> tuple[Cue, ...]:
    return cues_of(text.replace("’", "'"))


def _said(cell: Cell, slot: str) -> list[str]:
    """What the headings of a cell's row and column say of one slot, each meaning once."""
    cues = [cue for text in (cell.row, cell.column) for cue in _cues(text) if cue.slot == slot]
    return list(dict.fromkeys(cue.meaning for cue in cues))


def _said_above(cell: Cell, slot: str) -> list[str]:
    """What the nearest heading above the table says of one slot."""
    cues = [cue for text in cell.headings[-1:] for cue in _cues(text) if cue.slot == slot]
    return list(dict.fromkeys(cue.meaning for cue in cues))


def _bound(cell: Cell, number: Number, figures: Figures, year: int) -> Binding:
    made = Binding(slots=Slots(), number=number)
    words = f"{cell.row} {cell.column}"
    if not _ONE_NUMBER.fullmatch(scene(cell.content).skeleton):
        return replace(made, why="the cell holds more than one number, or words")
    if _NO_LEVEL.search(covered(words)) or _said(cell, "elsewhere"):
        return replace(made, why="the table's headings name something that no figure is held of")
    topic, is_named = _topic(cell)
    groups = _said(cell, "group")
    subjects, sure = _subjects(cell, number, topic, groups[0] if len(groups) == 1 else "")
    is_ratio = bool(subjects) and subjects[0].unit == "ratio"
    if not topic or not subjects or (len(groups) > 1 and not is_ratio):
        return replace(made, why="the table's headings leave open which figure it is")
    if _said(cell, "average"):
        subjects = [replace(each, figure=each.figure + reference.AVERAGE) for each in subjects]
        sure = False
    years = _years(cell, topic, year)
    quantities = [
        level(figures, subject, each) for subject in subjects for each in (years or (year,))
    ]
    certain = bool(sure and years and is_named and _is_understood(cell, topic))
    if len({quantity.state for quantity in quantities}) > 1 or _said_above(cell, "elsewhere"):
        # One reading is not known, so the other is not sure.
        certain = False
    return replace(made, quantities=tuple(quantities), certain=certain)


def _topic(cell: Cell) -> tuple[str, bool]:
    """The indicator that a cell is of, and whether its headings name one alone."""
    context = context_of((*cell.headings, *filter(None, (cell.row, cell.column))))
    own = [topic for topic in _said(cell, "topic") if " " not in topic]
    strong = [topic for topic in own if topic != "1"]
    if len(strong) == 1:
        return strong[0], True
    if strong:
        return "", False
    if any(
        "board" in (cue.meaning, cue.slot)
        for text in (cell.row, cell.column)
        for cue in _cues(text)
    ):
        return "9", True
    if len(context.topics) == 1:
        return context.topics[0], True
    # "The board beside the workforce" above a table does not say which of the two a cell is of.
    is_of_board = "board" in _said_above(cell, "subject") or _said_above(cell, "board")
    above = _said_above(cell, "topic") == ["1"] and not is_of_board
    is_of_staff = own or above or _said(cell, "pay_band") or _said(cell, "staff_group")
    return ("1", True) if is_of_staff else ("", False)


def _years(cell: Cell, topic: str, year: int) -> tuple[int, ...]:
    """The years that the headings say, those of the row and column before those above."""
    for texts in ((cell.row, cell.column), cell.headings[::-1]):
        cues = [cue for text in texts for cue in _cues(text) if cue.slot == "year"]
        cues = [cue for cue in cues if cue.meaning != "none"]
        if cues:
            found = {years_of(cue, topic, year) for cue in cues}
            years = found.pop() if len(found) == 1 else ()
            # A report of 2023 cannot show the survey of autumn 2023: its table has WRES years.
            return years[-1:] if cell.latest >= year else years
    return ()


def _is_understood(cell: Cell, topic: str) -> bool:
    """Whether every word of the row's and the column's heading is accounted for.

    "Nursing" or "Facilities" beside a percentage is of other people than the whole workforce. A
    question of the survey may be written out.
    """
    for text in (cell.row, cell.column):
        cues = _cues(text)
        if topic not in ("1", "9") and any(
            cue.slot == "topic" and cue.meaning == topic for cue in cues
        ):
            continue
        left = list(covered(text))
        for cue in cues:
            left[cue.start : cue.end] = " " * (cue.end - cue.start)
        if _FILLER.sub("", "".join(left)):
            return False
    return True


def _subjects(cell: Cell, number: Number, topic: str, group: str) -> tuple[list[Subject], bool]:
    """The figures without years that a number of a table may be of; and whether it is plain."""
    words = f"{cell.row} {cell.column}"
    if number.unit not in (BARE, PERCENT, TIMES):
        return [], False
    if topic in SURVEY:
        return _placed(cell, *_survey(int(topic), number, group, words))
    if topic in RATES:
        return _placed(cell, *_likelihood(topic, number, group, words))
    if topic == "response":
        return ([Subject(5, "survey_response_rate")] if number.unit == PERCENT else []), True
    if topic not in ("1", "9"):
        return [], False
    who = group or (ALL if _WHOLE.search(words) else "")
    if number.unit == PERCENT and who == ALL:
        return [], False
    if topic == "9":
        boards = _said(cell, "board") or _said_above(cell, "board")
        if "other" in boards or len(boards) > 1:
            return [], False
        name = "board_percentage" if number.unit == PERCENT else "board_count"
        return [Subject(9, name, boards[0] if boards else "board members", ALL, who or BME)], bool(
            who
        )
    return _workforce(cell, number, who)


def _placed(cell: Cell, subjects: list[Subject], sure: bool) -> tuple[list[Subject], bool]:
    """The same figures of the staff group or the band that the row or the column names.

    Indicator 2 has figures of one of the two; the others of neither.
    """
    groups, bands = _said(cell, "staff_group"), _said(cell, "pay_band")
    if not groups and not bands:
        return subjects, sure
    is_held = all(subject.indicator == 2 for subject in subjects)
    if len(groups) + len(bands) > 1 or "?" in bands or not is_held:
        return [], False
    where = {"staff_group": (groups or [ALL])[0], "pay_band": (bands or [ALL])[0]}
    return [replace(subject, **where) for subject in subjects], sure


def _survey(indicator: int, number: Number, group: str, words: str) -> tuple[list[Subject], bool]:
    if number.unit == PERCENT:
        groups = (group,) if group else (BME, WHITE)
        return [Subject(indicator, "survey_percentage", ethnicity=g) for g in groups], bool(group)
    names = ("survey_respondents", "survey_count")
    is_base = bool(re.search(r"\brespon(?:dents|ses|ded)\b|\banswered\b", words, re.IGNORECASE))
    if number.decimals or not group:
        return [], False
    made = [Subject(indicator, name, ethnicity=group) for name in names]
    return (made[:1] if is_base else made), is_base


# The words of a heading for each count behind a relative likelihood.
_COUNTED = {
    "2": {"shortlisted_count": r"\bshortlisted\b", "appointed_count": r"\bappointed\b"},
    "3": {"disciplinary_count": r"\bentered\b|\bentering\b|\bdisciplined\b"},
    "4": {"training_count": r"\baccess\w+|\btook part\b|\bundert\w+|\bparticipat\w+"},
}


def _likelihood(topic: str, number: Number, group: str, words: str) -> tuple[list[Subject], bool]:
    indicator = int(topic)
    if number.unit == PERCENT:
        return ([Subject(indicator, RATES[topic], ethnicity=group)] if group else []), bool(group)
    if number.decimals or number.unit == TIMES:
        return _ratio(topic, words)
    names = {
        name: re.search(pattern, words, re.IGNORECASE) for name, pattern in _COUNTED[topic].items()
    }
    said = [name for name, found in names.items() if found]
    made = [Subject(indicator, name, ethnicity=group or ALL) for name in said or names]
    return made, bool(group and len(said) == 1)


def _ratio(topic: str, words: str) -> tuple[list[Subject], bool]:
    """A relative likelihood, the way round that the headings tell it: of whom is said first."""
    groups = [cue.meaning for cue in _cues(words) if cue.slot == "group"]
    straight, turned = (Subject(int(topic), name) for name in (RATIOS[topic], TURNED))
    top = BME if topic == "3" else WHITE
    if len(set(groups)) == 1 and groups[0] != top:
        # It may be either way round; what is neither is wrong.
        return [straight, turned], bool(_RATIO.search(words))
    return [turned if groups and groups[0] != top else straight], bool(_RATIO.search(words))


def _workforce(cell: Cell, number: Number, who: str) -> tuple[list[Subject], bool]:
    groups, bands = _said(cell, "staff_group"), _said(cell, "pay_band")
    if len(groups) > 1 or len(bands) > 1 or "?" in bands:
        return [], False
    inherited = context_of(cell.headings).staff_group
    group, band = (groups or [inherited or ALL])[0], (bands or [ALL])[0]
    facts = reference.by("pay_bands", "pay_band").get(band)
    if facts and facts["scheme"] == "medical and dental":
        group = "medical and dental"
    name = "staff_percentage" if number.unit == PERCENT else "staff_count"
    made = [Subject(1, name, group, band, who or each) for each in ((who,) if who else (BME, ALL))]
    # "5" beside a band may be anything: a count needs a group, or the word for everybody.
    return made, bool(who) and who in (ALL, BME, WHITE, UNKNOWN)
