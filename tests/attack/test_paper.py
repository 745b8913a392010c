"""A PDF's text is read whole, in its order, by the fast way and by pypdf alike."""

from pypdf import PdfReader

from wres.attack.paper import text_of
from wres.export.pdf import write_pdf

CHART = (
    '<svg viewBox="0 0 480 78" font-family="Source Sans 3"><title>Bar chart</title>'
    '<text x="90" y="48">Staff (1 to 7): 12.5%</text></svg>'  # ff is one glyph
)
PAGE = (
    '<html lang="en-GB"><head><title>T</title></head><body data-footer="NHS Example">'
    "<h1>Pay (all)</h1><p>A \\ B ) C ] D ( E, Siân, −1.5</p><p>Tŷ ≥ 3</p><p>{letters}</p>"
    f"{CHART}<p>1,234 of 5,678</p></body></html>"
)
# More glyphs than fit a string of ASCII, so that a page holds strings of both kinds.
LETTERS = "".join(map(chr, (*range(33, 127), *range(174, 256)))).replace("&", "").replace("<", "")


def test_a_page_is_read_fast_and_says_what_pypdf_says(tmp_path):
    target = tmp_path / "a.pdf"
    write_pdf(PAGE.format(letters=LETTERS), target)
    fast = "".join(text_of(page, {}) for page in PdfReader(target).pages)
    assert LETTERS in "".join(fast.split())
    slow = "".join(page.extract_text() for page in PdfReader(target).pages)
    assert len("".join(fast.split())) == len("".join(slow.split()).replace("\u200b", ""))
    lines = fast.splitlines()
    assert lines[:2] == ["Pay (all)", "A \\ B ) C ] D ( E, Siân, −1.5"]
    assert lines[-4:] == [
        "Staff (1 to 7): 12.5%",
        "1,234 of 5,678",
        "NHS Example",
        "Page 1 of 1",
    ]
