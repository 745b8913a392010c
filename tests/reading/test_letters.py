"""What people paste becomes characters that every edition can show."""

import shutil
from pathlib import Path

import pytest

from wres import reference
from wres.reading.inputs import read_inputs
from wres.reading.letters import legible
from wres.reference.letters import characters

DATA = Path(__file__).resolve().parents[2] / "data"


def marked(text):
    return legible(text, "context.md")[0]


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("\uf0b7 one", "• one"),  # Word's bullet
        ("\uf0fc done", "✓ done"),
        ("o\ufb03ce", "office"),  # out of a PDF
        ("one\x0btwo", "one\ntwo"),  # a line break of Word
        ("co\u00adoperate", "cooperate"),
        ("a\u200bb\ufeffc", "abc"),
        ("one\r\ntwo", "one\ntwo"),
    ],
)
def test_pasted_character_becomes_what_it_means(pasted, meant):
    assert legible(pasted, "context.md") == (meant, ())


@pytest.mark.parametrize("text", ["اردو میں خلاصہ", "বাংলা সারাংশ", "Siân – “fair”", "→ ≤ ✓", ""])
def test_letters_of_the_fonts_stay(text):
    assert legible(text, "context.md") == (text, ())


def test_what_no_font_has_stands_there_as_its_name():
    assert marked("Thanks 🎉!") == "Thanks [party popper]!"
    assert marked("中文 report") == "[cjk unified ideograph] report"
    assert marked("a\x07b") == "a[control character]b"
    assert marked("\ue123") == "[character without a name]"


def test_several_beside_each_other_are_named_once_each():
    assert marked("🎉🎉👍🎉") == "[party popper][thumbs up sign]"


def test_warning_names_the_row_of_each_and_counts_the_rest():
    text = "one\n🎉\n👍 🎉\n" + "".join("🍎🍏🍐🍑🍒")
    (doubt,) = legible(text, "QHG/2023/narrative/context.md")[1]
    assert str(doubt) == (
        "QHG/2023/narrative/context.md, row 2: has no letters for: party popper (row 2), "
        "thumbs up sign (row 3), red apple (row 4), green apple (row 4), pear (row 4), 2 more. "
        "Each stands in the report as its name in square brackets; put words in its place."
    )


def test_what_stands_in_place_of_a_pasted_character_can_be_shown():
    for row in reference.rows("pasted_characters"):
        shown = {chr(int(code, 16)) for code in row["instead"].split()}
        assert shown <= characters() | {"\n"}
        assert chr(int(row["characters"], 16)) not in characters() - {"\u200b"}


def test_a_text_that_was_made_legible_stays_as_it_is():
    once = marked("🎉 中\x07\uf0b7 ok")
    assert legible(once, "context.md") == (once, ())


def test_words_and_tables_that_people_write_are_made_legible(tmp_path):
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    narrative = data / "QHG" / "2023" / "narrative" / "context.md"
    narrative.write_text(narrative.read_text() + "\n\uf0b7 one\n🎉\n")
    register = data / "organisations.csv"
    register.write_text(register.read_text().replace('QHG,"NHS', 'QHG,"👍 NHS', 1))
    inputs = read_inputs(data, "QHG", 2023)
    said = inputs.years[-1].commentary
    assert said.narrative["context"].endswith("• one\n[party popper]")
    assert inputs.context.organisation.name.startswith("[thumbs up sign] NHS")
    files = [doubt.file for doubt in inputs.doubts if doubt.kind == "letters"]
    assert set(files) >= {"QHG/2023/narrative/context.md", "organisations.csv"}
