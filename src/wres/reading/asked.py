"""Ask what a careful colleague would ask about the records of an extract that are in order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from wres.ground.errors import Doubt, Note
from wres.reading.blank import blank_at_the_end
from wres.reading.boards import board_bands
from wres.reading.codes import other_letters
from wres.reading.columns import (
    MAPPING_FILE,
    UNUSED,
    all_questions,
    may_mean,
    names_of,
    plain_name,
)
from wres.reading.dates import year_end_in
from wres.reading.doubled import almost_twice, crowds, primaries, rows_twice, snapshots
from wres.reading.hours import whole_times
from wres.reading.sorters import ETHNIC_ORIGIN, PERSON
from wres.reading.tables import Table, in_rows, taken
from wres.reading.unread import Decision, Look, declared_unused, is_question, look_at
from wres.reading.values import Move

# The fields that say yes or no.
_FLAGS = ("board_member", "voting", "executive", "primary")
_FLAGS += ("shortlisted", "appointed", "international_recruitment", "mandatory")
# Fields that a column of a manager, of a budget or of another time may be taken for.
_OF_ONE_PERSON = (ETHNIC_ORIGIN, "pay_band", "staff_group", "executive")
# A longer title is shortened.
_LONGEST_TITLE = 80
# As many answers that are not the commonest do not agree by chance.
_FEWEST_OTHERS = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about an extract, whatever the year and organisation of its records.

    `headings` says what stands above the column of each field; `decisions` what the columns may
    decide that nothing reads; `moves` whom own words move; `echoes` which identifiers are
    another's.
    """

    table: Table
    headings: Mapping[str, str]
    decisions: Sequence[Decision]
    unused: Sequence[Decision]
    moves: Collection[Move]
    echoes: Mapping[int, int]

    def about(self, look: Look) -> Iterator[Doubt | Note]:
        """The doubts about the records of a year, and notes about columns declared unused."""
        table, records = self.table, look.records
        yield from look_at(look, self.decisions)
        yield from declared_unused(look, self.unused)
        moved = (move.doubt(look, table.columns[move.field]) for move in self.moves)
        yield from filter(None, moved)
        yield from self._titled(look)
        yield from self._overruled(look)
        yield from self._mixed(look)
        yield from self._the_same(look) if look.extract == "survey" else ()
        if records.people is not None:
            heading = self.headings[PERSON]
            yield from crowds(look, heading)
            yield from almost_twice(look, table.columns[PERSON], self.echoes, heading)
            if look.extract == "staff":
                yield from snapshots(look, heading)
                yield from board_bands(look, self.headings)
                if "fte" in records.values:
                    yield from whole_times(look, table.columns["fte"], self.headings["fte"])
            if "primary" in records.values:
                yield from primaries(look, self.headings["primary"])
        else:
            others = {place: taken(column, look.at) for place, column in table.others.items()}
            yield from rows_twice(look, others)
        if ETHNIC_ORIGIN in records.values:
            column, heading = table.columns[ETHNIC_ORIGIN], self.headings[ETHNIC_ORIGIN]
            yield from filter(None, [blank_at_the_end(look, column, heading)])
            yield from other_letters(look, column, heading)
        if table.hidden:
            problem = f"has {in_rows(table.hidden)} hidden by a filter or by hand, and counts them"
            remedy = "If they are not meant, save those that are shown as a new file."
            yield look.doubt("hidden", "", problem, remedy)

    def _titled(self, look: Look) -> Iterator[Doubt]:
        """A title above the header that names the 31 March of another year."""
        for title in self.table.header.above:
            if year_end_in(title) not in (None, look.year):
                problem = f"has a title of another year: '{title[:_LONGEST_TITLE]}'"
                remedy = f"Look whether the extract is that of the year to 31 March {look.year}."
                yield look.doubt("period", "", problem, remedy)
                return

    def _overruled(self, look: Look) -> Iterator[Doubt]:
        """Fields that `mapping.csv` takes from a column that is not theirs.

        Their own column stands beside it, or its name says somebody else's, or another time's.
        """
        header = self.table.header
        for name, heading in self.headings.items():
            known = {plain_name(known) for known in names_of(look.extract, name)}
            # One that is declared unused was looked at.
            has_own = not known.isdisjoint(map(plain_name, header.cells))
            beside = [header.cells[place] for place in self.table.others]
            passed = [cell for cell in beside if plain_name(cell) in known]
            if passed and plain_name(heading) not in known:
                problem = f"is not read: '{heading}' stands for it in {MAPPING_FILE}"
                unused = f"{look.extract},{UNUSED},{passed[0]}"
                remedy = f"If that is meant, write there: {unused}. If not, take its row out."
                yield look.of_header(passed[0], problem, remedy)
            elif name in _OF_ONE_PERSON and not (has_own or may_mean(name, heading)):
                own = names_of(look.extract, name)[0]
                problem = f"stands for '{own}' in {MAPPING_FILE}, and its name says another thing"
                remedy = f"Make sure that it is the {own} that is meant, or take its row out."
                yield look.of_header(heading, problem, remedy)

    def _the_same(self, look: Look) -> Iterator[Doubt]:
        """Questions of the survey that say the same in every row: one stands in two places."""
        header, first = self.table.header, {}
        names = all_questions()
        asked = {self.headings[n]: column for n, column in self.table.columns.items() if n in names}
        others = {header.cells[place]: column for place, column in self.table.others.items()}
        more = {heading: column for heading, column in others.items() if is_question(heading)}
        for heading, column in (asked | more).items():
            texts = np.array([str(text).strip() for text in column.texts], dtype=object)
            said = pd.util.hash_array(texts)[look.codes(column)]
            rare = len(said) - np.unique(said, return_counts=True)[1].max(initial=0)
            same = first.setdefault(said.tobytes(), heading)
            if same != heading and rare >= _FEWEST_OTHERS:
                problem = f"says what '{same}' says, in every row"
                remedy = "Look whether one question stands in the place of another."
                yield look.of_header(heading, problem, remedy, "slipped")

    def _mixed(self, look: Look) -> Iterator[Doubt]:
        """Columns of yes and no in words and in digits: a 1 may stand a column too far."""
        for name in _FLAGS:
            if name not in self.table.columns:
                continue
            column = self.table.columns[name]
            texts = [str(text).strip() for text in column.texts]
            digits = [n for n, text in enumerate(texts) if text.isdigit()]
            words = [n for n, text in enumerate(texts) if text and not text.isdigit()]
            if not (digits and words):
                continue
            codes = look.codes(column)
            few = min(np.isin(codes, digits), np.isin(codes, words), key=np.count_nonzero)
            if few.any():
                number = in_rows(int(np.count_nonzero(few)))
                problem = f"says yes and no in words and in digits, one of them in {number}"
                remedy = "Look whether a row slipped by a column."
                yield look.doubt("slipped", self.headings[name], problem, remedy, few)
