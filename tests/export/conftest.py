"""The sample report's notebooks, executed for real once, as the export gets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from wres.export.html import Fragment, fragment

from .sample_report import ACTION_PLAN, RECRUITMENT, SUMMARY, executed


@pytest.fixture(scope="session")
def notebooks(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three executed notebooks in the order of the report."""
    folder = tmp_path_factory.mktemp("executed")
    return [
        executed(cells, folder, name)
        for name, cells in (
            ("summary", SUMMARY),
            ("recruitment", RECRUITMENT),
            ("action_plan", ACTION_PLAN),
        )
    ]


@pytest.fixture(scope="session")
def fragments(notebooks: list[Path]) -> list[Fragment]:
    """The same three as pieces of a report."""
    return [fragment(path) for path in notebooks]
