"""Numbers of own cells that are no figures: which are withheld counts, and what is told of all.

A number that its author gives a source is not the pack's to check. But it may be a count that the
report withholds, from a list that somebody had at hand. One that has its number is refused, unless
its column or row says that it counts something else, or its author does and the words beside it
name none of those people; and so is one that is a withheld figure of the people whom they name.
What cannot be decided is told where the author looks: in the run.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from wres.attack.pages import Other, Page, read_page
from wres.claims.numbers import PERCENT
from wres.claims.telling import PEOPLE, Secret, how_open, people_in
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
    """Which of them may be withheld: what is wrong, with all places where it is; no number."""
    by_number: dict[int, list[Secret]] = {}
    for secret in secrets:
        by_number.setdefault(int(abs(secret.number)), []).append(secret)
    places: dict[str, dict[str, None]] = {}
    for other in others:
        near = range(int(other.number) - 1, int(other.number) + 2)
        same = [secret for whole in near for secret in by_number.get(whole, ())
                if _is(other, secret)]  # fmt: skip
        if same and (fault := _fault(other, same, year)):
            places.setdefault(fault, {})[_place(other)] = None
    return [f"{'; '.join(alike)}: {fault}" for fault, alike in places.items()]


def _is(other: Other, secret: Secret) -> bool:
    """Whether a number may be one that is withheld: a count of people, or a figure as printed."""
    if secret.unit == PEOPLE:
        return secret.number == other.people
    if secret.unit == PERCENT and not (other.is_percentage or other.decimals):
        return False
    size = replace(secret, number=abs(secret.number))
    return size.is_told_by(other.number, other.decimals)


def _place(other: Other) -> str:
    """Where a number stands, without itself: it may be part of its row's name."""
    number = rf"(?<![\d.,]){re.escape(other.text)}(?![\d%]|[.,]\d)"
    return f"{other.table}, '{re.sub(number, '...', other.beside)}'"


def _fault(other: Other, same: Iterable[Secret], year: int) -> str:
    """What is wrong with a number that something withheld has; nothing where it is none."""
    words = f"{other.headings[-1]}. {other.beside}"
    left_open = {secret: how_open(secret, other.beside, words, year) for secret in same}
    if 0 in left_open.values():
        return (
            "a number with a source of its own is as large as a number that the report withholds, "
            "and the words beside it name its people. Take it out"
        )
    counts = [left for secret, left in left_open.items()
              if secret.unit == PEOPLE and not secret.together]  # fmt: skip
    if not counts or other.says_its_unit:
        return ""
    if other.said != NO_PEOPLE:
        return (
            "a number with a source of its own is as large as a count that the report withholds. "
            "Take it out; or, if it counts no people, write "
            "counts_no_people=True in the call"
        )
    if not any(people_in(words).values()) or all(left is None for left in counts):
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
        tables.update((other.table, other.said) for other in page.others)
    if not tables:
        return ()
    lines = (
        f"{where}: {counted(count, 'number')}{', said to count no people' if said else ''}"
        for (where, said), count in tables.items()
    )
    return f"from {listed(list(sources))}", *lines
