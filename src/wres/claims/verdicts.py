"""Say of every number in a document whether the figures support it.

Supported: a figure that the words may mean is, at the precision written, the number. Contradicted:
the words leave no doubt which figure it must be, and it is another. Unchecked: all else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from wres.claims.causes import ROUNDED_FIRST
from wres.claims.directions import Read, Turned, turned
from wres.claims.documents import open_document
from wres.claims.grids import bind_cell, grids, unread
from wres.claims.judging import GIVES_AWAY, Judged, Verdict, explained, judge, weigh
from wres.claims.lines import limit
from wres.claims.meaning import Scene, scene
from wres.claims.numbers import numbers
from wres.claims.quantities import half_up
from wres.claims.runs import runs
from wres.claims.sentences import Sentence, clauses, sentences
from wres.claims.slots import context_of
from wres.claims.vocabulary import unknown_words
from wres.claims.witnesses import named as words_named
from wres.figures import Figures

FIELDS = (
    *("file", "line", "place", "text", "number", "verdict"),
    *("figure", "value", "cause", "note", "unread"),
)
# Nobody needs more to see that a number is wrong.
_MOST_DECIMALS = 4
# Of what is not read so much is shown as to find it again.
_SHOWN = 100


@dataclass(frozen=True)
class Claim:
    """A number in a sentence and what the figures say of it.

    `figure` is what it must mean, `value` what that is as a report prints it (None where there is
    none), `cause` why it is probably wrong, `note` what else there is to say. `start` and `end`
    are the number's place in the sentence. `place` is where in a document of many parts it stands,
    such as "slide 3". With `unread` it is no number but words that were not read.
    """

    file: str
    line: int
    text: str
    number: str
    verdict: Verdict
    figure: str = ""
    value: float | None = None
    cause: str = ""
    note: str = ""
    printed: str = field(default="", repr=False)
    start: int = field(default=0, repr=False)
    end: int = field(default=0, repr=False)
    place: str = ""
    unread: bool = False

    @property
    def is_a_part(self) -> bool:
        """Whether it is no number but a part of the document that was not read."""
        return self.line == 0

    @property
    def gives_away(self) -> bool:
        """Whether it says a number that the figures withhold."""
        return GIVES_AWAY in self.note

    def as_object(self) -> dict[str, str | int | float | bool | None]:
        """The claim as JSON tells it."""
        return {name: getattr(self, name) for name in FIELDS}


def check_file(path: Path, figures: Figures, year: int) -> list[Claim]:
    """The claims of a document, in order.

    Raises:
        wres.claims.documents.DocumentError: the document cannot be read.
    """
    document = open_document(path)
    found = [
        replace(claim, place=document.places[claim.line - 1])
        for claim in check_lines(document.lines, figures, year, str(path), path.stem)
    ]
    unread = [
        Claim(
            *(str(path), 0, "", "", Verdict.UNCHECKED),
            note=each.what,
            place=each.place,
            unread=each.is_text,
        )
        for each in document.unread
    ]
    return [*unread, *found]


def check_lines(
    lines: Sequence[str], figures: Figures, year: int, file: str = "", stem: str = ""
) -> list[Claim]:
    """The claims in the lines of a document.

    Args:
        lines: the document.
        figures: all figures that are held.
        year: the WRES year that the document is about.
        file: the document's name, for the claims.
        stem: the name of a narrative file, which says its indicator; else nothing.
    """
    areas = _areas(figures)
    found: list[Claim] = []
    headings: tuple[str, ...] = ()
    before: dict[str, str] = {}
    earlier: dict[int, Scene] = {}
    paragraph = -1
    rows: list[Sentence] = []
    for sentence in sentences(lines):
        if sentence.is_row:
            rows.append(sentence)
            continue
        if sentence.is_too_long:
            found.append(_too_long(file, sentence))
            continue
        if sentence.headings != headings:
            headings, before = sentence.headings, {}
        if sentence.paragraph != paragraph:
            before.update({"is_near": "", "year": "", "only_group": ""})
        paragraph, before["unknown"] = sentence.paragraph, ""
        scenes = [scene(text, areas) for text in (sentence.text, *sentence.headings)]
        topics = context_of(headings, stem).topics
        words = words_named(scenes, topics, year, earlier.get(sentence.paragraph))
        earlier = {sentence.paragraph: scenes[0]}
        for begin, text in clauses(sentence.text):
            taken = scene(text, areas)
            context = replace(
                context_of(headings, stem),
                before=dict(before),
                named=words.all_named() | set(before.values()),
                words=words,
            )
            judged = judge(taken, context, figures, year)
            found += _claims_of_a_clause(taken, judged, sentence, begin, figures, file)
            _remember(before, taken, judged)
            before["is_near"] = "yes"
    found += _claims_of_tables(lines, rows, figures, year, file, stem)
    return sorted(found, key=lambda claim: claim.line)


def _areas(figures: Figures) -> tuple[str, ...]:
    local = figures.select(figure="local_population_percentage")
    return tuple(dict.fromkeys(each.area for each in local))


def _claims_of_a_clause(
    taken: Scene,
    judged: Sequence[Judged],
    sentence: Sentence,
    begin: int,
    figures: Figures,
    file: str,
) -> list[Claim]:
    """The claims of its numbers, and of its words that say which way something went."""
    directions = turned(taken, [_as_read(one) for one in judged], figures)
    claims = [_claim(one, sentence, begin, file) for one in judged]
    claims += [_claim_of_a_word(word, sentence, begin, file) for word in directions]
    return sorted(claims, key=lambda claim: claim.start)


def _claims_of_tables(
    lines: Sequence[str],
    rows: Sequence[Sentence],
    figures: Figures,
    year: int,
    file: str,
    stem: str,
) -> Iterator[Claim]:
    """The numbers of tables whose headings say what they are, and which tables are not read."""
    for grid in grids(lines, stem):
        judged = [
            (cell, number, weigh(binding.number or number, binding))
            for cell in grid.cells
            for number, binding in bind_cell(cell, figures, year)
        ]
        read = [each for *_, each in judged if each.quantity is not None]
        if judged and not read:
            said = f"a table of {_counted(len(judged))} that is not read"
            yield _not_read(file, grid.line, grid.text, f"{said}: its headings do not say enough")
            continue
        for cell, number, each in judged:
            (told,) = explained([each], figures)
            claim = _claim(told, cell.sentence, cell.begin, file)
            start, end = cell.begin + number.start, cell.begin + number.end
            yield replace(claim, number=number.text, start=start, end=end)
    of_runs = list(_claims_of_runs(lines, figures, year, file))
    yield from of_runs
    read_rows = {claim.line for claim in of_runs}
    blocks = unread(lines, {each.line for each in rows}, read_rows)
    if blocks:
        held = [
            number
            for first, last in blocks
            for line in lines[first - 1 : last]
            for number in numbers(line)
        ]
        places = ", ".join(f"{a}-{b}" if b > a else f"{a}" for a, b in blocks)
        word = "lines" if blocks[0] != (blocks[-1][1],) * 2 else "line"
        said = f"tables and charts with {_counted(len(held))} are not read: {word} {places}"
        yield _not_read(file, blocks[0][0], lines[blocks[0][0] - 1].strip(), said)


def _claims_of_runs(
    lines: Sequence[str], figures: Figures, year: int, file: str
) -> Iterator[Claim]:
    """The numbers of a board's table that the text of a PDF has run into lines."""
    for line, text, number, binding in runs(lines, figures, year):
        (told,) = explained([weigh(number, binding)], figures)
        if told.cause.startswith(ROUNDED_FIRST):
            # A table's column of differences is often of the columns as they are printed.
            told = replace(told, verdict=Verdict.UNCHECKED, note=told.cause, cause="")
        yield _claim(told, Sentence(text, line), 0, file)


def _counted(number: int) -> str:
    return "1 number" if number == 1 else f"{number} numbers"


def _too_long(file: str, sentence: Sentence) -> Claim:
    """Words that are no sentence of a report, and take longer to read than one."""
    note = (
        f"longer than a sentence ({limit('sentence'):,} characters or {limit('numbers')} numbers "
        "at most), so it is not read: break it up"
    )
    text = sentence.text[:_SHOWN] + "…"
    return replace(_not_read(file, sentence.line, text, note), unread=True)


def _not_read(file: str, line: int, text: str, note: str) -> Claim:
    return Claim(file, line, text, "", Verdict.UNCHECKED, note=note)


def _remember(before: dict[str, str], taken: Scene, judged: list[Judged]) -> None:
    """Keep what a sentence was about for the one that follows it."""
    unknown = unknown_words(taken)
    # A label that a dash cuts off, "Theatres – 31% are BME", is read with what it labels.
    before["unknown"] = "" if taken.places else " ".join(unknown)
    for slot in ("staff_group", "pay_band", "group"):
        cues = taken.of(slot)
        if cues and cues[-1].meaning != "?":
            before[slot] = cues[-1].meaning
    if any(cue.meaning != "none" for cue in taken.of("year")):
        before["year"] = "yes"
    groups = {cue.meaning for cue in taken.of("group")}
    if groups:
        before["only_group"] = groups.pop() if len(groups) == 1 and not unknown else ""
    topics = [each.binding.slots.topic for each in judged if each.binding.slots.topic_said]
    if topics:
        before["topic"] = topics[-1]


def _claim(each: Judged, sentence: Sentence, begin: int, file: str) -> Claim:
    quantity = each.quantity
    is_there = quantity is not None and quantity.value is not None
    decimals = _decimals(each) if is_there else 0
    return Claim(
        file,
        sentence.line,
        sentence.text,
        each.number.text,
        each.verdict,
        quantity.name if quantity else "",
        half_up(quantity.value, decimals) if is_there else None,
        each.cause,
        each.note,
        quantity.printed_with(decimals) if is_there else "",
        begin + each.number.start,
        begin + each.number.end,
    )


def _decimals(each: Judged) -> int:
    """How many decimals to tell of a figure: as a report prints it, or as the author wrote.

    Against "1.96 points" a figure of 2.04 is told as 2.04: a report's 2.0 would not show why the
    number is wrong.
    """
    decimals = each.quantity.decimals
    if each.verdict is Verdict.CONTRADICTED and each.quantity.unit not in ("people", "people more"):
        return max(decimals, min(each.number.decimals, _MOST_DECIMALS))
    return decimals


def _as_read(each: Judged) -> Read:
    """A number as the rules about directions see it."""
    supported = each.quantity if each.verdict is Verdict.SUPPORTED else None
    is_wrong = each.verdict is Verdict.CONTRADICTED
    return Read(each.number, each.binding.role, supported, is_wrong)


def _claim_of_a_word(each: Turned, sentence: Sentence, begin: int, file: str) -> Claim:
    """A direction that the numbers beside it contradict, as a claim of its own."""
    return Claim(
        file,
        sentence.line,
        sentence.text,
        each.word,
        Verdict.CONTRADICTED,
        each.figure,
        each.value,
        each.cause,
        start=begin + each.start,
        end=begin + each.end,
    )
