"""Take an organisation's own sections back from a Word file that colleagues have edited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from wres.claims.narratives import doubts
from wres.claims.verdicts import check_lines
from wres.figures import Figures
from wres.figures.phrases import counted
from wres.ground.errors import Doubt, ParameterError
from wres.prepare.asmarkdown import as_lines, as_markdown
from wres.prepare.sections import Section, sections
from wres.prepare.wordtexts import Text, WordText, read_words

# What the first heading ends with: whose sections these are.
_WHOSE = re.compile(r"\b([A-Za-z0-9]+) (20\d\d)$")
ACCEPT, REFUSE = "accept", "refuse"


@dataclass(frozen=True)
class TakenBack:
    """What a Word file brings.

    Attributes:
        changed: the sections that say something else, each with its new text.
        unchanged: how many say what they said.
        not_taken: what cannot be taken and why, each in a sentence.
        comments: comments in the file, which are read by people.
        doubts: what the figures say against the new texts.
    """

    changed: dict[Section, str]
    unchanged: int
    not_taken: tuple[str, ...]
    comments: tuple[str, ...]
    doubts: tuple[Doubt, ...]

    def summary(self, name: str, is_written: bool) -> str:
        """What was taken and what was not, a line for each.

        Args:
            name: of the year's folder.
            is_written: whether the new texts were written.
        """
        done = "Changed" if is_written else "Would change"
        lines = [f"{done}: {section.name} ({name}/{section.file})" for section in self.changed]
        total = self.unchanged + len(self.changed)
        lines.append(f"Unchanged: {self.unchanged} of {total} sections.")
        lines += [f"Not taken: {why}" for why in self.not_taken]
        lines += [f"Comment, not taken: {comment}" for comment in self.comments]
        lines += [f"Warning: {doubt}" for doubt in self.doubts]
        return "\n".join(lines)


def open_file(path: Path, changes: str = "") -> WordText:
    """The text of an edited Word file.

    Args:
        path: the file.
        changes: `accept` or `refuse`, for changes that are tracked in it.

    Raises:
        DocumentError: it cannot be read.
        ParameterError: it holds tracked changes, and nothing says what becomes of them.
    """
    words = read_words(path, changes != REFUSE)
    if words.changes and not changes:
        raise ParameterError(
            f"'{path}' holds {counted(words.changes, 'tracked change')}. Say --changes {ACCEPT} to "
            f"take them, or --changes {REFUSE} to take the text as it was before them."
        )
    return words


def whose(words: WordText) -> tuple[str, int]:
    """The organisation and the year that the first heading of a file names.

    Raises:
        ParameterError: it names none.
    """
    named = _WHOSE.search(words.heading)
    if named is None:
        raise ParameterError(
            "the first heading of the file does not end with a code and a year, such as QHG 2023. "
            "Say which with --organisation and --year."
        )
    return named[1], int(named[2])


def take_back(
    words: WordText, unedited: WordText, folder: Path, figures: Figures, year: int
) -> TakenBack:
    """What an edited file brings to the sections of a year; nothing is written.

    Args:
        words: the file.
        unedited: the same as nobody has edited it: a file made now of what the folder holds. A
            section that says the same in both stays as it is, whatever Word cannot hold of it.
        folder: the year's folder, such as `data/QHG/2023`.
        figures: those of that year and before, against which the new texts are held.
        year: the year.
    """
    known = {_folded(section.title): section for section in sections(folder)}
    before = {_folded(text.title): text for text in unedited.texts}
    given: dict[Section, Text] = {}
    not_taken = [f"{part}." for part in words.unread]
    for text in words.texts:
        section = known.get(_folded(text.title))
        if section is None:
            not_taken += _without_place(text, known)
        elif section in given:
            not_taken.append(f"'{section.name}' stands there twice: the first is taken.")
        else:
            given[section] = text
    changed: dict[Section, str] = {}
    for section, text in given.items():
        new, old = _text_of(section, text), _text_of(section, before[_folded(section.title)])
        if new == old:
            continue
        if why := _why_not(section, text):
            not_taken.append(why)
        else:
            changed[section] = new[0]
    missing = [section.name for section in known.values() if section not in given]
    not_taken += [f"'{name}' is not in the file; its text stays as it is." for name in missing]
    return TakenBack(changed, len(known) - len(changed), tuple(not_taken), tuple(words.comments),
                     tuple(_held_against(changed, figures, year)))  # fmt: skip


def _text_of(section: Section, text: Text) -> tuple[str, list[str]]:
    """What a section says in a file, as its own file has it, and what cannot be taken of it."""
    as_text = as_lines if section.is_cell else as_markdown
    return as_text(text.paragraphs), text.obstacles


def _folded(title: Iterable[str]) -> tuple[str, ...]:
    return tuple(" ".join(words.split()).casefold() for words in title)


def _without_place(text: Text, known: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """What stands where no section is; the words above all of them are the pack's own."""
    is_above = _folded(text.title) in {title[:1] for title in known if len(title) > 1}
    words = " ".join(paragraph.words for paragraph in text.paragraphs)
    if not text.title or (is_above and not words):
        return
    name = ": ".join(text.title)
    yield (
        f"'{name}' is no heading of a section, so what stands below it is not taken"
        + (f": '{words[:60]}'." if words else ".")
    )


def _why_not(section: Section, text: Text) -> str:
    """Why a section that differs is not taken; nothing where it is."""
    if text.obstacles:
        return (
            f"'{section.name}' holds {' and '.join(text.obstacles)}, which cannot be taken; the "
            "section stays as it is. Take that out of the file, or edit the section by hand."
        )
    if text.mark and text.mark != section.mark:
        return (
            f"'{section.name}' was changed in its folder since the file was written, and the file "
            "says something else; the section stays as it is. Bring the two together by hand."
        )
    return ""


def _held_against(changed: dict[Section, str], figures: Figures, year: int) -> Iterator[Doubt]:
    for section, text in changed.items():
        if section.is_cell:
            continue
        name = Path(section.file).stem
        yield from doubts(check_lines(text.splitlines(), figures, year, section.file, name))
