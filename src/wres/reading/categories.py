"""Sort what stands in a cell of an extract: ethnicity, pay band, staff group, answers.

Each function takes a text as people and systems write it, in any case and spacing, and gives the
pack's own word for it. What it does not know it refuses: nothing is guessed, and nothing becomes
"unknown" because it was spelt in a new way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from wres import reference


class NotACategoryError(ValueError):
    """The text is none of the known ones; `problem` and `remedy` say why and what to do.

    `line` is the row of `values.csv` that would say what it means, as in `Fault`.
    """

    def __init__(self, problem: str, remedy: str, line: tuple[str, ...] = ()):
        super().__init__(problem)
        self.problem, self.remedy, self.line = problem, remedy, line


@dataclass(frozen=True, slots=True)
class EthnicCategory:
    """One category of the NHS list: its code, the high-level group and the Standard's group.

    `code` and `group` are blank where only the Standard's group is known, as from a recruitment
    system that says "BME" and no more.
    """

    code: str
    label: str
    group: str
    wres_group: str


@dataclass(frozen=True, slots=True)
class Grade:
    """Where somebody stands in indicator 1.

    `staff_group` is blank where the staff group of the record decides. `pay_band` is blank for
    those who are on the board and not in the workforce.
    """

    pay_band: str
    staff_group: str = ""

    @property
    def in_workforce(self) -> bool:
        """Whether the person is counted among the staff."""
        return bool(self.pay_band)


_NOT_KNOWN = "99"
# A word that shows which high-level group a label is about.
_GROUP_WORDS = {
    "white": "White",
    "mixed": "Mixed",
    "asian": "Asian",
    "chinese": "Other",
    "black": "Black",
}
_NOISE = re.compile(
    r"\b(non review body|review body|agenda for change|afc|nhs|local|pay|bands?|range)\b"
)
_CODE_AND_LABEL = re.compile(r"([A-Za-z][A-Za-z0-9]?|99?)[\s:.\u2013-]+(.+)", re.DOTALL)
_NUMBER_AND_NAME = re.compile(r"\s*(\d{1,2})[\s:.\u2013-]+(.+)", re.DOTALL)
# Signs that stand in names of grades. Others, such as < and +, change what is meant.
_NAME = re.compile(r"[\w\s\u2013().,:/|&'\u2019-]*")
_SCALE_CODE = re.compile(r"[a-z]{2}\d{2}[a-z]?")
# Three characters, of which a spreadsheet drops the zeros in front.
_OCCUPATION_CODE = re.compile(r"[A-Z][A-Z0-9]{2}|\d{1,3}|\d[A-Z0-9]{2}")


def ethnic_category(text: str) -> EthnicCategory:
    """The ethnic category that a code or a label means. A blank is "not known".

    >>> ethnic_category("A White - British").wres_group
    'White'
    >>> ethnic_category(" gypsy or irish traveller").code, ethnic_category("r").group
    ('CL', 'Other')
    >>> ethnic_category("Not Stated").wres_group, ethnic_category("99").wres_group
    ('Unknown', 'Unknown')
    >>> ethnic_category("Black and Minority Ethnic")
    EthnicCategory(code='', label='Black and Minority Ethnic', group='', wres_group='BME')

    Raises:
        NotACategoryError: it is neither; `NA` is not on the list and is not taken for a blank.
    """
    codes, labels = _ethnic_codes(), _ethnic_labels()
    plain = _whole_number(text)
    if not plain:
        return codes[_NOT_KNOWN]
    found = codes.get(plain.upper()) or labels.get(_label(_words(plain)))
    if found is None and (parts := _CODE_AND_LABEL.fullmatch(plain)):
        found = codes.get(parts[1].upper())
        # The code and the label behind it must be about the same group.
        if found is not None and not _agrees(found, _words(parts[2])):
            if labels.get(_label(_words(parts[2]))):
                problem = "names two different categories, one by its code and one by its label"
                raise NotACategoryError(problem, "Keep the one that is right.")
            found = None
    if found is None:
        raise NotACategoryError(
            "is no ethnic category that the pack knows",
            "Use a code or label of the NHS list, such as A or 'White - British'; "
            "Z or 'Not stated' where nobody said.",
        )
    return found


def grade(text: str) -> Grade:
    """The pay band or medical grade that a pay scale, band or grade means.

    >>> grade("NHS|XR06|Review Body Band 6").pay_band, grade("Band 8 - Range A").pay_band
    ('6', '8a')
    >>> grade("Specialty Doctor")
    Grade(pay_band='non-consultant career grade', staff_group='medical and dental')

    Raises:
        NotACategoryError: it is none, or its code and its words differ.
    """
    grades = _grades()
    whole = grades.get(_grade_key(text))
    if whole is not None:
        return whole
    parts = [part for part in text.split("|") if _grade_key(part)] if "|" in text else []
    of_codes = {grades.get(_grade_key(p)) for p in parts if _SCALE_CODE.fullmatch(_words(p))} - {
        None
    }
    of_words = {grades.get(_grade_key(p)) for p in parts if not _SCALE_CODE.fullmatch(_words(p))}
    known = of_codes | (of_words - {None})
    # The words of a scale that is known by its code may say more than its band.
    if len(known) == 1 and (of_codes or None not in of_words):
        return known.pop()
    if len(known) > 1:
        raise NotACategoryError("names two different bands", "Keep the one that is right.")
    if _grade_key(text) == "8":
        raise NotACategoryError("does not say which band 8", "Write 8a, 8b, 8c or 8d.")
    if not _words(text):
        raise NotACategoryError("is blank", "Write the pay band or the medical grade.")
    raise NotACategoryError(
        "is no pay band or medical grade that the pack knows",
        "Write it as 'Band 6', '8a', 'VSM' or 'Consultant'.",
    )


def staff_group(text: str) -> str:
    """The Standard's staff group of a staff group of the Electronic Staff Record.

    >>> staff_group("Nursing and Midwifery Registered"), staff_group("ESTATES & ANCILLARY")
    ('clinical', 'non-clinical')

    Raises:
        NotACategoryError: it is none.
    """
    known = _lookup("esr_staff_groups", "esr_staff_group", "staff_group")
    names = "a staff group such as 'Administrative and Clerical', or clinical or non-clinical"
    # The Electronic Staff Record also writes the job role behind it, as "Students|Student Nurse".
    group = text.partition("|")[0]
    parts = _NUMBER_AND_NAME.fullmatch(group)
    if parts and known.get(_words(parts[1])) == known.get(_words(parts[2])):
        group = parts[2]
    return _find(known, group, "is no staff group that the pack knows", f"Write {names}.")


def staff_group_of_occupation(code: str) -> str:
    """The Standard's staff group of an NHS occupation code, by its first characters.

    >>> staff_group_of_occupation("n6h"), staff_group_of_occupation("G2D")
    ('clinical', 'non-clinical')
    >>> staff_group_of_occupation("921")
    'medical and dental'

    Raises:
        NotACategoryError: it is none, or it may be of either group.
    """
    groups = reference.by("occupation_codes", "prefix")
    plain = _whole_number(code).upper()
    remedy = "Correct the code, or give a column 'Staff Group' instead."
    if not plain:
        raise NotACategoryError("is blank", "Write the occupation code, such as N6H.")
    # The longest beginning that is on the list decides; a whole code may have any form.
    is_code = (len(plain) > 1 and plain in groups) or _OCCUPATION_CODE.fullmatch(plain)
    beginnings = (plain[:length] for length in range(len(plain), 0, -1))
    found = next((groups[each] for each in beginnings if each in groups), None)
    if found is None or not is_code:
        raise NotACategoryError("is no occupation code that the pack knows", remedy)
    if not found["staff_group"]:
        raise NotACategoryError("may be of clinical or of non-clinical staff", remedy)
    return found["staff_group"]


def sex(text: str) -> str:
    """Female, Male or Unknown, of a word or a letter. A blank is unknown.

    A 1 is nothing: systems of the NHS code men by it, and others women.

    >>> sex("F"), sex("m"), sex("Prefer not to say")
    ('Female', 'Male', 'Unknown')

    Raises:
        NotACategoryError: it is none.
    """
    known = _lookup("sexes", "value", "sex")
    plain = _whole_number(text) or "Not known"
    remedy = "Write Female or Male; Unknown for everybody else."
    is_code = plain in ("1", "2")
    problem = "is a code that may mean women or men" if is_code else "is no sex that the pack knows"
    return _find(known, plain, problem, remedy)


def is_counted(assignment_category: str) -> bool:
    """Whether an assignment of that category is counted in the workforce; bank staff are not.

    >>> is_counted("Fixed Term Temp"), is_counted("bank")
    (True, False)

    Raises:
        NotACategoryError: it is none.
    """
    known = _lookup("assignment_categories", "category", "counted")
    remedy = "Write Permanent, Fixed Term Temp, Bank, or another category of the staff record."
    problem = "is no assignment category that the pack knows"
    return _find(known, assignment_category, problem, remedy) == "yes"


def is_in_post(assignment_status: str) -> bool:
    """Whether somebody whose assignment has that status is in post; leavers are not.

    >>> is_in_post("Active Assignment"), is_in_post("Ex-employee")
    (True, False)

    Raises:
        NotACategoryError: it is none.
    """
    known = _lookup("assignment_statuses", "assignment_status", "counted")
    remedy = "Write Active Assignment, Inactive, or another status of the staff record."
    problem = "is no assignment status that the pack knows"
    return _find(known, assignment_status, problem, remedy) == "yes"


def answer(kind: str, text: str) -> str:
    """What an answer means: yes, no, don't know or no answer.

    Args:
        kind: `yes or no`, `how often`, `believes` or `experienced`, as in
            `reference/answers.csv`.
        text: the answer.

    >>> answer("yes or no", "Y"), answer("how often", "More than 10"), answer("how often", "never")
    ('yes', 'yes', 'no')

    Raises:
        NotACategoryError: it is none of its kind.
    """
    rows = [row for row in reference.rows("answers") if row["kind"] == kind]
    known = _answers(kind)
    remedy = f"Write one of: {', '.join(row['answer'] for row in rows)}."
    return _find(known, text, "is not an answer", remedy)


def answer_code(kind: str, text: str) -> int | None:
    """The number of an answer that stands as a code; None if it is none of its kind.

    What a code means depends on which others there are: see `answer_scales`.

    >>> answer_code("how often", "3.0"), answer_code("how often", "3-5")
    (3, None)
    """
    plain = _whole_number(text)
    codes = {code for scale in answer_scales(kind).values() for code in scale}
    return int(plain) if re.fullmatch(r"[0-9]", plain) and int(plain) in codes else None


@cache
def answer_scales(kind: str) -> dict[str, dict[int, str]]:
    """The ways in which answers of a kind are coded: the meaning of each code, by scale.

    >>> answer_scales("experienced")["1 and 2"]
    {1: 'yes', 2: 'no'}
    """
    scales: dict[str, dict[int, str]] = {}
    for row in reference.rows("answer_codes"):
        if row["kind"] == kind:
            scales.setdefault(row["scale"], {})[int(row["code"])] = row["meaning"]
    return scales


def _find(known: dict[str, str], text: str, problem: str, remedy: str) -> str:
    words = _words(text)
    if not words:
        raise NotACategoryError("is blank", remedy)
    try:
        return known[words]
    except KeyError:
        raise NotACategoryError(problem, remedy) from None


@cache
def _lookup(name: str, key: str, value: str) -> dict[str, str]:
    return {_words(row[key]): row[value] for row in reference.rows(name)}


@cache
def _answers(kind: str) -> dict[str, str]:
    rows = reference.rows("answers")
    return {_words(row["answer"]): row["meaning"] for row in rows if row["kind"] == kind}


@cache
def _ethnic_codes() -> dict[str, EthnicCategory]:
    return {
        row["code"]: EthnicCategory(row["code"], row["label"], row["group"], row["wres_group"])
        for row in reference.rows("ethnicity_codes")
    }


@cache
def _ethnic_labels() -> dict[str, EthnicCategory]:
    codes = _ethnic_codes()
    # Of two codes with one label, the first in the list stands for it.
    labels = {}
    for category in codes.values():
        labels.setdefault(_label(_words(category.label)), category)
    for row in reference.rows("ethnicity_labels"):
        labels.setdefault(_label(_words(row["label"])), codes[row["code"]])
    for row in reference.rows("ethnicity_groups"):
        category = EthnicCategory("", row["label"], "", row["wres_group"])
        labels.setdefault(_label(_words(row["label"])), category)
    return labels


@cache
def _grades() -> dict[str, Grade]:
    known = {
        _grade_key(band): Grade(band)
        for band, row in reference.by("pay_bands", "pay_band").items()
        if row["scheme"] == "Agenda for Change"
    }
    for row in reference.rows("pay_grades"):
        known[_grade_key(row["grade"])] = Grade(
            row["pay_band"], row["staff_group"] if row["pay_band"] else ""
        )
    return known


def _agrees(category: EthnicCategory, label: str) -> bool:
    """Whether a label that stands behind a code means the same group as the code."""
    other = _ethnic_labels().get(_label(label))
    if other is not None:
        return other.group == category.group
    named = {group for word, group in _GROUP_WORDS.items() if word in label.split()}
    return named == {category.group} or (category.group == "Mixed" and "Mixed" in named)


def _words(text: str) -> str:
    """The letters and digits of a text, in small letters, one space between words.

    >>> _words("  White -  Irish & other ")
    'white irish and other'
    """
    plain = text.casefold().replace("&", " and ").replace("'", "").replace("\u2019", "")
    return " ".join(re.findall(r"[^\W_]+", plain))


def _label(words: str) -> str:
    return " ".join(word for word in words.split() if word != "background")


def _whole_number(text: str) -> str:
    """A text without spaces round it, and without the decimals that a spreadsheet may add.

    >>> _whole_number(" 99.0 ")
    '99'
    """
    return re.sub(r"^(\d+)\.0+$", r"\1", text.strip())


def _grade_key(text: str) -> str:
    """What is left of a band's name without the words that every band has."""
    words = _words(_whole_number(text)) if _NAME.fullmatch(text) else text
    return _NOISE.sub(" ", words).replace(" ", "")
