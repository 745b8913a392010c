"""A finished report is read as an attacker reads it, and a planted leak is found."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook
from openpyxl.comments import Comment
from wres.attack.bind import Bound, bind

from wres import cli
from wres.attack import examine, examine_together
from wres.attack.documents import Grid
from wres.attack.facts import Cell
from wres.export.pdf import write_pdf
from wres.ground.errors import NoDataError

# All three counts of one row are withheld, and only its total is printed: many tables fit.
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Workforce</title></head><body>
<h1>Workforce</h1>
<p>BME staff are 25.0% of the workforce (50 of 200).</p>
{extra}
<table><caption>All staff by ethnicity, 31 March 2023</caption>
<tr><th>Ethnicity</th><th>2023 number</th><th>2023 share</th></tr>
<tr><th>White</th><td>140</td><td>70.0%</td></tr>
<tr><th>BME</th><td>50</td><td>25.0%</td></tr>
<tr><th>Not known</th><td>10</td><td>5.0%</td></tr>
<tr><th>Total</th><td>200</td><td>100.0%</td></tr></table>
<table><caption>Clinical staff by pooled pay bands and ethnicity, 31 March 2023</caption>
<tr><th>Pay band and year</th><th>White</th><th>White share</th><th>BME</th><th>BME share</th>
<th>Not known</th><th>All</th></tr>
<tr><th>Bands 1 to 7, 2023</th><td>[c]</td><td>[c]</td><td>[c]</td><td>[c]</td><td>[c]</td>
<td>40</td></tr></table>
</body></html>"""
CHART = (
    '<svg viewbox="0 0 480 78"><title>Bar chart: BME share of clinical staff in each band, '
    "31 March 2023. Bands 1 to 7: {label}.</title>{comment}{bar}"
    '<text x="90" y="48">Bands 1 to 7</text><text x="300" y="48">{shown}</text></svg>'
)
BAR = '<path d="M 97 38 L 276 38 L 276 52 L 97 52 z" fill="#f46a25"/>'
BME = "Clinical, Bands 1 to 7, BME"


def chart(label="withheld", comment="", bar="", shown="[c] withheld"):
    return CHART.format(label=label, comment=comment, bar=bar, shown=shown)


@pytest.fixture
def report(tmp_path):
    """Writes a report with something planted in it; its folder."""

    def write(extra="", year=2023):
        folder = tmp_path / str(year) / "QHG"
        folder.mkdir(parents=True, exist_ok=True)
        page = PAGE.format(extra=extra).replace("2023", str(year))
        (folder / "report.html").write_text(page, encoding="utf-8")
        return folder

    return write


def paper(folder, body):
    """Writes a PDF of something into the folder of a report."""
    page = '<html lang="en-GB"><head><title>Workforce</title></head><body>{}</body></html>'
    write_pdf(page.format(body), folder / "report.pdf")


def found(verdict):
    """The range of the BME count."""
    return next(r for cell, r in verdict.ranges.items() if BME in str(cell))


def test_a_report_whose_withheld_counts_stay_withheld_passes(report):
    verdict = examine(report())
    assert verdict.passed
    assert len(verdict.ranges) == 3
    assert verdict.smallest == 11  # the unknown: from 0 to all 10
    assert found(verdict).candidates == 41  # 0 to 40
    assert verdict.summary().startswith("PASSED")


@pytest.mark.parametrize(
    "extra",
    [
        chart("12.5% (5 of 40)"),
        chart("12.5%"),
        chart(shown="12.5% (5 of 40)"),
        chart(comment="<!-- 12.5% (5 of 40) -->"),
        "<!-- Clinical, Bands 1 to 7, 2023, BME: 5 -->",
        '<p><img src="data:image/svg+xml,x" alt="Clinical staff, bands 1 to 7, BME: 5"></p>',
        "<p>Clinical staff in bands 1 to 7: 12.5% are BME.</p>",
        "<p>Clinical staff in bands 1 to 7: 12.5% are BME (5 of 40).</p>",
        "<p>5 of 40 clinical staff in bands 1 to 7 are BME.</p>",
    ],
)
def test_a_count_planted_in_words_comes_back(report, extra):
    verdict = examine(report(extra))
    assert not verdict.passed
    assert (found(verdict).low, found(verdict).high) == (5, 5)
    assert any(BME in str(each.cell) and each.reasons for each in verdict.failing)


def test_a_large_count_that_was_withheld_must_not_come_back_either(report):
    verdict = examine(report("<p>31 of 40 clinical staff in bands 1 to 7 are BME.</p>"))
    assert 31 in {each.range.low for each in verdict.failing}


def test_reports_attacked_together_know_of_each_other(report):
    # The withheld BME count of 2023 stands in the next year's report.
    row = (
        "<table><caption>Clinical staff by pooled pay bands and ethnicity, 31 March 2024</caption>"
        "<tr><th>Pay band and year</th><th>BME</th></tr>"
        "<tr><th>Bands 1 to 7, 2023</th><td>4</td></tr></table>"
    )
    # `report` writes its own year everywhere; the row is put in afterwards.
    first, second = report(), report(year=2024)
    page = second / "report.html"
    page.write_text(page.read_text(encoding="utf-8").replace("</body>", row + "</body>"))
    withheld, telling = examine_together([first, second])
    assert [each.range.low for each in withheld.failing] == [4]
    assert telling.passed
    quick, other = examine_together([first, second], exact=False)
    assert (quick.failing, other.passed) == (withheld.failing, True)
    assert examine(first, also=[]).passed


@pytest.mark.parametrize(
    "extra",
    [
        "<p>5 of 40 people at the summer party were BME.</p>",  # bound: it may be these forty
    ],
)
def test_what_fits_a_withheld_cell_by_its_base_is_taken_for_it(report, extra):
    assert found(examine(report(extra))).candidates == 1


@pytest.mark.parametrize(
    "extra",
    [
        "<p>12.5% of people at the summer party were BME.</p>",
        "<h1>Summary</h1>" + chart("12.5%").replace("clinical staff in each band", "all staff"),
        "<p>5 of 41 clinical staff in bands 1 to 7 are BME.</p>",
        "<p>Nobody of 40 guests is BME: 7 declined.</p>",
    ],
)
def test_what_cannot_be_bound_is_not_guessed(report, extra):
    assert found(examine(report(extra))).candidates == 41


@pytest.mark.parametrize(
    "words",
    [
        # The chart is about all staff; 3.5% is not a share of the shortlisted.
        "<svg><title>Bar chart: Share of all staff by ethnicity, 2023. Not known, 2023: 3.5%."
        "</title></svg>",
        # Nobody says what this is a share of.
        "<p>Not known, 2023: 3.5%</p>",
    ],
)
def test_a_percentage_of_one_indicator_tells_nothing_of_another(report, words):
    rates = (
        "<table><caption>Appointment from shortlisting by ethnicity, 2023</caption>"
        "<tr><th>Ethnicity</th><th>2023 shortlisted</th><th>2023 appointed</th></tr>"
        "<tr><th>Not known</th><td>200</td><td>[c]</td></tr></table>"
    )
    verdict = examine(report(f"<h2>Summary</h2>{rates}{words}<h1>Workforce</h1>"))
    assert verdict.passed
    assert verdict.dropped == ()
    assert verdict.ranges[Cell(2023, 2, "appointed_count", ethnicity="Unknown")].candidates == 201


def test_a_count_of_people_of_whom_two_tables_print_the_whole_is_not_guessed(report):
    # 40 is also how many White applicants were shortlisted, and the PDF has no headings.
    rates = (
        "<table><caption>Appointment from shortlisting by ethnicity, 2023</caption>"
        "<tr><th>Ethnicity</th><th>2023 shortlisted</th><th>2023 appointed</th></tr>"
        "<tr><th>White</th><td>40</td><td>5</td></tr></table>"
    )
    folder = report(rates)
    paper(folder, "<p>Of BME staff 5 of 40</p>")
    assert examine(folder).passed
    folder = report()
    (folder / "report.html").write_text(
        (folder / "report.html").read_text().replace("</body>", "<p>5 apples</p></body>")
    )
    assert found(examine(folder)).candidates == 1


def test_a_comment_with_a_number_that_cannot_be_bound_fails_the_report(report):
    verdict = examine(report("<!-- 7919 -->"))
    assert verdict.unexamined == ("report.html, comment, hidden: '7919'",)
    assert not verdict.passed


def test_a_bar_without_a_printed_number_fails_the_report(report):
    assert "bar of 179.0 by 14.0" in examine(report(chart(bar=BAR))).unexamined[0]
    assert examine(report(chart(bar=""))).passed


def test_a_table_that_is_new_to_the_attack_fails_the_report(report):
    table = (
        "<table><caption>Staff by shoe size and ethnicity</caption><tr><th>Size</th>"
        "<th>Shoes per head</th></tr><tr><th>44</th><td>2</td></tr></table>"
    )
    verdict = examine(report(table))
    assert "so this table cannot be examined" in verdict.unexamined[0]
    assert "Shoes per head" in verdict.unexamined[0]


def test_a_file_of_an_unknown_kind_fails_the_report(report):
    folder = report()
    (folder / "chart.png").write_bytes(b"\x89PNG")
    assert examine(folder).unexamined == ("chart.png: the attack cannot read files of this kind",)


def workbook(folder, plant):
    book = Workbook()
    sheet = book.active
    sheet.title = "1 Notes"
    sheet["A1"] = "Tables of 2023"
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


@pytest.mark.parametrize("plant", [hidden_sheet, comment, percentage_as_number])
def test_a_count_planted_in_the_workbook_comes_back(report, plant):
    folder = report()
    workbook(folder, plant)
    assert found(examine(folder)).candidates == 1


def test_a_defined_name_with_a_number_fails_the_report(report):
    from openpyxl.workbook.defined_name import DefinedName

    folder = report()
    workbook(
        folder, lambda book, _: book.defined_names.add(DefinedName("secret", attr_text="7919"))
    )
    assert "defined name secret, hidden: '7919'" in examine(folder).unexamined[0]


def test_a_number_that_only_the_pdf_has_fails_the_report(report):
    folder = report()
    paper(folder, "<p>White 140, BME 50 and 7919</p>")
    assert examine(folder).unexamined == ("report.pdf: the number 7919 stands in no page",)


def test_a_pdfs_paragraphs_are_read_one_by_one(report):
    folder = report("<p>Five: 5</p>")
    heading = "<p>Clinical staff in bands 1 to 7, BME, 31 March 2023</p>"
    paper(folder, f"{heading}<p>Share of the whole: 25.0%</p>")
    assert found(examine(folder)).candidates == 41
    # Over two lines, and in two fonts.
    words = "By the report of the workforce that was handed in for the organisation, "
    said = f"<p>{words * 2}<strong>5 of 40</strong> clinical staff in bands 1 to 7 are BME.</p>"
    paper(folder, f"{heading}{said}")
    assert found(examine(folder)).candidates == 1


def test_the_page_numbers_of_a_contents_list_are_no_figures(report):
    folder = report()
    pages = "<p>Contents</p><p>1</p><p>Clinical 40, bands 1 to 7</p>"
    paper(folder, pages)
    assert examine(folder).passed


def test_a_notebook_is_read_too(report):
    folder = report()
    (folder / "notebooks").mkdir()
    output = {"text": "Clinical staff in bands 1 to 7: 12.5% are BME (5 of 40)"}
    cells = [{"cell_type": "code", "source": "", "outputs": [output]}]
    (folder / "notebooks" / "workforce.ipynb").write_text(json.dumps({"cells": cells}))
    assert found(examine(folder)).candidates == 1


def test_last_years_report_is_known_to_the_attacker(report):
    folder = report(
        "<table><caption>Clinical staff by pooled pay bands and ethnicity, 31 March 2023</caption>"
        "<tr><th>Pay band and year</th><th>BME</th></tr>"
        "<tr><th>Bands 1 to 7, 2022</th><td>[c]</td></tr></table>"
    )
    assert examine(folder).passed
    report(
        "<table><caption>Clinical staff by pooled pay bands and ethnicity, 31 March 2022</caption>"
        "<tr><th>Pay band and year</th><th>BME</th></tr>"
        "<tr><th>Bands 1 to 7, 2022</th><td>4</td></tr></table>",
        year=2022,
    )
    verdict = examine(folder)
    assert [each.range.low for each in verdict.failing] == [4]
    assert examine(folder, also=()).passed


def test_a_page_that_says_zero_is_always_shown_gives_zero_away(report):
    verdict = examine(report("<p>Withheld: counts of 1 to 5. Zero is always shown.</p>"))
    # White and unknown are each 1 at least, so that BME is 38 at most.
    assert (found(verdict).low, found(verdict).high) == (1, 38)


def test_rounded_counts_are_within_half_a_step(report):
    folder = report("<p>Small counts are withheld, all others rounded to the nearest 5.</p>")
    # 40 stands for 38 to 42; a BME count is 0 to 42.
    assert (found(examine(folder)).low, found(examine(folder)).high) == (0, 42)


def test_the_verdict_as_json_says_the_same(report):
    verdict = examine(report("<!-- Clinical, Bands 1 to 7, 2023, BME: 5 -->"))
    told = json.loads(verdict.to_json())
    assert told["passed"] is False
    assert told["smallest"] == 1
    assert BME in told["failing"][0]["cell"]


def test_a_folder_that_is_no_report_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(NoDataError, match="there is no folder"):
        examine(tmp_path / "2023" / "QHG")
    with pytest.raises(NoDataError, match=r"holds no report\.html"):
        examine(tmp_path)


@pytest.mark.parametrize(("extra", "status"), [("", 0), ("<!-- 7919 -->", 1)])
def test_the_command_ends_with_the_verdict(report, extra, status):
    result = CliRunner().invoke(cli.main, ["attack", str(report(extra))])
    assert result.exit_code == status
    assert result.output.startswith("FAILED" if status else "PASSED")


def test_the_command_says_in_one_sentence_what_is_wrong(tmp_path):
    result = CliRunner().invoke(cli.main, ["attack", str(tmp_path / "nothing")])
    assert result.exit_code == 1
    assert result.output.startswith("Error: there is no folder")


@pytest.mark.parametrize("header", ["White 95% interval", "BME share, 95% interval"])
def test_an_interval_is_made_of_the_counts_that_it_is_about(header):
    bound = Bound()
    grid = Grid("", "All staff by ethnicity, 2023", (), ("Ethnicity", header), (("x", "4.2"),))
    bind(grid, 2023, bound, False)
    assert [each.kind for each in bound.facts] == ["echo"]


def test_the_attack_shares_no_code_with_the_defence():
    folder = Path(cli.__file__).parent / "attack"
    for path in folder.glob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith(("from wres", "import wres")):
                assert line.startswith(
                    ("from wres import reference", "from wres.attack", "from wres.ground.errors")
                )


@pytest.mark.parametrize(("footer", "passes"), [(", WRES 2023", True), (", BME: 7919", False)])
def test_a_hidden_text_may_repeat_a_name_with_a_digit_and_no_more(report, footer, passes):
    name = "2gether NHS Foundation Trust"
    masthead = f'<p class="wres-masthead-organisation">{name}</p><div data-footer="{name}{footer}">'
    assert examine(report(masthead)).passed == passes


SAYS = "<p>Counts of 1 to 5 people are withheld and shown as [c].</p>"


@pytest.mark.parametrize(
    ("says", "values", "passes"),
    [
        # A sum whose parts are cells of their own.
        ("", {"upper": "[c]", "8a-VSM": 12}, True),
        # By some threshold a small one, but not by the report's own.
        ("", {"upper": "[c]", "8a-VSM": 9}, False),
        (SAYS, {"upper": "[c]", "8a-VSM": 9}, True),
        (SAYS, {"upper": "[c]", "8a-VSM": 5}, False),
        # A pool is a cell whatever its size; so is a cluster that stands in place of its bands.
        ("", {"8a-VSM": "[c]", "upper": 12}, False),
        ("", {"cluster 4": "[c]", "cluster 3": 29, "8a-VSM": 46}, False),
        ("", {"cluster 4": "[c]", "cluster 3": 29, "8a-VSM": 46, "8c": "[c]"}, True),
        ("", {"cluster 4": "[c]", "cluster 3": 29, "8a-VSM": 36, "8c": "[c]"}, False),
        # The bands themselves must keep their values.
        ("", {"cluster 4": 37, "8c": 7, "8d": "[c]", "9": 0, "VSM": 0}, False),
    ],
)
def test_a_sum_of_other_cells_must_be_protected_where_it_can_be_small(report, says, values, passes):
    names = ("year", "indicator", "figure", "staff_group", "pay_band", "ethnicity", "value")
    rows = [
        (2023, 1, "staff_count", "non-clinical", band, "BME", value)
        for band, value in values.items()
    ]
    table = "".join(
        f"<tr>{''.join(f'<td>{each}</td>' for each in row)}</tr>" for row in (names, *rows)
    )
    assert examine(report(f"{says}<table>{table}</table>")).passed == passes


def test_a_charts_second_column_of_numbers_is_read_under_its_year(report):
    columns = '<text x="300" y="20">2022</text><text x="400" y="20">2023</text>'
    values = '<text x="300" y="48">30.0%</text><text x="400" y="48">12.5%</text>'
    drawn = chart().replace('<text x="300" y="48">[c] withheld</text>', columns + values)
    assert found(examine(report(drawn))).candidates == 1
    assert found(examine(report(drawn.replace("12.5%", "[c]")))).candidates == 41


@pytest.mark.parametrize(("answers", "fewest"), [(9, 0), (12, 1)])
def test_zero_may_be_withheld_only_of_few_answers(report, answers, fewest):
    says = (
        "<p>Withheld: small counts. Zero is always shown, but in results of the survey on few "
        "answers. Results of the survey on fewer than 11 answers are withheld.</p>"
    )
    names = ("year", "indicator", "figure", "ethnicity", "value")
    rows = [
        (2023, 5, "survey_respondents", "Mixed", answers),
        (2023, 5, "survey_count", "Mixed", "[c]"),
    ]
    table = "".join(
        f"<tr>{''.join(f'<td>{each}</td>' for each in row)}</tr>" for row in (names, *rows)
    )
    verdict = examine(report(f"{says}<table>{table}</table>"))
    said_yes = Cell(2023, 5, "survey_count", ethnicity="Mixed")
    assert (verdict.ranges[said_yes].low, verdict.ranges[said_yes].high) == (fewest, answers)


def test_the_two_lines_under_a_picture_are_two_sentences(report):
    lines = (
        "<p>BME staff are 25.0% of the workforce</p>"
        "<p>BME share of clinical staff in bands 1 to 7{}, 31 March 2023</p>"
    )
    figure = f"<figure><figcaption>{lines}</figcaption></figure>"
    assert found(examine(report(figure.format("")))).candidates == 41
    assert found(examine(report(figure.format(": 12.5%")))).candidates == 1


def test_a_year_after_what_is_withheld_is_about_the_same_people(report):
    label = "[c] withheld (2022: 12.5%)"
    year = chart(label).replace("in each band", "in each pooled band")
    assert found(examine(report(year))).candidates == 41
    assert found(examine(report(year.replace("2022", "2023")))).candidates == 1


def test_a_number_beside_its_label_is_about_nobody_else(report):
    # Last year's five of forty; this year's number is withheld, of forty too.
    drawn = chart(shown="12.5% (5 of 40)").replace('48">Bands 1 to 7', '48">Bands 1 to 7, 2022')
    assert found(examine(report(drawn))).candidates == 41
    assert found(examine(report(drawn.replace("2022", "2023")))).candidates == 1


def test_a_label_on_two_lines_is_read_whole(report):
    """Its value stands between them, beside neither: without the label it would be this year's."""
    lines = ('<text text-anchor="end" x="90" y="41">Bands 1 to 7, 2022 (Old</text>'
             '<text text-anchor="end" x="90" y="54.5">Trust)</text>')  # fmt: skip
    drawn = chart(shown="12.5% (5 of 40)").replace('<text x="90" y="48">Bands 1 to 7</text>', lines)
    drawn += "<p>The share of BME staff in bands 1 to 7 is withheld.</p>"
    assert found(examine(report(drawn))).candidates == 41
    assert found(examine(report(drawn.replace("2022", "2023")))).candidates == 1
