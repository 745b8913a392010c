"""Two hundred and fifty made-up organisations of all sizes, none of them left unprotected."""

import importlib.util
from pathlib import Path

import pytest
from disclosure.stranger import found_out

from helpers.disclosure import protect
from helpers.disclosure.audit import exposed
from helpers.disclosure.cells import people
from helpers.disclosure.plan import choose, masked
from helpers.settings import ROUNDING, SUPPRESSION, Settings

_SCRIPT = Path(__file__).parents[2] / "benchmarks" / "disclosure.py"
_SPEC = importlib.util.spec_from_file_location("disclosure_benchmark", _SCRIPT)
benchmark = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(benchmark)

POOLED = benchmark.organisations(250, pooled=True)
# Full bands take several times as long: one in three, of all sizes.
FULL = benchmark.organisations(250)[::3]
CHUNKS = 10


def check(counts, method):
    settings = Settings(method=method, public_measures=benchmark.PUBLIC)
    plan = choose(people(counts), settings)
    assert not plan.exposed
    assert not exposed(plan.problem, masked(plan))
    small = settings.small
    for key, cell in plan.printed.items():
        if key.measure not in settings.public_measures and 1 <= cell.value <= small:
            assert key in plan.hidden, key


@pytest.mark.parametrize("part", range(CHUNKS))
def test_nobody_is_exposed_with_pooled_bands(part):
    for counts in POOLED[part::CHUNKS]:
        check(counts, SUPPRESSION)


@pytest.mark.parametrize("part", range(CHUNKS))
def test_nobody_is_exposed_with_full_bands(part):
    for counts in FULL[part::CHUNKS]:
        check(counts, SUPPRESSION)


def test_nobody_is_exposed_by_rounded_counts():
    for counts in POOLED[::25]:
        check(counts, ROUNDING)


@pytest.mark.parametrize("held", [POOLED[::25], FULL[::17]], ids=["pooled", "full"])
def test_a_stranger_finds_out_nothing(held):
    settings = Settings(public_measures=benchmark.PUBLIC)
    for counts in held:
        assert not found_out(protect(counts, settings), settings.candidates), counts.organisation
