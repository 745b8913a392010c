"""An organisation's own decisions, and what is said of those that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import HEADER, WORKFORCE, data_folder

from wres import reference
from wres.ground.errors import InputError
from wres.ground.settings import Accepted, Settings
from wres.reading.inputs import read_inputs
from wres.reading.reconcile import KINDS
from wres.reading.settings import read_settings

DATA = Path(__file__).parents[2] / "data"
NAME = "RXX/settings.csv"
FIELDS = {
    "small count": "small",
    "candidates": "candidates",
    "smallest survey base": "smallest_base",
    "method": "method",
    "shape": "shape",
}


def read(tmp_path, *rows: str):
    path = tmp_path / "settings.csv"
    path.write_text("\n".join(["setting,year,value,reason", *rows, ""]), encoding="utf-8")
    return read_settings(path, NAME)


def test_no_file_means_the_defaults(tmp_path):
    assert read_settings(tmp_path / "settings.csv", NAME) == (Settings(), [])
    assert read(tmp_path) == (Settings(), [])


@pytest.mark.parametrize("row", reference.rows("settings"), ids=lambda row: row["setting"])
def test_the_defaults_are_those_of_the_reference(row):
    if row["setting"] in FIELDS:
        assert str(getattr(Settings(), FIELDS[row["setting"]])) == row["default"]
    else:
        assert row["default"] == ""


@pytest.mark.parametrize("shape", ["automatic", *reference.by("shapes", "shape")])
def test_a_shape_is_one_of_the_reference_however_it_is_spelt(tmp_path, shape):
    assert read(tmp_path, f'shape,,"{shape.upper()}",') == (Settings(shape=shape), [])


def test_every_decision(tmp_path):
    settings, faults = read(
        tmp_path,
        "small count,,10,",
        "Candidates,,3,",
        "smallest survey base,,20,",
        "method,,Rounding,",
        "shape,,pools,",
        "public,,board members,They are public figures.",
        "public,,voting board members,They are public figures.",
        "published before,2022,yes,Our website has it.",
        "indicator 3 basis,2021,single year,",
        "indicator 3 basis,,two-year average,",
        "Further standards,,YES,",
        "accept,2023,bands,The source prints it so.",
        "accept,,population,Rounded by its source.",
    )
    assert faults == []
    assert settings == Settings(
        small=10,
        candidates=3,
        smallest_base=20,
        method="rounding",
        shape="pools",
        public_measures={
            "board members": "They are public figures.",
            "voting board members": "They are public figures.",
        },
        published_years={2022: "Our website has it."},
        indicator_3_basis={2021: "single year", None: "two-year average"},
        further_standards=True,
        accepted=(
            Accepted("bands", 2023, "The source prints it so."),
            Accepted("population", None, "Rounded by its source."),
        ),
    )


SLIPS = {
    "unknown setting": (
        "smal count,,5,",
        "column setting: 'smal count' is not a setting. Did you mean 'small count'?",
    ),
    "zero": (
        "small count,,0,",
        "column value: '0' is not a whole number from 1 to 100. The default is 5.",
    ),
    "words for a number": (
        "candidates,,five,",
        "column value: 'five' is not a whole number from 2 to 100. The default is 5.",
    ),
    "a number of thousands of digits": (
        f"small count,,{'9' * 5000},",
        f"column value: '{'9' * 5000}' is not a whole number from 1 to 100. The default is 5.",
    ),
    "unknown method": (
        "method,,round,",
        "column value: 'round' does not go with 'method'. Did you mean 'rounding'?",
    ),
    "unknown shape": (
        "shape,,pool,",
        "column value: 'pool' does not go with 'shape'. Did you mean 'pools'?",
    ),
    "a measure that is a percentage": (
        "public,,survey response rate,why not",
        "column value: 'survey response rate' does not go with 'public'. Use one of: "
        + ", ".join(row["measure"] for row in reference.rows("measures") if row["unit"] == "people")
        + ".",
    ),
    "public without a reason": (
        "public,,board members,",
        "column reason: '' is blank for 'public'. Say why in a sentence: others will rely on it.",
    ),
    "a ground that is public without who named any": (
        "public,,ground: gender,why not",
        "column value: 'ground: gender' is public, and 'named a ground' is not. Make it public as "
        "well (public,,named a ground,why), or take this row out.",
    ),
    "accepted without a reason": (
        "accept,2023,bands,",
        "column reason: '' is blank for 'accept'. Say why in a sentence: others will rely on it.",
    ),
    "unknown rule": (
        "accept,2023,band,printed so",
        "column value: 'band' does not go with 'accept'. Did you mean 'bands'?",
    ),
    "a rule accepted for ever": (
        "accept,,bands,printed so",
        "column year: '' is blank for 'bands'. Type the WRES year that it is about.",
    ),
    "a year for what has none": (
        "accept,2023,population,rounded",
        "column year: '2023' does not go with 'population'. Leave it blank: it has no year.",
    ),
    "a year for the threshold": (
        "small count,2023,5,",
        "column year: '2023' does not go with 'small count'. Leave it blank: it has no year.",
    ),
    "published before, but when": (
        "published before,,yes,on our website",
        "column year: '' is blank for 'published before'. Type the WRES year that it is about.",
    ),
    "no year": (
        "indicator 3 basis,2022-23,single year,",
        "column year: '2022-23' is not a year. Type a WRES year such as 2023.",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_one_slip_is_one_fault(tmp_path, slip):
    row, said = SLIPS[slip]
    settings, faults = read(tmp_path, row)
    assert [str(fault) for fault in faults] == [f"{NAME}, row 2, {said}"]
    assert settings == Settings()


@pytest.mark.parametrize(
    "rows",
    [
        ("small count,,5,", "Small count,,6,"),
        ("accept,2023,bands,one", "accept,2023,bands,two"),
        ("indicator 3 basis,2023,single year,", "indicator 3 basis,2023,two-year average,"),
    ],
)
def test_a_decision_twice(tmp_path, rows):
    _, (fault,) = read(tmp_path, *rows)
    assert fault.row == 3
    assert (
        f"{fault.problem}. {fault.remedy}" == "stands already in row 2. Keep one of the two rows."
    )


def test_all_faults_at_once(tmp_path):
    _, faults = read(tmp_path, "accept,x,band,", "small count,,,")
    assert [(fault.row, fault.column) for fault in faults] == [
        (2, "year"),
        (2, "value"),
        (2, "reason"),
        (3, "value"),
    ]


# Warnings that are accepted.

BANDS = "1,staff in post,clinical,5,79,16,4,,made up"  # one White person short of 80


def settings_of(data, *rows: str) -> None:
    text = "\n".join(["setting,year,value,reason", *rows, ""])
    (data / "RXX" / "settings.csv").write_text(text, encoding="utf-8")


@pytest.fixture
def data(tmp_path):
    return data_folder(tmp_path, rows=(WORKFORCE, BANDS))


def test_an_accepted_warning_carries_its_reason(data):
    settings_of(data, "accept,2023,bands,One person has no band.")
    inputs = read_inputs(data, "RXX", 2023)
    assert {doubt.accepted for doubt in inputs.doubts} == {"One person has no band."}
    assert inputs.context.settings.accepted[0].row == 2


def test_one_years_reason_is_no_other_years(data):
    (data / "RXX" / "2024").mkdir()
    (data / "RXX" / "2024" / "counts.csv").write_text(
        "\n".join([HEADER, WORKFORCE, BANDS, ""]), encoding="utf-8"
    )
    settings_of(data, "accept,2023,bands,One person has no band.")
    accepted = {(d.file, bool(d.accepted)) for d in read_inputs(data, "RXX", 2024).doubts}
    assert accepted == {("RXX/2023/counts.csv", True), ("RXX/2024/counts.csv", False)}


def test_what_is_accepted_in_vain_is_doubted(data):
    settings_of(
        data,
        "accept,2023,bands,One person has no band.",
        "accept,2023,jump,We doubled.",
        "accept,2024,jump,Not read yet.",
    )
    (vain,) = [doubt for doubt in read_inputs(data, "RXX", 2023).doubts if not doubt.accepted]
    assert str(vain) == (
        "RXX/settings.csv, row 3, column value: 'jump' accepts a warning of 2023 that is not "
        "raised. Take the row out, so that it does not hide a later warning."
    )
    assert vain.kind in KINDS


def test_no_rule_accepts_that_something_is_accepted_in_vain(tmp_path):
    _, (fault,) = read(tmp_path, "accept,2023,accepted,never")
    assert fault.column == "value"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("RXX/setings.csv", "Did you mean 'settings.csv'? If not, keep it elsewhere."),
        ("RXX/2023/settings.csv", "It belongs beside the folders of the years, in RXX."),
    ],
)
def test_a_file_in_the_wrong_place(data, name, said):
    (data / name).write_text("setting,year,value,reason\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_inputs(data, "RXX", 2023)
    (fault,) = caught.value.faults
    assert (fault.file, fault.remedy) == (name, said)


def test_the_founding_reports_contradictions_are_accepted_and_nothing_is_published_before():
    inputs = read_inputs(DATA, "QHG", 2023)
    assert inputs.doubts
    assert all(doubt.accepted for doubt in inputs.doubts)
    assert inputs.context.settings.published_years == {}
    assert list(inputs.context.settings.public_measures) == ["board members"]
