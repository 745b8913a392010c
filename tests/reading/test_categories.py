"""Categories: known ones in any spelling, and a refusal for everything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres import reference
from wres.reading import categories
from wres.reading.categories import NotACategoryError, ethnic_category, grade
from wres.reading.sorters import SORTERS
from wres.reading.spelling import plain_meaning

CODES = [row["code"] for row in reference.rows("ethnicity_codes")]
LABELS = [row["label"] for row in reference.rows("ethnicity_labels")]
GRADES = [row["grade"] for row in reference.rows("pay_grades")]
GROUPS = [row["esr_staff_group"] for row in reference.rows("esr_staff_groups")]


@pytest.mark.parametrize(
    ("text", "code", "group"),
    [
        ("A", "A", "White"),
        ("a ", "A", "White"),
        ("A White - British", "A", "White"),
        ("A - White British", "A", "White"),
        ("White - British", "A", "White"),
        ("WHITE-BRITISH", "A", "White"),
        ("CA White English", "CA", "White"),
        ("White", "C3", "White"),
        ("Gypsy or Irish Traveller", "CL", "White"),
        ("D Mixed - White & Black Caribbean", "D", "Mixed"),
        ("White and Asian", "F", "Mixed"),
        ("h", "H", "Asian"),
        ("SC Filipino", "SC", "Other"),
        ("Chinese", "R", "Other"),
        ("N Black or Black British - African", "N", "Black"),
        ("Any other ethnic background", "S", "Other"),
        ("Z", "Z", "Unknown"),
        ("Z Not Stated", "Z", "Unknown"),
        ("99", "99", "Unknown"),
        ("99.0", "99", "Unknown"),
        ("9", "9", "Unknown"),
        ("x", "X", "Unknown"),
        ("", "99", "Unknown"),
        ("  ", "99", "Unknown"),
        ("Undefined", "99", "Unknown"),
        ("Unspecified", "99", "Unknown"),
        ("I do not wish to disclose my ethnic origin", "Z", "Unknown"),
        # Recruitment systems say no more than the Standard's own group.
        ("BME", "", ""),
        (" bame", "", ""),
        ("Black and Minority Ethnic", "", ""),
        ("BLACK & MINORITY ETHNIC", "", ""),
        ("Black, Asian and minority ethnic (BAME)", "", ""),
    ],
)
def test_ethnic_categories(text, code, group):
    found = ethnic_category(text)
    assert (found.code, found.group) == (code, group)


@pytest.mark.parametrize(
    ("text", "group"),
    [("BME", "BME"), ("White", "White"), ("Not stated", "Unknown"), ("z ", "Unknown")],
)
def test_labels_of_the_standards_own_groups(text, group):
    assert ethnic_category(text).wres_group == group


@pytest.mark.parametrize(
    "text",
    [
        "NA",  # neither a blank nor an African category: it is not on the list
        "N/A",
        "-",
        "***",
        "[c]",
        "?",
        "99.5",
        "990",
        "British",
        "non-BME",
        "A Mixed background",
        "A White and Asian",
        "D Any other Black background",
        "AA",
        "Purple",
    ],
)
def test_what_is_no_ethnic_category_is_refused_and_never_unknown(text):
    with pytest.raises(NotACategoryError):
        ethnic_category(text)


def test_the_first_letter_decides():
    for row in reference.rows("ethnicity_codes"):
        if row["group"] == "Unknown":
            assert row["code"] in ("Z", "99", "X", "9")
            continue
        whole = "White" if row["code"][0] in "ABC" else "BME"
        assert row["wres_group"] == whole
        letters = {"White": "ABC", "Mixed": "DEFG", "Asian": "HJKL", "Black": "MNP", "Other": "RS"}
        assert row["code"][0] in letters[row["group"]]


@pytest.mark.parametrize(
    ("text", "band", "group"),
    [
        ("NHS|XR06|Review Body Band 6", "6", ""),
        ("NHS|XR06|Review Body Band 6 ...", "6", ""),
        ("XR06", "6", ""),
        ("XR08", "8a", ""),
        ("XR09", "8b", ""),  # not band 9
        ("NHS|XR09|Review Body Band 8 - Range B", "8b", ""),
        ("Band 8a", "8a", ""),
        ("8A", "8a", ""),
        ("Band 8 - Range A", "8a", ""),
        ("6", "6", ""),
        ("6.0", "6", ""),
        ("AfC Band 2", "2", ""),
        ("under band 1", "under 1", ""),
        ("VSM", "VSM", ""),
        ("Very Senior Manager", "VSM", ""),
        ("Consultant", "consultant", "medical and dental"),
        ("NHS|YC72|Consultant", "consultant", "medical and dental"),
        ("Specialty Doctor", "non-consultant career grade", "medical and dental"),
        ("Foundation Year 1", "trainee", "medical and dental"),
        ("Non-Executive Director", "", ""),
        ("NHS|XN05|Non Review Body Band 5", "5", ""),
        ("XN09", "8b", ""),
        ("Local Band 4", "4", ""),
        ("Review Body Band 8 - Range D", "8d", ""),
        ("Specialty Doctor (2021)", "non-consultant career grade", "medical and dental"),
        ("Salaried GP", "other", "medical and dental"),
        ("Foundation Doctor F2", "trainee", "medical and dental"),
    ],
)
def test_grades(text, band, group):
    assert (grade(text).pay_band, grade(text).staff_group) == (band, group)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is blank"),
        ("Band 8", "does not say which band 8"),
        ("NHS|XR08|Review Body Band 8 - Range B", "names two different bands"),
        ("Band 5/6", "is no pay band or medical grade that the pack knows"),
        ("8a-VSM", "is no pay band or medical grade that the pack knows"),
        ("Band 10", "is no pay band or medical grade that the pack knows"),
        ("<6", "is no pay band or medical grade that the pack knows"),
        ("2 0", "is no pay band or medical grade that the pack knows"),
        ("Nurse Consultant", "is no pay band or medical grade that the pack knows"),
        # What people are paid there is for the organisation to say.
        ("Ad hoc salary", "is no pay band or medical grade that the pack knows"),
        ("Local", "is no pay band or medical grade that the pack knows"),
        ("Trust Grade", "is no pay band or medical grade that the pack knows"),
        ("Cluster 3", "is no pay band or medical grade that the pack knows"),
    ],
)
def test_what_is_no_grade_is_refused(text, problem):
    with pytest.raises(NotACategoryError) as caught:
        grade(text)
    assert caught.value.problem == problem


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Nursing and Midwifery Registered", "clinical"),
        ("Add Prof Scientific and Technic", "clinical"),
        ("Healthcare Scientists", "clinical"),
        ("Administrative & Clerical", "non-clinical"),
        ("ESTATES AND ANCILLARY", "non-clinical"),
        ("Non-Clinical", "non-clinical"),
        ("Medical and Dental", "medical and dental"),
        ("Nursing and Midwifery Registered|Community Nurse", "clinical"),
        ("08", "non-clinical"),
        ("08 Administrative and Clerical", "non-clinical"),
        ("10", "clinical"),
        ("Supplementary Roles", "clinical"),
    ],
)
def test_staff_groups(text, group):
    assert categories.staff_group(text) == group


def test_a_staff_group_whose_code_and_name_differ_is_refused():
    with pytest.raises(NotACategoryError):
        categories.staff_group("03 Administrative and Clerical")


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("N6H", "clinical"),
        ("g2d ", "non-clinical"),
        ("921", "medical and dental"),
        ("001", "medical and dental"),
        ("1.0", "medical and dental"),  # 001, as a spreadsheet leaves it
        ("H1B", "clinical"),
        ("S1C", "clinical"),
        ("UAA", "clinical"),
    ],
)
def test_occupation_codes(code, group):
    assert categories.staff_group_of_occupation(code) == group


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("", "is blank"),
        ("GENG", "may be of clinical or of non-clinical staff"),
        ("Z2E", "is no occupation code that the pack knows"),
        ("N", "is no occupation code that the pack knows"),
        ("Nurse", "is no occupation code that the pack knows"),
        ("9999", "is no occupation code that the pack knows"),
        ("H2R", "may be of clinical or of non-clinical staff"),
    ],
)
def test_what_is_no_occupation_code_is_refused(code, problem):
    with pytest.raises(NotACategoryError) as caught:
        categories.staff_group_of_occupation(code)
    assert caught.value.problem == problem


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("FEMALE", "Female"),
        ("m", "Male"),
        ("9", "Unknown"),
        ("x", "Unknown"),
        ("", "Unknown"),
        ("Non-binary", "Unknown"),
    ],
)
def test_sexes(text, sex):
    assert categories.sex(text) == sex


@pytest.mark.parametrize("text", ["1", "2.0", "3", "NA", "Mrs", "FM", "-"])
def test_what_is_no_sex_is_refused(text):
    with pytest.raises(NotACategoryError):
        categories.sex(text)


def test_bank_staff_are_not_counted():
    counted = {text: categories.is_counted(text) for text in ("Bank", "BANK STAFF", "Permanent")}
    assert counted == {"Bank": False, "BANK STAFF": False, "Permanent": True}


@pytest.mark.parametrize(
    ("kind", "text", "meaning"),
    [
        ("yes or no", "y", "yes"),
        ("yes or no", "FALSE", "no"),
        ("how often", "Never", "no"),
        ("how often", "1-2", "yes"),
        ("how often", "more than 10", "yes"),
        ("believes", "Don\u2019t know", "don't know"),
    ],
)
def test_answers(kind, text, meaning):
    assert categories.answer(kind, text) == meaning


@pytest.mark.parametrize(
    ("kind", "text"),
    [("yes or no", "maybe"), ("how often", "01-Feb"), ("how often", "12"), ("yes or no", "")],
)
def test_what_is_no_answer_is_refused(kind, text):
    with pytest.raises(NotACategoryError):
        categories.answer(kind, text)


def respelt(words):
    """The same words in another case, with other spaces."""
    return st.tuples(
        st.sampled_from(words),
        st.sampled_from([str.upper, str.lower, str.title, str.strip]),
        st.sampled_from(["", " ", "\t", "  "]),
        st.sampled_from(["", " ", "\u00a0"]),
    ).map(lambda t: (t[0], f"{t[2]}{t[1](t[0]).replace(' ', ' ' + t[2])}{t[3]}"))


@given(respelt(CODES + LABELS))
def test_case_and_spacing_do_not_change_an_ethnic_category(pair):
    assert ethnic_category(pair[1]) == ethnic_category(pair[0])


@given(respelt(GRADES))
def test_case_and_spacing_do_not_change_a_grade(pair):
    assert grade(pair[1]) == grade(pair[0])


@given(respelt(GROUPS))
def test_case_and_spacing_do_not_change_a_staff_group(pair):
    assert categories.staff_group(pair[1]) == categories.staff_group(pair[0])


@given(st.text() | st.text("ABCXZ9 .-|&8abandR06"))
def test_any_text_is_known_or_refused(text):
    for sort in (
        ethnic_category,
        grade,
        categories.staff_group,
        categories.is_counted,
        categories.sex,
        categories.staff_group_of_occupation,
        lambda each: categories.answer_code("how often", each),
        lambda each: categories.answer("believes", each),
    ):
        try:
            sort(text)
        except NotACategoryError as error:
            assert error.problem and error.remedy


@pytest.mark.parametrize(
    "text", ["A Asian or Asian British - Indian", "C Not Stated", "H: White British", "A - Chinese"]
)
def test_a_code_and_a_label_of_two_categories(text):
    with pytest.raises(NotACategoryError) as caught:
        ethnic_category(text)
    assert caught.value.problem.startswith("names two different categories")
    assert plain_meaning("ethnic_origin", text, SORTERS["ethnic_origin"]) == ""
