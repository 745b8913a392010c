"""Find things by words, and lay them out for who looks at them in JupyterLab.

Nothing of it is published: a page shows figures in components, which say each number's key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from markupsafe import Markup

from wres.ground.errors import WresError, did_you_mean

Thing = TypeVar("Thing")


class SearchError(WresError):
    """A word that nothing has."""


def matching(things: Iterable[Thing], told: Callable[[Thing], str], words: str) -> list[Thing]:
    """Those whose text has all of these words, each in full or as its beginning.

    >>> texts = ["recruitment BME 2023", "training BME 2022"]
    >>> matching(texts, str, "recruit 2023")
    ['recruitment BME 2023']
    >>> matching(texts, str, "recrutment")
    Traceback (most recent call last):
    wres.figures.search.SearchError: nothing has the word 'recrutment'. Did you mean 'recruitment'?

    Raises:
        SearchError: none has one of the words.
    """
    chosen = [(thing, told(thing).casefold().split()) for thing in things]
    known = sorted({word for _, has in chosen for word in has})
    for word in words.split():
        if not _is_among(word, known):
            raise SearchError(f"nothing has the word '{word}'. {did_you_mean(word, known)}")
        chosen = [(thing, has) for thing, has in chosen if _is_among(word, has)]
    return [thing for thing, _ in chosen]


def _is_among(word: str, known: Sequence[str]) -> bool:
    """Whether a word, or a longer one that begins with it, is known; a number only in full."""
    word = word.casefold()
    return word in known if word.isdigit() else any(other.startswith(word) for other in known)


def as_html(heads: Sequence[str], rows: Iterable[Sequence[str]], *said: str) -> str:
    """Rows as a plain table for JupyterLab, which gives it its colours, dark or light.

    >>> as_html(("Year",), [("2023",)], "One.")
    '<p>One.</p><table><thead><tr><th scope="col">Year</th></tr></thead><tbody><tr><td>2023</td>\
</tr></tbody></table>'
    """
    words = "".join(Markup("<p>{}</p>").format(sentence) for sentence in said if sentence)
    top = "".join(Markup('<th scope="col">{}</th>').format(head) for head in heads)
    body = "".join(
        f"<tr>{''.join(Markup('<td>{}</td>').format(cell) for cell in row)}</tr>" for row in rows
    )
    return f"{words}<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
