"""What one slip raises in many rows of a column is told once."""

from __future__ import annotations

from pathlib import Path

from builders import HEADER, REGISTER

from wres.ground.errors import Doubt
from wres.reading.inputs import read_inputs
from wres.reading.together import together

BANDS = ("2", "3", "4", "5", "6")


def asked(root: Path, *years: tuple[str, ...]) -> list[str]:
    """The doubts about counts files of 2022 and 2023, or of 2023 alone."""
    (root / "organisations.csv").write_text(REGISTER, encoding="utf-8")
    for year, rows in zip((2022, 2023)[-len(years) :], years, strict=True):
        folder = root / "RXX" / str(year)
        folder.mkdir(parents=True)
        text = "\n".join([HEADER, *rows, ""])
        (folder / "counts.csv").write_text(text, encoding="utf-8")
    return [str(each) for each in read_inputs(root, "RXX", 2023).doubts]


def staff(cells: str, whole: str) -> tuple[str, ...]:
    return (
        f"1,staff in post,all,all,{whole},s",
        *(f"1,staff in post,non-clinical,{band},{cells},s" for band in BANDS),
    )


def test_a_column_that_was_left_blank(tmp_path):
    # Five bands of 60 and 30, and 10 whom nobody knows of
    assert asked(tmp_path, staff("60,30,,100", "300,150,,500")) == [
        "RXX/2023/counts.csv, row 2, column unknown: '' is blank, and the total of its row has "
        "more people than are known. Fill it in, with 0 where it is nobody. "
        "So it is in rows 3 to 7."
    ]


def test_a_column_that_is_many_times_last_years(tmp_path):
    last = staff("60,30,5,95", "300,150,25,475")
    this = staff("32,30,33,95", "160,150,165,475")
    assert sorted(asked(tmp_path, last, this)) == [
        "RXX/2023/counts.csv, row 2, column unknown: '165' is much more than last year's 25. "
        "Correct the one that is wrong, or make sure that it is so. So it is in rows 3 to 7.",
        "RXX/2023/counts.csv, row 2, column unknown: is 35% of the workforce; usual is under 10%. "
        "Look at the ethnic origin in what the counts were made from. If it is right, accept it "
        "in settings.csv: accept,2023,unknown,<reason>.",
    ]


def test_a_rate_is_not_told_of_where_its_base_is(tmp_path):
    trained = "4,accessed non-mandatory training,all,all,150,75,24,249,s"
    last = (*staff("60,30,5,95", "300,150,25,475"), trained)
    this = (*staff("32,30,33,95", "160,150,165,475"), trained)
    assert not [said for said in asked(tmp_path, last, this) if "rate of training" in said]


def test_rows_that_are_gone_are_told_of_together(tmp_path):
    last = staff("60,30,5,95", "300,150,25,475")
    this = (last[0].replace("300,150,25,475", "180,90,15,285"), *last[3:])
    said, of_all = sorted(asked(tmp_path, last, this))
    assert "is 40% less than last year's 475" in of_all
    assert (
        "has no rows for 'non-clinical 2' and 'non-clinical 3', and the year before had them"
        in said
    )


def doubt(row: int | None, kind: str = "gap", column: str = "white") -> Doubt:
    return Doubt("RXX/2023/counts.csv", row, column, "", "is blank", "Fill it in.", kind)


def test_few_rows_other_columns_and_other_rules_stay_apart():
    for found in (
        [doubt(row) for row in (2, 3, 4)],
        [doubt(row, column=column) for row in (2, 3) for column in ("white", "bme")],
        [doubt(row, kind=kind) for row in (2, 3) for kind in ("gap", "jump")],
        [doubt(row, kind="percentage") for row in (2, 3, 4, 5)],
        [doubt(None) for _ in range(5)],
    ):
        assert together(found) == found


def test_what_is_blank_and_was_not_last_year_is_told_once(tmp_path):
    last, this = staff("60,30,5,95", "300,150,25,475"), staff("60,30,,95", "300,150,,475")
    (said,) = [each for each in asked(tmp_path, last, this) if "is blank" in each]
    assert said.endswith("So it is in rows 3 to 7.")
