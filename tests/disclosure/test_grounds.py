"""Few people name a ground of discrimination: what is withheld, by eye and by trying."""

from __future__ import annotations

import pytest
from builders import counts as published
from builders import raw
from hypothesis import given, settings
from hypothesis import strategies as st

from wres.disclosure import protect
from wres.disclosure.cells import Key
from wres.disclosure.relations import Relation, relations
from wres.figures import ALL, BME, WHITE, State
from wres.ground.settings import INTERNAL, ROUNDING, Settings
from wres.reference.standard import GROUNDS, NAMED_A_GROUND

LARGE = (1, "staff in post", ALL, ALL, 1500, 500, 20)
NOBODY = dict.fromkeys(GROUNDS, 0)
ETHNIC, GENDER, RELIGION = "ground: ethnic background", "ground: gender", "ground: religion"


def named_by(any_ground, workforce=LARGE, **of_bme):
    """The counts of BME staff alone, of whom each ground was named by so many."""
    each = NOBODY | {f"ground: {name.replace('_', ' ')}": n for name, n in of_bme.items()}
    rows = [(8, NAMED_A_GROUND, ALL, ALL, None, any_ground, None)]
    rows += [(8, measure, ALL, ALL, None, number, None) for measure, number in each.items()]
    return raw(published([workforce, *rows]))


def hidden(held, *args, ethnicity=BME):
    protected = protect(held, *args)
    measures = (NAMED_A_GROUND, *GROUNDS)
    states = {measure: protected.get(8, measure, ethnicity).state for measure in measures}
    return {measure for measure, state in states.items() if state is State.WITHHELD}


def test_a_ground_that_few_named_is_withheld_and_no_other():
    held = named_by(80, ethnic_background=48, gender=16, religion=5, age=6, other=20)
    assert hidden(held) == {RELIGION}
    assert hidden(held, Settings(), INTERNAL) == set()


@pytest.mark.parametrize("setting", [{"small": 2}, {"candidates": 12}])
def test_where_fewer_numbers_are_small_than_must_remain_no_ground_is_printed(setting):
    """A lone [c] among the grounds is 1 or 2, or 1 to 5: nothing else stands in a sum with it."""
    held = named_by(80, ethnic_background=48, gender=16, religion=2, age=6, other=20)
    protected = protect(held, Settings(**setting))
    states = {protected.get(8, name, BME).state for name in (NAMED_A_GROUND, *GROUNDS)}
    assert states == {State.NOT_COLLECTED}
    without = named_by(80, ethnic_background=48, gender=16, age=20, other=20)
    assert hidden(without, Settings(**setting)) == set()


def test_so_is_one_that_all_but_few_named():
    # 78 of 80: two named it not; nobody else is left over
    held = named_by(80, ethnic_background=78, gender=16, age=6, other=20)
    assert hidden(held) == {ETHNIC}
    assert hidden(named_by(80, ethnic_background=80, gender=16)) == set()


def test_of_few_people_no_ground_is_shown_not_even_that_nobody_named_it():
    held = named_by(10, ethnic_background=7, gender=6)
    assert hidden(held) == set(GROUNDS)
    held = named_by(10, ethnic_background=10)
    assert hidden(held) == set(GROUNDS)
    assert hidden(held, Settings(smallest_base=10)) == set()


def test_people_who_named_one_ground_at_least_do_not_give_a_small_one_back():
    # Of 16 people six named ethnic background and six age: four or more named gender, and a lone
    # [c] says five or fewer.
    gone = hidden(named_by(16, ethnic_background=6, age=6, gender=4))
    assert GENDER in gone and len(gone) == 2
    # Where nine named age one or more did: nothing follows but that it is small.
    assert hidden(named_by(16, ethnic_background=6, age=9, gender=4)) == {GENDER}


def test_all_less_white_do_not_give_bme_back():
    rows = [(8, NAMED_A_GROUND, ALL, ALL, 100, 80, 0), (8, RELIGION, ALL, ALL, 12, 4, 0)]
    held = raw(published([LARGE, *rows]))
    assert RELIGION in hidden(held) and RELIGION in hidden(held, ethnicity=ALL)
    assert RELIGION not in hidden(held, ethnicity=WHITE)


@pytest.mark.parametrize(("staff", "is_printed"), [(980, False), (981, True)])
def test_of_a_small_workforce_there_are_none(staff, is_printed):
    workforce = (1, "staff in post", ALL, ALL, staff, 20, 0)
    protected = protect(named_by(80, workforce, ethnic_background=48, gender=60))
    assert (protected.get(8, NAMED_A_GROUND, BME).state is State.SHOWN) == is_printed


def test_with_rounding_they_are_rounded():
    held = named_by(83, ethnic_background=48, gender=37)
    protected = protect(held, Settings(method=ROUNDING))
    assert protected.get(8, NAMED_A_GROUND, BME).value == 85
    assert protected.get(8, ETHNIC, BME).value == 50


def test_all_grounds_together_are_those_who_named_any_and_others_again():
    any_ground = Key(8, NAMED_A_GROUND)
    each = [Key(8, measure) for measure in GROUNDS]
    several = Relation(each[0], (any_ground,), True, False, tuple(each[1:]))
    assert several in relations([any_ground, *each], [])
    # Of six grounds nothing follows: the seventh may be anybody's.
    assert several not in relations([any_ground, *each[1:]], [])


@settings(max_examples=60, deadline=None)
@given(
    st.integers(11, 40).flatmap(
        lambda people: st.tuples(
            st.just(people), st.lists(st.integers(0, people), min_size=7, max_size=7)
        ).filter(lambda drawn: sum(drawn[1]) >= drawn[0])
    )
)
def test_no_small_ground_can_be_told_from_the_others(drawn):
    """By trying: the numbers up to five that a lone withheld ground can have, and who is left."""
    people, numbers = drawn
    held = named_by(people, **dict(zip((m[8:].replace(" ", "_") for m in GROUNDS), numbers,
                                       strict=True)))  # fmt: skip
    gone = hidden(held)
    of_each = dict(zip(GROUNDS, numbers, strict=True))
    for measure, number in of_each.items():
        if NAMED_A_GROUND not in gone and (1 <= number <= 5 or 1 <= people - number <= 5):
            assert measure in gone
    small = [measure for measure in gone & of_each.keys() if 1 <= of_each[measure] <= 5]
    if len(gone) == 1 and small:
        others = sum(n for measure, n in of_each.items() if measure not in gone)
        assert len(range(max(1, people - others), 6)) == 5


def test_of_a_group_with_a_ground_that_came_withheld_none_is_printed():
    """6, [c] and 6 of 16 leave four people or more for it: nobody can say what hides it."""
    held = named_by(16, ethnic_background=6, gender="c", age=6)
    protected = protect(held)
    measures = (NAMED_A_GROUND, *GROUNDS)
    assert {protected.get(8, name, BME).state for name in measures} == {State.NOT_COLLECTED}
    inside = protect(held, Settings(), INTERNAL)
    assert inside.get(8, ETHNIC, BME).value == 6
