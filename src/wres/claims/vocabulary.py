"""Which words of a clause are accounted for: by a rule, or as words that change no meaning.

"31.8% of newly qualified nurses are BME" is no claim about all staff, and no list of what to
beware of is ever whole. So it is the other way round: a number is contradicted only where every
word of its clause is known. A word that nobody has written down leads to silence.
"""

from __future__ import annotations

import re
from functools import cache

from wres import reference
from wres.claims.meaning import Cue, Scene
from wres.claims.numbers import covered

_WORD = re.compile(r"[^\W\d_][\w.'-]*\w|[^\W\d_]")
# How English makes one word of another: "rises", "falling", "carried", "dropped", "sharply".
_ENDINGS = (("'s", ""), ("ies", "y"), ("ied", "y"), ("ily", "y"), *(
    (ending, instead)
    for ending in ("s", "es", "ed", "ing", "ly", "er")
    for instead in ("", "e")
))  # fmt: skip


@cache
def _plain() -> frozenset[str]:
    return frozenset(word for row in reference.rows("plain_words") for word in row["words"].split())


def unknown_words(scene: Scene) -> list[str]:
    """The words of a clause that neither a rule nor the list of plain words accounts for.

    >>> from wres.claims.meaning import scene
    >>> unknown_words(scene("Of fully qualified nurses 31.8% were BME in 2023"))
    ['qualified']
    """
    shown = covered(scene.skeleton)
    words = [match for match in _WORD.finditer(shown) if not is_plain(match[0])]
    return [word[0] for word in words if not any(_accounts(cue, word) for cue in scene.cues)]


def _accounts(cue: Cue, word: re.Match) -> bool:
    """Whether a rule found a word, and did not merely pass over it on the way to another.

    The rule for "abuse ... patients" lets anything stand between the two.
    """
    end = word.start() + len(word[0].removesuffix("'s"))
    is_inside = cue.start <= word.start() and end <= cue.end
    return is_inside and (cue.slot != "topic" or word[0][:4].lower() in cue.rule.lower())


@cache
def is_plain(word: str) -> bool:
    """Whether a word, or the one that it is made of, changes nothing in what a number is of.

    >>> [is_plain(word) for word in ("rising", "Dropped", "sharply", "midwifery")]
    [True, True, True, False]
    """
    word = word.lower()
    if word in _plain():
        return True
    stems = [word.removesuffix(end) + new for end, new in _ENDINGS if word.endswith(end)]
    stems += [stem[:-1] for stem in stems if stem[-2:-1] == stem[-1:]]
    return any(stem in _plain() for stem in stems if len(stem) > 2) or _is_joined(word)


def _is_joined(word: str) -> bool:
    """Whether all parts of "year-on-year" are plain."""
    parts = [part for part in re.split("[-.]", word) if part]
    return len(parts) > 1 and all(is_plain(part) for part in parts)
