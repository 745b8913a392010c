"""What colleagues change in Word comes back, and what cannot is named."""

from __future__ import annotations

import csv
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from prepare.own_words import PLAN, WORDS, own_words

from wres.claims.lines import DocumentError
from wres.cli import main
from wres.export.word import unedited, write_handout
from wres.figures import Figures
from wres.ground.errors import ParameterError
from wres.prepare.sections import sections, write_sections
from wres.prepare.takeback import ACCEPT, REFUSE, open_file, take_back, whose

# Made from these words by LibreOffice 7.4, which opened an edited copy and saved it as Word 2007.
LIBREOFFICE = Path(__file__).with_name("edited_in_libreoffice.docx")
# The same by way of its own format (.odt), with a word changed, a table and a footnote.
WITH_A_TABLE = Path(__file__).with_name("table_added_in_libreoffice.docx")
BY = 'w:id="9" w:author="A Colleague" w:date="2026-11-30T02:00:00Z"'
MARK = r"<w:pPr>(?:(?!</w:pPr>).)*</w:pPr>"


@pytest.fixture
def folder(tmp_path):
    return own_words(tmp_path)


@pytest.fixture
def handout(folder, tmp_path):
    """The words as a Word file."""
    write_handout(sections(folder), "RXX", 2023, tmp_path / "words.docx")
    return tmp_path / "words.docx"


def brought(folder, path, changes=""):
    now = unedited(sections(folder), "RXX", 2023)
    return take_back(open_file(path, changes), now, folder, Figures([]), 2023)


def told(taken):
    return {section.name: text for section, text in taken.changed.items()}


def edit(path, *changes):
    """Change the text's XML: each a pattern and what comes in its place."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    xml = parts["word/document.xml"].decode()
    for pattern, new in changes:
        xml, count = re.subn(pattern, new, xml, count=1, flags=re.DOTALL)
        assert count, pattern
    parts["word/document.xml"] = xml.encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def run(words):
    return rf"<w:r><w:t[^>]*>{words}</w:t></w:r>"


def test_what_nobody_edits_comes_back_as_it_is(folder, handout):
    taken = brought(folder, handout)
    assert (told(taken), taken.unchanged, taken.not_taken) == ({}, 27, ())
    assert whose(open_file(handout)) == ("RXX", 2023)


def test_nothing_is_lost_on_the_way_through_libreoffice(folder):
    taken = brought(folder, LIBREOFFICE, ACCEPT)
    assert told(taken) == {
        "Priorities": WORDS["priorities"] + " and by patients",
        "Indicator 1: what we have done": "- Held four *open* days\n"
        "- Wrote to all staff and to 26 contractors\n- Made a plan (new)",
        "Action 1: Actions": "Revise it\nCheck it",
    }
    assert taken.unchanged == 24
    [why] = taken.not_taken
    assert why.startswith("'Thanks' is no heading of a section") and "'To everybody.'" in why
    assert taken.comments == ("A Colleague at 'Indicator 2: what we plan': 'Is this right?'",)


def test_what_libreoffice_writes_and_cannot_be_taken_is_named_and_the_rest_is_taken(folder):
    taken = brought(folder, WITH_A_TABLE)
    assert told(taken) == {
        "Indicator 1: what we have done": "- Held six *open* days\n- Wrote to all staff"
    }
    assert [why.partition(", which cannot be taken")[0] for why in taken.not_taken] == [
        "'Indicator 2: what we plan' holds a table ('a12')",
        "'Action 2: Actions' holds a footnote",
    ]
    assert taken.unchanged == 26


def test_its_tracked_changes_can_be_refused(folder):
    assert list(told(brought(folder, LIBREOFFICE, REFUSE))) == ["Indicator 1: what we have done"]


def test_tracked_changes_are_not_taken_or_left_without_a_word(folder):
    with pytest.raises(ParameterError, match=r"holds 3 tracked changes\. Say --changes accept"):
        open_file(LIBREOFFICE)


# In the way of Word: words and ends of paragraphs put in and taken out, moved words, looks.
TRACKED = {
    "words put in": (
        (run("Train"), rf"\g<0><w:ins {BY}><w:r><w:t> all</w:t></w:r></w:ins>"),
        {"Action 2: Actions": "Train all"}, {},
    ),
    "words taken out": (
        (run("Train"), rf"<w:del {BY}><w:r><w:delText>Train</w:delText></w:r></w:del>"),
        {"Action 2: Actions": ""}, {},
    ),
    "words moved": (
        (run("Train"), rf"<w:moveFrom {BY}><w:r><w:t>Train</w:t></w:r></w:moveFrom>"
         rf"<w:moveTo {BY}><w:r><w:t>Teach</w:t></w:r></w:moveTo>"),
        {"Action 2: Actions": "Teach"}, {},
    ),
    "a paragraph put in": (
        (rf"<w:p>{MARK}{run('Train')}",
         rf"<w:p><w:pPr><w:rPr><w:ins {BY}/></w:rPr></w:pPr><w:ins {BY}><w:r><w:t>Plan</w:t></w:r>"
         r"</w:ins></w:p>\g<0>"),
        {"Action 2: Actions": "Plan\nTrain"}, {},
    ),
    "the end of a paragraph taken out": (
        (rf"<w:p>(?:(?!</w:p>).)*{run('Review it')}</w:p>",
         rf"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr><w:r><w:t>Review it, c</w:t></w:r>"
         rf"<w:del {BY}><w:r><w:delText>lose</w:delText></w:r></w:del></w:p>"),
        {"Action 1: Actions": "Review it, cCheck it"},
        {"Action 1: Actions": "Review it, close\nCheck it"},
    ),
    "a list made": (
        (rf"<w:p>{MARK}(?={run('16.0% of the workforce is BME.')})",
         rf'<w:p><w:pPr><w:pStyle w:val="ListBullet"/><w:pPrChange {BY}><w:pPr>'
         r'<w:pStyle w:val="Normal"/></w:pPr></w:pPrChange></w:pPr>'),
        {"Indicator 2: what we plan": "- 16.0% of the workforce is BME."}, {},
    ),
    "words made bold": (
        (run("Train"), rf"<w:r><w:rPr><w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr>"
         r"<w:t>Train</w:t></w:r>"),
        {}, {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", TRACKED)
def test_what_word_tracks_is_accepted_or_refused(folder, handout, change):
    how, accepted, refused = TRACKED[change]
    edit(handout, how)
    assert told(brought(folder, handout, ACCEPT)) == accepted
    assert told(brought(folder, handout, REFUSE)) == refused


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ((rf"<w:p>{MARK}{run('Train')}</w:p>",
          r"\g<0><w:tbl><w:tr><w:tc><w:p><w:r><w:t>June</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"),
         "'Action 2: Actions' holds a table ('June'), which cannot be taken"),
        ((run("Train"), r"\g<0><w:r><w:drawing/></w:r>"), "holds a picture"),
        ((run("Train"), r'\g<0><w:r><w:footnoteReference w:id="2"/></w:r>'), "holds a footnote"),
        ((run("Priorities"), r"<w:r><w:t>Aims</w:t></w:r>"), "'Aims' is no heading of a section"),
        ((run("Priorities"), r"<w:r><w:t>Aims</w:t></w:r>"), "'Priorities' is not in the file"),
        ((run("Priorities"), r"<w:r><w:t>Introduction</w:t></w:r>"), "stands there twice"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_named_and_its_section_stays(folder, handout, how, says):
    edit(handout, how)
    taken = brought(folder, handout)
    assert told(taken) == {} and any(says in why for why in taken.not_taken), taken.not_taken


def test_a_section_that_was_changed_in_its_folder_meanwhile_is_not_written_over(folder, handout):
    path = folder / "narrative" / "contacts.md"
    path.write_text("Somebody else's.\n", encoding="utf-8")
    taken = brought(folder, handout)
    assert told(taken) == {}
    assert taken.not_taken[0].startswith("'Contacts' was changed in its folder since the file")


def test_what_is_typed_in_word_means_itself_in_markdown(folder, handout):
    edit(handout, (run("16.0% of the workforce is BME."),
                   "<w:r><w:t># 5 * 3 *b* _c_ a_b [d](e) &amp;amp; 1. f</w:t></w:r>"))  # fmt: skip
    text = r"\# 5 \* 3 \*b\* \_c\_ a_b \[d\](e) \&amp; 1. f"
    assert told(brought(folder, handout)) == {"Indicator 2: what we plan": text}
    write_sections(folder, brought(folder, handout).changed)
    assert told(brought(folder, handout)) == {}


def test_only_the_cells_that_changed_are_other_in_the_action_plan(folder, handout):
    edit(handout, (run("Train"), "<w:r><w:t>Train, and coach</w:t></w:r>"))
    write_sections(folder, brought(folder, handout).changed)
    now, before = (list(csv.reader(text.splitlines(keepends=True)))
                   for text in ((folder / "action_plan.csv").read_text("utf-8"), PLAN))  # fmt: skip
    assert now[2][4] == "Train, and coach"
    assert [row[:4] + row[5:] for row in now] == [row[:4] + row[5:] for row in before]


def wres(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_commands_hand_out_and_take_back(folder, tmp_path):
    data, path = folder.parents[1], tmp_path / "out.docx"
    said = wres("narrative", "export", "RXX", 2023, "--to", path, "--data", data)
    assert said.exit_code == 0 and "27 sections, of which 14 are blank" in said.output
    again = wres("narrative", "export", "RXX", 2023, "--to", path, "--data", data)
    assert again.exit_code == 1 and "exists already" in again.output
    wrong = "17.0% of the workforce is BME."
    edit(path, (run("Wrote to all staff"), f"<w:r><w:t>{wrong}</w:t></w:r>"))
    done = folder / "narrative" / "indicator_1_done.md"

    strict = wres("narrative", "import", path, "--data", data, "--strict")
    assert strict.exit_code == 1 and done.read_text("utf-8") == WORDS[done.stem] + "\n"
    assert "'17.0%' is contradicted by the figures" in strict.output

    taken = wres("narrative", "import", path, "--data", data)
    assert taken.exit_code == 0, taken.output
    assert "Changed: Indicator 1: what we have done (RXX/2023/narrative" in taken.output
    assert "Warning: narrative/indicator_1_done.md" in taken.output
    assert done.read_text("utf-8") == f"- Held four *open* days\n- {wrong}\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("export", "RYY", 2023), "holds no folder 'RYY/2023'"),
        (("export", "..", 2023), "holds no folder"),
        (("import", "nowhere.docx"), "there is no file 'nowhere.docx'"),
        (("import", "words.txt"), "is not a Word file"),
    ],
)
def test_a_slip_is_said_in_a_sentence(folder, arguments, says):
    said = wres("narrative", *arguments, "--data", folder.parents[1])
    assert said.exit_code == 1 and says in said.output and "Traceback" not in said.output


def test_a_file_of_something_else_says_whose_it_is_not(handout, tmp_path):
    edit(handout, (r"RXX 2023</w:t>", "somebody</w:t>"))
    with pytest.raises(ParameterError, match="does not end with a code and a year"):
        whose(open_file(handout))
    shutil.copy(Path(__file__), tmp_path / "a.docx")
    with pytest.raises(DocumentError, match=r"not a Word or PowerPoint document"):
        open_file(tmp_path / "a.docx")
