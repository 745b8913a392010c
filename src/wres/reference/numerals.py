"""Numbers in words, in the languages of `number_words.csv`, and which numbers they may mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from wres import reference

_ENGLISH = "English"
# Between two words of one number, in one language or another.
_JOINS = frozenset({"a", "an", "and", "ar", "e", "en", "et", "i", "și", "y", "und"})
# What stands for no number by itself, but behind an article or a number: "half a dozen".
_SEVERAL = frozenset({"dozen", "score", "couple", "pair", "trio", "gross", "hundred", "thousand"})
_BEFORE_SEVERAL = re.compile(r"\b(?:(half) )?(?:a|an|the|our|this|that)[ -]$", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[ \u00a0-]*")
_TIMES = (12, 20, 100, 1000)  # "five dozen", "quatre-vingt"
_LONGEST = 6  # of more words only what they say in English is worked out

_ONES = "(?:one|two|three|four|five|six|seven|eight|nine)"
_TEENS = "(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
_TENS = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_BELOW_100 = rf"(?:{_TENS}(?:[ -]{_ONES})?|{_TEENS}|{_ONES})"
_BELOW_1000 = rf"(?:(?:{_TEENS}|{_ONES}|a) hundred(?:(?: and)? {_BELOW_100})?|{_BELOW_100})"
# A number as it is said in English: "two hundred and sixty", "fifty seven", "half a dozen".
SPELT = (
    rf"(?>(?=[aefhnostz])(?:{_BELOW_1000}(?: thousand(?:(?: and|,)? {_BELOW_1000})?| dozen)?"
    rf"|a thousand(?:(?: and|,)? {_BELOW_1000})?|(?:half )?a dozen|zero))"
)
_SPELT = re.compile(SPELT, re.IGNORECASE)


@lru_cache(maxsize=2**14)  # texts say most of their words again and again
def folded(word: str) -> str:
    """A word without the signs on its letters, which people leave out.

    >>> folded("Fünfunddreißig")
    'funfunddreissig'
    """
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def _languages() -> tuple[tuple[str, dict[str, int | None], dict[str, int | None]], ...]:
    """Of each language its number words, and those that it also joins to one, with their worth."""
    return tuple(
        (row["language"], _worths(row["words"]), _worths(row["parts"]))
        for row in reference.rows("number_words")
    )


def _worths(words: str) -> dict[str, int | None]:
    pairs = (word.partition("=") for word in words.split())
    return {folded(word): int(worth) if worth else None for word, _, worth in pairs}


@lru_cache(maxsize=2**14)
def _read(word: str) -> tuple[str, tuple[int, ...]]:
    """The language of a number word and the numbers of which it is made."""
    word = folded(word)
    for language, words, _ in _languages():
        if word in words:
            return language, (words[word],)
    for language, words, parts in _languages() if len(word) > 6 else ():
        if (parts or language == _ENGLISH) and (made := _parts(word, words, parts)):
            return language, made
    return "", ()


def _parts(word: str, words: dict, parts: dict) -> tuple[int, ...]:
    """The numbers of a word that is made of several, of which one is a number by itself."""
    known = words | parts
    each = re.compile("|".join(sorted(known, key=len, reverse=True)))
    said = each.findall(word)
    if len(said) < 2 or "".join(said) != word or not words.keys() & {*said}:
        return ()
    return tuple(known[part] for part in said if known[part] is not None)


def worth(word: str, language: str = "") -> tuple[int, ...]:
    """The numbers of which a word is made; none where it is no number.

    Args:
        word: the word.
        language: of the number beside it; some words are numbers only beside one.

    >>> worth("fifty"), worth("Fiftyseven"), worth("siebenundfunfzig"), worth("often")
    ((50,), (50, 7), (7, 50), ())
    >>> worth("sept"), worth("sept", "French")
    ((), (7,))
    """
    parts = next((parts for name, _, parts in _languages() if name == language), {})
    number = parts.get(folded(word))
    return _read(word)[1] if number is None else (number,)


def is_number(word: str) -> bool:
    """Whether a word is a number by itself, in one of the languages.

    >>> [is_number(word) for word in ("siebzehn", "Fiftyseven", "over", "score")]
    [True, True, False, False]
    """
    return bool(worth(word)) and folded(word) not in _SEVERAL


def runs(text: str) -> Iterator[tuple[int, int]]:
    """Where number words stand side by side: the begin and the end of each run.

    >>> text = "Seventeen and forty of us, half a dozen, scores, a hundred and two and more"
    >>> [text[begin:end] for begin, end in runs(text)]
    ['Seventeen and forty', 'half a dozen', 'a hundred and two']
    """
    words: list[re.Match] = []  # of a run: its number words
    end = 0
    for token in [*_TOKEN.finditer(text), None]:
        is_near = token and words and _GAP.fullmatch(text, end, token.start())
        if is_near and token[0].casefold() in _JOINS and token.start() > end:
            end = token.end()
            continue
        language = _read(words[0][0])[0] if is_near else ""
        is_number = token is not None and worth(token[0], language)
        if words and not (is_near and is_number):
            yield from _run(text, words)
            words = []
        if is_number:
            words.append(token)
        end = token.end() if token else 0


def _run(text: str, words: Sequence[re.Match]) -> Iterator[tuple[int, int]]:
    begin = words[0].start()
    if folded(words[0][0]) in _SEVERAL:
        if not (article := _BEFORE_SEVERAL.search(text[:begin])):
            return
        begin = article.start()
    yield begin, words[-1].end()


def meant(words: str) -> tuple[int, ...]:
    """The numbers that a run of number words may mean, what it says in English first.

    A language that is not known in its grammar adds its numbers up, or multiplies one with a larger
    one behind it; digits may be read out one by one.

    >>> meant("fifty seven"), meant("seven and fifty"), meant("quatre-vingt-dix-sept")
    ((57,), (57,), (41, 97))
    >>> meant("two hundred and sixty"), meant("half a dozen"), meant("five seven"), meant("a score")
    ((260,), (6,), (12, 57), (20,))
    """
    tokens = _TOKEN.findall(words)
    language = next((name for name, _ in map(_read, tokens) if name), "")
    said = [number for token in tokens for number in worth(token, language)]
    if _SPELT.fullmatch(words):
        return (_in_english(words),)
    if words.casefold().startswith("half") and said:
        return (said[0] // 2,)
    if len(said) > _LONGEST:
        return (sum(said),)
    totals = [(0, said[0])] if said else []  # what is added up, and the last number of it
    for number in said[1:]:
        added = [(total + last, number) for total, last in totals]
        times = [(total, last * number) for total, last in totals if last > 1 and number in _TIMES]
        totals = added + times
    found = [total + last for total, last in totals]
    if len(said) > 1 and max(said) < 10:
        found.append(int("".join(map(str, said))))
    return tuple(dict.fromkeys(found))


def _in_english(words: str) -> int:
    """What a number says in English.

    >>> _in_english("one thousand two hundred and four")
    1204
    """
    total = last = 0
    for token in _TOKEN.findall(words.casefold()):
        number = {"a": 0, "half": 0.5, "and": 0}.get(token)
        number = worth(token)[0] if number is None else number
        if number in (12, 100, 1000) and token in _SEVERAL:
            last = (last or 1) * number
            total, last = (total + last, 0) if number == 1000 else (total, last)
        else:
            last += number
    return int(total + last)
