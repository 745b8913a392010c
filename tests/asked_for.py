"""Reports of the sample data whose organisation asks for the page of further standards."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from helpers.report import Report
from wres.ground.settings import PUBLISHED
from wres.reading.held import Inputs
from wres.reading.inputs import read_inputs

DATA = Path(__file__).parents[1] / "data"


def asking(inputs: Inputs) -> Inputs:
    """The same input with the setting."""
    settings = replace(inputs.context.settings, further_standards=True)
    return replace(inputs, context=replace(inputs.context, settings=settings))


@cache
def report_with(organisation: str, year: int, audience: str = PUBLISHED) -> Report:
    """A report of the sample data with the page."""
    return Report.of(asking(read_inputs(DATA, organisation, year)), audience)
