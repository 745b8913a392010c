"""The front page's tiles."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import plainly

from helpers.report import open_report
from wres.figures import ALL, Figure, State
from wres.ground.settings import AUDIENCES, INTERNAL, PUBLISHED
from wres.narrative.finding import Finding, Verdict
from wres.showing.tiles import key_findings

DATA = Path(__file__).parents[2] / "data"
SAMPLE_YEARS = [("QHG", 2022), ("QHG", 2023), ("EX1", 2022), ("EX1", 2023), ("EX1", 2024)]


def tiles(code: str, year: int) -> dict[str, tuple[str, str]]:
    """As internal readers see them, in whose report nothing is withheld by the pack."""
    found = plainly(open_report(code, year, INTERNAL, data=DATA).key_findings().tiles)
    return {tile.value: (tile.label, tile.detail) for tile in found}


def test_the_founding_reports_key_findings():
    found = tiles("QHG", 2023)
    assert found["23.5%"] == (
        "of staff are BME (99 of 421)",
        "5.8 percentage points below the local population (29.3%), more than chance would explain.",
    )
    assert found["10.2%"] == (
        "of non-clinical staff in bands 8a to VSM are BME (14 of 137)",
        "13.3 percentage points below the workforce (23.5%), more than chance would explain.",
    )
    assert found["2.19"] == (
        "White applicants were 2.19 times as likely as BME applicants "
        "to be appointed from shortlisting",
        "More than chance would explain.",
    )
    # One number for one fact: 0.57 and 1.74 times are one.
    assert found["1.74"] == (
        "BME staff were 1.74 times as likely as White staff to take part in non-mandatory training",
        "More than chance would explain.",
    )
    assert found["Nobody"] == ("entered the formal disciplinary process", "As in 2022.")
    assert found["12.7%"] == (
        "of BME staff experienced harassment, bullying or abuse from patients, relatives or the "
        "public (7 of 55)",
        "4.7 percentage points above White staff (8.0%), which may be chance.",
    )
    assert found["0.0%"] == (
        "of the whole board is BME (0 of 13)",
        "23.5 percentage points below the BME share of the workforce (23.5%), more than chance "
        "would explain.",
    )


def test_a_tile_says_in_words_what_its_colour_means():
    shown = key_findings(
        [
            Finding(
                Figure("RXX", 2023, 5, "survey_percentage", state=State.SHOWN, value=10.0),
                "Of staff", value="10.0%", label="of staff",
                verdict=Verdict(True, is_adverse=is_adverse, is_significant=is_sure),
            )
            for is_adverse, is_sure in ((True, True), (True, False), (False, True))
        ],
        2023,
    ).html()  # fmt: skip
    assert shown.count("To the disadvantage of BME people") == shown.count("wres-tone-worse") == 1
    assert shown.count("To the advantage of BME people") == shown.count("wres-tone-better") == 1
    assert shown.count("wres-tone-neutral") == 1 and shown.count("wres-tile-tone") == 2


def test_what_matters_most_comes_first_and_is_red():
    found = {
        audience: plainly(open_report("QHG", 2023, audience, data=DATA).key_findings().tiles)
        for audience in AUDIENCES
    }
    assert [tile.value for tile in found[INTERNAL]] == [
        "0.0%", "29.8%", "14.8%", "2.19", "10.2%", "23.5%",  # adverse, more than chance
        "18.2%", "12.7%",  # adverse, may be chance
        "35.3%", "31.4%", "1.74", "Nobody",
    ]  # fmt: skip
    # Training favours BME staff, but take-up fell for everybody.
    tones = ["worse"] * 6 + ["neutral"] * 6
    assert [tile.tone for tile in found[INTERNAL]] == tones
    # 50 of 159 in non-clinical bands 1 to 7 are withheld, and their tile with them. The next one
    # comes in: the ethnicity of 408 of 421 is known.
    assert [tile.value for tile in found[PUBLISHED]] == [
        {"31.4%": "96.9%"}.get(tile.value, tile.value) for tile in found[INTERNAL]
    ]


def test_every_indicator_comes_in_before_a_second_tile_of_any():
    def finding(indicator, value, group="clinical"):
        figure = Figure(
            "RXX", 2023, indicator, "staff_percentage", group, state=State.SHOWN, value=1.0
        )
        verdict = Verdict(True, indicator == 1, True, True, True, 9.0, 10)
        return Finding(figure, "Headline", value=value, label="x", verdict=verdict)

    many = [finding(1, f"band {n}") for n in range(20)] + [finding(1, "everybody", ALL)]
    many += [finding(n, f"i{n}") for n in range(2, 10)]
    values = [tile.value for tile in key_findings(many, 2023).tiles]
    others = [f"i{n}" for n in range(2, 10)]
    assert values == ["band 0", "band 1", "band 2", "everybody", *others]


def test_what_is_not_known_has_no_tile():
    gone = Figure("RXX", 2023, 5, "survey_percentage", state=State.WITHHELD)
    assert key_findings([Finding(gone, "It is withheld")], 2023).tiles == ()


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
    found = plainly(open_report(code, year, data=DATA).key_findings().tiles)
    assert 8 <= len(found) <= 12
    for tile in found:
        assert tile.value and tile.label and tile.href.startswith("#")
        text = f"{tile.value} {tile.label} {tile.detail}"
        assert "  " not in text.strip()
        assert not any(wrong in text for wrong in ("None", "nan", "..", "[x]", "[c]"))
        assert not tile.detail or (tile.detail[0].isupper() or tile.detail[0].isdigit())
        assert not tile.detail or tile.detail.endswith(".")
