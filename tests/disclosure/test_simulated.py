"""Two hundred and fifty made-up organisations of all sizes: no withheld count comes back."""

from functools import cache

import pytest
from disclosure.stranger import found_out
from loaded import benchmark

from wres.disclosure import protect
from wres.disclosure.audit import exposed
from wres.disclosure.cells import people
from wres.disclosure.plan import choose, masked
from wres.ground.settings import ROUNDING, Settings

NUMBER, CHUNKS = 250, 25
PUBLIC = benchmark("disclosure").PUBLIC
POOLED, FULL = "pooled bands", "full bands"


@cache
def organisations(bands):
    """All of them, made once in each process that runs tests."""
    return benchmark("disclosure").organisations(NUMBER, pooled=bands == POOLED)


def attacked(counts, settings):
    """What is printed of an organisation, once a stranger has found nothing out."""
    published = protect(counts, settings)
    assert not found_out(published, settings), counts.organisation
    return published


def shown(published):
    """The counts that are printed, but those that are public by decision."""
    table = published.table[published.table["state"] == "shown"]
    return table[~table["measure"].isin(PUBLIC)]["number"]


def test_they_are_of_all_sizes():
    sizes = [held.table["number"].max() for held in organisations(FULL)]
    assert len(sizes) == NUMBER
    assert (sizes[0], sizes[-1]) == (40, 30_000)


@pytest.mark.parametrize("bands", [POOLED, FULL])
@pytest.mark.parametrize(
    "part",
    # Every fifth has organisations of all sizes, as each has.
    [pytest.param(part, marks=[pytest.mark.slow] * bool(part % 5)) for part in range(CHUNKS)],
)
def test_no_withheld_count_comes_back(part, bands):
    settings = Settings(public_measures=PUBLIC)
    for counts in organisations(bands)[part::CHUNKS]:
        published = attacked(counts, settings)
        assert not shown(published).between(1, settings.small).any(), counts.organisation
        assert len(shown(published)) > 8, "a report that withholds everything is safe and useless"


@pytest.mark.parametrize(("bands", "step"), [(POOLED, 10), (FULL, 50)])
def test_no_withheld_count_comes_back_from_rounded_ones(bands, step):
    settings = Settings(method=ROUNDING, public_measures=PUBLIC)
    for counts in organisations(bands)[::step]:
        published = attacked(counts, settings)
        assert (shown(published) % 5 == 0).all(), counts.organisation


@pytest.mark.parametrize("bands", [POOLED, FULL])
def test_the_audit_of_the_whole_says_so_too(bands):
    settings = Settings(public_measures=PUBLIC)
    for counts in organisations(bands)[::50]:
        plan = choose(people(counts), settings)
        assert not plan.exposed
        assert not exposed(plan.problem, masked(plan))
