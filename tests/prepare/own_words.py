"""An organisation's own words, in every form that Markdown gives them and Word can hold."""

from __future__ import annotations

from pathlib import Path

from builders import data_folder

WORDS = {
    "context": "We are **one** trust with _two_ sites & a [policy](https://example.org/a_(b)).\n\n"
    "## Why\n\nStars like 5\\* and a_b stay. First line\\\nsecond line.",
    "priorities": "1. Listen\n2. Act:\n   - at once\n   - for good\n\n> Said by staff",
    "indicator_1_done": "- Held four *open* days\n- Wrote to all staff",
    "indicator_2_planned": "16.0% of the workforce is BME.",
    "indicator_3_done": "| a | b |\n|---|---|\n| c | d |",
    "contacts": "2024\\. is no list. `wres` neither.",
}
PLAN = (
    "indicators,high_impact_action,rating,theme,actions,outcomes,lead,review\n"
    '"1, 9",2,,Data,"Review it\nCheck it",,Chief People Officer,every six months\n'
    '2,,Developing,"Posts, all",Train,More [c] hires,,\n'
)


def own_words(root: Path) -> Path:
    """The folder of a year with them."""
    folder = data_folder(root) / "RXX" / "2023"
    (folder / "narrative").mkdir()
    for name, text in WORDS.items():
        (folder / "narrative" / f"{name}.md").write_text(f"{text}\n", encoding="utf-8")
    (folder / "action_plan.csv").write_text(PLAN, encoding="utf-8")
    return folder
