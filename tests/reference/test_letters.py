"""The table of characters says what the font files hold."""

import unicodedata
from importlib.resources import files

import pytest
from fontTools.ttLib import TTFont

from wres import reference
from wres.export import fonts
from wres.reference.letters import characters, characters_of

FONTS = reference.by("fonts", "font")
# Of the characters without a look of their own, those that scripts are written with.
JOINERS = {"\u200c", "\u200d", "\u200e", "\u200f"}


@pytest.mark.parametrize("font", FONTS)
def test_font_has_what_the_table_says(font):
    for weight in FONTS[font]["weights"].split():
        with files(fonts).joinpath(f"{font}-{weight}-normal.ttf").open("rb") as file:
            drawn = {chr(code) for code in TTFont(file).getBestCmap()}
        assert characters_of(font) <= drawn


def test_each_character_is_one_fonts():
    assert sum(len(characters_of(font)) for font in FONTS) == len(characters())


def test_characters_that_show_nothing_are_left_out():
    kinds = {unicodedata.category(letter): letter for letter in characters() - JOINERS}
    assert not set(kinds) & {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


def test_scripts_that_people_write_in():
    words = "Ŵyn Ελλάδα Жук Tiếng اردو עברית हिन्दी বাংলা ਪੰਜਾਬੀ ગુજરાતી தமிழ் తెలుగు ಕನ್ನಡ മലയാളം සිංහල ଓଡ଼ିଆ"
    symbols = "•–—‘’“”…€£→⇒≤≥≠≈✓✔✗☐☑★●■▪➢™®½⅓①"
    assert set(words + symbols) <= characters()


def test_every_font_file_is_in_the_table():
    names = {path.name for path in files(fonts).iterdir() if path.name.endswith(".ttf")}
    assert names == {
        f"{font}-{weight}-normal.ttf"
        for font, row in FONTS.items()
        for weight in row["weights"].split()
    }
