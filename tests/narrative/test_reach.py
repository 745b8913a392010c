"""What `wres check` says that a published edition will show, worked out by eye."""

from __future__ import annotations

import pytest
from builders import WORKFORCE, data_folder

from wres.figures.released import Released
from wres.indicators import once
from wres.narrative.reach import Shown, best_shape, shown
from wres.reading.inputs import read_inputs

# Of four bands one has 4 BME staff. In two pools nothing is small.
BANDS = (
    WORKFORCE.replace("80,16,4", "800,144,40"),
    "1,staff in post,clinical,5,300,60,12,,made up",
    "1,staff in post,clinical,6,250,50,14,,made up",
    "1,staff in post,clinical,8a,100,4,8,,made up",
    "1,staff in post,clinical,8b,150,30,6,,made up",
)


@pytest.fixture
def read(tmp_path):
    def read(*settings):
        data = data_folder(tmp_path, rows=BANDS)
        lines = ["setting,year,value,reason", *settings, ""]
        (data / "RXX" / "settings.csv").write_text("\n".join(lines), encoding="utf-8")
        return read_inputs(data, "RXX", 2023)

    return read


def told(inputs):
    published = once.protected(inputs)
    return shown(inputs, published[-1], once.figures(inputs.context, published)), published[-1]


def test_each_row_that_holds_no_other_is_counted(read):
    said, _ = told(read("shape,,pools,"))
    assert (said.shares, said.of_shares, said.changes) == (2, 4, 0)


def test_the_shape_that_shows_most_is_named_with_what_it_shows(read):
    inputs = read("shape,,workforce,")
    said, published = told(inputs)
    assert said.shares == 0
    better = best_shape(inputs, published)
    # Band 8a is small, and one more cell hides it: at least two of four are shown.
    assert better.shares >= 2


def test_nothing_is_named_for_a_year_that_is_out(read):
    inputs = read("shape,,workforce,")
    _, published = told(inputs)
    inputs.released[2023] = Released()
    assert best_shape(inputs, published) is None


def test_it_reads_as_a_sentence():
    assert str(Shown(1, 3, 1, 0, 0)) == (
        "1 of 3 BME shares by band and grade, 1 change on last year"
    )
