"""A small report to attack, with something planted in it."""

import pytest
from attack.keyed import put, staff


@pytest.fixture
def report(tmp_path):
    """Writes a report with something planted in it; its folder."""

    def write(extra="", year=2023, heading="Workforce"):
        return put(
            tmp_path / str(year) / "QHG", workforce=f"<h1>{heading}</h1>{extra}{staff(year)}"
        )

    return write
