"""What hangs on a published report: nothing that it withholds, however one gets there.

Numbers that nobody can mistake stand in counts that are withheld, not printed, or only part of a
printed sum. They are looked for in everything that can be reached from the report, and in what the
pack's modules keep.
"""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from builders import BME_ONLY, HEADER
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from reachable import numbers_in, reachable

from helpers.report import Report, open_report
from wres.figures import COLUMNS
from wres.figures.counts import Counts
from wres.ground.errors import Doubt
from wres.ground.settings import INTERNAL
from wres.indicators.comparisons import figures_of
from wres.reading.csvfiles import Row
from wres.reading.held import Inputs, LastYear, YearInputs
from wres.reading.inputs import read_inputs

# What holds counts as they were handed in: as numbers, as they were typed, or quoted.
RAW = (Inputs, YearInputs, LastYear, Counts, Row, Doubt)

REGISTER = """ods_code,name,short_name,kind,opened,closed,successor,example,source
RXX,Sample Trust,Sample,NHS trust,2022-10-01,,,yes,made up
REA,East Trust,East,NHS trust,,2022-09-30,RXX,yes,made up
RWE,West Trust,West,NHS trust,,2022-09-30,RXX,yes,made up
"""
# By eye: 4 of the clinical staff above band 7 are BME, 3 applicants and 4 of the trained of unknown
# ethnicity, and so what would give them back is withheld: three totals. White staff by band are in
# no table, since BME and all are.
COUNTS = {
    "RXX/2023/counts.csv": (
        "1,staff in post,all,all,800000,160000,40000,,made up",
        "1,staff in post,clinical,1-7,400000,70000,20000,,made up",
        "1,staff in post,clinical,8a-VSM,7013,4,9000,,made up",
        "1,staff in post,non-clinical,1-7,200000,80000,9500,,made up",
        "1,staff in post,non-clinical,8a-VSM,192987,9996,1500,,made up",
        "2,shortlisted,all,all,150000,90000,12000,,made up",
        "2,appointed,all,all,3000,4016,3,,made up",  # 7,019 in all
        "3,entered formal disciplinary process,all,all,4,5000,3,,made up",
        "4,accessed non-mandatory training,all,all,3003,4020,4,,made up",  # 7,027 in all
        "5,respondents,all,all,150000,40000,,,made up",
        "5,count,all,all,3,9000,,,made up",
    ),
    # The year before said again, and as the two bodies handed it in. From 200 to 5,000 BME staff in
    # the disciplinary process is a jump, of which readers learn.
    "RXX/2023/last_year.csv": ("4,accessed non-mandatory training,all,all,7057,60,8,,made up",),
    "REA/2022/counts.csv": (
        "1,staff in post,all,all,300000,60000,20000,,made up",
        "3,entered formal disciplinary process,all,all,500,100,50,,made up",
        "4,accessed non-mandatory training,all,all,7039,2000,900,,made up",
    ),
    "RWE/2022/counts.csv": (
        "1,staff in post,all,all,500000,90000,20000,,made up",
        "3,entered formal disciplinary process,all,all,500,100,50,,made up",
        "4,accessed non-mandatory training,all,all,7043,2000,900,,made up",
    ),
}
SECRET = {7013, 7019, 7027, 7039, 7043, 7057}
PLAN = (
    "indicators,high_impact_action,rating,theme,actions,outcomes,lead,review\n"
    "2,2,Developing,Recruitment,Advertise,,Chief Nurse,every quarter\n"
)
# Methods that ask for indicators, and those that each of them takes; all others take nothing.
ASK_FOR = {
    **dict.fromkeys(("rates", "rates_chart"), (2, 3, 4)),
    **dict.fromkeys(("survey", "survey_chart"), (5, 6, 7, 8)),
    **dict.fromkeys(("story", "says", "actions"), range(1, 10)),
}


def _frame(report: Report) -> pd.DataFrame:
    rates = report.figures.to_frame().query("figure == 'appointment_rate'")
    return rates[["ethnicity", "year", "value", "numerator", "denominator"]]


def _drawn(report: Report) -> Axes:
    drawing = Figure().add_subplot()
    rates = report.printed(_frame(report)).dropna()
    drawing.bar([*rates.index], [*rates["value"]])
    return drawing


# What a cell of one's own gives to the methods that are for it.
OWN: dict[str, Callable[[Report], tuple]] = {
    "table": lambda report: (report.figures.to_frame().drop(columns=list(UNPRINTED)), "All"),
    "chart": lambda report: (_drawn(report), _frame(report), "Rates", "Rates"),
    "number": lambda report: (1, "staff_count"),
    "figure": lambda report: (1, "staff_count"),
    "what_if": lambda report: (20,),
    "printed": lambda report: (report.figures.to_frame(),),
}
UNPRINTED = ("minuend", "subtrahend", "numerator", "denominator", "indicator")


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """A trust of 2023 that two bodies became, with a plan of each."""
    root = tmp_path_factory.mktemp("secret")
    (root / "organisations.csv").write_text(REGISTER, encoding="utf-8")
    for name, rows in COUNTS.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
        (path.parent / "action_plan.csv").write_text(PLAN, encoding="utf-8")
    (root / "RXX" / "settings.csv").write_text(BME_ONLY, encoding="utf-8")
    return root


@pytest.fixture
def report(data, tmp_path, monkeypatch) -> Report:
    """Opened where nothing was kept from before: read, protected and calculated."""
    monkeypatch.setenv("WRES_CACHE", str(tmp_path / "empty"))
    monkeypatch.setenv("WRES_DATA", str(data))
    return open_report("RXX", 2023, data=data)


def shown(report: Report) -> list[object]:
    """What every method of a report returns, each of it shown."""
    methods = inspect.getmembers(Report, inspect.isfunction)
    names = [name for name, _ in methods if not name.startswith("_")]
    assert {*ASK_FOR, *OWN} < set(names)
    found = []
    for name in names:
        calls = [(each,) for each in ASK_FOR[name]] if name in ASK_FOR else [()]
        calls = [OWN[name](report)] if name in OWN else calls
        found += [getattr(report, name)(*given) for given in calls]
    for one in found:
        if hasattr(one, "_repr_html_"):
            one._repr_html_()
    return found


def test_the_search_finds_what_it_is_for(data):
    """In what was read, from which every report is made."""
    held = list(reachable(read_inputs(data, "RXX", 2023)))
    assert numbers_in(held, SECRET) == SECRET
    assert {type(one) for one in held} >= set(RAW)


def test_no_withheld_count_hangs_on_a_published_report(report):
    assert "2023: a count is very different from the year before." in report.checks
    for roots in ([report], [report, shown(report)]):
        held = list(reachable(*roots))
        assert numbers_in(held, SECRET) == set()
        assert [one for one in held if type(one) in RAW] == []


def test_nor_does_anything_that_is_worked_out_from_one(data, report):
    """No part of a figure that only internal readers see, such as the share of 4 in 16,017."""
    internal, published = (
        {getattr(figure, name) for figure in figures for name in COLUMNS}
        for figures in (figures_of(read_inputs(data, "RXX", 2023), INTERNAL), report.figures)
    )
    secret = {each for each in internal - published if isinstance(each, float)}
    # Small and round numbers stand in every drawing, as sizes and places.
    secret = {each for each in secret if each >= 1000 or each != round(each, 3)}
    assert len(secret) > 50 and 7013 in secret
    assert numbers_in(reachable(report, shown(report)), secret) == set()


def in_a_closure(inputs: Inputs) -> Callable[[], Inputs]:
    return lambda: inputs


@pytest.mark.parametrize(
    "leak",
    [
        lambda inputs: inputs,
        lambda inputs: {"kept": [inputs.years]},
        in_a_closure,
        lambda inputs: inputs.years[-1].rows.items,
        lambda inputs: inputs.years[-1].counts.table["number"].to_numpy()[:1],
        lambda inputs: (row.cells for row in inputs.years[-1].rows.values()),
    ],
    ids=["itself", "in containers", "closure", "method", "what an array views", "generator"],
)
def test_every_way_to_hold_one_is_seen(data, report, leak):
    held = replace(report, commentaries=leak(read_inputs(data, "RXX", 2023)))
    assert 7013 in numbers_in(reachable(held), SECRET)


IN_A_PROCESS = """
import gc, sys
from reachable import numbers_in, reachable
from test_behind_the_door import RAW, SECRET, shown
from helpers.report import open_report, read_ahead
read_ahead("RXX", 2023)
report = open_report("RXX", 2023)
shown(report)
del report
gc.collect()
ours = ("helpers", "wres")
kept = [vars(module) for name, module in sys.modules.items() if name.partition(".")[0] in ours]
held = list(reachable(*kept))
print(len(held), numbers_in(held, SECRET), [one for one in gc.get_objects() if type(one) in RAW])
"""


def test_a_process_that_opened_a_published_report_keeps_nothing_raw(data, tmp_path):
    """In no module of the pack, not even where a report is read ahead for others."""
    ran = subprocess.run(
        [sys.executable, "-c", IN_A_PROCESS],
        cwd=Path(__file__).parent, capture_output=True, text=True, timeout=120, check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "WRES_DATA": str(data),
                          "WRES_CACHE": str(tmp_path / "empty")},
    )  # fmt: skip
    number, rest = ran.stdout.split(" ", 1)
    assert int(number) > 10_000 and rest == "set() []\n"
