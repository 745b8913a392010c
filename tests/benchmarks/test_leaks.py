"""The leaks that the benchmark prints: alike in every file, refused, and told where they pass."""

from __future__ import annotations

import pytest
from loaded import benchmark

from wres.attack.exact import Handed, check

from ..attack.keyed import ALL16, BME2, CELLS, WHITE, write

WORDS, NAME = "We meet the board each month", "Made-up NHS trust"
HANDED = Handed(frozenset((WORDS,)), frozenset((NAME,)))
CHART = '<svg><title data-figures="">Bar chart: the board. All members</title></svg>'
LEAD = '<p class="wres-lead">The board is small.</p>'


@pytest.fixture(scope="module")
def leaks():
    return benchmark("leaks")


@pytest.fixture
def around(leaks):
    """The White members are 14; the words and figures around that."""
    secret = leaks.Secret("RXX", 2024, WHITE, 14, "board", "9 Whole board!B4")
    return leaks.Around(secret, BME2, (), WORDS, NAME)


@pytest.mark.parametrize("place", ["in_tables", "in_charts", "in_sentences", "in_spoken"])
def test_each_is_printed_alike_in_every_file_and_refused(leaks, around, place, tmp_path):
    folder = write(tmp_path, cells=f"{CELLS}{LEAD}{CHART}")
    assert check(folder, HANDED).findings == []

    made = list(getattr(leaks, place)(leaks.Page.of(folder, "board"), around))

    assert {leak.way for leak in made} == set(leaks.WAYS)
    for leak in made:
        before = leaks._print(leak, folder)
        assert {path.name for path in before} == {"board.ipynb", "board.html", "report.html"}
        found = check(folder, HANDED).findings
        assert any(all(one in each for one in leak.named) for each in found), leak
        # Neither is the notebook other than its page, nor the whole report: only the number is.
        assert not any("the alternative texts are not" in each for each in found), leak
        assert not any("not those of the pages together" in each for each in found), leak
        for path, content in before.items():
            path.write_bytes(content)


def test_another_figure_that_prints_the_same_is_refused_by_the_words_beside_it(leaks, tmp_path):
    folder = write(tmp_path, cells=f"{CELLS}{LEAD}")
    secret = leaks.Secret("RXX", 2024, WHITE, 16, "board", "9 Whole board!B4")
    twin = leaks.Around(secret, BME2, [ALL16], WORDS, NAME)

    made = leaks.in_sentences(leaks.Page.of(folder, "board"), twin)
    leak = next(each for each in made if each.form == "prints the same")
    leaks._print(leak, folder)

    assert any("its sentence is about BME" in each for each in check(folder, HANDED).findings)


def test_a_report_that_passes_fails_the_whole(leaks, around):
    leak = leaks.Leak(leaks.TABLE, leaks.BARE, "number", ("board.html",))
    tried = [leaks.Tried(around.secret, leak, is_refused, True) for is_refused in (True, False)]

    assert leaks.told(tried).loc[0, ["tried", "refused", "named"]].tolist() == [2, 1, 2]


def test_a_cell_of_a_workbook_is_changed_or_put_in(leaks):
    sheet = '<sheetData><row r="4"><c r="A4" s="1" t="s"><v>0</v></c></row></sheetData>'

    assert leaks._with_cell(sheet, "A4", 14) == (
        '<sheetData><row r="4"><c r="A4"><v>14</v></c></row></sheetData>'
    )
    assert '</c><c r="B4"><v>14</v></c></row>' in leaks._with_cell(sheet, "B4", 14)
    below = leaks._with_cell(sheet, "A5", "14 & more")
    assert below.endswith(
        '<row r="5"><c r="A5" t="inlineStr"><is><t>14 &amp; more</t></is></c></row></sheetData>'
    )
