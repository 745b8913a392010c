"""Hold a percentage against the two counts that stand beside it: "6 of 53 are BME, i.e. 9.6%".

That needs no figure of the report: the three numbers of one clause must agree. Which of them is
wrong is told by those that the report bears out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from wres.claims.meaning import Scene
from wres.claims.numbers import BARE, EXACT, PERCENT, Number
from wres.claims.quantities import Quantity, Subject, fits, half_up
from wres.figures import State

_OF = re.compile(r" (?:[\w-]+ ){0,3}?(?:out )?of (?:the |our |all |its )*(?:total )?")
_IS = re.compile(
    r"[^#;.]{0,50}(?:\(|,? (?:which is|i\.e\.|that is|equal to|making|or|a rate of) )",
    re.IGNORECASE,
)
_OPENS = re.compile(r"[^#;.]{0,60} \(")


def triples(scene: Scene) -> Iterator[tuple[int, int, int]]:
    """The part, the whole and the percentage that stand together, by their places.

    >>> from wres.claims.meaning import scene
    >>> list(triples(scene("6 of 53 are BME, i.e. 9.6%"))), list(triples(scene("9.6% (6 of 53)")))
    ([(0, 1, 2)], [(1, 2, 0)])
    """
    for part in range(len(scene.places) - 1):
        whole = part + 1
        if not _OF.fullmatch(_between(scene, part, whole)):
            continue
        if whole + 1 < len(scene.places) and _IS.fullmatch(_between(scene, whole, whole + 1)):
            found = part, whole, whole + 1
        elif part and _OPENS.fullmatch(_between(scene, part - 1, part)):
            found = part, whole, part - 1
        else:
            continue
        if _are_plain([scene.places[each].number for each in found]):
            yield found


def _between(scene: Scene, one: int, other: int) -> str:
    return scene.skeleton[scene.places[one].at + 1 : scene.places[other].at]


def _are_plain(numbers: list[Number]) -> bool:
    units = [each.unit for each in numbers]
    is_exact = all(each.hedge == EXACT and not each.in_words for each in numbers)
    return is_exact and units == [BARE, BARE, PERCENT] and 0 < numbers[0].value < numbers[1].value


def disagreeing(
    scene: Scene, is_borne_out: Callable[[int], bool]
) -> Iterator[tuple[int, Quantity]]:
    """The number of a triple that is wrong, and what the other two make of it."""
    for part, whole, share in triples(scene):
        numbers = [scene.places[each].number for each in (part, whole, share)]
        part_of, all_of, percent = (each.value for each in numbers)
        of_counts = _made(
            f"{part_of:,.0f} of {all_of:,.0f}", 100 * part_of / all_of, "percent", (part_of, all_of)
        )
        if fits(numbers[2], of_counts):
            continue
        right = [each for each in (part, whole, share) if is_borne_out(each)]
        if share not in right:
            yield share, of_counts
        elif right == [whole, share]:
            people = half_up(percent * all_of / 100, 0)
            yield part, _made(f"{numbers[2].text} of {all_of:,.0f}", people, "people", None)


def _made(name: str, value: float, unit: str, parts: tuple[float, float] | None) -> Quantity:
    subject = Subject(1, "staff_percentage" if unit == "percent" else "staff_count")
    return Quantity(name, value, unit, State.SHOWN, subject, 0, base=0, parts=parts)
