"""Which cells are withheld from small linked tables, worked out by eye."""

from builders import counts as published
from builders import raw

from wres.disclosure import protect
from wres.figures import ALL, BME, UNKNOWN, WHITE, State
from wres.ground.settings import Settings

STAFF = "staff in post"
ABROAD = ", international recruitment"
ETHNICITIES = (WHITE, BME, UNKNOWN, ALL)


def mask(rows, indicator, measure, *where, sexes=None, shape="automatic", sex=ALL):
    """White, BME, unknown and all of one row, as printed; "c" is withheld."""
    workforce = [] if any(r[:4] == (1, STAFF, ALL, ALL) for r in rows) else [WORKFORCE]
    held = raw(published([*workforce, *rows], sexes=sexes))
    protected = protect(held, Settings(shape=shape))
    cells = [protected.get(indicator, measure, e, *where, sex=sex) for e in ETHNICITIES]
    return ["c" if c.state is State.WITHHELD else c.value for c in cells]


WORKFORCE = (1, STAFF, ALL, ALL, 800, 160, 40)


def test_group_by_band_by_ethnicity():
    # Only 3 is small: clinical, 8a-VSM, unknown. A second cell of its row has to go, a second one
    # of its column, and where those two cross: a square. The other group has no sum with it that
    # is printed but through the totals of the groups, so it stays whole. White is the cheapest
    # column beside unknown; no BME count and no total is needed.
    rows = [
        (1, STAFF, ALL, ALL, 800, 160, 43),
        (1, STAFF, "clinical", "1-7", 300, 60, 10),
        (1, STAFF, "clinical", "8a-VSM", 100, 20, 3),
        (1, STAFF, "non-clinical", "1-7", 300, 60, 15),
        (1, STAFF, "non-clinical", "8a-VSM", 100, 20, 15),
    ]

    def of(*where):
        return mask(rows, 1, STAFF, *where, shape="pools")

    assert of("clinical", "1-7") == ["c", 60, "c", 370]
    assert of("clinical", "8a-VSM") == ["c", 20, "c", 123]
    assert of("non-clinical", "1-7") == [300, 60, 15, 375]
    assert of("non-clinical", "8a-VSM") == [100, 20, 15, 135]
    assert of("clinical", ALL) == [400, 80, 13, 493]
    assert of(ALL, ALL) == [800, 160, 43, 1003]


def test_a_survey_shows_its_base_and_withholds_the_count():
    # 3 of 60 said yes; 57 of 60 in the other question: 3 did not. Both are withheld, the bases
    # stay, and White people have no sum with anybody.
    rows = [
        (5, "respondents", ALL, ALL, 200, 60, None),
        (5, "count", ALL, ALL, 50, 3, None),
        (7, "respondents", ALL, ALL, 200, 60, None),
        (7, "count", ALL, ALL, 150, 57, None),
    ]
    assert mask(rows, 5, "count")[:2] == [50, "c"]
    assert mask(rows, 5, "respondents")[:2] == [200, 60]
    assert mask(rows, 7, "count")[:2] == [150, "c"]
    assert mask(rows, 7, "respondents")[:2] == [200, 60]


def test_international_recruitment_inside_and_outside():
    # 22 of 60 BME applicants were appointed, 20 of them in a campaign that shortlisted 30. So two
    # were appointed outside it: 22 and 20 cannot both be printed, nor all that lets one of them
    # be worked out. The main table goes first, so the campaign's count is withheld.
    rows = [
        (2, "shortlisted", ALL, ALL, 90, 60, 40),
        (2, "appointed", ALL, ALL, 30, 22, 14),
        (2, "shortlisted" + ABROAD, ALL, ALL, 40, 30, 20),
        (2, "appointed" + ABROAD, ALL, ALL, 15, 20, 7),
    ]
    assert mask(rows, 2, "appointed") == [30, 22, 14, 66]
    white, bme, unknown, everybody = mask(rows, 2, "appointed" + ABROAD)
    assert (white, bme) == (15, "c")
    # In its row one of the two goes that cost least.
    assert (unknown, everybody) in [(7, "c"), ("c", 42)]


def test_women_and_men():
    # 4 BME men entered a process. Women and men are everybody, so a second count of BME staff
    # goes: that of women, not that of the main table. In the men's row the total goes with it,
    # and so it does in the women's.
    rows = [(3, "entered formal disciplinary process", ALL, ALL, 60, 30, 20)]
    sexes = {
        (3, "entered formal disciplinary process", "Female"): (40, 26, 10),
        (3, "entered formal disciplinary process", "Male"): (20, 4, 10),
    }
    measure = "entered formal disciplinary process"
    assert mask(rows, 3, measure, sexes=sexes) == [60, 30, 20, 110]
    assert mask(rows, 3, measure, sexes=sexes, sex="Male") == [20, "c", 10, "c"]
    assert mask(rows, 3, measure, sexes=sexes, sex="Female") == [40, "c", 10, "c"]


def test_a_pool_of_applicants_is_a_cell_of_its_own():
    # Bands 8a and 8b are withheld as a pair, and their sum is printed: it is 37, and not small.
    # The other pool and the staff groups would give it back anyway. A workforce of this size is
    # shown by band of the applicants.
    rows = [
        (1, STAFF, ALL, ALL, 900, 500, 40),
        (2, "shortlisted", ALL, ALL, 900, 500, 40),
        (2, "appointed", ALL, ALL, 300, 100, 20),
        (2, "shortlisted", ALL, "7", 600, 300, 30),
        (2, "appointed", ALL, "7", 200, 63, 12),
        (2, "shortlisted", ALL, "8a", 200, 150, 6),
        (2, "appointed", ALL, "8a", 60, 34, 6),
        (2, "shortlisted", ALL, "8b", 100, 50, 4),
        (2, "appointed", ALL, "8b", 40, 3, 2),
    ]
    assert mask(rows, 2, "appointed", ALL, "8b")[1] == "c"
    assert mask(rows, 2, "appointed", ALL, "8a")[1] == "c"
    assert mask(rows, 2, "appointed", ALL, "8a-VSM")[1] == 37
