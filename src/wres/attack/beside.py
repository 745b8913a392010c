"""The words beside a keyed number must name whose number its key says that it is.

A key that prints the right number can stand beside the wrong words: "BME: 14" with the key of 14
others. A number is held against what its own sentence names, or the heads of its row and column,
and what those leave open against what stands above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wres.attack.facts import ALL
from wres.attack.keys import BadKey, Key, read_key
from wres.attack.labels import KEYED
from wres.attack.meaning import GROUPS, label_of, named_in
from wres.attack.pages import Table, Words

_SENTENCE = re.compile(r".+?(?:[.;](?=\s)\s*|$)", re.S)
_OF_TABLES = ("cell", "row", "column")  # numbers there stand under their heads
_SAYS = re.compile(r"[^\W\d_]{3}")
_OF = re.compile(r"\b(?:out )?of (?:the |all )?$")
_AMONG = re.compile(r"\s(?:out )?of " + KEYED)
# What counts the people of a figure is called, where a sentence prints a count by itself.
_COUNTED = {
    "staff_count": r"\b(staff|workforce|people|employees|colleagues)\b",
    "shortlisted_count": r"shortlist",
    "appointed_count": r"appoint",
    "disciplinary_count": r"disciplin|entered",
    "training_count": r"train|took part|take part",
    "survey_respondents": r"answer|respon",
    "survey_count": r"said|say|answer|experienc|believ|yes",
    "board_count": r"\b(board|members?)\b",
    "named_a_ground_count": r"\bnamed\b",
}
# What befell some of the people, and the board: a sentence that says so counts those, not all.
_BEFELL = {
    "shortlisted_count": r"shortlist",
    "appointed_count": r"appointed",
    "disciplinary_count": r"disciplinary",
    "training_count": r"\btraining\b",
    "board_count": r"\bboard\b",
}
# Figures that set groups beside each other: their sentences name both, and their keys neither.
_COMPARES = re.compile(r"likelihood|difference_bme_white|disparity|parity")
# A figure of everybody, in a sentence that also names some of them.
_BOTH = frozenset(("clinical", "non-clinical"))  # all who are at a level of pay
_EVERYBODY = re.compile(r"\b(workforce|population|average|everybody|all|whole|total)\b", re.I)
_YEAR = re.compile(r"(20\d\d)( survey)?\b|.*, (20\d\d)$")  # a survey is of the year before
Named = dict[str, frozenset[str]]


def misplaced(said: Sequence[Words]) -> Iterator[str]:
    """Each keyed number whose words name somebody else than its key, or do not say enough.

    Args:
        said: a page's words, in the order in which they are read.
    """
    above: dict[tuple[str, ...], list[str]] = {}  # what stands under the same headings
    before = ""  # the key of the number before
    for words in _joined(said):
        told = above.setdefault((*words.headings, words.place == "spoken" and words.where), [])
        told.append(words.text)
        if words.keys and not (words.place in _OF_TABLES and not _SAYS.search(words.text)):
            yield from _of_words(words, before, told)
        before = words.keys[-1] if words.keys else before


def misplaced_in(table: Table) -> Iterator[str]:
    """Each number of a table whose heads or caption name others than its key, or another year."""
    caption = named_in(table.caption) | {"ethnicity": frozenset()}  # whose share it is about
    for row in table.rows:
        for column, cell in enumerate(row[1:], start=1):
            heads = [row[0].text, *table.headers[column : column + 1]]
            words = ", ".join(heads)
            for number in cell.numbers if not _SAYS.search(cell.text) else ():
                key = _key_of(number.key)
                if key and (
                    _other(key, named_in(words), words)
                    or _other_year(key, heads)
                    or _other(key, caption, "everybody")
                ):
                    yield (
                        f"{number.where}: '{number.text}' has the key {number.key}, but stands "
                        f"under '{' / '.join(heads)}'"
                    )


def _other_year(key: Key, heads: Iterable[str]) -> bool:
    """Whether the head of a row or a column says another year."""
    years = (_YEAR.match(head) for head in heads if "change on" not in head)
    return any(key.year != str(int(year[1] or year[3]) + bool(year[2])) for year in years if year)


def _joined(said: Sequence[Words]) -> Iterator[Words]:
    """A number that stands by itself, as on a tile, is said by the words that follow it."""
    waiting: Words | None = None
    for words in said:
        if waiting and words.place == "prose":
            words = replace(words, text=f"{waiting.text} {words.text}",
                            keys=(*waiting.keys, *words.keys))  # fmt: skip
        elif waiting:
            yield waiting
        is_alone = words.place == "prose" and words.text == KEYED
        waiting = words if is_alone else None
        if not is_alone:
            yield words
    if waiting:
        yield waiting


def _of_words(words: Words, before: str, above: Sequence[str]) -> Iterator[str]:
    at, keys = 0, words.keys
    for sentence in _SENTENCE.findall(words.text):
        for place in re.finditer(KEYED, sentence):
            key, previous = keys[at] if at < len(keys) else "", keys[at - 1] if at else before
            following = keys[at + 1] if at + 1 < len(keys) else ""
            at += 1
            if fault := _fault(sentence, place, key, (previous, following), words, above):
                yield f"{words.where}: {fault}"


def _fault(
    sentence: str,
    place: re.Match,
    text: str,
    around: tuple[str, str],
    words: Words,
    above: Sequence[str],
) -> str:
    """What is wrong with a number in its sentence; nothing where its words fit its key."""
    key, (_, _, part) = _key_of(text), text.partition("#")
    if key is None:
        return ""  # a number of other origin, or a key that is refused as such
    whose = f"a number has the key {text}"
    if part in ("part", "whole"):
        if not _is_of_its_whole(sentence, place, text, around):
            return f"{whose}, but is not printed as so many of so many"
        return ""
    named = named_in(f"{words.label}, {sentence}")
    is_whole = _is_whole_of(key, around[0]) and _OF.search(sentence[: place.start()])
    if not is_whole and (other := _other(key, named, sentence)):
        return f"{whose}, but its sentence is about {other}"
    told = named_in(". ".join((*words.headings, words.where, words.head, *above)))
    if missing := _left_open(key, named, told):
        return f"{whose}, but no words beside it or above it say '{missing}'"
    if not part and key.figure in _COUNTED:
        befell = {name for name, said in _BEFELL.items() if re.search(said, sentence, re.I)}
        counted = {other.figure for other in map(_key_of, words.keys) if other}
        if not re.search(_COUNTED[key.figure], sentence, re.I) or befell - counted:
            return f"{whose}, but its sentence does not say what is counted"
        if missing := _left_open(key, named, named):
            return f"{whose}, but its sentence does not say '{missing}'"
    return ""


def _key_of(text: str) -> Key | None:
    try:
        return read_key(text)[0]
    except BadKey:
        return None


def _is_whole_of(key: Key, previous: str) -> bool:
    """Whether the number before is of some of these people: "2 of the 16 members are BME"."""
    before = _key_of(previous)
    return before is not None and replace(before, ethnicity=ALL) == key


def _is_of_its_whole(sentence: str, place: re.Match, text: str, around: tuple[str, str]) -> bool:
    """Whether the people of a percentage are printed as "14 of 137", or "10.2% of 137"."""
    figure, _, part = text.partition("#")
    previous, following = around
    if part == "part":
        return following == f"{figure}#whole" and bool(_AMONG.match(sentence, place.end()))
    return previous in (figure, f"{figure}#part") and bool(_OF.search(sentence[: place.start()]))


def _other(key: Key, named: Named, words: str) -> str:
    """Whom some words name in place of those of a key."""
    for name in GROUPS:
        mine, others = getattr(key, name), named[name]
        if not others or mine in others or mine.endswith(tuple(f" {other}" for other in others)):
            continue  # voting board members are board members
        if mine == ALL:
            is_of_all = others >= _BOTH or _EVERYBODY.search(words)
            if _COMPARES.search(key.figure) if name == "ethnicity" else is_of_all:
                continue
        return " and ".join(label_of(name, other) for other in sorted(others))
    return ""


def _left_open(key: Key, *said: Named) -> str:
    """Whose number it is by its key, where none of some words say so."""
    for name in GROUPS:
        mine = getattr(key, name)
        if mine != ALL and not any(mine in named[name] for named in said):
            return label_of(name, mine)
    return ""
