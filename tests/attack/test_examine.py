"""A finished report is read by its keys as an attacker reads it, and a planted leak is found."""

import json
from pathlib import Path

import pytest
from attack.keyed import BAND, BME, CLINICAL, count, own, page, put, staff, table
from click.testing import CliRunner
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from wres import cli
from wres.attack.exact import Handed
from wres.attack.facts import Cell
from wres.attack.verdict import examine, examine_together
from wres.export.pdf import write_pdf
from wres.ground.errors import NoDataError


def found(verdict):
    """The range of the BME count."""
    return next(r for cell, r in verdict.ranges.items() if BME in str(cell))


def test_a_report_whose_withheld_counts_stay_withheld_passes(report):
    verdict = examine(report())
    assert verdict.passed, verdict.summary()
    assert len(verdict.ranges) == 3
    assert verdict.smallest == 11  # the unknown: from 0 to all 10
    assert found(verdict).candidates == 41  # 0 to 40
    assert verdict.summary().startswith("PASSED")


def test_a_comment_in_the_code_of_a_notebook_is_read(report):
    folder = report()
    cells = [
        {"cell_type": "markdown", "source": "# Workforce"},
        {"cell_type": "code", "source": "# Clinical, Bands 1 to 7, BME: 5\nreport.bands()"},
    ]
    path = folder / "notebooks" / "workforce.ipynb"
    path.parent.mkdir()
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert found(examine(folder)).candidates == 1


LABELLED = (
    '<svg viewbox="0 0 480 78"><title>Bar chart: BME share of clinical staff. {title}</title>{more}'
    '<text x="90" y="48">Bands 1 to 7</text><text x="300" y="48">{label}</text></svg>'
)
HIDDEN = "2023/1/staff_percentage/clinical/1-7//BME"
KEPT = f'<tspan data-figure="{HIDDEN}">[c]</tspan>'


@pytest.mark.parametrize(
    ("extra", "where"),
    [
        (LABELLED.format(title="", more="", label="12.5% (5 of 40)"), "the chart 'Bar chart: BME"),
        (LABELLED.format(title="Bands 1 to 7: 12.5%.", more="", label=KEPT), "the chart"),
        (LABELLED.format(title="", more="<!-- 12.5% -->", label=KEPT), "the chart"),
        ("<!-- Clinical, Bands 1 to 7, 2023, BME: 5 -->", "under 'Workforce'"),
        ('<p><img src="data:image/svg+xml,x" alt="Clinical staff, bands 1 to 7, BME: 5"></p>',
         "under 'Workforce'"),
        ("<p>Clinical staff in bands 1 to 7: 12.5% are BME.</p>", "under 'Workforce'"),
        ("<p>Five of 40 clinical staff in bands 1 to 7 are BME.</p>", "under 'Workforce'"),
    ],
)  # fmt: skip
def test_a_number_planted_without_its_key_fails_the_report(report, extra, where):
    verdict = examine(report(extra))
    assert not verdict.passed
    assert verdict.findings and all(f"workforce.html, {where}" in each or "report.html" in each
                                    for each in verdict.findings)  # fmt: skip
    assert found(verdict).candidates == 41  # it is refused; what it tells is not guessed


@pytest.mark.parametrize(
    "words",
    [
        "Clinical staff in bands 1 to 7: 12.5% are BME.",
        "Clinical staff in bands 1 to 7: 12.5% are BME (5 of 40).",
        "5 of 40 clinical staff in bands 1 to 7 are BME.",
    ],
)
@pytest.mark.parametrize("is_handed", [True, False])
def test_a_count_in_peoples_own_words_comes_back(report, words, is_handed):
    handed = Handed(frozenset((words,))) if is_handed else None
    verdict = examine(report(own(words)), handed=handed)
    assert not verdict.passed and not verdict.findings
    assert (found(verdict).low, found(verdict).high) == (5, 5)
    assert any(BME in str(each.cell) and each.reasons for each in verdict.failing)
    assert bool(verdict.unheld) is not is_handed


def test_words_that_nobody_handed_in_fail_the_report(report):
    (said, *_) = examine(report(own("5 of 40 are BME.")), handed=Handed()).findings
    assert said.startswith("workforce.html, under 'Workforce': '5 of 40 are BME.' calls itself")


@pytest.mark.parametrize(
    ("key", "printed"),
    [(f"2023/1/{BAND}//BME", "5"), ("2023/1/staff_percentage/clinical/1-7//BME", "12.5%")],
)
def test_a_figure_cannot_be_shown_in_one_place_and_withheld_in_another(report, key, printed):
    verdict = examine(report(f"<p>Of them {count(key, printed)} are BME.</p>"))
    assert f"'[c]' has the key {key}, but that figure is printed '{printed}'" in str(
        verdict.findings
    )


def test_a_share_that_is_shown_gives_its_withheld_count_back(tmp_path):
    hidden = '/staff_percentage/clinical/1-7//White">{}<'
    body = staff(2023).replace(hidden.format("[c]"), hidden.format("12.5%"))
    verdict = examine(put(tmp_path / "2023/QHG", workforce=f"<h1>Workforce</h1>{body}"))
    assert not verdict.findings and not verdict.passed
    white = next(r for cell, r in verdict.ranges.items() if "Bands 1 to 7, White" in str(cell))
    assert (white.low, white.high) == (5, 5)


def test_a_large_count_that_was_withheld_must_not_come_back_either(report):
    verdict = examine(report(own("31 of 40 clinical staff in bands 1 to 7 are BME.")))
    assert 31 in {each.range.low for each in verdict.failing}


def bands(year, of, cell):
    """A table of one count, in the report of a year or of the year after."""
    key = f"{of}/1/{BAND}//BME"
    row = (f"Bands 1 to 7, {of}", count(key, cell))
    return table(f"{CLINICAL} {year} ", ("Pay band and year", "BME"), row)


def test_reports_attacked_together_know_of_each_other(report):
    # The withheld BME count of 2023 stands in the next year's report.
    first, second = report(), report(bands(2024, 2023, 4), year=2024)
    withheld, telling = examine_together({first: None, second: None})
    assert [each.range.low for each in withheld.failing] == [4]
    assert telling.passed
    quick, other = examine_together({first: None, second: None}, exact=False)
    assert (quick.failing, other.passed) == (withheld.failing, True)
    assert examine(first, also=[]).passed


def test_last_years_report_is_known_to_the_attacker(report):
    folder = report(bands(2023, 2022, None))
    assert examine(folder).passed
    earlier = put(
        folder.parents[1] / "2022/QHG", workforce="<h1>Workforce</h1>" + bands(2022, 2022, 4)
    )
    verdict = examine(folder)
    assert [each.range.low for each in verdict.failing] == [4]
    assert examine(folder, also=()).passed
    # What cannot be known of it cannot be vouched for.
    (earlier / "figures.csv").unlink()
    (said,) = examine(folder).findings
    assert "the report in" in said and "it has no figures.csv" in said


def test_what_fits_a_withheld_cell_by_its_base_is_taken_for_it(report):
    # It may be these forty.
    verdict = examine(report(own("5 of 40 people at the summer party were BME.")))
    assert found(verdict).candidates == 1


@pytest.mark.parametrize(
    "words",
    [
        "12.5% of people at the summer party were BME.",
        "5 of 41 clinical staff in bands 1 to 7 are BME.",
        "Nobody of 40 guests is BME: 7 declined.",
    ],
)
def test_what_cannot_be_bound_is_not_guessed(report, words):
    assert found(examine(report(own(words)))).candidates == 41


def rates(*rows):
    """A table of recruitment: whose, how many were shortlisted, how many appointed."""
    told = (
        (name, count(f"2023/2/shortlisted_count////{key}", shortlisted),
         count(f"2023/2/appointed_count////{key}", appointed))
        for name, key, shortlisted, appointed in rows
    )  # fmt: skip
    headers = ("Ethnicity", "2023 shortlisted", "2023 appointed")
    return table("Appointment from shortlisting by ethnicity, 2023", headers, *told)


@pytest.mark.parametrize(
    "words",
    [
        # About all staff; 3.5% is not a share of the shortlisted.
        "Share of all staff by ethnicity, 2023. Not known, 2023: 3.5%.",
        # Nobody says what this is a share of.
        "Not known, 2023: 3.5%",
    ],
)
def test_a_percentage_of_one_indicator_tells_nothing_of_another(report, words):
    unknown = rates(("Not known", "Unknown", 200, None))
    verdict = examine(report(f"<h2>Summary</h2>{unknown}{own(words)}<h1>Workforce</h1>"))
    assert verdict.passed, verdict.summary()
    assert verdict.dropped == ()
    assert verdict.ranges[Cell(2023, 2, "appointed_count", ethnicity="Unknown")].candidates == 201


def test_a_count_of_people_of_whom_two_tables_print_the_whole_is_not_guessed(report):
    # 40 is also how many White applicants were shortlisted, and the heading does not say of whom.
    said = own("Of BME staff 5 of 40")
    assert examine(report(said + rates(("White", "White", 40, 5)), heading="Hello")).passed
    assert found(examine(report(said, heading="Hello"))).candidates == 1


def test_a_comment_fails_the_report(report):
    assert "workforce.html, under 'Workforce': a comment in the page" in str(
        examine(report("<!-- 7919 -->")).findings
    )


BAR = '<path d="M 97 38 L 276 38 L 276 52 L 97 52 z" fill="#f46a25"/>'
BESIDE = f'<text x="300" y="48"><tspan data-figure="{HIDDEN}">[c]</tspan></text>'


def test_a_bar_without_a_printed_number_fails_the_report(report):
    said = "Bar chart: BME share of clinical staff, bands 1 to 7"
    chart = f'<svg viewbox="0 0 480 78"><title>{said}</title>{{}}</svg>'
    assert "a bar of 179.0 by 14.0" in str(examine(report(chart.format(BAR))).findings)
    assert examine(report(chart.format(BESIDE))).passed


def test_a_table_of_numbers_without_keys_fails_the_report(report):
    shoes = table("Staff by shoe size and ethnicity", ("Size", "Shoes per head"), ("Large", "2"))
    (said, _) = examine(report(shoes)).findings  # on its page and in the whole report
    assert said.startswith(
        "workforce.html, the table 'Staff by shoe size and ethnicity', row 'Large': '2' stands "
        "there without a figure's key."
    )


def test_a_file_of_an_unknown_kind_fails_the_report(report):
    folder = report()
    (folder / "chart.png").write_bytes(b"\x89PNG")
    assert examine(folder).findings == ("chart.png: a file that no report has; take it out.",)


def workbook(folder, plant):
    book = Workbook()
    sheet = book.active
    sheet.title = "1 Notes"
    sheet["A1"] = "Tables of the report"
    plant(book, sheet)
    book.save(folder / "tables.xlsx")


def hidden_sheet(book, _):
    sheet = book.create_sheet("1 Clinical pooled")
    sheet.append(["Clinical staff by pooled pay bands and ethnicity, 31 March 2023"])
    sheet.append(["Pay band and year", "BME"])
    sheet.append(["Bands 1 to 7, 2023", 5])
    sheet.sheet_state = "hidden"


def comment(_, sheet):
    sheet["A1"].comment = Comment("Clinical, Bands 1 to 7, 2023, BME: 5", "somebody")


def percentage_as_number(book, _):
    sheet = book.create_sheet("1 Clinical pooled")
    sheet.append(["Clinical staff by pooled pay bands and ethnicity, 31 March 2023"])
    sheet.append(["Pay band and year", "BME share"])
    sheet.append(["Bands 1 to 7, 2023", 12.5])


def defined_name(book, _):
    book.defined_names.add(DefinedName("secret", attr_text="7919"))


@pytest.mark.parametrize(
    "plant", [hidden_sheet, comment, percentage_as_number, defined_name], ids=lambda f: f.__name__
)
def test_a_count_planted_in_the_workbook_fails_the_report(report, plant):
    folder = report()
    workbook(folder, lambda *_: None)
    assert examine(folder).passed
    workbook(folder, plant)
    assert not examine(folder).passed
    assert "tables.xlsx" in str(examine(folder).findings)


def paper(folder, body):
    """Writes a PDF of something into the folder of a report."""
    head = '<html lang="en-GB"><head><title>Workforce</title></head>'
    write_pdf(f"{head}<body>{body}</body></html>", folder / "report.pdf")


def test_a_number_that_only_the_pdf_has_fails_the_report(report):
    folder = report()
    body = f"<h1>Workforce</h1>{staff(2023)}"
    paper(folder, body)
    assert examine(folder).passed
    paper(folder, f"{body}<p>White 140, BME 50 and 7919</p>")
    assert "report.pdf: its number" in str(examine(folder).findings)


def test_a_notebook_is_read_too(report):
    folder = report()
    (folder / "notebooks").mkdir()
    output = {"output_type": "stream", "text": "Clinical staff in bands 1 to 7: 12.5% are BME"}
    cells = [{"cell_type": "code", "source": "", "outputs": [output]}]
    (folder / "notebooks" / "workforce.ipynb").write_text(json.dumps({"cells": cells}))
    assert "notebooks/workforce.ipynb, cell 1: something that was printed bare" in str(
        examine(folder).findings
    )


SAYS = "<p>Counts of 1 to 5 people are withheld and shown as [c]. {}</p>"


def test_a_page_that_says_zero_is_always_shown_gives_zero_away(report):
    verdict = examine(report(SAYS.format("Zero is always shown.")))
    assert not verdict.findings
    # White and unknown are each 1 at least, so that BME is 38 at most.
    assert (found(verdict).low, found(verdict).high) == (1, 38)


def test_rounded_counts_are_within_half_a_step(report):
    says = "<p>Small counts are withheld, all others rounded to the nearest 5.</p>"
    verdict = examine(report(says))
    assert not verdict.findings
    # 40 stands for 38 to 42; a BME count is 0 to 42.
    assert (found(verdict).low, found(verdict).high) == (0, 42)


def test_the_verdict_as_json_says_the_same(report):
    verdict = examine(report(own("5 of 40 clinical staff in bands 1 to 7 are BME.")))
    told = json.loads(verdict.to_json())
    assert told["passed"] is False
    assert told["smallest"] == 1
    assert BME in told["failing"][0]["cell"]
    assert told["findings"] == [] and len(told["unheld"]) == 1


def test_a_folder_that_is_no_report_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(NoDataError, match="there is no folder"):
        examine(tmp_path / "2023" / "QHG")
    with pytest.raises(NoDataError, match=r"holds no report\.html"):
        examine(tmp_path)


@pytest.mark.parametrize(("extra", "status"), [("", 0), ("<p>7919</p>", 1)])
def test_the_command_ends_with_the_verdict(report, extra, status):
    result = CliRunner().invoke(cli.main, ["attack", str(report(extra))])
    assert result.exit_code == status
    assert result.output.startswith("FAILED" if status else "PASSED")


def test_the_command_says_in_one_sentence_what_is_wrong(tmp_path):
    result = CliRunner().invoke(cli.main, ["attack", str(tmp_path / "nothing")])
    assert result.exit_code == 1
    assert result.output.startswith("Error: there is no folder")


def test_the_command_cannot_vouch_for_a_report_without_keys(report):
    folder = report()
    (folder / "figures.csv").unlink()
    result = CliRunner().invoke(cli.main, ["attack", str(folder)])
    assert result.exit_code == 1
    (said,) = [line for line in result.output.splitlines() if "figures.csv, " in line]
    assert said.strip() == (
        "it has no figures.csv, as reports of earlier versions have none, so nothing can vouch for "
        "its numbers; make it again with this version of the pack"
    )


def test_the_attack_shares_no_code_with_the_defence():
    folder = Path(cli.__file__).parent / "attack"
    for path in folder.glob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith(("from wres", "import wres")):
                # Which words are numbers is a fact, as those of other languages are.
                assert line.startswith((
                    "from wres import reference", "from wres.reference.numerals import is_number",
                    "from wres.attack", "from wres.ground.errors",
                ))  # fmt: skip


@pytest.mark.parametrize(("footer", "passes"), [(", WRES 2023", True), (", BME: 7919", False)])
def test_a_hidden_text_may_repeat_a_name_with_a_digit_and_no_more(report, footer, passes):
    name = "2gether NHS Foundation Trust"
    masthead = (
        f'<p class="wres-masthead-organisation" data-words>{name}</p>'
        f'<div data-footer="{name}{footer}">Words.</div>'
    )
    assert examine(report(masthead), handed=Handed(names=frozenset((name,)))).passed == passes


def bme(values):
    """A table of BME staff of a group by band; `None` is withheld."""
    rows = (
        (
            f"Row of {band}",
            count(f"2023/1/staff_count/non-clinical/{band.replace(' ', '+')}//BME", n),
        )
        for band, n in values.items()
    )
    words = {"upper": "a", "8a-VSM": "b", "cluster 4": "c", "cluster 3": "d", "8c": "e", "8d": "f",
             "9": "g", "VSM": "h"}  # fmt: skip
    named = ((f"Row {words[band]}", cell) for band, (_, cell) in zip(values, rows, strict=True))
    return table("Staff of some sorts", ("Sort", "People"), *named)


@pytest.mark.parametrize(
    ("says", "values"),
    [
        # A level of pay is a cell whatever its size.
        ("", {"upper": None, "8a-VSM": 12}),
        (SAYS.format(""), {"upper": None, "8a-VSM": 9}),
        (SAYS.format(""), {"upper": None, "8a-VSM": 5}),
        # So is a pool, and a cluster in place of its bands or beside them.
        ("", {"8a-VSM": None, "upper": 12}),
        ("", {"cluster 4": None, "cluster 3": 29, "8a-VSM": 46}),
        ("", {"cluster 4": None, "cluster 3": 29, "8a-VSM": 46, "8c": None}),
        ("", {"cluster 4": None, "cluster 3": 29, "8a-VSM": 36, "8c": None}),
        # The bands themselves must keep their values.
        ("", {"cluster 4": 37, "8c": 7, "8d": None, "9": 0, "VSM": 0}),
    ],
)
def test_a_sum_of_other_cells_must_be_protected_like_any_other(report, says, values):
    verdict = examine(report(f"{says}{bme(values)}"))
    assert not verdict.findings, verdict.findings
    assert not verdict.passed


@pytest.mark.parametrize(("answers", "fewest"), [(9, 0), (12, 1)])
def test_zero_may_be_withheld_only_of_few_answers(report, answers, fewest):
    says = (
        "<p>Withheld: small counts. Zero is always shown, but in results of the survey on few "
        "answers. Results of the survey on fewer than 11 answers are withheld.</p>"
    )
    survey = table(
        "Who answered", ("Ethnicity", "Respondents", "Said yes"),
        ("Mixed", count("2023/5/survey_respondents////Mixed", answers),
         count("2023/5/survey_count////Mixed")),
    )  # fmt: skip
    verdict = examine(report(f"{says}{survey}"))
    assert not verdict.findings
    said_yes = Cell(2023, 5, "survey_count", ethnicity="Mixed")
    assert (verdict.ranges[said_yes].low, verdict.ranges[said_yes].high) == (fewest, answers)


def test_two_paragraphs_of_own_words_are_two_sentences(report):
    lines = "BME staff are 25.0% of the workforce", "BME share of clinical staff in bands 1 to 7{}"
    assert found(examine(report(own(lines[0], lines[1].format(""))))).candidates == 41
    assert found(examine(report(own(lines[0], lines[1].format(": 12.5%"))))).candidates == 1


def test_the_pages_of_the_builder_are_whole_pages():
    assert page("<h1>Workforce</h1>").startswith("<!DOCTYPE html>")
