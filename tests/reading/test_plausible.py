"""What is possible and far from usual: each rule fires, and is silent next door."""

from __future__ import annotations

import re

import pytest
from builders import counts, raw

from wres import reference
from wres.figures import ALL
from wres.reading.held import Commentary, YearInputs
from wres.reading.plausible import lacking
from wres.reading.rates import PLAUSIBLE
from wres.reading.reconcile import reconcile

ENTERED, TRAINED = "entered formal disciplinary process", "accessed non-mandatory training"
STAFF = (1, "staff in post", ALL, ALL, 600, 400, 50)


def year_of(*rows: tuple, year: int = 2023, **narrative: str) -> YearInputs:
    read = raw(counts([STAFF, *rows] if rows[0][0] != 1 else list(rows), year=year))
    return YearInputs(read, Commentary("RXX", year, narrative=narrative))


def said(kind: str, *years: YearInputs) -> list[str]:
    return [f"{d.column}: {d.problem}" for d in reconcile(years, ()) if d.kind == kind]


def row(indicator: int, measure: str, *cells: object) -> tuple:
    return (indicator, measure, ALL, ALL, *cells)


def recruited(shortlisted: tuple, appointed: tuple) -> list[tuple]:
    return [row(2, "shortlisted", *shortlisted), row(2, "appointed", *appointed)]


def test_481_appointed_for_48():
    # 481 of 603 is 79.8%; 35 of 440 is 8.0%: 10.03 times
    read = year_of(*recruited((603, 440, 60), (481, 35, 5)))
    assert said("rate", read) == ["white: is 80% of those shortlisted; usual is 10 to 40%"]
    assert said("ratio", read) == [
        "white: makes the appointment rate of White people about 10 times that of BME people; "
        "usual is 0.8 to 2.2"
    ]
    (doubt,) = [d for d in reconcile([read], ()) if d.kind == "rate"]
    assert doubt.remedy == (
        "Correct it, or the other count. "
        "If it is right, accept it in settings.csv: accept,2023,rate,<reason>."
    )
    right = year_of(*recruited((603, 440, 60), (48, 35, 5)))
    assert said("rate", right) == said("ratio", right) == []


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        # 60% is not above; 61 of 100 is; of 19 people nothing is said
        (recruited((100, 100, 0), (60, 20, 0)), []),
        (recruited((100, 100, 0), (61, 20, 0)), ["white: is 61% of those shortlisted"]),
        (recruited((19, 100, 0), (19, 20, 0)), []),
        (recruited((100, 100, 0), (20, "c", 0)), []),
        # everybody had training; of the total, where its parts are not known
        ([row(4, TRAINED, 600, 200, 0)], ["white: is 100% of the workforce"]),
        ([row(4, TRAINED, 590, 390, 40)], []),
        ([row(3, ENTERED, 10, 41, 0)], ["bme: is 10% of the workforce"]),
        ([row(3, ENTERED, 10, 40, 0)], []),
    ],
)  # fmt: skip
def test_rates_that_hardly_happen(rows, told):
    assert [each.partition(";")[0] for each in said("rate", year_of(*rows))] == told


def test_a_large_ratio_of_few_people_is_chance():
    # 12 of 60 and 3 of 60: 4 times, from 1.2 to 13
    assert said("ratio", year_of(*recruited((60, 60, 0), (12, 3, 0)))) == []


def test_a_rate_that_has_trebled():
    # 60 of 600 and 200 of 600: 3.3 times, from 2.6; 150 of 600: 2.5 times
    last, this, less = (
        year_of(row(4, "accessed non-mandatory training", white, 100, 5), year=year)
        for white, year in ((60, 2022), (200, 2023), (150, 2023))
    )
    assert said("change", last, this) == [
        "white: makes the rate of training about 3 times last year's; usual is less than twice"
    ]
    assert said("change", last, less) == []


def test_a_share_of_the_survey_ten_times_last_years():
    def survey(share: float, year: int) -> YearInputs:
        base = row(5, "respondents", 300, 200, None)
        return year_of(base, row(5, "percentage", share, 20.0, None), year=year)

    assert said("change", survey(2.3, 2022), survey(23.0, 2023)) == [
        "white: makes the share of the survey about 10 times last year's; usual is less than that"
    ]
    assert said("change", survey(23.0, 2022), survey(2.3, 2023)) == [
        "white: makes the share of the survey about 10 times smaller than last year's; "
        "usual is less than that"
    ]
    assert said("change", survey(18.0, 2022), survey(23.0, 2023)) == []


@pytest.mark.parametrize(
    ("indicator", "last", "violence"),
    [(5, (27.0, 28.5), (14.1, 14.9)), (6, (21.0, 25.6), (9.4, 11.9)), (8, (6.2, 15.8), (1.9, 6.1))],
)
def test_the_answers_to_another_question_of_the_survey(indicator, last, violence):
    """Q13, of violence, in the place of Q14; only managers in the place of both."""
    years = survey(indicator, *last, year=2022), survey(indicator, *violence)
    told = said("change", *years)
    assert [each.partition(":")[0] for each in told] == ["white", "bme"]
    assert said("change", years[0], survey(indicator, *last)) == []


def test_violence_by_colleagues_in_the_place_of_harassment():
    told = ["white: is under 8% of those who answered; usual is 12 to 45%"]
    assert said("low", survey(6, 2.4, 3.9)) == told
    assert said("low", survey(6, 9.1, 11.0)) == []


@pytest.mark.parametrize("clusters", [False, True])
def test_clinical_bands_that_stand_upside_down(clusters):
    bands = ["2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9", "VSM"]
    people = [619, 320, 185, 1241, 996, 601, 203, 68, 29, 14, 5, 5]
    if clusters:
        bands, people = [f"cluster {n}" for n in (1, 2, 3, 4)], [1124, 2838, 271, 53]

    def read(numbers: list[int]) -> YearInputs:
        rows = zip(bands, numbers, strict=True)
        staff = (1, "staff in post", ALL, ALL, 5000, 2000, 100)
        return year_of(staff, *((*STAFF[:2], "clinical", band, n, 0, 0) for band, n in rows))

    assert said("profile", read(people)) == []
    assert said("profile", read(people[::-1])) == [
        "total: makes bands 8c to VSM over 15% of the clinical staff; usual is 1 to 3%"
    ]


def test_non_clinical_bands_that_stand_upside_down():
    """Of a board's staff as of a trust's: most of a trust's are in the lowest bands."""
    bands = ["2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9", "VSM"]
    trust = [230, 190, 140, 90, 80, 80, 70, 50, 30, 20, 7, 4]
    board = [1, 8, 18, 20, 28, 40, 32, 22, 16, 10, 4, 2]

    def read(numbers: list[int]) -> YearInputs:
        rows = zip(bands, numbers, strict=True)
        return year_of(STAFF, *((*STAFF[:2], "non-clinical", band, n, 0, 0) for band, n in rows))

    assert said("profile", read(trust)) == said("profile", read(board)) == []
    assert said("profile", read(trust[::-1])) == [
        "total: makes bands 8c to VSM over 45% of the non-clinical staff; usual is 3 to 25%"
    ]


FROM_ALL = "is nobody of 1,000 people; usual is some in every organisation"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([row(1, "staff in post", 1000, 0, 0)], [f"bme: {FROM_ALL}"]),
        ([row(1, "staff in post", 0, 1000, 0)], [f"white: {FROM_ALL}"]),
        (recruited((0, 980, 20), (0, 200, 4)), [f"white: {FROM_ALL}"]),
        ([row(5, "respondents", 1000, 0, None)], []),  # nobody knows of how many
        ([row(5, "respondents", 1000, 0, 0)], [f"bme: {FROM_ALL}"]),
        ([row(1, "staff in post", 199, 0, 0)], []),
        ([row(1, "staff in post", 199, 1, 0)], []),
        ([row(1, "staff in post", 199, "c", "c")], []),
        # Nobody whose ethnicity is unknown, of thousands
        (
            [row(1, "staff in post", 1500, 500, 0)],
            ["unknown: is nobody of 2,000 people; usual is 1 to 7%"],
        ),
        ([row(1, "staff in post", 1500, 499, 0)], []),
    ],
)
def test_a_filter_that_was_left_on(rows, told):
    assert said_of("nobody", *rows) == told


@pytest.mark.parametrize(
    ("of_sexes", "told"),
    [
        ({"Female": (800, 180, 20)}, ["Female"]),  # the row of men went with the filter
        ({"Female": (0, 0, 0), "Male": (800, 180, 20)}, ["Male"]),
        ({"Female": (800, 179, 20), "Male": (0, 1, 0)}, []),
        ({"Unknown": (800, 180, 20)}, []),  # nobody's sex is known
    ],
)
@pytest.mark.parametrize("key", [(1, "staff in post"), (2, "shortlisted"), (5, "respondents")])
def test_a_filter_of_one_sex(key, of_sexes, told):
    own = row(*key, 800, 180, 20)
    sexes = {(*key, sex): cells for sex, cells in of_sexes.items()}
    read = raw(counts([own] if key[0] == 1 else [STAFF, own], sexes=sexes))
    assert said("nobody", YearInputs(read, Commentary("RXX", 2023))) == [
        f"total: is all of one sex ({sex}); usual is some in every organisation" for sex in told
    ]


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ([("clinical", "5", 900)], ["any other row"]),
        ([("clinical", "5", 900), ("non-clinical", "5", 0)], ["any other row"]),
        ([("clinical", "5", 600), ("medical and dental", "consultant", 300)],
         ["a non-clinical row"]),
        ([("clinical", "5", 900), ("non-clinical", "5", 1)], []),
        ([("clinical", "5", 199)], []),
    ],
)  # fmt: skip
def test_a_filter_of_one_band_or_staff_group(places, told):
    rows = [(*STAFF[:2], group, band, people, 0, 0) for group, band, people in places]
    assert said_of("nobody", STAFF, *rows) == [
        f"total: and nobody in {others}; usual is some in every organisation" for others in told
    ]


@pytest.mark.parametrize(
    ("indicator", "white", "bme", "is_told"),
    [
        (8, 14.0, 6.5, True),
        (8, 6.5, 14.0, False),
        (8, 7.5, 6.5, False),  # chance
        (7, 44.0, 58.0, True),
        (7, 58.0, 44.0, False),
        (7, 51.0, 53.0, False),
    ],
)
def test_percentages_of_white_and_bme_in_each_others_place(indicator, white, bme, is_told):
    usual = {7: "White above BME", 8: "BME above White"}[indicator]
    told = (
        f"white: is far from BME, and it is the other way round nearly everywhere; usual is {usual}"
    )
    assert said("order", survey(indicator, white, bme)) == [told] * is_told


def test_a_shortlist_of_two_years():
    last = year_of(*recruited((3684, 5236, 377), (748, 706, 118)), year=2022)
    both = year_of(*recruited((7224, 10847, 728), (1477, 1529, 230)))
    assert said("staff", last, both) == [
        "total: is 102% more than last year's 9,297; usual is within a third"
    ]
    assert said("staff", last, year_of(*recruited((5540, 7611, 451), (1100, 1123, 12)))) == []
    # Cut short, it may be far smaller than a shortlist that says anything of one that grew.
    old = year_of(*recruited((300, 280, 20), (60, 50, 4)), year=2022)
    (found,) = said("staff", old, year_of(*recruited((130, 110, 8), (30, 24, 2))))
    assert found == "total: is 59% less than last year's 600; usual is within a third"


@pytest.mark.parametrize(("rate", "is_told"), [(86, True), (80, False), (63, False), (58, True)])
def test_a_response_rate_that_its_own_bases_contradict(rate, is_told):
    """305 of 421 staff answered, as in the founding report: 72%."""
    read = year_of(
        row(1, "staff in post", 309, 99, 13),
        row(5, "respondents", 250, 55, None),
        row(5, "survey response rate", None, None, None),
    )
    table = read.counts.table
    table.loc[(table.measure == "survey response rate") & (table.ethnicity == ALL),
              ["number", "state"]] = float(rate), "shown"  # fmt: skip
    read = YearInputs(type(read.counts)("RXX", 2023, table), read.commentary)
    told = ["total: is not the 72% that 305 people who answered are of 421 staff; "
            "usual is within a few points"]  # fmt: skip
    assert said("response", read) == told * is_told


def test_a_board_that_shrinks_by_seven():
    last, this, less = (
        year_of(row(9, "board members", *cells), year=year)
        for cells, year in (((12, 2, 1), 2022), ((6, 2, 0), 2023), ((6, 2, 1), 2023))
    )
    assert said("members", last, this) == [
        "total: is at least 7 members fewer than last year; usual is within 3"
    ]
    assert said("members", last, less) == []


def test_a_third_of_the_workforce_unknown():
    assert said("unknown", year_of(row(1, "staff in post", 50, 15, 35))) == [
        "unknown: is 35% of the workforce; usual is under 10%"
    ]
    assert said("unknown", year_of(row(1, "staff in post", 50, 17, 33))) == []


def test_indicators_that_are_missing():
    rest = [row(n, "respondents", 30, 20, 1) for n in (5, 6, 7, 8)]
    rest += [row(n, m, 1, 1, 0) for n, m in (
        (2, "shortlisted"), (3, "entered formal disciplinary process"), (9, "board members"),
    )]  # fmt: skip
    one, two = year_of(*rest), year_of(*rest[1:])
    full = year_of(*rest, row(4, "accessed non-mandatory training", 3, 2, "c"), year=2022)
    assert list(lacking(full, None)) == list(lacking(one, None)) == []
    assert list(lacking(year_of(STAFF), None)) == []  # somebody tries it out
    (doubt,) = lacking(two, None)
    assert str(doubt) == (
        "RXX/2023/: holds nothing for indicators 4 and 5. The report will say that it was not "
        "handed in. If it is right, accept it in settings.csv: accept,2023,missing,<reason>."
    )
    (doubt,) = lacking(one, full)
    assert doubt.problem == "holds nothing for indicator 4, and the year before did for 4"


def test_narrative_files_that_are_empty():
    read = year_of(STAFF, context="", priorities="Words.", contacts="")
    (doubt,) = [each for each in lacking(read, None) if each.kind == "empty"]
    assert (doubt.file, doubt.problem) == (
        "RXX/2023/narrative", "holds empty files: context.md and contacts.md"
    )  # fmt: skip
    # Where nothing was written yet, it is what comes next.
    fresh = year_of(STAFF, context="", contacts="")
    assert [each for each in lacking(fresh, None) if each.kind == "empty"] == []


def test_every_limit_has_its_reason_and_what_readers_learn_holds_no_number():
    for fact in reference.rows("plausibility"):
        assert float(fact["limit"]) > 0
        assert all(fact[each] for each in ("usual", "meaning", "reason", "source", "status"))
    assert not re.search(r"\d", "".join(PLAUSIBLE.values()))


# What a year and the one before it say of each other


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        # everybody who applied: 1,664 of 25,900 are 6.4%; 10% is not under 10%
        (
            recruited((9000, 16000, 900), (729, 823, 112)),
            ["total: is under 10% of those shortlisted"],
        ),
        (recruited((1000, 900, 100), (100, 90, 10)), []),
        (recruited((50, 40, 0), (1, 1, 0)), []),  # a base of few people
        ([row(4, TRAINED, 25, 25, 2)], ["total: is under 5% of the workforce"]),
        ([row(4, TRAINED, 30, 20, 3)], []),
        ([row(3, ENTERED, 1, 0, 0)], []),  # a formal process is rare
    ],
)
def test_a_rate_that_is_far_too_low(rows, said):
    assert [each.partition(";")[0] for each in said_of("low", *rows)] == said


def said_of(kind: str, *rows: tuple) -> list[str]:
    return said(kind, year_of(*rows))


@pytest.mark.parametrize(
    ("cells", "is_told"), [((80, 20, 0), True), ((18, 7, 0), True), ((18, 6, 0), False)]
)
def test_percentages_as_a_board(cells, is_told):
    told = ["total: is more members than a board has; usual is 8 to 20"]
    assert said_of("seats", row(9, "board members", *cells)) == told * is_told


@pytest.mark.parametrize(("votes", "is_told"), [(3, True), (6, False)])
def test_a_board_that_hardly_votes(votes, is_told):
    rows = row(9, "board members", 10, 2, 1), row(9, "voting board members", votes, 0, 0)
    told = ["total: is under 40% of the board; usual is more than half"]
    assert said_of("votes", *rows) == told * is_told


RECRUITED = recruited((1210, 880, 61), (312, 162, 14))


@pytest.mark.parametrize(
    ("this", "is_told"),
    [
        (recruited((1210, 880, 61), (160, 310, 14)), True),  # 1.4 times, then 0.38 times
        (recruited((1210, 880, 61), (250, 180, 14)), False),
        (recruited((40, 40, 0), (8, 16, 0)), False),  # chance
    ],
)
def test_white_and_bme_that_changed_places(this, is_told):
    found = said("turned", year_of(*RECRUITED, year=2022), year_of(*this))
    assert len(found) == is_told
    assert all("of White people, over that of BME people, about" in each for each in found)


def test_groups_that_changed_places_in_another_indicator():
    last, this = (
        year_of(row(3, ENTERED, *cells), year=year)
        for cells, year in (((30, 50, 0), 2022), ((50, 30, 0), 2023))
    )
    # 0.40 times, then 1.11: 2.8 times, from 1.5 on; and with ten times as many people it is asked
    assert said("turned", last, this) == []
    staff = (1, "staff in post", ALL, ALL, 6000, 4000, 0)
    last, this = (
        year_of(staff, row(3, ENTERED, *cells), year=year)
        for cells, year in (((300, 500, 0), 2022), ((500, 300, 0), 2023))
    )
    assert len(said("turned", last, this)) == 1


@pytest.mark.parametrize(
    ("now", "is_told"),
    [
        ((545, 365, 0), True),  # 91% where 43% were
        ((450, 300, 0), False),  # 75%
    ],
)
def test_courses_counted_for_people(now, is_told):
    last, this = year_of(row(4, TRAINED, 258, 172, 0), year=2022), year_of(row(4, TRAINED, *now))
    found = said("records", last, this)
    assert [each.partition(",")[0] for each in found] == ["white: is over 80% of the workforce"] * (
        is_told
    )


def test_training_that_was_always_of_nearly_everybody():
    last, this = (
        year_of(row(4, TRAINED, n, 340, 0), year=y) for n, y in ((510, 2022), (540, 2023))
    )
    assert said("records", last, this) == []


SURVEY = [row(5, "respondents", 300, 200, None), row(5, "percentage", 27.4, 30.2, None)]


@pytest.mark.parametrize(
    ("last", "this", "indicators"),
    [
        (RECRUITED, RECRUITED, "indicators 1 and 2"),
        (RECRUITED, recruited((1210, 880, 61), (312, 163, 14)), "indicators 1 and 2"),
        (RECRUITED, recruited((1211, 880, 61), (312, 163, 14)), "indicator 1"),
        ([row(3, ENTERED, 24, 16, 1)], [row(3, ENTERED, 24, 16, 1)], "indicators 1 and 3"),
        ([row(3, ENTERED, 14, 16, 1)], [row(3, ENTERED, 14, 16, 1)], "indicator 1"),
        (SURVEY, SURVEY, "indicators 1 and 5"),
        (SURVEY, [SURVEY[0], row(5, "percentage", 27.4, 30.3, None)], "indicators 1 and 5"),
    ],
)
def test_last_years_figures_left_in(last, this, indicators):
    (found,) = said("copied", year_of(*last, year=2022), year_of(*this))
    told = f"white: is last year's number, as are all others of its row; so it is in {indicators};"
    assert found.startswith(told)


def test_few_people_may_be_as_many_again():
    staff = (1, "staff in post", ALL, ALL, 300, 49, 5)
    years = [year_of(staff, row(9, "board members", 10, 3, 1), year=y) for y in (2022, 2023)]
    assert said("copied", *years) == []


def survey(
    indicator: int, white: float, bme: float, year: int = 2023, people=(3000, 1000)
) -> tuple:
    base = [row(indicator, "respondents", *people, None)] if people else []
    return year_of(*base, row(indicator, "percentage", white, bme, None), year=year)


@pytest.mark.parametrize(
    ("indicator", "share", "rule", "told"),
    [
        (5, 72.0, "rate", "white: is 72% of those who answered; usual is 4 to 47%"),
        (6, 78.0, "rate", "white: is 78% of those who answered; usual is 12 to 45%"),
        (8, 93.0, "rate", "white: is 93% of those who answered; usual is 2 to 20%"),
        (7, 97.0, "rate", "white: is 97% of those who answered; usual is 40 to 65%"),
        (7, 12.0, "low", "white: is under 20% of those who answered; usual is 40 to 65%"),
    ],
)
@pytest.mark.parametrize("people", [(3000, 1000), None])
def test_a_survey_whose_codes_were_reversed(indicator, share, rule, told, people):
    """The year alone shows it, also where nobody handed in how many answered."""
    usual = {5: 60.0, 6: 50.0, 7: 55.0, 8: 30.0}[indicator]
    if people or indicator != 7:
        assert said(rule, survey(indicator, share, usual, people=people)) == [told]
    assert said(rule, survey(indicator, usual, usual, people=people)) == []


@pytest.mark.parametrize(
    ("indicator", "last", "this", "told"),
    [
        (6, (22.0, 30.0), (30.0, 22.0), "each is what the other group's was"),
        (8, (6.5, 14.0), (14.0, 6.5), "each is what the other group's was"),
        (7, (58.0, 44.0), (42.0, 56.0), "what each leaves to 100% is what it was"),
        (5, (27.0, 26.0), (50.0, 25.0), "each is what it was, if it is a number of people"),
        (6, (22.0, 30.0), (24.0, 31.0), None),
        (6, (22.0, 30.0), (27.0, 27.0), None),  # moved, but not to the other's place
        (7, (51.0, 49.0), (49.0, 51.0), None),  # chance
    ],
)
def test_answers_that_changed_places(indicator, last, this, told):
    people = (190, 97) if told and "number of people" in told else (3000, 1000)
    heard = said(
        "exchanged",
        survey(indicator, *last, year=2022, people=people),
        survey(indicator, *this, people=people),
    )
    words = f"white: is far from last year's, and so is BME; {told}; usual is near last year's own"
    assert heard == [words] * bool(told)


def test_questions_that_changed_places():
    def both(year: int, five: tuple, six: tuple) -> YearInputs:
        rows = [
            each
            for indicator, shares in ((5, five), (6, six))
            for each in (
                row(indicator, "respondents", 3000, 1000, None),
                row(indicator, "percentage", *shares, None),
            )
        ]
        return year_of(*rows, year=year)

    last = both(2022, (27.0, 26.0), (43.0, 42.0))
    assert said("exchanged", last, both(2023, (43.5, 42.0), (27.0, 26.5))) == [
        "white: is far from last year's, and indicator 6 is it; usual is near last year's own"
    ]
    assert said("exchanged", last, both(2023, (43.5, 42.0), (43.0, 42.5))) == []


@pytest.mark.parametrize(
    ("this", "told"),
    [
        ((3, 11, 0), "white: is nearer to last year's BME members"),
        ((8, 6, 0), None),
        ((12, 2, 0), None),
        ((11, 0, 3), "bme: is nearer to last year's Unknown members"),
        ((11, 2, 2), None),
    ],
)
def test_a_board_whose_groups_changed_places(this, told):
    last, now = (
        year_of(row(9, "board members", *cells), year=year)
        for cells, year in (((11, 3, 0), 2022), (this, 2023))
    )
    heard = said("exchanged", last, now)
    assert heard == [f"{told}; usual is near last year's own"] * bool(told)


@pytest.mark.parametrize(
    ("last", "this", "told"),
    [
        (1000, 500, "total: is 50% less than last year's 1,000; usual is within a tenth"),
        (1000, 1400, "total: is 40% more than last year's 1,000; usual is within a tenth"),
        (1000, 720, None),
        (1000, 150, None),  # a jump, told of as one
        (90, 60, None),  # few people
        (120, 80, "total: is 33% less than last year's 120; usual is within a tenth"),
    ],
)
def test_a_workforce_that_was_cut(last, this, told):
    years = [
        year_of(row(1, "staff in post", n, 0, 0), year=y) for n, y in ((last, 2022), (this, 2023))
    ]
    assert said("staff", *years) == [told] * bool(told)


def test_a_board_of_nobody_is_asked_about():
    board = ("board members", "voting board members", "executive board members")
    read = year_of(*(row(9, measure, 0, 0, 0) for measure in board))
    assert said("blank", read) == ["total: is a board of nobody, and counts as 0 members"]
    assert said("blank", year_of(row(9, "board members", 0, 1, 0))) == []
    assert said("blank", year_of(row(9, "board members", None, None, None))) == []


@pytest.mark.parametrize("indicator", [5, 8])
def test_an_answer_that_nobody_gave_is_asked_about(indicator):
    def answered(*count: int) -> list[str]:
        rows = row(indicator, "respondents", 150, 50, 10), row(indicator, "count", *count)
        return said("low", year_of(*rows))

    (told,) = answered(0, 0, 0)
    assert told.startswith("total: is under 0.5% of those who answered")
    # 2 of 210 is 0.95%
    assert answered(1, 1, 0) == []


def test_a_large_workforce_of_which_nobody_was_disciplined_is_asked_about():
    staff = (1, "staff in post", ALL, ALL, 4000, 900, 100)
    (told,) = said("nobody", year_of(staff, row(3, ENTERED, 0, 0, 0)))
    assert told == "total: is nobody of 5,000 people; usual is some in every organisation"
    assert said("nobody", year_of(staff, row(3, ENTERED, 1, 0, 0))) == []
    # 4,999 staff
    staff = (1, "staff in post", ALL, ALL, 4000, 900, 99)
    assert said("nobody", year_of(staff, row(3, ENTERED, 0, 0, 0))) == []
