"""Findings: their rank by the printed rule."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wres.figures import Figure, State
from wres.narrative.finding import Finding, Trend, Verdict, ranked, size_class


def finding(name: str, state: State = State.SHOWN, **verdict: object) -> Finding:
    value = 1.0 if state is State.SHOWN else None
    figure = Figure("RXX", 2023, 2, "appointment_rate", value=value, state=state)
    return Finding(figure, name, verdict=Verdict(is_judged=True, **verdict))


def adverse(name: str, **verdict: object) -> Finding:
    return finding(name, is_adverse=True, **{"is_significant": True, "size": 2.0} | verdict)


def test_each_step_of_the_rule():
    perhaps = {"is_significant": False, "may_be_outside": True}
    order = [
        adverse("clearly outside the range", is_outside=True, size=1.7, people=1),
        adverse("larger class", size=3.5, people=1),
        adverse("worse", size=1.7, trend=Trend.WORSE, people=1),
        adverse("more people", size=1.7, people=90),
        adverse("larger gap", size=2.5, people=10),
        adverse("smaller gap", size=2.4, people=10),
        adverse("large, and may be chance", size=99.0, **perhaps, people=17),
        adverse("tiny, and more than chance", size=1.1, people=9000),
        adverse("slight, and in the range", size=1.3, is_significant=False, people=9000),
        finding("in favour", is_significant=True, size=99.0, people=9000),
        finding("not known", State.WITHHELD),
    ]
    assert ranked(reversed(order)) == tuple(order)


def test_what_is_equal_keeps_its_order():
    same = [adverse(name) for name in "abc"]
    assert ranked(same) == tuple(same)


def test_how_large_a_gap_is():
    # 1.25 is the four-fifths range's end; 1.68, 3.47 and 6.71 the published sizes
    assert [size_class(size) for size in (1, 1.249, 1.25, 1.67, 1.68, 3.47, 6.70, 6.71)] == [
        0, 0, 1, 1, 2, 3, 3, 4,
    ]  # fmt: skip


@given(
    is_adverse=st.booleans(),
    is_outside=st.booleans(),
    may_be_outside=st.booleans(),
    is_significant=st.sampled_from([True, False, None]),
)
def test_what_is_not_adverse_has_the_lowest_level(
    is_adverse, is_outside, may_be_outside, is_significant
):
    level = Verdict(True, is_adverse, is_outside, may_be_outside, is_significant).level
    if not is_adverse:
        assert level == 0
    elif is_outside:
        assert level == 2
    else:
        assert level == (may_be_outside or is_significant is True)


def test_all_of_it_in_one_paragraph():
    figure = Figure("RXX", 2023, 9, "board_percentage")
    found = Finding(figure, "Nobody came", ("It rained.", "It poured."))
    assert found.text == "Nobody came. It rained. It poured."
    assert found.page == "board"
