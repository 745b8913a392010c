"""Hold an organisation's counts against each other, and raise what does not look right.

A fault is something that cannot be, and stops a report. A doubt may be right: a careful colleague
would ask about it, and somebody who knows would answer. So a doubt stops nothing.

Nothing here says a count that came withheld, nor anything that only such a count explains.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from statistics import median

from wres import reference
from wres.figures import ALL, BME, BME_GROUPS, ETHNICITIES, SEXES, UNKNOWN, WHITE, State
from wres.figures.counts import Counts
from wres.ground.errors import Doubt
from wres.ground.settings import Accepted
from wres.reading.changed import changed
from wres.reading.context import PopulationShare
from wres.reading.dates import day_of
from wres.reading.held import Inputs, YearInputs
from wres.reading.percentages import percentages, whole_percentages, zeroed
from wres.reading.plans import Action, Rating
from wres.reading.plausible import implausible
from wres.reading.rates import PLAUSIBLE
from wres.reading.slips import gaps, gone_since, other_sources, slipped
from wres.reading.together import together
from wres.reading.yearsheets import (
    BOARD,
    WORKFORCE,
    Key,
    YearSheet,
    folder_of,
    sheet_of,
    workforce_key,
)

# Everybody answers the same questionnaire and some skip a question: a few per cent, not a quarter.
BASES_MAY_DIFFER_BY = 0.25
# Chance moves small numbers a lot. Below this many people neither rule about size says anything.
FEWEST_PEOPLE = 20
# Five shares that are each rounded to whole per cent can be 2 away from 100 and no more.
POPULATION_FROM, POPULATION_TO = 98, 102

# Each rule, and the sentence by which a report's readers learn that it was broken. It holds no
# number, so that no count can be worked out from it. Blank: not for a report's readers.
KINDS = {
    "bands": "the pay bands do not add up to the whole workforce",
    "parts": "a count is not what its parts by staff group, pay band or sex add up to",
    "workforce": "more people were counted among the staff than there were staff in post",
    "whole": "a part is larger than the whole that it belongs to",
    "board": "more voting or executive members were counted than the board has members",
    "bases": "the number of people who answered differs a lot between questions of the survey",
    "denominator": "the rates of an indicator rest on another workforce than the whole",
    "percentage": "a percentage of the survey fits no whole number of the people who answered",
    "jump": "a count is very different from the year before",
    "restated": "",
    "withheld": "",
    "population": "the ethnic groups of the local population do not add up to 100 per cent",
    "action": "",
    "rating": "",
    "integers": "every percentage of the survey is a whole number, as counts are",
    **dict.fromkeys(("slipped", "gap", "unread", "people", "period", "blank", "values"), ""),
    **dict.fromkeys(("hidden", "stray", "letters"), ""),
    "bodies": "a body that is part of this organisation now handed nothing in",
    **PLAUSIBLE,
    "basis": "",
    "accepted": "",
    "claim": "",
    "disclosed": "",
    "alike": "",
}
# Rules that hold for each indicator by itself: a report says of which one is broken.
OF_ONE = ("parts", "whole")
# Rules about words, which are checked against the figures of a report and not with the counts.
ABOUT_WORDS = ("claim", "alike")
# What nobody can accept, and what to do instead.
NEVER_ACCEPTED = {
    "accepted": "Take the row out that is accepted in vain.",
    "disclosed": (
        "It would give a withheld number away: take the number out of the words, or decide that "
        "its counts are public ('public', 'published before')."
    ),
}
# Rules about a file that has no year.
WITHOUT_A_YEAR = ("population",)

_EVERY = (*ETHNICITIES, ALL)
_QUESTIONS = (5, 6, 7, 8)


def reconcile(
    years: Sequence[YearInputs], population: Sequence[PopulationShare]
) -> tuple[Doubt, ...]:
    """Every doubt about what an organisation handed in, oldest year first.

    Where several bodies handed in a year, each of them is looked at by itself; their sum is only
    what the next year is held against.
    """
    doubts: list[Doubt] = []
    before: dict[int, YearSheet] = {}
    for read in years:
        for part in read.parts or (read,):
            doubts += _within(part)
            doubts += implausible(sheet_of(part))
        doubts += _missing_bodies(read)
        sheet = sheet_of(read)
        last = before.get(read.year - 1)
        doubts += _restated(read, last)
        if last and not read.parts:
            doubts += [*gone_since(last, sheet), *zeroed(last, sheet), *changed(last, sheet)]
        before[read.year] = sheet
    return (*together(doubts), *_population(population))


def _within(read: YearInputs) -> list[Doubt]:
    """What one body's year says against itself."""
    sheet, said = sheet_of(read), read.commentary
    return [
        *read.doubts,
        *_band_sums(sheet),
        *_part_sums(sheet),
        *_parts_above_wholes(sheet),
        *_denominators(sheet),
        *_bases(sheet),
        *percentages(sheet),
        *whole_percentages(sheet),
        *slipped(sheet),
        *gaps(sheet),
        *other_sources(sheet),
        *_open_secrets(sheet),
        *_actions(f"{folder_of(read)}/action_plan.csv", said.actions),
        *_reviews(f"{folder_of(read)}/action_plan.csv", said.actions, read.year),
        *_ratings(f"{folder_of(read)}/ratings.csv", said.ratings, said.actions),
    ]


def _missing_bodies(read: YearInputs) -> Iterator[Doubt]:
    """Bodies that are part of a sum and handed nothing in."""
    others = " and ".join(part.counts.organisation for part in read.parts)
    for code in read.missing:
        problem = f"is missing, so that no sum of it and {others} is known"
        remedy = "Add what it handed in, or say in successions.csv what became of it."
        yield Doubt(f"{code}/{read.year}/", None, "", None, problem, remedy, "bodies")


def accept(
    doubts: Sequence[Doubt], accepted: Sequence[Accepted], file: str, year: int
) -> tuple[Doubt, ...]:
    """The same doubts, those that were accepted with their reason, and what is accepted in vain.

    A decision that no warning needs any more is itself a doubt: it would hide the next one.

    Args:
        doubts: of the years up to `year`.
        accepted: the organisation's decisions, from any year.
        file: where those stand.
        year: the last year that was read; later ones are not looked at.

    >>> doubt = Doubt("RXX/2023/counts.csv", 2, "white", "80", "is more", "Look.", "bands")
    >>> (found,) = accept([doubt], [Accepted("bands", 2023, "Printed so.")], "settings.csv", 2023)
    >>> found.accepted
    'Printed so.'
    """
    reasons = {(each.rule, each.year): each.reason for each in accepted}
    looked_at = {(doubt.kind, year_of(doubt)) for doubt in doubts}
    remedy = "Take the row out, so that it does not hide a later warning."
    vain = []
    for each in accepted:
        if (each.rule, each.year) not in looked_at and (each.year or 0) <= year:
            of_year = f" of {each.year}" if each.year else ""
            problem = f"accepts a warning{of_year} that is not raised"
            vain.append(Doubt(file, each.row, "value", each.rule, problem, remedy, "accepted"))
    marked = (
        replace(doubt, accepted=reasons.get((doubt.kind, year_of(doubt)), "")) for doubt in doubts
    )
    return (*marked, *vain)


def about_counts(accepted: Sequence[Accepted]) -> tuple[Accepted, ...]:
    """The decisions that are not about words.

    >>> decisions = [Accepted("bands", 2023, "Printed so."), Accepted("claim", 2023, "Quoted.")]
    >>> [each.rule for each in about_counts(decisions)]
    ['bands']
    """
    return tuple(each for each in accepted if each.rule not in ABOUT_WORDS)


def year_of(doubt: Doubt) -> int | None:
    """The WRES year that a doubt is about; None for a file that has no year.

    >>> year_of(Doubt("QHG/2022/wres.xlsx, sheet Workforce", 6, "White", "1", "", "", "bands"))
    2022
    """
    found = re.match(r"[^/]+/(\d{4})/", doubt.file)
    return int(found[1]) if found else doubt.year


def public_doubts(inputs: Inputs, published: Sequence[Counts]) -> tuple[Doubt, ...]:
    """The doubts that the published counts raise by themselves.

    A doubt that only a withheld count raises would tell something about that count. So would one
    about a part of a published sum, or about last year's figures said again.
    """
    years = [
        replace(read, counts=counts, parts=(), last_year=None, doubts=())
        for read, counts in zip(inputs.years, published, strict=True)
    ]
    return reconcile(years, inputs.context.population)


def public_sentences(doubts: Sequence[Doubt], years: Sequence[int]) -> tuple[str, ...]:
    """What the readers of a report of these years learn of the doubts: each rule once a year.

    No count stands in it, and nothing about withheld counts.

    >>> doubt = Doubt("RXX/2023/counts.csv", 2, "white", "80", "is more", "Look.", "bands")
    >>> public_sentences([doubt, doubt], [2022, 2023])
    ('2023: the pay bands do not add up to the whole workforce.',)
    """
    said = [
        f"{_whose(year, doubt)}{KINDS[doubt.kind]}."
        for year in (*years, None)
        for doubt in doubts
        if year_of(doubt) == year and KINDS[doubt.kind]
    ]
    return tuple(text[:1].upper() + text[1:] for text in dict.fromkeys(said))


def _whose(year: int | None, doubt: Doubt) -> str:
    """What a sentence is about: a year, and an indicator where the rule is one of several's."""
    if year is None:
        return ""
    return f"{year}, indicator {doubt.indicator}: " if doubt.kind in OF_ONE else f"{year}: "


def _band_sums(sheet: YearSheet) -> Iterator[Doubt]:
    """The pay bands beside the whole workforce, for each ethnicity and in all.

    Where a band is withheld or missing, only bands that are already too many are told of.
    """
    facts = reference.by("pay_bands", "pay_band")
    lone = list(_lone_parts(sheet))
    for key, ethnicity in lone:
        fact = facts[key[3]]
        whole = facts[fact["of_which"]]["label"]
        problem = f"counts more people as '{fact['label']}' than the row '{whole}' has"
        remedy = "Look whether figures stand a row too low, here and in the rows above."
        yield sheet.doubt("bands", key, ethnicity, problem, remedy, is_quoted=False)
    bands = [
        key
        for key in sheet.keys
        if key[:2] == WORKFORCE[:2] and key != WORKFORCE and not facts[key[3]]["of_which"]
    ]
    # Where people stand in the row of a part alone, no sum over the others can be right.
    for ethnicity in (*ETHNICITIES, ALL) if bands and not lone else ():
        numbers = [sheet.number(key, ethnicity) for key in bands]
        known = sum(number for number in numbers if number is not None)
        is_complete = None not in numbers
        if not _differs(sheet.number(WORKFORCE, ethnicity), numbers):
            continue
        is_not = "is not what the pay bands add up to"
        is_less = "is less than the pay bands that are known"
        problem = f"{is_not if is_complete else is_less}, {known:,.0f}"
        remedy = "Look for a band that is missing, doubled or mistyped."
        remedy = _exactly(sheet, WORKFORCE, ethnicity, known) or remedy
        yield sheet.doubt("bands", WORKFORCE, ethnicity, problem, remedy)


def _lone_parts(sheet: YearSheet) -> Iterator[tuple[Key, str]]:
    """Rows that are "of which" and have more people than their whole, or no whole at all."""
    facts = reference.by("pay_bands", "pay_band")
    for key in sheet.keys:
        whole = (*key[:3], facts[key[3]]["of_which"])
        if not whole[3] or key[:2] != WORKFORCE[:2]:
            continue
        for ethnicity in _EVERY:
            part, number = sheet.number(key, ethnicity), sheet.number(whole, ethnicity)
            # Withheld, or not printed: nobody can say.
            is_hidden = number is None and bool(sheet.typed(whole, ethnicity))
            is_hidden |= sheet.state(whole, ethnicity) is State.WITHHELD
            if part and not is_hidden and part > (number or 0):
                yield key, ethnicity
                break


def _exactly(sheet: YearSheet, whole: Key, ethnicity: str, known: float) -> str:
    """What to do where the difference is exactly one row that is "of which", or all of them again.

    A spreadsheet's sum over a column takes such rows in, and rows of sums.
    """
    facts, total = reference.by("pay_bands", "pay_band"), sheet.number(whole, ethnicity)
    if total == 2 * known > 0:
        return "It is exactly twice as many: leave rows of sums out of a sum over the column."
    parts = [
        key
        for key in sheet.keys
        if key[:2] == whole[:2]
        and facts[key[3]]["of_which"]
        and total - known == sheet.number(key, ethnicity) != 0
    ]
    if not parts:
        return ""
    label = facts[parts[0][3]]["label"]
    return (
        f"The difference is exactly the row '{label}', whose people stand in another row already: "
        "leave it out of the sum."
    )


def _part_sums(sheet: YearSheet) -> Iterator[Doubt]:
    """The parts of a count beside it: by staff group and by pay band (indicator 2), and by sex."""
    facts, measures = reference.by("pay_bands", "pay_band"), reference.by("measures", "measure")
    for key in sheet.keys:
        if key[2:] != (ALL, ALL) or measures[key[1]]["unit"] != "people":
            continue
        same = [each for each in sheet.keys if each[0] == 2 and each[:2] == key[:2]]
        groups = [each for each in same if each[2] != ALL]
        bands = [each for each in same if each[3] != ALL and not facts[each[3]]["of_which"]]
        found = {
            "staff groups": {e: [sheet.number(part, e) for part in groups] for e in _EVERY},
            "pay bands": {e: [sheet.number(part, e) for part in bands] for e in _EVERY},
            "rows by sex": {
                e: [sheet.counts.get(*key[:2], e, sex=sex).value for sex in SEXES] for e in _EVERY
            },
        }
        for words, parts in found.items():
            wrong = [e for e in _EVERY if _differs(sheet.number(key, e), parts[e])]
            # The total is told of only where none of its parts explains it.
            for ethnicity in [each for each in wrong if each != ALL] or wrong:
                known = sum(number for number in parts[ethnicity] if number is not None)
                problem = f"is not what the {words} add up to, {known:,.0f}"
                exactly = _exactly(sheet, key, ethnicity, known) if words == "pay bands" else ""
                remedy = exactly or "Look for a row that is missing or mistyped."
                yield sheet.doubt("parts", key, ethnicity, problem, remedy)


def _differs(whole: float | None, parts: list[float | None]) -> bool:
    """Whether parts are too many for their whole, or, where all are known, too few."""
    known = sum(part for part in parts if part is not None)
    is_complete = None not in parts
    return bool(parts) and whole is not None and (known > whole or (is_complete and known < whole))


def _parts_above_wholes(sheet: YearSheet) -> Iterator[Doubt]:
    """Counts of people that are more than those among whom they are counted."""
    leavers = "People who have left may be among them; if not, correct one of the two."
    survey = (
        "The survey was in the autumn and the workforce is of March; if the staff did not become "
        "fewer, correct one of the two."
    )
    every = (*ETHNICITIES, ALL)
    one = "Correct one of the two."
    members = "Correct one of the two: they are members of the board."
    staff = {number: workforce_key(sheet, number) for number in (3, 4)}
    pairs = [
        ("workforce", 3, "entered formal disciplinary process", staff[3], every, leavers),
        ("workforce", 4, "accessed non-mandatory training", staff[4], every, leavers),
        *(("workforce", n, "respondents", WORKFORCE, every, survey) for n in _QUESTIONS),
        ("board", 9, "voting board members", BOARD, every, members),
        ("board", 9, "executive board members", BOARD, every, members),
        # For one ethnicity this is a fault already; here are totals whose parts are not known.
        ("whole", 2, "appointed", (2, "shortlisted", ALL, ALL), (ALL,), one),
        *(("whole", n, "count", (n, "respondents", ALL, ALL), (ALL,), one) for n in _QUESTIONS),
    ]
    for kind, indicator, measure, whole_key, ethnicities, remedy in pairs:
        key = (indicator, measure, ALL, ALL)
        above = [each for each in ethnicities if _is_above(sheet, key, whole_key, each)]
        # The total is told of only where none of its parts explains it.
        for ethnicity in [each for each in above if each != ALL] or above:
            number = f"{sheet.number(whole_key, ethnicity):,.0f}"
            among = {ALL: number, UNKNOWN: f"{number} of unknown ethnicity"}
            whole = among.get(ethnicity, f"{number} {ethnicity}")
            problem = f"is more than the {whole} counted as '{whole_key[1]}'"
            yield sheet.doubt(kind, key, ethnicity, problem, remedy)


def _denominators(sheet: YearSheet) -> Iterator[Doubt]:
    """The workforces of indicators 3 and 4, where they have their own, beside indicator 1's."""
    for indicator in (3, 4):
        key = workforce_key(sheet, indicator)
        differing = [
            each
            for each in (*ETHNICITIES, ALL)
            if None not in (own := sheet.number(key, each), one := sheet.number(WORKFORCE, each))
            and own != one
        ]
        # The total is told of only where none of its parts explains it.
        for ethnicity in [each for each in differing if each != ALL] or differing:
            problem = (
                f"is not the {sheet.number(WORKFORCE, ethnicity):,.0f} that indicator 1 counts"
            )
            remedy = "Correct one of the two, or make sure that the rate is meant to be of others."
            yield sheet.doubt("denominator", key, ethnicity, problem, remedy)


def _is_above(sheet: YearSheet, part_key: Key, whole_key: Key, ethnicity: str) -> bool:
    part, whole = sheet.number(part_key, ethnicity), sheet.number(whole_key, ethnicity)
    return part is not None and whole is not None and part > whole


def _bases(sheet: YearSheet) -> Iterator[Doubt]:
    """How many answered each question of the survey: about as many for one as for another."""
    for ethnicity in ETHNICITIES:
        found = {
            number: base
            for number in _QUESTIONS
            if (base := sheet.number((number, "respondents", ALL, ALL), ethnicity)) is not None
        }
        if len(found) < 2:
            continue
        least, most = (extreme(found, key=found.__getitem__) for extreme in (min, max))
        if found[most] < FEWEST_PEOPLE or found[most] <= found[least] * (1 + BASES_MAY_DIFFER_BY):
            continue
        # The odd one out is the one that lies farther from the middle of them.
        middle = median(found.values())
        odd = most if found[most] - middle > middle - found[least] else least
        other = least if odd == most else most
        problem = f"answered the question of indicator {odd}, and {found[other]:,.0f} that of "
        problem += f"indicator {other}"
        remedy = "Correct the one that is wrong, or make sure that so many skipped the question."
        yield sheet.doubt("bases", (odd, "respondents", ALL, ALL), ethnicity, problem, remedy)


def _restated(read: YearInputs, last: YearSheet | None) -> Iterator[Doubt]:
    """Figures of the year before that this year's files say in another way."""
    if read.last_year is None:
        return
    again = YearSheet(folder_of(read), read.last_year.counts, read.last_year.rows)
    beside = [key for key in again.keys if _is_typed_beside(read, again, last, key)]
    for key in beside:
        problem = f"has figures of {read.year - 1} that its folder has not, and none of {read.year}"
        remedy = f"Type those of {read.year} into the columns without a year."
        yield again.doubt("gap", key, WHITE, problem, remedy, is_quoted=False)
    if last is None:
        file = next(iter(again.rows.values())).file
        problem = f"is held against nothing: there are no counts of {read.year - 1}"
        remedy = f"Put them into the folder {read.year - 1}, or take these away."
        yield Doubt(file, None, "", None, problem, remedy, "restated")
        return
    for key in again.keys:
        if key in beside:
            continue
        for ethnicity in (*ETHNICITIES, ALL):
            old, new = last.number(key, ethnicity), again.number(key, ethnicity)
            if None in (old, new) or old == new:
                continue
            problem = f"restates {old:,.12g}, as {read.year - 1} was handed in"
            remedy = f"Correct the one that is wrong. The report takes that of {read.year - 1}: "
            remedy += "if it was restated, correct it there too."
            yield again.doubt("restated", key, ethnicity, problem, remedy)


def _is_typed_beside(read: YearInputs, again: YearSheet, last: YearSheet | None, key: Key) -> bool:
    """Whether a workbook's row has new figures in last year's columns, and none in this year's.

    `last_year.csv` has rows of its own, and says nothing of this year's.
    """
    if key in read.rows or not again.rows[key].headings:
        return False
    pairs = [(again.number(key, each), last and last.number(key, each)) for each in _EVERY]
    return any(new is not None and new != old for new, old in pairs)


def _open_secrets(sheet: YearSheet) -> Iterator[Doubt]:
    """Withheld cells that the rest of their row gives back. What they are is not said."""
    measures = reference.by("measures", "measure")
    for key in sheet.keys:
        if measures[key[1]]["unit"] != "people":
            continue
        states = {each: sheet.state(key, each) for each in (*ETHNICITIES, ALL)}
        hidden = [each for each, state in states.items() if state is State.WITHHELD]
        shown = [each for each, state in states.items() if state is State.SHOWN]
        known = sum(sheet.number(key, each) for each in ETHNICITIES if each in shown)
        is_one_of_four = len(hidden) == 1 and len(shown) == 3
        behind = {each: sheet.state(key, each) for each in (BME, *BME_GROUPS)}
        if list(behind.values()).count(State.SHOWN) == 4 and State.WITHHELD in behind.values():
            hidden = [each for each, state in behind.items() if state is State.WITHHELD]
            is_one_of_four = True
        is_nobody = ALL in shown and known == sheet.number(key, ALL)
        if hidden and (is_one_of_four or is_nobody):
            problem = "can be worked out from its row"
            remedy = "Withhold one more count of the row, such as its total, before you share the "
            yield sheet.doubt("withheld", key, hidden[0], problem, f"{remedy}file.")


def _population(shares: Sequence[PopulationShare]) -> Iterator[Doubt]:
    """The ethnic groups of each area, which together are everybody."""
    for area in dict.fromkeys(share.area for share in shares):
        groups = {share.ethnic_group: share for share in shares if share.area == area}
        # BME is all but White: it stands for the other groups, never beside them.
        finer = {name: share for name, share in groups.items() if name != BME}
        parts = list((finer if len(finer) > 1 else groups).values())
        total = sum(share.percentage for share in parts)
        # Binary noise must not push a sum of exactly 102 over the edge.
        if len(parts) < 2 or POPULATION_FROM <= round(total, 6) <= POPULATION_TO:
            continue
        place = "local_population.csv", parts[0].row, "percentage", f"{parts[0].percentage:g}"
        problem = f"and the other groups of {area} add up to {total:.1f}, not to 100"
        remedy = "Correct the share that is wrong, or add the group that is missing."
        yield Doubt(*place, problem, remedy, "population")


def _actions(file: str, actions: Sequence[Action]) -> Iterator[Doubt]:
    """Actions that nobody leads, or that nobody will look at again."""
    remedies = {"lead": "Name a role that leads it.", "review": "Say when it is looked at."}
    for action in actions:
        for column, remedy in remedies.items():
            if not getattr(action, column):
                problem = f"is blank for the theme '{action.theme}'"
                yield Doubt(file, action.row, column, "", problem, remedy, "action")


def _reviews(file: str, actions: Sequence[Action], year: int) -> Iterator[Doubt]:
    """Reviews on a day before the report's own: 31 March of its year.

    Never the clock: the same input must raise the same doubts next year.
    """
    for action in actions:
        day = _day(action.review)
        if day is not None and day < date(year, 3, 31):
            problem = f"is before the report's own date, 31 March {year}"
            remedy = "Say when the action is looked at next."
            yield Doubt(file, action.row, "review", action.review, problem, remedy, "action")


def _day(text: str) -> date | None:
    """The last day that a review may mean, where it is a date at all.

    >>> _day("2024-01-31"), _day("March 2024"), _day("every quarter")
    (datetime.date(2024, 1, 31), datetime.date(2024, 3, 31), None)
    """
    if (day := day_of(text)) is not None:
        return day
    try:
        month = datetime.strptime(text, "%B %Y").date()
    except ValueError:
        return None
    return month.replace(day=monthrange(month.year, month.month)[1])


def _ratings(file: str, ratings: Sequence[Rating], actions: Sequence[Action]) -> Iterator[Doubt]:
    """Indicators rated worst for which nothing is planned."""
    planned = {number for action in actions for number in action.indicators}
    for rating in ratings:
        if rating.rating == "Underdeveloped" and rating.indicator not in planned:
            problem = f"has no action for indicator {rating.indicator} in the action plan"
            remedy = "Add an action to action_plan.csv."
            yield Doubt(file, rating.row, "rating", rating.rating, problem, remedy, "rating")
