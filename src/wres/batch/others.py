"""Numbers of own cells that are no figures: which are withheld counts, and what is told of all.

A number that its author gives a source is not the pack's to check. But it may be a count that the
report withholds, from a list that somebody had at hand. One that has its number is refused, unless
its column or row says that it counts something else, or its author does and the words beside it
name none of those people. What cannot be decided is told where the author looks: in the run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from wres.attack.pages import Other, Page, read_page
from wres.claims.telling import Secret, how_open, people_in
from wres.figures.phrases import counted, listed
from wres.figures.printed import NO_PEOPLE
from wres.showing.own_cells import NOT_CHECKED

_BEFORE, _AFTER = NOT_CHECKED.split("{}")


def others_in(files: Mapping[str, bytes]) -> tuple[Other, ...]:
    """The numbers of other origin on pages, by the name of their files."""
    return tuple(other for page in _pages(files) for other in page.others)


def _pages(files: Mapping[str, bytes]) -> Iterator[Page]:
    """The pages that have such numbers: few have, so others are not read."""
    for name, content in sorted(files.items()):
        if b"data-other=" in content:
            yield read_page(name, content.decode())


def told_away(others: Iterable[Other], secrets: Iterable[Secret], year: int) -> list[str]:
    """Which of them may be withheld counts: where each stands, and what to do; no number."""
    by_number: dict[float, list[Secret]] = {}
    for secret in secrets:
        by_number.setdefault(secret.number, []).append(secret)
    return [
        f"{_table_of(other)}, '{other.beside}': {fault}"
        for other in others
        if other.people and (same := by_number.get(other.people))
        if (fault := _fault(other, same, year))
    ]


def _table_of(other: Other) -> str:
    """The page and the table, or chart, in which a number stands."""
    return other.where.partition(", row '")[0]


def _fault(other: Other, same: Iterable[Secret], year: int) -> str:
    """What is wrong with a number that some withheld counts have; nothing where it is none."""
    if other.says_its_unit:
        return ""
    if other.said != NO_PEOPLE:
        return (
            "a number with a source of its own is as large as a count that the report withholds. "
            "Take it out; or, if it counts no people, write "
            "counts_no_people=True in the call"
        )
    words = f"{other.headings[-1]}. {other.beside}"
    are_open = (how_open(secret, other.beside, words, year) for secret in same)
    if not any(people_in(words).values()) or all(is_open is None for is_open in are_open):
        return ""
    return (
        "a number that is said to count no people is as large as a count that the report "
        "withholds, and the words beside it name its people. Take it out; or say "
        "in the head of its column what it counts, such as Days"
    )


def unchecked_in(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """What a run says of the numbers of other origin on pages: from where, then table by table."""
    sources: dict[str, None] = {}
    tables: Counter[tuple[str, str]] = Counter()
    for page in _pages(files):
        notes = (words.text for words in page.words if words.text.startswith(_BEFORE))
        sources |= dict.fromkeys(note[len(_BEFORE) :].removesuffix(_AFTER) for note in notes)
        tables.update((_table_of(other), other.said) for other in page.others)
    if not tables:
        return ()
    lines = (
        f"{where}: {counted(count, 'number')}{', said to count no people' if said else ''}"
        for (where, said), count in tables.items()
    )
    return f"from {listed(list(sources))}", *lines
