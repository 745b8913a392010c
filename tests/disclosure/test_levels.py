"""Levels of pay are added up behind the door: they may tell no more than their parts."""

from builders import counts as published
from builders import raw

from wres import reference
from wres.disclosure import protect
from wres.figures import ALL, BME, ETHNICITIES, State
from wres.ground.settings import Settings
from wres.indicators import indicator_1
from wres.reference.standard import LEVELS

STAFF = "staff in post"


def test_a_level_is_shown_only_where_every_part_of_it_is():
    # 3 BME clinical staff in band 8b: 8b and another BME count of the upper level are withheld.
    # The upper level is the pool of bands 8a to VSM by another name, and is printed as that is;
    # the others are added up from bands.
    rows = [
        (1, STAFF, group, band, 100 + i, 3 if (group, band) == ("clinical", "8b") else 20, 10)
        for group in ("clinical", "non-clinical")
        for i, band in enumerate(("4", "5", "6", "7", "8a", "8b", "8c"))
    ]
    total = [sum(r[i] for r in rows) for i in (4, 5, 6)]
    held = raw(published([(1, STAFF, ALL, ALL, *total), *rows]))
    protected = protect(held, Settings(shape="full bands"))
    figures = [f for f in indicator_1(protected) if f.figure == "staff_count"]
    by_key = {(f.staff_group, f.pay_band, f.ethnicity): f for f in figures}
    upper, pool = by_key["clinical", "upper", BME], by_key["clinical", "8a-VSM", BME]
    assert State.WITHHELD in {by_key["clinical", band, BME].state for band in ("8a", "8b", "8c")}
    assert (upper.value, upper.state) == (pool.value, pool.state) == (43, State.SHOWN)
    seen = 0
    for group in ("clinical", "non-clinical"):
        for level in LEVELS:
            same = reference.same_bands(level, protected.bands(group))
            parts = [same] if same else reference.parts_of(level, protected.bands(group))
            for ethnicity in (*ETHNICITIES, ALL):
                figure = by_key[group, level, ethnicity]
                printed = [protected.get(1, STAFF, ethnicity, group, band) for band in parts]
                are_shown = all(count.state is State.SHOWN for count in printed)
                assert (figure.state is State.SHOWN) == are_shown
                if are_shown:
                    assert figure.value == sum(count.value for count in printed)
                    seen += 1
    assert seen > 10
