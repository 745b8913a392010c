"""What extracts are reduced to: the detail behind the indicators, counted by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from builders import HEADER, REGISTER, WORKFORCE
from hypothesis import given, settings
from hypothesis import strategies as st

from wres.figures import ALL, BME, BME_GROUPS, SEXES, UNKNOWN, WHITE
from wres.figures.counts import Counts
from wres.ground.errors import InputError
from wres.reading.inputs import read_inputs

TYPED = "RXX/2023/counts.csv"
STAFF, RECRUITMENT, SURVEY = (f"RXX/2023/{name}.csv" for name in ("staff", "recruitment", "survey"))
BASE = {TYPED: f"{HEADER}\n{WORKFORCE}\n"}


def lay_out(root: Path, files: dict[str, str]) -> Path:
    for name, text in {"organisations.csv": REGISTER, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return root


def counts_of(root: Path, files: dict[str, str]) -> Counts:
    return read_inputs(lay_out(root, files), "RXX", 2023).years[0].counts


def faults_of(root: Path, files: dict[str, str]) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_inputs(lay_out(root, files), "RXX", 2023)
    return [str(fault) for fault in caught.value.faults]


def held(counts: Counts, *key: object, **more: str) -> tuple:
    """White, BME and unknown of one row."""
    indicator, measure, *place = key
    return tuple(
        counts.get(indicator, measure, each, *place, **more).value for each in (WHITE, BME, UNKNOWN)
    )


def behind(counts: Counts, *key: object) -> tuple:
    """Mixed, Asian, Black and Other of one row."""
    indicator, measure, *place = key
    return tuple(counts.get(indicator, measure, each, *place).value for each in BME_GROUPS)


# Seven people: 2 has a second, smaller assignment; 7 is on the bank.
PEOPLE = """\
Employee Number,Occupation Code,Pay Band,Ethnic Origin,Assignment Category,FTE,Gender
1,N6H,Band 5,A,Permanent,1,Female
2,N6H,Band 6,H,Permanent,0.6,Female
2,G2D,Band 3,H,Permanent,0.4,Female
3,921,Consultant,F,Permanent,1,Male
4,g2d,Band 2,N,Permanent,1,M
5,H1B,Band 2,R,Permanent,1,
6,G2D,VSM,Z,Permanent,1,Male
7,N6H,Band 5,A,Bank,1,Female
"""


def test_staff_by_group_behind_bme_and_by_sex(tmp_path):
    counts = counts_of(tmp_path, {STAFF: PEOPLE})
    whole = (1, "staff in post")
    assert held(counts, *whole) == (1, 4, 1)
    assert behind(counts, *whole) == (1, 1, 1, 1)
    assert held(counts, *whole, sex="Female") == (1, 1, 0)
    assert held(counts, *whole, sex="Male") == (0, 2, 1)
    assert held(counts, *whole, sex=UNKNOWN) == (0, 1, 0)
    # The rows of bands say nothing of the groups behind BME.
    assert behind(counts, *whole, "clinical", "6") == (None, None, None, None)


def test_an_occupation_code_stands_for_a_staff_group(tmp_path):
    counts = counts_of(tmp_path, {STAFF: PEOPLE})
    assert counts.bands("clinical") == ["2", "5", "6"]
    assert counts.bands("non-clinical") == ["2", "VSM"]
    assert counts.bands("medical and dental") == ["consultant"]


def test_a_staff_group_goes_before_an_occupation_code(tmp_path):
    # Everybody is in the estates, and nobody asks what the codes mean.
    lines = PEOPLE.replace("Consultant", "Band 9").replace("N6H", "???").splitlines()
    text = "\n".join(
        [f"{lines[0]},Staff Group", *(f"{each},Estates and Ancillary" for each in lines[1:])]
    )
    counts = counts_of(tmp_path, {STAFF: text + "\n"})
    assert (counts.bands("clinical"), counts.bands("medical and dental")) == ([], [])


def test_where_only_bme_is_known_of_somebody_no_group_behind_it_is_told(tmp_path):
    counts = counts_of(tmp_path, {STAFF: PEOPLE.replace(",F,", ",BAME,")})
    assert held(counts, 1, "staff in post") == (1, 4, 1)
    assert behind(counts, 1, "staff in post") == (None, None, None, None)
    assert not set(counts.table["ethnicity"]) & set(BME_GROUPS)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            "0.4,Female",
            "0.4,Male",
            "row 4: has another sex than an earlier row of the same person (1 row). "
            "Give one sex for one person; several people need an identifier each.",
        ),
        (
            "Band 3,H",
            "Band 3,M",
            "row 4: has another ethnic group than an earlier row of the same person (1 row). "
            "Give one ethnic origin for one person; several people need an identifier each.",
        ),
        (
            "1,Male\n4",
            "1,Mal\n4",
            "row 5, column Gender: 'Mal' is no sex that the pack knows (1 row). Write Female or "
            "Male; Unknown for everybody else. Or say what it means in values.csv: "
            "staff,sex,Mal,<meaning>.",
        ),
        (
            "H1B",
            "H2R",
            "row 7, column Occupation Code: 'H2R' may be of clinical or of non-clinical staff "
            "(1 row). Correct the code, or give a column 'Staff Group' instead. Or say what it "
            "means in values.csv: staff,occupation_code,H2R,<meaning>.",
        ),
        (
            "Occupation Code",
            "Occupation",
            "row 1, column Staff Group: the column is missing. "
            "Add it, or say which column holds it in mapping.csv: staff,staff_group,<column>.",
        ),
    ],
    ids=["two sexes", "two groups behind BME", "no sex", "either group", "neither column"],
)
def test_one_slip_is_one_fault(tmp_path, right, wrong, said):
    assert PEOPLE.count(right) == 1, "the slip must be in one place"
    found = faults_of(tmp_path, {STAFF: PEOPLE.replace(right, wrong)})
    assert found == [f"{STAFF}, {said}"]


APPLICATIONS = """\
Shortlisted,Appointed,Ethnic Origin,Staff Group,Band,International Recruitment,Sex
Yes,Yes,A,Clinical,Band 5,,Female
Yes,No,White,Clinical,Band 5,No,Female
Yes,Yes,L,Clinical,Band 5,Yes,Female
Yes,No,SC,Clinical,Band 6,Yes,Male
Yes,No,N,Non-clinical,8a,,Male
Yes,Yes,M,Medical,Medical Director,,Male
Yes,No,Not stated,Medical,Consultant,,
No,No,H,,,,?
"""


def test_recruitment_by_staff_group_band_and_campaign(tmp_path):
    text = APPLICATIONS.replace(",?\n", ",not asked\n")  # nobody looks at those not shortlisted
    counts = counts_of(tmp_path, BASE | {RECRUITMENT: text})
    assert held(counts, 2, "shortlisted") == (2, 4, 1)
    assert behind(counts, 2, "shortlisted") == (0, 1, 2, 1)
    assert held(counts, 2, "appointed") == (1, 2, 0)
    assert behind(counts, 2, "appointed") == (0, 1, 1, 0)
    by_group = {
        "clinical": ((2, 2, 0), (1, 1, 0)),
        "non-clinical": ((0, 1, 0), (0, 0, 0)),
        "medical and dental": ((0, 1, 1), (0, 1, 0)),
    }
    for group, (shortlisted, appointed) in by_group.items():
        assert held(counts, 2, "shortlisted", group) == shortlisted
        assert held(counts, 2, "appointed", group) == appointed
    by_band = {
        "5": ((2, 1, 0), (1, 1, 0)),
        "6": ((0, 1, 0), (0, 0, 0)),
        "8a": ((0, 1, 0), (0, 0, 0)),
        # A senior medical manager is among the consultants as well.
        "consultant": ((0, 1, 1), (0, 1, 0)),
        "senior medical manager": ((0, 1, 0), (0, 1, 0)),
        "9": ((None, None, None), (None, None, None)),
    }
    for band, (shortlisted, appointed) in by_band.items():
        assert held(counts, 2, "shortlisted", ALL, band) == shortlisted
        assert held(counts, 2, "appointed", ALL, band) == appointed
    assert held(counts, 2, "shortlisted, international recruitment") == (0, 2, 0)
    assert held(counts, 2, "appointed, international recruitment") == (0, 1, 0)
    assert behind(counts, 2, "shortlisted, international recruitment") == (0, 1, 0, 1)
    assert held(counts, 2, "shortlisted", sex="Male") == (0, 3, 0)
    assert held(counts, 2, "shortlisted", sex=UNKNOWN) == (0, 0, 1)


def test_a_staff_group_of_whom_nobody_was_shortlisted_has_no_row(tmp_path):
    text = "\n".join(line for line in APPLICATIONS.splitlines() if ",Medical," not in line)
    counts = counts_of(tmp_path, BASE | {RECRUITMENT: text.replace(",?", ",")})
    for measure in ("shortlisted", "appointed"):
        assert held(counts, 2, measure, "medical and dental") == (None, None, None)
    # Somebody was shortlisted, and nobody appointed: that is a row of zeros.
    assert held(counts, 2, "appointed", "non-clinical") == (0, 0, 0)


def test_campaigns_may_be_typed_beside_an_extract_that_does_not_know_them(tmp_path):
    rows = (
        '2,"shortlisted, international recruitment",all,all,0,1,0,,made up',
        '2,"appointed, international recruitment",all,all,0,1,0,,made up',
    )
    typed = "\n".join([HEADER, WORKFORCE, *rows, ""])
    files = {TYPED: typed, RECRUITMENT: "Shortlisted,Appointed,Ethnic Origin\nYes,Yes,H\n"}
    assert held(counts_of(tmp_path / "a", files), 2, rows[0].split('"')[1]) == (0, 1, 0)
    # One that knows them says them itself.
    said = faults_of(tmp_path / "b", files | {RECRUITMENT: APPLICATIONS.replace("?", "")})
    assert said[0].startswith(
        f"{TYPED}, row 3, column measure: 'shortlisted, international recruitment' is given by"
    )


# Never, 1-2, 3-5, 6-10, More than 10 as 1 to 5; Yes, No, Don't know as 1 to 3.
CODES = """\
Ethnic Origin,Q14a,Q14b,Q14c,Q15,Q16b
A,1,1,1,1,2
A,2,5,1,3,2
H,3.0,2,4,2,1
H,1,1,,,2
Z,,,,1,
"""
WORDS = (
    CODES.replace("A,1,1,1,1,2", "A,Never,Never,Never,Yes,No")
    .replace("A,2,5,1,3,2", "A,1-2,More than 10,Never,Don't know,No")
    .replace("H,3.0,2,4,2,1", "H,3-5,1-2,6-10,No,Yes")
    .replace("H,1,1,,,2", "H,Never,Never,,,No")
    .replace("Z,,,,1,", "Z,,,,Yes,")
)


def table_of(root: Path, survey: str, **more: str):
    files = BASE | {SURVEY: survey} | {name: text for name, text in more.items() if text}
    return counts_of(root, files).table.drop(columns="source")


def test_answers_as_codes_are_those_in_words(tmp_path):
    coded, words = table_of(tmp_path / "a", CODES), table_of(tmp_path / "b", WORDS)
    assert coded.equals(words)


def test_codes_from_zero_are_those_in_words_too(tmp_path):
    # The five answers as 0 to 4; a yes as 1 and a no as 0.
    text = "Ethnic Origin,Q14a,Q14b,Q14c,Q15,Q16b\nA,0,0,0,1,0\nA,1,4,0,2,0\nH,2,1,3,0,1\n"
    words = "\n".join(WORDS.splitlines()[:4]) + "\n"
    coded, said = table_of(tmp_path / "a", text), table_of(tmp_path / "b", words)
    assert coded.equals(said)


HOW = "Say in values.csv what each code means, as in: survey,"


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            # Without a 5 they may be 1 to 5 or 0 to 4: a 1 is Never, or once or twice.
            "A,2,5,1,",
            "A,2,4,1,",
            [
                "row 2, column Q14a: '1' is a code that may mean yes or no; the codes are "
                f"1, 2, 3, 4 (2 rows). {HOW}Q14a,1,<answer>.",
                "row 2, column Q14b: '1' is a code that may mean yes or no; the codes are "
                f"1, 2, 3, 4 (2 rows). {HOW}Q14b,1,<answer>.",
                "row 2, column Q14c: '1' is a code that may mean yes or no; the codes are "
                f"1, 2, 3, 4 (2 rows). {HOW}Q14c,1,<answer>.",
            ],
        ),
        (
            "A,2,5,1,",
            "A,0,5,1,",
            [
                "row 3, column Q14a: '0' is a code that does not go with the others, "
                f"0, 1, 2, 3, 4, 5 (1 row). {HOW}Q14a,0,<answer>.",
                "row 2, column Q14b: '1' is a code that does not go with the others, "
                f"0, 1, 2, 3, 4, 5 (2 rows). {HOW}Q14b,1,<answer>.",
                "row 2, column Q14c: '1' is a code that does not go with the others, "
                f"0, 1, 2, 3, 4, 5 (2 rows). {HOW}Q14c,1,<answer>.",
            ],
        ),
        (
            "H,1,1,,,2",
            "H,1,1,,,No",
            [
                "row 4, column Q16b: '1' is a code, and other answers are in words (1 row). "
                f"{HOW}Q16b,1,<answer>."
            ],
        ),
        (
            "H,1,1,,,2",
            "H,1,1,,,9",
            [
                "row 5, column Q16b: '9' is not an answer (1 row). Write one of: Yes, No, Y, N, "
                "True, False, No answer. Or say what it means in values.csv: "
                "survey,Q16b,9,<meaning>."
            ],
        ),
    ],
    ids=["may mean either", "of two scales", "beside words", "of no scale"],
)
def test_a_code_that_may_mean_another_thing_is_a_fault(tmp_path, right, wrong, said):
    assert CODES.count(right) == 1
    found = faults_of(tmp_path, BASE | {SURVEY: CODES.replace(right, wrong)})
    assert found == [f"{SURVEY}, {each}" for each in said]


def test_an_organisation_says_what_its_codes_mean(tmp_path):
    # Turned round: 5 is Never. The pack alone would take it for more than ten times.
    turned = {"1": "5", "2": "4", "3.0": "3", "4": "2", "5": "1", "": ""}
    lines = [line.split(",") for line in CODES.splitlines()]
    for line in lines[1:]:
        line[1:4] = [turned[cell] for cell in line[1:4]]
    means = ("More than 10", "6-10", "3-5", "1-2", "Never")
    own = "extract,field,value,means\n" + "".join(
        f"survey,{question},{code},{answer}\n"
        for question in ("Q14a", "Q14b", "Q14c")
        for code, answer in enumerate(means, start=1)
    )
    text = "\n".join(map(",".join, lines)) + "\n"
    assert table_of(tmp_path / "a", text, **{"RXX/values.csv": own}).equals(
        table_of(tmp_path / "b", CODES)
    )


CODE = st.sampled_from(["A", "cy", "D", "GA", "h", "L", "M", "PC", "R", "SC", "Z", "99", ""])
GROUP_OF = {"A": WHITE, "C": WHITE, "D": "Mixed", "G": "Mixed", "H": "Asian", "L": "Asian"}
GROUP_OF |= {"M": "Black", "P": "Black", "R": "Other", "S": "Other"}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            CODE,
            st.sampled_from(["Female", "m", "9"]),
            st.sampled_from(["clinical", "non-clinical"]),
            st.sampled_from(["2", "8a", "VSM"]),
            st.sampled_from(["Yes", "No"]),
            st.sampled_from(["Yes", "No", ""]),
        ),
        min_size=1,
        max_size=40,
    )
)
def test_the_parts_of_any_extract_add_up_to_the_whole(tmp_path_factory, records):
    text = "Ethnic Origin,Sex,Staff Group,Band,Appointed,International,Shortlisted\n"
    text += "".join(f"{','.join(record)},Yes\n" for record in records)
    counts = counts_of(tmp_path_factory.mktemp("parts"), BASE | {RECRUITMENT: text})
    appointed = [record for record in records if record[4] == "Yes"]
    for measure, among in (("shortlisted", records), ("appointed", appointed)):
        # By plain Python, from the first letter of the code.
        by_hand = Counter(GROUP_OF.get(record[0][:1].upper(), UNKNOWN) for record in among)
        assert counts.get(2, measure, WHITE).value == by_hand[WHITE]
        assert counts.get(2, measure, UNKNOWN).value == by_hand[UNKNOWN]
        for group in BME_GROUPS:
            assert counts.get(2, measure, group).value == by_hand[group]
        whole = held(counts, 2, measure)
        assert whole[1] == sum(behind(counts, 2, measure))
        table = counts.table[(counts.table["measure"] == measure) & (counts.table["sex"] == ALL)]
        places = dict.fromkeys(zip(table["staff_group"], table["pay_band"], strict=True))
        groups = [held(counts, 2, measure, g, b) for g, b in places if g != ALL]
        bands = [held(counts, 2, measure, g, b) for g, b in places if b != ALL]
        sexes = [held(counts, 2, measure, sex=sex) for sex in SEXES]
        for parts in (groups, bands, sexes):
            assert tuple(map(sum, zip(*parts, strict=True))) == whole
        inside = sum(record[5] == "Yes" for record in among)
        # A column that is blank in every row was not handed in.
        is_given = any(record[5] for record in records)
        abroad = counts.get(2, f"{measure}, international recruitment", ALL).value
        assert abroad == (inside if is_given else None)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 8),
            CODE,
            st.sampled_from(["F", "M", ""]),
            st.sampled_from(["N6H", "G2D", "S1A"]),
            st.sampled_from(["2", "5", "9"]),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_everybody_of_the_staff_is_in_one_band_and_of_one_sex(tmp_path_factory, records):
    # Whatever a person's later rows say of ethnicity and sex, their first says it here.
    first: dict[int, tuple] = {}
    rows = []
    for person, code, sex, occupation, band in records:
        code, sex = first.setdefault(person, (code, sex))
        rows.append(f"{person},{code},{sex},{occupation},{band}\n")
    text = "Person ID,Ethnic Code,Gender,Occ Code,Band\n" + "".join(rows)
    counts = counts_of(tmp_path_factory.mktemp("staff"), {STAFF: text})
    whole = held(counts, 1, "staff in post")
    assert sum(whole) == len(first)
    assert whole[1] == sum(behind(counts, 1, "staff in post"))
    bands = [
        held(counts, 1, "staff in post", group, band)
        for group in ("clinical", "non-clinical")
        for band in counts.bands(group)
    ]
    sexes = [held(counts, 1, "staff in post", sex=sex) for sex in SEXES]
    for parts in (bands, sexes):
        assert tuple(map(sum, zip(*parts, strict=True))) == whole
