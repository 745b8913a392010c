"""Check an organisation's own words against its figures, before a report is made of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path

import pandas as pd

from wres import reference
from wres.batch.plan import Job
from wres.claims.documents import lines_of
from wres.claims.narratives import NARRATIVE, check_narrative, doubts, has_numbers
from wres.claims.numbers import PERCENT
from wres.claims.telling import PEOPLE, RATIO, YEAR, Secret, Told, told_in
from wres.disclosure.cells import PERCENTAGE, Key, expand, people, with_bands_together
from wres.figures import ALL, ETHNICITIES, UNKNOWN, Figures, State
from wres.figures.counts import KEYS, Counts, PublishedCounts
from wres.ground.errors import Doubt, Fault, InputError
from wres.indicators.comparisons import figures_from
from wres.reading.held import Commentary, Inputs
from wres.reading.reconcile import ABOUT_WORDS, accept
from wres.reading.settings import FILE

_SOURCE = "source"
_SAID = (0.5, 1, 2, 3, 4, 5)  # how many times as many somebody says in words
_TELLS = "tells a count that the published report withholds"
_ALIKE = "has a number as large as a count that the report withholds, and may mean it"


def word_doubts(
    data: Path, job: Job, inputs: Inputs, published: Sequence[PublishedCounts], figures: Figures
) -> tuple[Doubt, ...]:
    """The warnings about the words of a report's year, those accepted with their reason.

    They are held against the figures that the report prints, for the readers it is made for, and
    against the counts that it withholds from them.

    Raises:
        InputError: they tell a withheld count beyond doubt.
    """
    folder = data / job.organisation / str(job.year)
    secrets = secrets_of(inputs, published, figures)
    warnings = _about_withheld(_texts(data, job, inputs), secrets, job.year)
    if has_numbers(folder):
        name = f"{job.organisation}/{job.year}"
        warnings += doubts(check_narrative(folder, figures, job.year, name))
    settings = inputs.context.settings
    accepted = [
        line for line in settings.accepted if line.rule in ABOUT_WORDS and line.year == job.year
    ]
    return accept(warnings, accepted, f"{job.organisation}/{FILE}", job.year)


def secrets_of(
    inputs: Inputs, published: Sequence[PublishedCounts], figures: Figures
) -> tuple[Secret, ...]:
    """What a report withholds, with its numbers, which must not be kept.

    These are the counts, the figures that would be made of them, what two groups of a row are
    together or one beside the other, and where two counts are as many, or twice as many.
    """
    known = [
        _unprotected(read.counts, counts)
        for read, counts in zip(inputs.years, published, strict=True)
    ]
    if not any(_is_hidden(counts).any() for counts in published):
        return ()
    secrets = [
        secret
        for counts, shown in zip(known, published, strict=True)
        for secret in (*_counts(counts, shown), *_of_two_groups(counts, shown))
    ]
    secrets += _as_many(known, published)
    are_told = {_named(secret) for secret in secrets}
    made = _made(figures_from(inputs.context, known, with_changes=False), figures)
    return (*secrets, *(secret for secret in made if _named(secret) not in are_told))


def _named(secret: Secret) -> Secret:
    """Which secret it is, whatever its number."""
    return replace(secret, number=0, unit="", of=0)


def _is_hidden(counts: PublishedCounts) -> pd.Series:
    return counts.table["state"] == State.WITHHELD


def _unprotected(read: Counts, shown: PublishedCounts) -> PublishedCounts:
    """The table of a report with the numbers that are withheld, sums of bands among them."""
    table, is_hidden = shown.table.copy(), _is_hidden(shown)
    keys = [Key(*key) for key in table.loc[is_hidden, list(KEYS)].itertuples(index=False)]
    cells = with_bands_together(people(read))
    cells |= expand(cells, dict.fromkeys((key.staff_group, key.pay_band) for key in keys))
    summed = {key: cells[key].value for key in keys if key in cells}
    as_read = read.table.set_index(list(KEYS))["number"].dropna().to_dict()
    numbers = [(summed | as_read).get(key) for key in keys]
    table.loc[is_hidden, "number"] = pd.Series(numbers, table.index[is_hidden], dtype="float64")
    table.loc[is_hidden & table["number"].notna(), "state"] = str(State.SHOWN)
    return replace(shown, table=table)


def _counts(known: PublishedCounts, shown: PublishedCounts) -> Iterator[Secret]:
    """The withheld counts, as far as the input has them."""
    numbers = known.table.loc[_is_hidden(shown), [*KEYS, "number"]].dropna(subset="number")
    for *key, number in numbers.itertuples(index=False):
        yield _secret(known.year, tuple(key), number)


def _of_two_groups(known: PublishedCounts, shown: PublishedCounts) -> Iterator[Secret]:
    """What two ethnic groups of a row are together, apart and one over the other: no figures.

    A sum that follows from what is shown is no secret: all, less the third group.
    """
    rows: dict[tuple, dict[str, tuple[float, bool]]] = {}
    columns = [known.table[name].tolist() for name in (*KEYS, "number")]
    for *key, ethnicity, number, hidden in zip(*columns, _is_hidden(shown), strict=True):
        if number > 0 and key[1] != PERCENTAGE:
            rows.setdefault(tuple(key), {})[ethnicity] = number, hidden
    for key, row in rows.items():
        numbers = {group: number for group, (number, _) in row.items()}
        hidden = {group for group, (_, is_hidden) in row.items() if is_hidden}
        if UNKNOWN in hidden and key[0] == 1 and ALL in numbers:
            yield from _declared(known.year, key[2:], numbers[ALL], numbers[UNKNOWN])
        groups = [group for group in ETHNICITIES if group in numbers]
        for one, other in permutations(groups, 2):
            if not hidden & {one, other}:
                continue
            base = replace(_secret(known.year, (*key, ALL), 0), together=frozenset((one, other)))
            if hidden - {one, other} or ALL not in numbers:
                yield replace(base, number=numbers[one] + numbers[other])
            if numbers[one] > numbers[other]:
                yield replace(base, number=numbers[one] - numbers[other])
            yield replace(base, number=numbers[one] / numbers[other], unit=RATIO)


def _as_many(
    known: Sequence[PublishedCounts], published: Sequence[PublishedCounts]
) -> Iterator[Secret]:
    """Where a withheld count is as large as a printed or withheld one beside it, or a few times.

    Beside it stand those that differ in one thing: a year, a band, a staff group, a sex, a group.
    """
    cells: dict[tuple, tuple[float, bool]] = {}
    for counts, shown in zip(known, published, strict=True):
        columns = [counts.table[name].tolist() for name in (*KEYS, "number")]
        for *key, number, hidden in zip(*columns, _is_hidden(shown), strict=True):
            if number > 0 and key[1] != PERCENTAGE:
                cells[counts.year, *key] = number, hidden
    for at, by in enumerate((YEAR, *KEYS)):
        if by in ("indicator", "measure"):
            continue
        rows: dict[tuple, list[tuple]] = {}
        for key in cells:
            rows.setdefault((*key[:at], *key[at + 1 :]), []).append(key)
        for one, other in (pair for row in rows.values() for pair in permutations(row, 2)):
            ratio = cells[one][0] / cells[other][0]
            names = frozenset((f"{one[at]}", f"{other[at]}"))
            if ratio in _SAID and (cells[one][1] or cells[other][1]) and ALL not in names:
                year, *key = one if by == YEAR else (*one[:at], ALL, *one[at + 1 :])
                yield replace(_secret(year, tuple(key), ratio), together=names, by=by, unit=RATIO)


def _declared(year: int, groups: tuple, everybody: float, unknown: float) -> Iterator[Secret]:
    """How many of a row have said their ethnicity, which tells how many have not."""
    left = everybody - unknown
    yield Secret(year, 1, "ethnicity_declared_count", left, *groups)
    share = Secret(year, 1, "ethnicity_declared_percentage", 100 * left / everybody, *groups)
    yield replace(share, unit=PERCENT, of=everybody)


def _made(known: Figures, shown: Figures) -> Iterator[Secret]:
    """The figures that are not shown because of withheld counts."""
    for figure in known:
        is_secret = figure.is_shown and not shown.of(figure.key).is_shown
        if is_secret:
            yield Secret(
                figure.year, figure.indicator, figure.figure, figure.value, figure.staff_group,
                figure.pay_band, figure.sex, figure.ethnicity, unit=figure.unit,
                of=figure.denominator or 0,
            )  # fmt: skip


def _secret(year: int, key: tuple, number: float) -> Secret:
    indicator, measure, staff_group, *groups = key
    figure = reference.by("measures", "measure")[measure]["figure"]
    if figure == "board_count":
        staff_group = measure
    if not figure:  # a part of a count: "ground: age", "appointed, international recruitment"
        event, _, campaign = measure.partition(", ")
        figure = f"{event.replace(': ', '_').replace(' ', '_')}_count"
        figure += "_international" if campaign else ""
    unit = PERCENT if figure.endswith("percentage") else PEOPLE
    return Secret(year, indicator, figure, number, staff_group, *groups, unit=unit)


@dataclass(frozen=True)
class _Text:
    """What somebody wrote: where it stands, its lines, and what it is about by its place.

    `stem` is the name of the narrative file that it is, or would be.
    """

    file: str
    lines: Sequence[str]
    stem: str = ""
    row: int | None = None
    column: str = ""

    def place(self, told: Told) -> tuple[str, int | None, str, None]:
        """Where a number of it stands, for a message; the lines of a text are its rows."""
        row = told.line if self.file.endswith(".md") else self.row
        return self.file, row, self.column, None


def _about_withheld(
    texts: Iterable[_Text], secrets: Sequence[Secret], year: int
) -> tuple[Doubt, ...]:
    """Warnings about numbers that may be those of withheld counts; each place once.

    Raises:
        InputError: some are, beyond doubt.
    """
    faults: dict[Fault, None] = {}
    warnings: dict[Doubt, None] = {}
    for text in texts if secrets else ():
        for told in told_in(text.lines, secrets, year, text.stem):
            if told.is_exact:
                remedy = "Take the number out, or decide that its counts are public."
                faults[Fault(*text.place(told), _TELLS, remedy)] = None
            elif text.column != _SOURCE:  # it is full of numbers of pages, rows and tables
                remedy = "Take the number out, or say in the same sentence whose it is."
                warnings[Doubt(*text.place(told), _ALIKE, remedy, "alike", year=year)] = None
    if faults:
        raise InputError(faults)
    return tuple(warnings)


def _texts(data: Path, job: Job, inputs: Inputs) -> Iterator[_Text]:
    """All that a report prints of people's own words."""
    for read in inputs.years:
        for said in (read.commentary, *read.commentary.parts):
            yield from _of_plan(said)
            yield from _of_year(data, said) if said.year == job.year else ()
        for source in dict.fromkeys(read.counts.table["source"]):
            yield _Text(f"{job.organisation}/{read.year}", [source], column=_SOURCE)
    for reason in inputs.context.settings.public_measures.values():
        yield _Text(f"{job.organisation}/{FILE}", [reason], column="reason")


def _of_plan(said: Commentary) -> Iterator[_Text]:
    """What an action plan says, which the report of the year after prints again."""
    for action in said.actions:
        about = f"indicators {', '.join(map(str, action.indicators))}"
        words = (action.theme, action.lead, action.review, action.progress)
        lines = (*words, *action.actions, *action.outcomes)
        file = f"{said.organisation}/{said.year}/action_plan.csv"
        yield _Text(file, "\n\n".join(lines).splitlines(), about, action.row)


def _of_year(data: Path, said: Commentary) -> Iterator[_Text]:
    """What the report of a year alone prints: its narrative, and why it is rated as it is."""
    folder = f"{said.organisation}/{said.year}"
    for rating in said.ratings:
        about = f"indicator {rating.indicator}"
        yield _Text(f"{folder}/ratings.csv", [rating.reason], about, rating.row, "reason")
    for stem in said.narrative:
        file = f"{folder}/{NARRATIVE}/{stem}.md"
        yield _Text(file, lines_of(data / file), stem)
