"""What the pack says when something is wrong."""

from __future__ import annotations

import pickle

import pytest

from wres.ground.errors import Doubt, Fault, InputError, NoDataError, WresError, did_you_mean


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (("f.csv", 3, "white", "x"), "f.csv, row 3, column white: 'x' is wrong. Mend it."),
        (("f.csv", 3, "white", ""), "f.csv, row 3, column white: '' is wrong. Mend it."),
        (("f.csv", 3, "", None), "f.csv, row 3: is wrong. Mend it."),
        (("f.csv", None, "", None), "f.csv: is wrong. Mend it."),
    ],
    ids=["cell", "blank cell", "row", "file"],
)
def test_a_fault_says_where_what_and_how_to_mend_it(place, said):
    assert str(Fault(*place, "is wrong", "Mend it.")) == said


def test_a_doubt_reads_like_a_fault_and_is_none():
    place = ("f.csv", 3, "white", "x", "is odd", "Look.")
    assert str(Doubt(*place, "bands")) == str(Fault(*place))
    assert (Doubt(*place, "bands").severity, Fault(*place).severity) == ("warning", "fault")
    assert Doubt(*place, "bands") != Fault(*place)


def test_one_fault_and_several():
    fault = Fault("f.csv", None, "", None, "is wrong", "Mend it.")
    assert str(InputError([fault])) == "1 fault in the input:\n  f.csv: is wrong. Mend it."
    assert str(InputError([fault, fault])).startswith("2 faults in the input:\n")
    assert InputError([fault]).faults == (fault,)


def test_a_notebook_shows_the_sentence_alone():
    assert NoDataError("nothing is there.")._render_traceback_() == [
        "NoDataError: nothing is there."
    ]
    assert issubclass(NoDataError, WresError)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("shortlistd", "Did you mean 'shortlisted'?"),
        ("  SHORTLISTED ", "Did you mean 'shortlisted'?"),
        ("xyz", "Use one of: shortlisted, appointed."),
        ("", "Use one of: shortlisted, appointed."),
    ],
)
def test_did_you_mean(wrong, said):
    assert did_you_mean(wrong, ["shortlisted", "appointed"]) == said


def test_nothing_to_choose_from():
    assert did_you_mean("x", []) == "There is none to choose from."


def test_faults_travel_between_processes():
    error = InputError([Fault("counts.csv", 3, "white", "12O", "is not a count", "Type digits.")])
    arrived = pickle.loads(pickle.dumps(error))
    assert (str(arrived), arrived.faults) == (str(error), error.faults)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Entered informal process", "entered formal process"),
        ("accessed mandatory training", "accessed non-mandatory training"),
        ("not appointed", "appointed"),
        ("non-voting board members", "voting board members"),
        ("unknown", "known"),
    ],
)
def test_the_opposite_was_never_meant(wrong, right):
    assert did_you_mean(wrong, [right]) == f"Use one of: {right}."


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Entered formal proces", "entered formal process"),
        ("non mandatory trainng", "non-mandatory training"),
        ("unknwon", "unknown"),
    ],
)
def test_a_slip_was_meant(wrong, right):
    assert did_you_mean(wrong, [right]) == f"Did you mean '{right}'?"
