"""See where the members of the board and their pay bands say different things of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from wres.ground.errors import Doubt
from wres.reading.sorters import BANDS, NOT_STAFF, YES
from wres.reading.unread import Look

# Fewer members who are not executives may all be staff, such as partner members.
_FEWEST_MEMBERS = 3


def board_bands(look: Look, headings: Mapping[str, str]) -> Iterator[Doubt]:
    """A doubt where a non-executive by band is an executive, or all who are not are staff.

    Non-executive directors are no staff: the Standard counts them on the board only.
    """
    values = look.records.values
    if not {"board_member", "executive"} <= values.keys():
        return
    on_board, executive = values["board_member"] == YES, values["executive"] == YES
    outside = values["pay_band"] == BANDS.index(NOT_STAFF)
    turned = on_board & executive & outside
    if turned.any():
        problem = f"says yes of members whose '{headings['pay_band']}' says non-executive"
        remedy = "Look whether yes and no changed places."
        yield look.doubt("people", headings["executive"], problem, remedy, turned)
        return
    others = on_board & ~executive
    if len(np.unique(look.records.people[others])) >= _FEWEST_MEMBERS and not outside.any():
        problem = "has a band of staff for every member of the board who is no executive"
        remedy = (
            "If they are non-executive directors, write Non-Executive Director: "
            "the Standard counts them on the board only."
        )
        yield look.doubt("people", headings["pay_band"], problem, remedy, others)
