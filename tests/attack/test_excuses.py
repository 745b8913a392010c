"""What contradicts the rest refuses a report, unless the report names this relation itself."""

import pytest
from attack.keyed import BME, count, own, table

from wres.attack.excuses import SENTENCES, Excuses
from wres.attack.facts import ALL, Cell, fact
from wres.attack.verdict import examine
from wres.reading.reconcile import KINDS, OF_ONE

CHECKS = '<div><p class="wres-notes-heading">Checks of the input</p><ul>{}</ul></div>'
NAMED = CHECKS.format("<li>2023: the pay bands do not add up to the whole workforce.</li>")


def bands(everybody, bme=100):
    """Bands of whom 100 BME staff are more than the page's 50, and 30 of its 140 are White."""
    where = "2023/1/staff_count/non-clinical/1-7"
    told = (("//White", 30), ("//BME", bme), ("//Unknown", 0), ("", everybody))
    return table(
        "Non-clinical staff by pooled pay bands and ethnicity, 31 March 2023",
        ("Pay band and year", "White", "BME", "Not known", "All"),
        ("Bands 1 to 7, 2023", *(count(where + whose, number) for whose, number in told)),
    )


def test_a_relation_that_a_report_says_is_broken_excuses_its_own_cells(report):
    verdict = examine(report(bands(130)))
    assert not verdict.passed and not verdict.failing and verdict.contradicting
    assert not verdict.findings
    assert verdict.contradictions[0].startswith("figures.csv, 2023/1/staff_count")
    assert examine(report(bands(130) + NAMED)).passed


@pytest.mark.parametrize(
    "named",
    [
        NAMED.replace("2023:", "2022:"),
        NAMED.replace("the pay bands do", "a count is"),
        CHECKS.format(
            "<li>2023, indicator 1: a part is larger than the whole that it belongs to.</li>"
        ),
        "<p>2023: the pay bands do not add up to the whole workforce.</p>",
    ],
)
def test_another_relation_or_year_or_place_excuses_nothing(report, named):
    assert examine(report(bands(130) + named)).contradicting


def test_what_the_named_relation_does_not_explain_still_refuses(report):
    # 30 and 100 are 130 and not 131, whatever the whole workforce is.
    verdict = examine(report(bands(131) + NAMED))
    assert not verdict.passed and len(verdict.contradicting) == 1
    assert "Contradicted by what else is printed (1)" in verdict.summary()


def test_words_are_never_excused(report):
    # 48 and 5 BME staff are more than the 50, and would not be if the bands need not add up.
    named = bands(78, bme=48) + NAMED
    assert not examine(report(named)).contradicting
    words = own("5 of 40 clinical staff in bands 1 to 7 are BME.")
    verdict = examine(report(named + words))
    (said,) = verdict.contradictions
    assert said.startswith("workforce.html, under 'Workforce': '5 of 40': '5' is taken for")
    assert BME in said and not verdict.passed


def test_the_sentences_are_those_that_reports_print():
    assert set(SENTENCES) == {KINDS[kind] for kind in SENTENCES.values()}


def cell(number, measure, *where, year=2023, sex=ALL):
    return Cell(year, number, measure, *where or (ALL, ALL), sex)


@pytest.mark.parametrize(
    ("relation", "apart", "together"),
    [
        ("bands", [(1, "staff_count"), (1, "staff_count", ALL, "5")],
                  [(1, "staff_count", "clinical", "5"), (1, "staff_count", ALL, "5")]),
        ("parts", [(2, "appointed_count"), (2, "appointed_count", "clinical", ALL)],
                  [(2, "appointed_count"), (2, "shortlisted_count")]),
        ("parts", [(2, "appointed_count", ALL, "5"), (2, "appointed_count", "clinical", ALL)],
                  [(1, "staff_count"), (1, "staff_count", "clinical", "5")]),
        ("whole", [(2, "appointed_count"), (2, "shortlisted_count")],
                  [(2, "appointed_count"), (2, "appointed_count_international")]),
        ("whole", [(5, "survey_count"), (5, "survey_respondents")],
                  [(1, "staff_count"), (1, "staff_count", ALL, "5")]),
        ("board", [(9, "board_count", "board members", ALL),
                   (9, "board_count", "voting board members", ALL)],
                  [(1, "staff_count"), (1, "staff_count", ALL, "5")]),
    ],
)  # fmt: skip
def test_which_cells_a_relation_sets_apart(relation, apart, together):
    number = apart[0][0] if relation in OF_ONE else 0
    side = Excuses(frozenset({(2023, number, relation)})).side
    assert len({side(cell(*each)) for each in apart}) == 2
    assert len({side(cell(*each)) for each in together}) == 1
    assert len({side(cell(*each, year=2022)) for each in apart}) == 1
    other = Excuses(frozenset({(2023, 8, relation)})).side
    assert len({other(cell(*each)) for each in apart}) == 1


def test_rows_by_sex_stand_apart_where_parts_do_not_add_up():
    side = Excuses(frozenset({(2023, 1, "parts")})).side
    assert side(cell(1, "staff_count")) != side(cell(1, "staff_count", sex="Female"))


def test_a_percentage_of_no_whole_number_is_taken_half_a_person_wider():
    part, whole = cell(5, "survey_count"), cell(5, "survey_respondents")
    said = [fact("count", (whole,), "50"), fact("share", (part, whole), "11.0%")]
    excuses = Excuses(frozenset({(2023, 0, "percentage")}))
    _, wider = excuses.taken(said)
    # One of 50 is 2 per cent, and half of that 1: from 9.95 to 12.05
    assert (float(wider.low), float(wider.high)) == (9.95, 12.05)
    assert Excuses(frozenset({(2022, 0, "percentage")})).taken(said) == said
