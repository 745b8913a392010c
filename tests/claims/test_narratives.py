"""An organisation's own words in `wres check` and `wres run`, and the command `wres claims`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import data_folder
from click.testing import CliRunner

from wres.batch.ground import Options
from wres.batch.outcome import Outcome
from wres.batch.plan import Job, Places
from wres.batch.publish import look
from wres.batch.run import run_jobs
from wres.batch.words import word_doubts
from wres.claims.narratives import marked
from wres.claims.verdicts import FIELDS
from wres.cli import main
from wres.ground.errors import InputError
from wres.ground.settings import INTERNAL
from wres.indicators import once
from wres.indicators.comparisons import figures_of
from wres.reading.inputs import read_inputs

DATA = Path(__file__).parents[2] / "data"
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
# 80 White, 16 BME and 4 unknown of 100.
WRONG = "- BME staff are now 18% of the workforce.\n"
RIGHT = "- BME staff are now 16% of the workforce.\n"


def wres(*arguments: str | Path):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def with_words(root: Path, words: str) -> Path:
    data = data_folder(root)
    folder = data / "RXX" / "2023" / "narrative"
    folder.mkdir()
    (folder / "indicator_1_done.md").write_text(f"\n{words}", encoding="utf-8")
    return data


def test_check_warns_of_a_contradicted_claim(tmp_path):
    result = wres("check", "--data", with_words(tmp_path, WRONG))
    assert result.exit_code == 0
    assert (
        "Warning: RXX/2023/narrative/indicator_1_done.md, row 2: '18%' is contradicted by the "
        "figures: staff_percentage, indicator 1, BME, 2023 is 16.0%"
    ) in result.stdout


def test_strict_check_fails_on_a_contradicted_claim(tmp_path):
    assert wres("check", "--strict", "--data", with_words(tmp_path / "a", WRONG)).exit_code == 1
    assert wres("check", "--strict", "--data", with_words(tmp_path / "b", RIGHT)).exit_code == 0


def accepting(data: Path, *rows: str) -> Path:
    text = "\n".join(["setting,year,value,reason", *rows])
    (data / "RXX" / "settings.csv").write_text(text, encoding="utf-8")
    return data


def test_a_contradicted_claim_can_be_accepted_and_is_listed_apart(tmp_path):
    data = accepting(with_words(tmp_path, WRONG), "accept,2023,claim,Quoted from the old report.")
    result = wres("check", "--strict", "--data", data)
    assert result.exit_code == 0
    assert "Warning" not in result.stdout
    assert "Accepted: RXX/2023/narrative/indicator_1_done.md, row 2: '18%'" in result.stdout
    assert "Reason: Quoted from the old report." in result.stdout


def test_a_strict_look_lets_an_accepted_claim_pass(tmp_path):
    data = accepting(with_words(tmp_path, WRONG), "accept,2023,claim,Quoted.")
    _, (found,) = look(Job(2023, "RXX"), data, strict=True)
    assert (found.kind, found.accepted) == ("claim", "Quoted.")


def test_a_claim_accepted_in_vain_is_a_warning(tmp_path):
    data = accepting(with_words(tmp_path, RIGHT), "accept,2023,claim,Quoted.")
    assert "'claim' accepts a warning of 2023 that is not raised" in (
        wres("check", "--data", data).stdout
    )


def test_giving_a_withheld_number_away_cannot_be_accepted(tmp_path):
    data = accepting(with_words(tmp_path, RIGHT), "accept,2023,disclosed,We do not mind.")
    result = wres("check", "--data", data)
    assert result.exit_code == 1
    assert "'disclosed' cannot be accepted. It would give a withheld number away" in result.stdout


FEW = ("1,staff in post,all,all,190,4,6,200,made up",)
TOLD = "We met the four BME colleagues.\n"


def of_few(root: Path, **texts: str) -> Path:
    """A data folder of 4 BME staff, which a published report withholds, and somebody's words."""
    data = data_folder(root, rows=FEW)
    folder = data / "RXX" / "2023" / "narrative"
    folder.mkdir()
    for stem, text in texts.items():
        (folder / f"{stem}.md").write_text(text, encoding="utf-8")
    return data


def test_words_that_tell_a_withheld_count_are_a_fault_and_no_report_is_made(tmp_path):
    data = of_few(tmp_path, context=f"\nWe listened.\n\n{TOLD}")
    fault = (
        "RXX/2023/narrative/context.md, row 4: tells a count that the published report withholds"
    )
    result = wres("check", "--data", data)
    assert result.exit_code == 1
    assert fault in result.stdout and "four" not in result.stdout
    with pytest.raises(InputError, match="tells a count"):
        look(Job(2023, "RXX"), data)
    look(Job(2023, "RXX", INTERNAL), data)


def test_a_number_that_may_be_a_withheld_count_is_a_warning_that_can_be_accepted(tmp_path):
    data = of_few(tmp_path, indicator_1_done="In training we met four BME colleagues.\n")
    _, (warning,) = look(Job(2023, "RXX"), data)
    assert (warning.kind, warning.row, warning.value) == ("alike", 1, None)
    accepting(data, "accept,2023,alike,They are not the staff.")
    assert look(Job(2023, "RXX"), data)[1][0].accepted


def test_the_words_of_plans_ratings_sources_and_reasons_are_read_as_well(tmp_path):
    data = of_few(tmp_path)
    year = data / "RXX" / "2023"
    (year / "ratings.csv").write_text(
        "indicator,rating,reason,source\n1,Developing,Our 4 BME staff agree,a panel\n"
    )
    (year / "action_plan.csv").write_text(
        "indicators,high_impact_action,rating,theme,actions,outcomes,lead,review\n"
        "1,,,Talent,Mentor the 4 BME staff,A plan,A director,yearly\n"
    )
    counts = (year / "counts.csv").read_text().replace("made up", "a list of 4 BME staff")
    (year / "counts.csv").write_text(counts)
    accepting(data, "public,,board members,The 4 BME staff agree")
    with pytest.raises(InputError) as told:
        look(Job(2023, "RXX"), data)
    assert {(fault.file, fault.row, fault.column) for fault in told.value.faults} == {
        ("RXX/2023/ratings.csv", 2, "reason"),
        ("RXX/2023/action_plan.csv", 2, ""),
        ("RXX/2023", None, "source"),
        ("RXX/settings.csv", None, "reason"),
    }


def test_check_names_no_withheld_number(tmp_path):
    # 2 of 13 is small, so the board's counts are withheld from a published report.
    data = data_folder(
        tmp_path,
        rows=(
            "1,staff in post,all,all,800,160,40,,made up",
            "9,board members,all,all,11,[c],[c],13,made up",
        ),
    )
    folder = data / "RXX" / "2023" / "narrative"
    folder.mkdir()
    words = "8.1% of the board is BME.\n"
    (folder / "indicator_9_done.md").write_text(words, encoding="utf-8")
    said = wres("check", "--data", data).stdout
    (line,) = [line for line in said.splitlines() if "indicator_9_done" in line]
    assert "gives away a number that the figures withhold" in line
    assert "8.1" not in line


def places(root: Path, words: str) -> Places:
    return Places(with_words(root, words), NOTEBOOKS, root / "reports")


def test_a_strict_run_makes_no_report_whose_words_contradict_it(tmp_path):
    outcome = run_jobs([Job(2023, "RXX")], places(tmp_path, WRONG), Options(1, strict=True))
    assert outcome.done == []
    assert outcome.failed[Job(2023, "RXX")] == (
        "the figures contradict 1 number in its narrative. "
        "Read with: wres check --organisation RXX --year 2023"
    )


def test_a_run_counts_the_warning_and_tells_where_to_read_it(tmp_path):
    where, job = places(tmp_path, WRONG), Job(2023, "RXX")
    inputs = read_inputs(where.data, "RXX", 2023)
    published = once.protected(inputs, "published")
    words = word_doubts(where.data, job, inputs, published, figures_of(inputs))
    said = Outcome(
        where, done=[job], remarks={job: tuple(f"warning {word}" for word in words)}
    ).summary()
    assert "1 warning about the input" in said
    assert "18%" not in said


@pytest.fixture
def document(tmp_path) -> Path:
    path = tmp_path / "report.md"
    path.write_text("The ICB employs 398 people, 99 of them BME.\n", encoding="utf-8")
    return path


def claims(*arguments: str | Path):
    return wres("claims", *arguments, "--organisation", "QHG", "--year", "2023", "--data", DATA)


def test_the_command_as_json(document):
    result = claims(document, "--format", "json")
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [tuple(each) for each in found[:1]] == [FIELDS]
    assert found[0]["file"] == str(document)
    assert (found[0]["number"], found[0]["verdict"], found[0]["value"]) == (
        "398",
        "contradicted",
        421,
    )


def test_the_command_as_text(document):
    result = claims(document)
    assert result.exit_code == 0
    assert "398: but staff_count, indicator 1, 2023 is 421. 398 is the figure for 2022." in (
        result.stdout
    )


def test_the_command_is_strict_when_told(document):
    result = claims(document, "--strict")
    assert result.exit_code == 1
    assert "1 contradicted claim found." in result.stderr


def test_a_file_that_is_not_there(tmp_path):
    result = claims(tmp_path / "gone.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no file" in result.stderr
    assert "Traceback" not in result.output


def test_the_samples_own_words_are_in_order():
    said = wres("check", "--data", DATA).stdout
    assert "contradicted" not in said
    assert "gives away a number" not in said


def test_a_contradicted_sentence_is_marked_where_it_ends(tmp_path):
    figures = figures_of(read_inputs(DATA, "QHG", 2023), INTERNAL)
    text = "We did much.\nWhite applicants were 2.31 times as likely\nto be appointed. We go on.\n"
    assert marked(text, "indicator_2_done", figures, 2023) == (
        "We did much.\nWhite applicants were 2.31 times as likely\nto be appointed. "
        "**[Contradicted by the figures: 2.31 times should be 2.19: 2.31 times is the figure for "
        "2022]** We go on.\n"
    )
    said = marked(text, "indicator_2_done", figures, 2023, "We quote the report of 2022.")
    assert "for 2022. Accepted: We quote the report of 2022.]**" in said
    right = text.replace("2.31", "2.19")
    assert marked(right, "indicator_2_done", figures, 2023) == right
