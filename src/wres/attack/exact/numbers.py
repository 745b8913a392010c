"""Each number of the pages has a figure's key and prints that figure; all are printed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from wres.attack.beside import misplaced, misplaced_in
from wres.attack.exact.report import BOARD, FIGURES, VALUE, WHOLE, WORD, Report
from wres.attack.figures_file import SYMBOLS, Row
from wres.attack.keys import BadKey, read_key
from wres.attack.labels import KEYED, figures_in, numbers_in
from wres.attack.pages import Words

_MEND = (
    "Print it from `report.figures`, as `report.table(...)` does and as docs/own-cells.md shows, "
    "or take it out"
)
_NOT_CHECKED = "The pack did not check these numbers; they come from "


def _keys(report: Report) -> Iterator[str]:
    """Each keyed number prints its figure, and stands beside the words of that figure."""
    for slug, page in report.pages.items():
        for number in page.numbers:
            yield from _prints(report, slug, number.key, number.text, number.where)
        spoken = []
        for listed in page.spoken:
            yield from listed_in(report, slug, listed, spoken)
        if slug != WHOLE:
            yield from (f"{fault}. {_MEND}" for fault in misplaced([*page.words, *spoken]))


def _prints(report: Report, slug: str, key: str, text: str, where: str) -> Iterator[str]:
    row, part = _row(report, key)
    if row is None:
        yield f"{where}: '{text}' has a key that is none of {FIGURES}: '{key}'. {_MEND}"
        return
    allowed = row.prints(part)
    if text.casefold() not in map(str.casefold, allowed):
        rather = f"that figure is printed '{allowed[0]}'" if allowed else (
            "that part of the figure is not printed")  # fmt: skip
        yield f"{where}: '{text}' has the key {key}, but {rather}. {_MEND}"
        return
    _note(report, slug, row, part)


def _note(report: Report, slug: str, row: Row, part: str) -> None:
    if slug not in (WHOLE, BOARD):
        parts = report.printed.setdefault(row.key, defaultdict(set))
        parts["value" if part == "size" else part or "value"].add(slug)


def _row(report: Report, text: str) -> tuple[Row | None, str]:
    try:
        key, part = read_key(text)
    except BadKey:
        return None, ""
    return report.rows.get(key), part


def listed_in(report: Report, slug: str, listed: Words, spoken: list[Words]) -> Iterator[str]:
    """The numbers of an attribute are those of its keys, in the same order.

    What it says goes to `spoken`, with a mark for each number that has a key.
    """
    text = report.without_names(listed.text)
    numbers = numbers_in(text, "spoken", report.newest)
    told: list[str] = []
    for key in listed.keys:
        row, part = _row(report, key)
        said = numbers[len(told)][0] if len(told) < len(numbers) else "nothing"
        is_missing = row is not None and row.state in SYMBOLS
        if is_missing and said.casefold() not in map(str.casefold, row.prints(part)):
            _note(report, slug, row, part)  # said in words, such as "withheld"
            continue
        yield from _prints(report, slug, key, said, listed.where)
        told.append(key)
    keyed = _with_marks(text, numbers[: len(told)])
    words = Words(keyed, "spoken", listed.where, tuple(told), headings=listed.headings)
    spoken.append(words)
    yield from without_key(report, [words])


def _with_marks(text: str, numbers: Iterable[re.Match]) -> str:
    """A text with a mark in place of each of some numbers in it."""
    parts, start = [], 0
    for number in numbers:
        parts += [text[start : number.start()], KEYED]
        start = number.end()
    return "".join((*parts, text[start:]))


def _headed(report: Report) -> Iterator[str]:
    """No cell of a table has the key of other people, or of another year, than its heads say."""
    for page in report.pages.values():
        for table in page.tables:
            yield from (f"{fault}. {_MEND}" for fault in misplaced_in(table))


def _unkeyed(report: Report) -> Iterator[str]:
    """No number stands without a key, but for labels and people's own words."""
    for page in report.pages.values():
        yield from page.findings
        yield from without_key(report, page.words)
        yield from not_own(report, page.own)


def without_key(report: Report, said: Iterable[Words]) -> Iterator[str]:
    """A sentence for each number in words that is no label and has no key."""
    for words in said:
        left = figures_in(report.without_names(words.text), words.place, report.newest, words.head)
        for number in dict.fromkeys(left):
            yield f"{words.where}: '{number}' stands there without a figure's key. {_MEND}"


def not_own(report: Report, said: Iterable[Words]) -> Iterator[str]:
    """A sentence for each words that call themselves people's own and were not handed in."""
    for own in said:
        if not _is_own(own, report):
            yield (
                f"{own.where}: '{own.text[:80]}' calls itself people's own words, but is not "
                "what was handed in. Write it in the folder `narrative`, or print it as yours"
            )


def _others(report: Report) -> Iterator[str]:
    """A number of other origin is one number, is no small count, and its page has its source."""
    for page in report.pages.values():
        is_said = any(words.text.startswith(_NOT_CHECKED) for words in page.words)
        for other in page.others:
            if not VALUE.fullmatch(other.text) or other.said not in ("", "no people"):
                yield f"{other.where}: '{other.text}' of other origin is no number. {_MEND}"
            elif not is_said:
                yield f"{other.where}: a number of other origin without its source. {_MEND}"
            elif not other.said and 0 < other.people <= report.small:
                yield (
                    f"{other.where}: a number of other origin that may be a small number of "
                    "people. Take it out, or say in the call that it counts no people"
                )


def _is_own(own: Words, report: Report) -> bool:
    """Whether people wrote these words; few of them only beside more in the row of a table."""
    texts = report.texts
    if own.text not in texts:
        return False
    if not figures_in(own.text, "prose", report.newest) or len(WORD.findall(own.text)) > 1:
        return True
    return any(text in texts and len(WORD.findall(text)) > 2 for text in own.beside)


def _everything(report: Report) -> Iterator[str]:
    """Every row is printed where it says, and no number of it but those that are printed."""
    for key, row in report.rows.items():
        printed = report.printed.get(key, {})
        on = set().union(*printed.values()) if printed else set()
        if on != row.pages:
            said = ", ".join(sorted(row.pages)) or "no page"
            yield f"{FIGURES}: {key} says that it is printed on {said}; it is on " + (
                ", ".join(sorted(on)) or "none")  # fmt: skip
        for name in row.filled:
            if not printed.get(name):
                yield f"{FIGURES}: {key} has a number under '{name}' that no page prints"
    whole = report.pages.get(WHOLE)
    if whole is not None:
        once = sorted(pair for page in report.single for pair in page.told)
        if sorted(whole.told) != once:
            yield f"{whole.name}: its numbers are not those of the pages together"


PARTS_OF_PAGES = (_keys, _headed, _unkeyed, _others, _everything)
