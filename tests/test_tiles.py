"""The front page's tiles."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.report import open_report

DATA = Path(__file__).parents[1] / "data"
SAMPLE_YEARS = [("QHG", 2022), ("QHG", 2023), ("EX1", 2022), ("EX1", 2023), ("EX1", 2024)]


def tiles(code: str, year: int) -> dict[str, tuple[str, str]]:
    found = open_report(code, year, data=DATA).key_findings().tiles
    return {tile.value: (tile.label, tile.detail) for tile in found}


def test_the_founding_reports_key_findings():
    found = tiles("QHG", 2023)
    assert found["23.5%"] == (
        "of staff are BME (99 of 421)",
        "Down 0.6 percentage points on 2022. "
        "5.8 percentage points below the local population (29.3%).",
    )
    assert found["10.2%"] == (
        "of non-clinical staff in bands 8a to VSM are BME (14 of 137)",
        "Down 7.6 percentage points on 2022. Bands 1 to 7: 31.4%, up 9.9 percentage points.",
    )
    assert found["2.19"] == (
        "White applicants were 2.19 times as likely as BME applicants "
        "to be appointed from shortlisting",
        "White to BME, where 1.00 means equally likely. 2.31 in 2022.",
    )
    assert found["0.57"] == (
        "BME staff were 1.74 times as likely as White staff to take part in non-mandatory training",
        "White to BME, where 1.00 means equally likely. 0.81 in 2022.",
    )
    assert found["Nobody"] == ("entered the process", "Formal disciplinary process.")
    assert found["12.7%"][1] == (
        "4.7 percentage points above White staff (8.0%). "
        "Up 2.1 percentage points on the previous survey."
    )
    assert found["0.0%"] == (
        "of the whole board is BME (0 of 13)",
        "23.5 percentage points below the BME share of the workforce (23.5%).",
    )


def test_the_disciplinary_tile_is_bme_to_white():
    # 16 of 2,496 over 24 of 4,513
    assert tiles("EX1", 2024)["1.21"][0] == (
        "BME staff were 1.21 times as likely as White staff "
        "to enter the formal disciplinary process"
    )


def test_a_first_year_has_no_change():
    found = open_report("QHG", 2022, data=DATA).key_findings().tiles
    assert not any(word in tile.detail for tile in found for word in ("Up ", "Down ", "Unchanged"))


@pytest.mark.parametrize(("code", "year"), SAMPLE_YEARS)
def test_tiles_can_be_printed(code, year):
    found = open_report(code, year, data=DATA).key_findings().tiles
    assert 8 <= len(found) <= 12
    for tile in found:
        assert tile.value and tile.label and tile.href.startswith("#")
        text = f"{tile.value} {tile.label} {tile.detail}"
        assert "  " not in text.strip()
        assert not any(wrong in text for wrong in ("None", "nan", "..", "[x]", "[c]"))
        assert not tile.detail or (tile.detail[0].isupper() or tile.detail[0].isdigit())
        assert not tile.detail or tile.detail.endswith(".")
