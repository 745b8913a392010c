"""The file that says how a report was made says nothing else, whoever wrote it."""

from __future__ import annotations

import json

import pytest
from attack.keyed import write

from wres import reference
from wres.attack.provenance import PROVENANCE, Beside, faults_of
from wres.attack.verdict import examine
from wres.export.provenance import Origin, provenance, told
from wres.ground.settings import PUBLISHED, ROUNDING, Settings
from wres.reading.extracts import EXTRACTS
from wres.reading.locations import ENDINGS
from wres.reading.plans import narrative_names
from wres.reading.sources import YEAR_FILES

VERSIONS = {"pack": "0.9.0+0123456789abcdef", "Python": "3.11.2"} | dict.fromkeys(
    reference.by("report_packages", "package"), "1.2.3"
)
SETTINGS = told(Settings(public_measures={"board members": "named"}, published_years={2022: "out"}))
INPUT = ("organisations.csv", "RXX/settings.csv", "RXX/2024/counts.csv")
CELLS = {"cells": [{"cell_type": "code", "source": "report.board()", "metadata": {}}]}
BESIDE = Beside("RXX", 2024, {5}, {"board": CELLS})


def of(settings=SETTINGS, inputs=INPUT, versions=VERSIONS):
    node = {**CELLS, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    node["cells"] = [{**CELLS["cells"][0], "id": "a", "outputs": [], "execution_count": None}]
    made = {"board": json.dumps(node).encode()}
    return provenance("RXX", 2024, PUBLISHED, Origin(inputs, settings), made, versions).decode()


def changed(*path, to):
    said = json.loads(of())
    at = said
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = to
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


def test_what_the_pack_writes_passes():
    assert list(faults_of(of(), BESIDE)) == []
    # Where counts are rounded, another one is small than the setting says.
    assert list(faults_of(of(told(Settings(small=8, method=ROUNDING))), BESIDE)) == []


def test_every_file_that_is_read_may_be_named():
    names = {
        *(f"RXX/2024/{name}" for name in YEAR_FILES),
        *(f"RXX/2024/narrative/{name}.md" for name in narrative_names()),
        *(f"{place}/{name}{end}" for place in ("extracts", "RXX/extracts") for name in EXTRACTS
          for end in ENDINGS),
        *("RXX/mapping.csv", "RXX/values.csv", "extracts/mapping.csv", "RXX/settings.csv"),
        *("organisations.csv", "successions.csv", "benchmarks.csv", "local_population.csv"),
    }  # fmt: skip
    assert list(faults_of(of(inputs=tuple(names)), BESIDE)) == []


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("organisation", changed("organisation", to="14")),
        ("year", changed("year", to=14)),
        ("year", changed("year", to="2024")),
        ("audience", changed("audience", to="internal")),
        ("versions", changed("versions", "pandas", to="14")),
        ("versions", changed("versions", "pandas", to=14)),
        ("versions", changed("versions", "White", to="1.2.3")),
        ("versions", changed("versions", to=[])),
        ("settings", changed("settings", "small count", to=7)),
        ("settings", changed("settings", "small count", to=True)),
        ("settings", changed("settings", "candidates", to=5.0)),
        ("settings", changed("settings", "method", to="3 people")),
        ("settings", changed("settings", "shape", to="14")),
        ("settings", changed("settings", "public", to=["all 3 members"])),
        ("settings", changed("settings", "published before", to=[14])),
        ("settings", changed("settings", "indicator 3 basis", to={"14": "single year"})),
        ("settings", changed("settings", "indicator 3 basis", to={"2024": "of 14"})),
        ("settings", changed("settings", "further standards", to=14)),
        ("settings", changed("settings", "reason", to="14")),
        ("settings", changed("settings", to=14)),
        ("input", changed("input", to=["RXX/2024/counts.csv", "RXX/2024/14 White.csv"])),
        ("input", changed("input", to=["organisations.csv", "RXX/settings.csv"])),
        ("input", changed("input", to=["RXX/settings.csv", "RXX/settings.csv"])),
        ("input", changed("input", to=[14])),
        ("notebooks", changed("notebooks", "board", to="14" * 32)),
        ("notebooks", changed("notebooks", to={})),
        ("notebooks", changed("notebooks", to="14")),
        ("again", changed("again", to="wres run --organisation RXX --year 2024 # 14")),
    ],
)
def test_whatever_else_a_field_holds_is_refused(field, text):
    said = list(faults_of(text, BESIDE))
    assert [each for each in said if f"its '{field}'" in each]
    assert len(said) == 1


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "14", "[" * 100_000, changed("White", to=14), of() + " ",
        of().replace('"year": 2024', '"year": 14,\n  "year": 2024'),
        of().replace("organisations.csv", "organisations.c\\u0073v"),
    ],
)  # fmt: skip
def test_it_is_written_in_one_way_only(text):
    assert len(list(faults_of(text, BESIDE))) == 1


def test_a_notebook_that_cannot_be_read_is_not_vouched_for():
    beside = Beside("RXX", 2024, (), {"board": None})
    assert len(list(faults_of(of(), beside))) == 1


def test_a_report_is_refused_for_it(tmp_path):
    folder = write(tmp_path)
    (folder / PROVENANCE).write_text('{"White": 14}', encoding="utf-8")
    verdict = examine(folder)
    assert not verdict.passed and PROVENANCE in verdict.files
    assert [each for each in verdict.findings if each.startswith(PROVENANCE)]
    (folder / PROVENANCE).unlink()
    assert examine(folder).passed  # as reports of earlier versions
