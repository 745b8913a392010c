"""A report that gives its withheld counts back is refused, and the folder says why."""

from pathlib import Path

import pytest
from attack.keyed import count, put, table

from wres.batch.plan import Job
from wres.batch.release import why_not
from wres.showing.handed import Handed


def staff(year, white=None, unknown=None, whole=40):
    """Forty, of whom 33 White and 4 unknown: where both are printed, 3 BME staff are left."""
    where = f"{year}/1/staff_count"
    return "<h1>Workforce</h1>" + table(
        f"All staff by ethnicity, 31 March {year}",
        ("Ethnicity", f"{year} number"),
        ("White", count(f"{where}////White", white)),
        ("BME", count(f"{where}////BME")),
        ("Not known", count(f"{where}////Unknown", unknown)),
        ("Total", count(where, whole)),
    )


@pytest.fixture
def write(tmp_path):
    def write(year, more="", of=None, **shown):
        return put(tmp_path / str(year) / "RXX", workforce=staff(of or year, **shown) + more)

    return write


def ask(tmp_path, made, there=(), texts=()):
    """Why not, by year, and what the warning says, of reports by year."""
    handed = {Job(year, "RXX"): Handed(texts=texts) for year in made}
    why, text = why_not(handed, [Job(year, "RXX") for year in there], tmp_path, 5)
    return {job.year: said for job, said in why.items()}, text


def test_what_stays_withheld_is_released(tmp_path, write):
    write(2023)
    assert ask(tmp_path, [2023]) == ({}, "")


def test_a_report_that_leaks_is_refused_with_the_others_of_its_run(tmp_path, write):
    write(2022)
    write(2023, white=33, unknown=4)
    why, text = ask(tmp_path, [2022, 2023])
    assert why[2023].startswith("not released: it gives back 1 withheld counts (first by figures")
    # The other one is refused by name alone; a run's words hold no count.
    end = "; NOT-RELEASED.txt in the folder of failed reports says why"
    assert why[2022] == f"not released, because RXX 2023 is not{end}"
    assert "RXX 2022" not in why[2023] and "33" not in why[2023]
    assert "BME: can only be 3" in text
    # It is kept and passed on: it names the reports, and not where they were examined.
    assert f"FAILED: {Path('2023', 'RXX')}" in text and str(tmp_path) not in text


def test_of_several_that_leak_each_says_its_own_fault_and_the_names_of_the_others(tmp_path, write):
    for year in (2022, 2023, 2024):
        write(year, white=33, unknown=4)
    why, text = ask(tmp_path, [2022, 2023, 2024])
    assert why[2023].count("gives back") == 1
    assert "; RXX 2022 and RXX 2024 are not released either; NOT" in why[2023]
    assert text.split("\n\n")[1].count("gives back") == 3  # it has all


def test_two_reports_that_leak_together_are_refused(tmp_path, write):
    """Each of them withholds enough of 2023; the other one prints the rest."""
    write(2023, white=33)
    assert ask(tmp_path, [2023]) == ({}, "")
    write(2024, of=2023, unknown=4)
    assert "gives back" in ask(tmp_path, [2023, 2024])[0][2023]


def test_a_report_may_not_give_back_what_an_earlier_one_withholds(tmp_path, write):
    write(2022, white=33)
    write(2023, of=2022, unknown=4)
    why, text = ask(tmp_path, [2023], there=[2022])
    assert why[2023].startswith("not released: it gives back")
    assert "come back from the report in 2022/RXX, which is there already (make that" in text


def test_a_report_of_an_earlier_version_whose_input_is_gone_stops_the_release(tmp_path, write):
    write(2023)
    (write(2022) / "figures.csv").unlink()
    why, _ = ask(tmp_path, [2023], there=[2022])
    assert why == {
        2023: "not released: the report of 2022 that is there already has no figures.csv, as those "
        "of earlier versions, and its input is not there any more, so nothing can vouch for the "
        "two together (hand 2022 in again, or take 2022/RXX away); NOT-RELEASED.txt in the folder "
        "of failed reports says why"
    }


# The same forty, of whom another row says that 50 are White, and none of them are withheld.
FALSE = table(
    "Medical staff, 31 March 2023", ("Who", "Number"),
    ("All of them", count("2023/1/staff_count/medical+and+dental", 50)),
)  # fmt: skip


def test_numbers_that_cannot_all_be_true_are_refused_with_what_they_are_taken_for(tmp_path, write):
    write(2023, FALSE)
    why, text = ask(tmp_path, [2023])
    assert "it prints 1 numbers that contradict the rest of it (first figures.csv, " in why[2023]
    assert "gives back" not in why[2023] and "50" not in why[2023]
    assert "Staff in post on 31 March, 2023" in text


STRANGE = (
    '<table><caption>Staff who like tea</caption><thead><tr><th scope="col">Who</th><th '
    'scope="col">Cups</th></tr></thead><tbody><tr><th scope="row">White</th><td>{}</td></tr>'
    "</tbody></table>"
)


@pytest.mark.parametrize(
    ("html", "where"),
    [
        (STRANGE.format(7), "the table 'Staff who like tea', row 'White'"),
        ("<p>Seven of the staff are BME.</p>", "under 'Workforce'"),
        ('<p aria-label="7 BME">x</p>', "under 'Workforce'"),
        ("<svg><title>Bar chart. BME: 7</title></svg>", "the chart 'Bar chart'"),
        ('<svg><title>Bar chart</title><text x="1" y="1">7</text></svg>', "the chart 'Bar chart'"),
    ],
    ids=["table", "sentence", "alternative text", "title", "label"],
)
def test_a_number_without_a_key_is_one_sentence_with_file_and_place(tmp_path, write, html, where):
    write(2023, html)
    why, text = ask(tmp_path, [2023])
    assert f"or without a figure (first workforce.html, {where}" in why[2023]
    assert "7" not in why[2023] and "FAILED" in text


def test_a_report_that_is_there_already_must_not_be_contradicted(tmp_path, write):
    write(2023, FALSE)
    write(2022)
    why, _ = ask(tmp_path, [2022], there=[2023])
    assert "2023/RXX, which is there already, is contradicted" in why[2022]


def test_peoples_own_words_are_those_that_were_handed_over(tmp_path, write):
    write(2023, "<p data-words>We met 12 times.</p>")
    assert ask(tmp_path, [2023], texts=("We met 12 times.",)) == ({}, "")
    assert "calls itself people's own words" in ask(tmp_path, [2023])[0][2023]


def test_own_words_that_contradict_are_refused_with_what_they_were_taken_for(tmp_path, write):
    words = "41 of 40 staff are BME."
    write(2023, f"<p data-words>{words}</p>")
    why, text = ask(tmp_path, [2023], texts=(words,))
    assert "contradict the rest of it" in why[2023] and "41" not in why[2023]
    assert "'41' is taken for indicator 1, Staff in post on 31 March, 2023, BME" in text


@pytest.mark.parametrize("whose", ["Some Borough", "Made-up Shire", "National average"])
def test_a_share_of_the_population_is_about_nobody_of_the_staff(tmp_path, write, whose):
    words = f"BME share of the local population. {whose}: 15.0%"
    write(2023, f"<h2>BME share of the population</h2><p data-words>{words}</p>")
    assert ask(tmp_path, [2023], texts=(words,)) == ({}, "")


def test_a_share_of_staff_beside_the_population_is_read(tmp_path, write):
    words = "BME share of staff, 2023: 15.0%"  # 6 of 40
    write(2023, f"<h2>BME share of the population</h2><p data-words>{words}</p>")
    why, _ = ask(tmp_path, [2023], texts=(words,))
    assert "gives back 1 withheld counts" in why[2023] and "15.0" not in why[2023]
