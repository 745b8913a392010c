"""National averages and the local population, read; their faults are in `test_broken_inputs`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from wres import reference
from wres.reading.context import national_values, read_benchmarks, read_population, with_own
from wres.reading.organisations import Organisation, Register, read_register

DATA = Path(__file__).parents[2] / "data"
SAMPLE = Organisation("RXX", "Sample Trust", "Sample", "NHS trust", None, None, "", True, "made up")
HEADER = (
    "year,indicator,figure,staff_group,pay_band,ethnicity,organisation_kind,value,unit,"
    "population,source,note\n"
)


def benchmark(tmp_path, row: str):
    (tmp_path / "benchmarks.csv").write_text(f"{HEADER}{row}\n", encoding="utf-8")
    return read_benchmarks(tmp_path)


def test_a_benchmark(tmp_path):
    row = "2023,9,board_percentage,board members,all,BME,any,15.6,percent,boards,a report,a note"
    (made,), faults = benchmark(tmp_path, row)
    assert faults == []
    assert (made.year, made.indicator, made.figure) == (2023, 9, "board_percentage")
    assert (made.staff_group, made.pay_band, made.ethnicity) == ("board members", "all", "BME")
    assert (made.organisation_kind, made.value) == ("any", 15.6)
    assert (made.population, made.source) == ("boards", "a report")


@pytest.mark.parametrize("value", ["", "-1.5", "1e3", "inf", "1,5", "1.5x", "[c]", "\u0661.5x"])
def test_a_value_is_a_plain_number(tmp_path, value):
    row = f'2023,1,staff_percentage,all,all,BME,any,"{value}",percent,x,x,'
    made, (fault,) = benchmark(tmp_path, row)
    assert made == ()
    assert (fault.row, fault.column, fault.value) == (2, "value", value)


def test_several_faults_of_one_row_are_told_together(tmp_path):
    _, faults = benchmark(tmp_path, "23,1,staff_percentage,all,all,Bme,any,x,percent,x,,")
    assert [fault.column for fault in faults] == ["year", "ethnicity", "source", "value"]


def test_a_local_population():
    register, _ = read_register(DATA)
    shares, faults = read_population(DATA, register)
    assert faults == []
    own = {(s.area, s.ethnic_group): s.percentage for s in shares if s.ods_code == "QHG"}
    system = "Bedfordshire, Luton and Milton Keynes"
    assert own[system, "White"] == 70.7
    assert own["Luton", "BME"] == 51.4
    assert sum(p for (area, _), p in own.items() if area == system) == pytest.approx(100)


def test_a_population_that_changes_or_is_judged_by_another_register_is_read_again(tmp_path):
    """It is parsed once a process, for as long as nothing that it hangs on changes."""
    register = Register((SAMPLE,))
    header = "ods_code,area,area_type,ethnic_group,percentage,census_year,source\n"
    file = tmp_path / "local_population.csv"
    for percentage in ("71.5", "28.5"):
        file.write_text(f"{header}RXX,Town,borough,White,{percentage},2021,made up\n")
        for _ in range(2):
            (share,), faults = read_population(tmp_path, register)
            assert (share.percentage, faults) == (float(percentage), [])
            faults.append("whoever asks may add to what it was given")
    shares, faults = read_population(tmp_path, Register(()))
    assert shares == () and [fault.column for fault in faults] == ["ods_code"]
    file.unlink()
    assert read_population(tmp_path, register) == ((), [])


@pytest.mark.parametrize("area", ["12", "23.5%", "=5", ""])
def test_an_area_has_a_name_with_a_letter_in_it(tmp_path, area):
    """No page could show a bare number as a name: it would be taken for a figure."""
    header = "ods_code,area,area_type,ethnic_group,percentage,census_year,source\n"
    row = f"RXX,{area},borough,White,71.5,2021,made up\n"
    (tmp_path / "local_population.csv").write_text(header + row)
    shares, (fault,) = read_population(tmp_path, Register((SAMPLE,)))
    assert shares == () and fault.column == "area"


def test_both_files_are_optional(tmp_path):
    assert read_benchmarks(tmp_path) == ((), [])
    assert read_population(tmp_path, Register(())) == ((), [])


def test_the_samples_are_in_order():
    made, faults = read_benchmarks(DATA)
    assert faults == []
    assert all(each.source and each.population for each in made)


def test_only_national_values_that_were_read_at_their_source_are_taken():
    read = [row for row in reference.rows("national_values") if row["status"] == "read"]
    assert len(national_values()) == len(read)
    statuses = {row["status"] for row in reference.rows("national_values")}
    assert statuses == {"read", "to verify", "not comparable"}
    # WRES 2023, indicator 2: the copy of a comment has 1.59; nobody has seen the report.
    assert not [v for v in national_values() if (v.indicator, v.year) == (2, 2023)]


def test_national_values_are_read_as_those_of_a_file_are(tmp_path):
    rows = reference.rows("national_values")
    columns = HEADER.strip().split(",")
    lines = [",".join(f'"{row[column]}"' for column in columns) for row in rows]
    values, faults = benchmark(tmp_path, "\n".join(lines))
    assert faults == []
    assert set(national_values()) < set(values)


def test_an_organisations_own_value_goes_before_the_one_that_is_known():
    (known,) = [v for v in national_values() if (v.indicator, v.year) == (4, 2019)]
    own = replace(known, value=1.2)
    assert own in with_own([own]) and known not in with_own([own])
    assert known in with_own([replace(own, year=2020)])
