"""How an edition was made: of what, with what, and nothing by which a count could be tried."""

from __future__ import annotations

import json
from dataclasses import fields

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

from wres.export.provenance import Origin, cells_digest, provenance, told
from wres.ground.settings import INTERNAL, PUBLISHED, TWO_YEAR_AVERAGE, Accepted, Settings

VERSIONS = {"pack": "0.9.0+0123456789abcdef", "Python": "3.11.2"}
ORIGIN = Origin(("organisations.csv", "RXX/2023/counts.csv"), told(Settings()))


def notebook(*cells):
    return nbformat.writes(new_notebook(cells=list(cells))).encode()


def test_it_names_what_the_edition_is_made_of_and_how_to_make_it_again():
    made = {"board": notebook(new_code_cell("report.board()"))}
    text = provenance("RXX", 2023, PUBLISHED, ORIGIN, made, VERSIONS)
    said = json.loads(text)
    assert said["input"] == ["RXX/2023/counts.csv", "organisations.csv"]
    assert said["versions"] == VERSIONS
    assert said["again"] == "wres run --organisation RXX --year 2023"
    assert provenance("RXX", 2023, PUBLISHED, ORIGIN, made, VERSIONS) == text


def test_an_internal_edition_is_made_again_as_one():
    said = json.loads(provenance("RXX", 2023, INTERNAL, ORIGIN, {}, VERSIONS))
    assert said["again"].endswith("--audience internal")


def test_outputs_and_parameters_given_do_not_change_a_notebooks_digest():
    typed = new_code_cell("report.board()")
    shown = new_code_cell("report.board()", outputs=[new_output("stream", text="3 people")])
    given = new_code_cell("year = 2023", metadata={"tags": ["injected-parameters"]})
    other = new_code_cell("report.training()")
    assert cells_digest(notebook(typed)) == cells_digest(notebook(given, shown))
    assert cells_digest(notebook(typed)) != cells_digest(notebook(other))


def test_no_reason_draft_or_accepted_warning_is_told():
    """A reason may quote a count, and the mark of a draft is made of counts that nobody has."""
    settings = Settings(
        public_measures={"board members": "all 3 are named"},
        published_years={2021: "4 left"},
        never_published={(2023, "3f9ac21b"): "a draft"},
        indicator_3_basis={None: TWO_YEAR_AVERAGE, 2022: "single year"},
        accepted=(Accepted("total", 2023, "2 people"),),
    )
    said = told(settings)
    assert said["public"] == ["board members"] and said["published before"] == [2021]
    assert said["indicator 3 basis"] == {"every year": TWO_YEAR_AVERAGE, "2022": "single year"}
    text = json.dumps(said)
    for each in ("named", "left", "3f9ac21b", "draft", "2 people", "total"):
        assert each not in text


def test_every_decision_is_told_or_left_out_for_a_reason():
    left_out = {"never_published", "accepted"}
    assert len(told(Settings())) == len(fields(Settings)) - len(left_out)
