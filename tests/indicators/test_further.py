"""What boards are asked for besides the nine indicators, by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from asked_for import asking
from builders import counts, data_folder, pick

from wres.figures import ALL, State
from wres.indicators import calculate
from wres.indicators.comparisons import figures_of
from wres.indicators.further import AS_HANDED_IN, further
from wres.reading.inputs import read_inputs

STAFF = "staff in post"
WORKFORCE = (1, STAFF, ALL, ALL, 120, 40, 0)


def made(*rows):
    published = counts([WORKFORCE, *rows])
    return further(published, calculate(published))


def survey(indicator, name, *rows):
    return pick(made(*((indicator, *row) for row in rows)), name, indicator=indicator)


BASE = ("respondents", ALL, ALL, 200, 100, 0)
HARM, FAIR = "relative_likelihood_bme_to_white", "relative_likelihood_white_to_bme"


def test_harm_is_bme_over_white_and_fairness_white_over_bme():
    # 30 of 100 over 40 of 200
    harm = survey(5, HARM, BASE, ("count", ALL, ALL, 40, 30, 0))
    assert (harm.value, harm.numerator, harm.denominator) == (pytest.approx(1.5), 0.3, 0.2)
    assert harm.low < 1.5 < harm.high and not harm.reason
    # 120 of 200 over 40 of 100
    fair = survey(7, FAIR, BASE, ("count", ALL, ALL, 120, 40, 0))
    assert fair.value == pytest.approx(1.5)
    assert "relative_likelihood_bme_to_white" not in {f.figure for f in made() if f.indicator == 7}


def test_it_is_judged_as_the_difference_is():
    rows = [(5, *BASE), (5, "count", ALL, ALL, 40, 30, 0)]
    nine = calculate(counts([WORKFORCE, *rows]))
    gap = pick(nine, "difference_bme_white", indicator=5)
    turned = [replace(f, significant=not gap.significant) if f is gap else f for f in nine]
    ratios = [
        pick(further(counts([WORKFORCE, *rows]), figures), HARM, indicator=5)
        for figures in (nine, turned)
    ]
    assert [ratio.significant for ratio in ratios] == [gap.significant, not gap.significant]


@pytest.mark.parametrize("cells", [("c", 30, 0), (40, "c", 0)])
def test_beside_a_withheld_share_it_is_withheld(cells):
    assert survey(5, HARM, BASE, ("count", ALL, ALL, *cells)).state is State.WITHHELD


@pytest.mark.parametrize("base", [(200, "c", 0), ("c", 100, 0)])
def test_beside_a_withheld_number_of_answers_it_is_withheld(base):
    rows = ("respondents", ALL, ALL, *base), ("count", ALL, ALL, 40, 30, 0)
    assert survey(5, HARM, *rows).state is State.WITHHELD


MANY = ("respondents", ALL, ALL, 4000, 900, 0)


def test_of_a_percentage_that_several_numbers_give_it_is_the_ratio_as_handed_in():
    # 20.0% of 4,000 is 798 to 802 people; 30.0% of 900 is 270 alone
    ratio = survey(5, HARM, MANY, ("percentage", ALL, ALL, 20.0, 30.0, None))
    assert (ratio.value, ratio.reason) == (pytest.approx(1.5), AS_HANDED_IN)
    assert ratio.low < 1.5 < ratio.high


def test_of_a_percentage_that_is_not_as_it_is_printed_there_is_none():
    ratio = survey(5, HARM, MANY, ("percentage", ALL, ALL, 20.04, 30.0, None))
    assert (ratio.state, ratio.value) == (State.NOT_COLLECTED, None)


def test_nobody_on_the_second_side_or_on_both_says_so():
    none = survey(5, HARM, BASE, ("count", ALL, ALL, 0, 30, 0))
    assert none.state is State.NOT_CALCULABLE
    assert none.reason == "no White respondent said so, so the ratio has no upper limit"
    both = survey(5, HARM, BASE, ("count", ALL, ALL, 0, 0, 0))
    assert both.reason == "nobody said so"
    empty = ("respondents", ALL, ALL, 200, 0, 0), ("count", ALL, ALL, 40, 0, 0)
    assert survey(5, HARM, *empty).reason == "no BME respondent answered the question"


@pytest.mark.parametrize("band", ["8c-VSM", "cluster 4"])
def test_parity_in_bands_8c_and_above_of_a_row_that_is_there(band):
    # 40 of 160 is 25%: of 30 that is 7.5, so 8 people, and 3 are BME
    (parity,) = (
        figure
        for figure in made((1, STAFF, "clinical", band, 27, 3, 0))
        if figure.figure == "additional_bme_for_parity"
    )
    assert (parity.staff_group, parity.pay_band, parity.value) == ("clinical", band, 5)


def test_parity_beside_a_withheld_count_is_withheld():
    for cells in (("c", 3, 0), (27, "c", 0)):
        parity = pick(made((1, STAFF, "clinical", "8c-VSM", *cells)), "additional_bme_for_parity")
        assert parity.state is State.WITHHELD


def test_no_row_is_added_up():
    """Both staff groups have the row, and all staff have none."""
    rows = [(1, STAFF, group, "8c-VSM", 27, 3, 0) for group in ("clinical", "non-clinical")]
    parity = [f.staff_group for f in made(*rows) if f.figure == "additional_bme_for_parity"]
    assert parity == ["clinical", "non-clinical"]


def test_the_share_of_the_shortlisted_counts_those_of_unknown_ethnicity():
    share = pick(made((2, "shortlisted", ALL, ALL, 50, 40, 10)), "shortlisted_percentage",
                 ethnicity="BME")  # fmt: skip
    assert (share.value, share.people) == (40, (40, 100))


def test_the_share_of_a_total_that_is_withheld_is_withheld():
    figures = made((2, "shortlisted", ALL, ALL, 50, 40, "c"))
    assert pick(figures, "shortlisted_count", ethnicity=ALL).state is State.WITHHELD
    share = pick(figures, "shortlisted_percentage", ethnicity="BME")
    assert share.state is State.WITHHELD


def test_they_are_made_only_where_they_are_asked_for(tmp_path):
    inputs = read_inputs(data_folder(tmp_path), "RXX", 2023)
    without, with_them = ({figure.figure for figure in figures_of(each)}
                          for each in (inputs, asking(inputs)))  # fmt: skip
    assert "shortlisted_percentage" in with_them - without
