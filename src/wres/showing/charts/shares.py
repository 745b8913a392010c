"""Charts of shares of this year: the bands beside the workforce, the board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from wres import reference
from wres.figures import ALL, BME, UNKNOWN, WHITE, Figure
from wres.figures.formats import show
from wres.figures.phrases import listed
from wres.narrative.scope import Edition
from wres.showing.charts import bars, columns, seats, style
from wres.showing.charts.bars import Bar, Line
from wres.showing.charts.words import (
    Chart,
    alt,
    apart,
    chart,
    length,
    printed_short,
    spoken_short,
)


def bands(edition: Edition, staff_group: str, pay_bands: Sequence[str]) -> Chart | None:
    """The BME share of each band of one staff group, beside that of the whole workforce.

    Bars are this year, dashes last year, the line the whole workforce. None where no band of this
    year has a number.
    """
    shares, before = (
        [
            of_year(1, "staff_percentage", staff_group=staff_group, pay_band=band, ethnicity=BME)
            for band in pay_bands
        ]
        for of_year in (edition.now, edition.then)
    )
    if not any(share.is_shown for share in shares):
        return None
    names = [reference.by("pay_bands", "pay_band")[band]["label"] for band in pay_bands]
    noun, what = _bands_in_words(edition, staff_group, pay_bands)
    data = [f"{name}: {spoken_short(share)}" for name, share in zip(names, shares, strict=True)]
    note = ""
    if any(share.is_shown for share in before):
        earlier = edition.called(1, edition.scope.last_year)
        note = f"Dashes show {earlier}"
        data = [
            f"{text} ({earlier}: {spoken_short(share)})"
            for text, share in zip(data, before, strict=True)
        ]
    everybody = edition.now(1, "staff_percentage", ethnicity=BME)
    point = _bands_point(noun, dict(zip(names, shares, strict=True)), everybody)
    drawn = [
        Bar(name, printed_short(share), length(share), BME, marker=length(earlier))
        for name, share, earlier in zip(names, shares, before, strict=True)
    ]
    draw = partial(_profile, drawn, _line(everybody, "all staff"), note)
    return chart(draw, alt(what, data, point), what)


def _profile(drawn: Sequence[Bar], line: Line | None, note: str, width: float) -> str:
    """Upright bars where they have room side by side, else one below the other."""
    if width == style.WIDTH and columns.has_room(drawn):
        return columns.draw(drawn, line, note)
    return bars.draw(drawn, line, note, in_column=True, width=width)


def _bands_in_words(
    edition: Edition, staff_group: str, pay_bands: Sequence[str]
) -> tuple[str, str]:
    """What the bands are called, and what is measured in them."""
    facts = [reference.by("pay_bands", "pay_band")[band] for band in pay_bands]
    noun = "grade" if all(fact["scheme"] == "medical and dental" for fact in facts) else "band"
    group = reference.by("staff_groups", "staff_group")[staff_group]["label"].lower()
    if staff_group == ALL:
        group = "clinical and non-clinical"
    when = edition.called(1, edition.scope.year)
    return noun, f"BME share of {group} staff in each {noun}, 31 March {when}"


def _line(share: Figure, whose: str) -> Line | None:
    """The line that bars are set against: the BME share of all staff, where it is shown."""
    return Line(length(share), f"BME share of {whose}: {show(share)}") if share.is_shown else None


def _bands_point(noun: str, shares: Mapping[str, Figure], everybody: Figure) -> str:
    """Which bands are below the workforce, going by the numbers as they are printed."""
    if not everybody.is_shown:
        return f"The BME share of all staff is {spoken_short(everybody)}"
    shown = {name: figure for name, figure in shares.items() if figure.is_shown}
    below = [name for name, figure in shown.items() if length(figure) < length(everybody)]
    than = f"the BME share of all staff, {show(everybody)}"
    if 0 < len(below) < len(shown):
        return f"Below {than}: {listed(below)}"
    return f"All {noun}s with a figure are {'below' if below else 'at or above'} {than}"


def board(edition: Edition, board: str = "board members") -> Chart | None:
    """The people of the board, and where it would stand if it were like the workforce.

    None where not all of its groups are shown, or do not add up to the board.
    """
    groups = (BME, WHITE, UNKNOWN)
    counts = [edition.now(9, "board_count", staff_group=board, ethnicity=group) for group in groups]
    everybody = edition.now(9, "board_count", staff_group=board)
    if not all(count.is_shown and count.value >= 0 for count in (*counts, everybody)):
        return None
    members = [round(length(count)) for count in counts]
    if sum(members) != length(everybody) or not sum(members):
        return None
    share = edition.now(9, "workforce_percentage", ethnicity=BME)
    blocks = [
        seats.Block(count.ethnicity, number, _members(count))
        for count, number in zip(counts, members, strict=True)
        if number or count.ethnicity != UNKNOWN
    ]
    like = length(share) / 100 * sum(members) if share.is_shown else None
    draw = partial(seats.draw, blocks, like, f"like all staff: {show(share)} BME")
    who = reference.by("staff_groups", "staff_group")[board]["label"].lower()
    what = f"Board members ({who}) by ethnicity, 31 March {edition.called(9, edition.scope.year)}"
    point = f"{show(counts[0])} of the {show(everybody)} board members are BME"
    subtitle = f"{what}; the broken line is where BME members would end on a board like all staff"
    data = [_members(count) for count in counts]
    point += _beside_staff(edition, board)
    return chart(draw, alt(what, data, point, "Chart of people"), subtitle)


def _members(count: Figure) -> str:
    """So many members of one ethnicity."""
    if count.ethnicity == UNKNOWN:
        return f"board members, unknown: {show(count)}"
    return f"{count.ethnicity} board members: {show(count)}"


def _beside_staff(edition: Edition, board: str) -> str:
    """How the BME share of the board lies beside that of all staff, as far as both are shown."""
    share, staff, gap = (
        edition.now(9, name, staff_group=group, ethnicity=BME)
        for name, group in (
            ("board_percentage", board),
            ("workforce_percentage", ALL),
            ("difference_board_workforce", board),
        )
    )
    words = apart(gap, "above", "below", "no difference")
    if not words:
        return ""
    shares = f"The BME share of the board is {show(share)} and that of all staff {show(staff)}"
    return f". {shares}: {words}"
