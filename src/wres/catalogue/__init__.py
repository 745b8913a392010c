"""The catalogue: every printed table of figures, declared once, in the order of the pages.

The declarations are `reference/tables.csv` and its rows, columns and notes, in words that
`docs/tables.md` explains. Areas to act on, ratings and the action plan are no grids of figures:
they are functions of `wres.showing.tables`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from wres import reference
from wres.catalogue.grid import (
    Among,
    Column,
    Condition,
    Entry,
    Grid,
    Has,
    Note,
    Part,
    Row,
    When,
    Where,
)
from wres.figures import ALL, BME_GROUPS, ETHNICITIES, SEXES
from wres.reference import FROM_AVERAGE
from wres.reference.standard import (
    BOARDS,
    CLUSTERS,
    JOINED,
    LEVELS,
    LIKELIHOODS,
    MOST_SENIOR,
    POOLS,
    STAFF_GROUPS,
)

_FIELDS = ("figure", "staff_group", "pay_band", "sex", "ethnicity", "area")
_BANDS = tuple(reference.by("pay_bands", "pay_band"))
_ROWS = tuple(band for band in _BANDS if band not in {ALL, *POOLS, *CLUSTERS, *LEVELS})
# What a declaration calls several values together.
LISTS = {
    "ethnicities": ETHNICITIES,
    "groups": BME_GROUPS,
    "sexes": SEXES,
    "staff groups": STAFF_GROUPS,
    "boards": BOARDS,
    "bands": _BANDS,
    "single bands": tuple(band for band in _ROWS if band not in JOINED),
    "single and joined bands": _ROWS,
    "pools": POOLS,
    "clusters": CLUSTERS,
    "levels": LEVELS,
    "most senior": MOST_SENIOR,
    "disparity ratios": tuple(
        name for name in reference.by("figures", "figure") if name.startswith("race_disparity")
    ),
}
# What a figure is set beside, in a row of its own; its change has columns.
_COMPARED = {"": "{}", FROM_AVERAGE: "{}, less the national average"}
_AVERAGE = "average"  # the name of such a row, which has no change


def grid(name: str) -> Grid:
    """The table of that name.

    >>> grid("2 Rates").page
    'recruitment'

    Raises:
        KeyError: there is none.
    """
    return next(grid for grid in GRIDS if grid.name == name)


def of_cell(cell: str, *indicators: int) -> tuple[Grid, ...]:
    """The tables of a notebook's cell, of some indicators or of all.

    >>> [grid.name for grid in of_cell("rates", 2)]
    ['2 Rates']
    """
    return tuple(
        grid
        for grid in GRIDS
        if grid.cell == cell and (not indicators or grid.indicator in indicators)
    )


def codes(indicator: int, field: str) -> tuple[str, ...]:
    """The codes of a field that the tables of an indicator have rows for.

    >>> codes(9, "staff_group")
    ('board members', 'voting board members', 'executive board members')
    """
    rows = (row for grid in GRIDS if grid.indicator == indicator for row in grid.rows)
    return tuple(dict.fromkeys(row.where[field] for row in rows if field in row.where))


# Declarations read


def _grid(row: dict[str, str]) -> Grid:
    # The names of figures that differ by indicator stand in one file.
    fact = LIKELIHOODS.get(int(row["indicator"]), {})
    return Grid(
        name=row["name"],
        page=row["page"],
        cell=row["cell"],
        indicator=int(row["indicator"]),
        where={"staff_group": row["staff_group"]} if row["staff_group"] else {},
        caption=row["caption"],
        head=row["head"],
        rows=tuple(r for declared in _declared("rows", row) for r in _rows(declared, fact)),
        columns=tuple(_column(column, fact) for column in _declared("columns", row)),
        only_if=_conditions(row["only_if"], fact),
        notes=tuple(
            Note(note["kind"], note["text"], _entry(note["entry"], fact))
            for note in _declared("notes", row)
        ),
    )


def _declared(what: str, table: dict[str, str]) -> Iterator[dict[str, str]]:
    """The rows, columns or notes that a table names, set by set."""
    for name in _split(table[what], ", "):
        declared = [row for row in reference.rows(f"table_{what}") if row[what] == name]
        if not declared:
            raise KeyError(f"table '{table['name']}': there are no {what} '{name}'")
        yield from declared


def _split(text: str, by: str) -> list[str]:
    return text.split(by) if text else []


def _column(row: dict[str, str], fact: Where) -> Column:
    instead = (pair.split("=") for pair in _split(row["instead"], "; "))
    return Column(
        row["header"],
        _entry(row["entry"], fact),
        When(row["when"]),
        {name: _entry(entry, fact) if entry else None for name, entry in instead},
        _entry(row["needs"], fact) if row["needs"] else None,
        _entry(row["if_any"], fact) if row["if_any"] else None,
    )


def _rows(row: dict[str, str], fact: Where) -> Iterator[Row]:
    """The rows of every combination of what a declaration says, each with its comparisons."""
    among = _among(row["where"])
    about = _entry(row["figure"], fact)
    figure = about.figure
    names = [(figure, "{}", row["name"])]
    if row["compared"]:
        names = [
            (figure + ending, label, _AVERAGE if ending else row["name"])
            for ending, label in _COMPARED.items()
        ]
        if row["beside"]:
            names.append((row["beside"], "{} less the workforce's", row["name"]))
    only_if = _conditions(row["only_if"], fact)
    for codes in product(*among.values()):
        where = dict(zip(among, codes, strict=True))
        for name, label, called in names:
            is_sure = (Condition({"figure": (name,)}, Has.INTERVAL),) if row["compared"] else ()
            yield Row(
                label.format(row["label"]),
                where,
                figure=name,
                ending=row["ending"],
                name=called,
                block=where.get(row["block"], row["block"]),
                years=When(row["years"]),
                indicators=about.indicators,
                each=row["each"],
                takes=tuple(_split(row["takes"], ", ")),
                among=_among(row["among"]),
                only_if=(*only_if, *is_sure),
            )


def _among(text: str) -> Among:
    """Values of fields: `sex=sexes; ethnicity=White, BME`."""
    return {
        name: _values(values) for name, values in (pair.split("=") for pair in _split(text, "; "))
    }


def _values(text: str) -> tuple[str, ...]:
    return tuple(value for name in text.split(", ") for value in LISTS.get(name, (name,)))


def _conditions(text: str, fact: Where) -> tuple[Condition, ...]:
    """Conditions: `count: /staff_count////groups; count each year: board_count`."""
    conditions = []
    for condition in _split(text, "; "):
        has, key = condition.split(": ")
        has, _, years = has.partition(" ")
        among, indicators, _ = _key(key, fact)
        when = When.EACH if years else When.NOW
        conditions.append(Condition(among, Has(has), when, indicators))
    return tuple(conditions)


def _entry(text: str, fact: Where) -> Entry:
    """A part of a key: `/staff_percentage////BME`, `1/staff_count/all#itself`, `board_count`."""
    among, indicators, part = _key(text, fact)
    where = {name: value for name, (value,) in among.items()}
    return Entry(where.pop("figure", ""), Part(part), indicators, where)


def _key(text: str, fact: Where) -> tuple[Among, tuple[int, ...], str]:
    """What a part of a key says: of fields, of indicators, and which part of the figure."""
    text, _, part = text.format(**fact).partition("#")
    numbers, _, names = text.partition("/") if "/" in text else ("", "", text)
    indicators = tuple(
        int(fact["indicator"]) if number == "own" else int(number)
        for number in _split(numbers, ", ")
    )
    among = {
        name: ("",) if value == "-" else _values(value)
        for name, value in zip(_FIELDS, names.split("/"), strict=False)
        if value
    }
    return among, indicators, part


GRIDS = tuple(_grid(row) for row in reference.rows("tables"))
