"""What may stand without a key, and what is a number."""

import pytest

from wres.attack.labels import KEYED, PLACES, _rows, figures_in, numbers_in


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("All staff by ethnicity, 31 March 2023 and 2024", "caption"),
        ("2024 relative likelihood (White to BME)", "column"),
        ("Band 8a", "row"),
        ("Cluster 1: under band 1 to band 4, 2024", "row"),
        ("Indicator 5: harassment from the public, by ethnicity", "caption"),
        ("5. Harassment from the public", "row"),
        ("NHS trusts in England, 31 March 2018", "cell"),
        ("Percentage of staff experiencing harassment in the last 12 months", "prose"),
        (f"The ratio is {KEYED}: outside the four-fifths range of 0.80 to 1.25", "prose"),
        (f"In 2024, the two rates were {KEYED} and {KEYED}.", "prose"),
        (f"{KEYED} of staff ({KEYED} of {KEYED}), up {KEYED} on 2023.", "prose"),
        ("Made with the WRES pack, version 0.5.2.", "prose"),
        ("Counts of 1 to 5 people are withheld and shown as [c].", "prose"),
        ("No gap to the disadvantage of BME people is outside the range", "prose"),
        ("What I would ask", "prose"),
        (f"{KEYED} White staff are at the lower of the two levels", "prose"),
        ("Break in the series: 2023 is A, 2024 is B, and the two cannot be compared", "prose"),
        ("The workforce of 2024 is the one that this indicator was counted in", "prose"),
        ("in the twelve months to 31 March 2024 and in the twelve before, over it", "prose"),
        ("Rate among one of the groups that BME is made of over that of White people", "prose"),
    ],
)
def test_a_label_may_stand_without_a_key(words, place):
    assert figures_in(words, place, 2024) == []


@pytest.mark.parametrize(
    ("words", "place", "found"),
    [
        ("Medical and dental: 5", "prose", "5"),
        ("five consultants", "prose", "five"),
        ("Nobody is BME", "prose", "Nobody"),
        ("None", "cell", "None"),
        ("no BME consultant", "prose", "no"),
        ("No other executive member", "prose", "No"),
        ("twenty-one of them", "prose", "twenty"),
        ("BME-five", "prose", "five"),
        ("half of them", "prose", "half"),
        ("both are women", "prose", "both"),
        ("a third of the board", "prose", "third"),
        ("1 in 4", "prose", "1"),
        ("the 5th", "prose", "5"),
        ("x5", "prose", "5"),
        ("5%", "prose", "5%"),
        ("2,024", "prose", "2,024"),  # a year has no comma
        ("There are 2024 of them", "prose", "2024"),  # no year stands so
        ("of 2024 White staff", "prose", "2024"),
        ("in 2014", "prose", "2014"),  # before the Standard
        ("in 2026", "prose", "2026"),  # after next year
        ("2024", "cell", "2024"),  # a label alone in a cell of figures
        ("Band 5", "cell", "Band 5"),
        ("BME, 2024", "cell", None),
        ("BME: fewer than 3 people", "prose", "3"),  # the limit is told in a whole sentence
        ("BME: fewer than 3 answers", "prose", "3"),
        ("BME: at least 3 numbers", "prose", "3"),
        ("5", "row", "5"),
        ("5", "column", "5"),
        ("Table 5", "caption", "5"),
        ("Indicator 12", "heading", "12"),
        ("version 5", "prose", "5"),
        ("VII consultants", "prose", "VII"),
        ("BME: V", "cell", "V"),
        ("LXXIX of them", "prose", "LXXIX"),
        ("size L or XXL", "prose", None),
        ("|||||", "cell", "|||||"),
        ("BME consultants: IIIII", "prose", "IIIII"),
        ("BME: siebzehn", "cell", "siebzehn"),
        ("BME: dix-sept", "cell", "dix"),
        ("Neunundsiebzig BME doctors", "prose", "Neunundsiebzig"),
        ("settantanove, ventisei", "prose", "settantanove"),
        ("fünfunddreißig", "prose", "fünfunddreißig"),
        ("FUNFUNDDREISSIG", "prose", "FUNFUNDDREISSIG"),
        ("pedwar ar bymtheg", "prose", "pedwar"),
        ("dwadzieścia", "prose", "dwadzieścia"),
        ("hatvanöt", "prose", "hatvanöt"),
        ("The elf in the hat was once due a null result", "prose", None),
        ("x x x x x", "cell", "x x x x x"),
        ("www pages", "prose", None),
        ("\u2022 \u2022 \u2022", "cell", "\u2022 \u2022 \u2022"),
        ("[c]", "cell", "[c]"),  # has the key of what is withheld
        ("[low]", "cell", "[low]"),
    ],
)
def test_a_number_is_found(words, place, found):
    assert (found is None) == (found not in figures_in(words, place, 2024))


@pytest.mark.parametrize(
    "sign",
    [
        "\uff15",  # a wide 5
        "\uff46\uff49\uff56\uff45",  # wide letters: five
        "\u2075",  # a superscript
        "\u2464",  # in a circle
        "\u0665",  # Arabic
        "\u2164",  # a Roman numeral of its own
        "\U0001d7d3",  # bold, for mathematics
        "\u00bd",  # a half
        "f\u0456ve",  # with a Cyrillic letter
        "fi\u200bve",  # with a blank that has no width
        "fi\u0336ve",  # crossed out
        "\u2684",  # a die
        "\u202e5",  # turned round
        "\U0001f9d1",  # a person
    ],
)
def test_other_signs_for_a_number_are_found(sign):
    assert figures_in(f"Consultants: {sign} are BME", "prose", 2024)


@pytest.mark.parametrize(
    "words",
    [
        f"1{KEYED}", f"{KEYED}3", f"\u2212{KEYED}", f"+{KEYED}", f"-{KEYED}", f"{KEYED}%",
        f"{KEYED}k", f"{KEYED}.5", f"{KEYED},5", f"{KEYED}th", f"twenty-{KEYED}", f"{KEYED}{KEYED}",
        f"Band {KEYED}-1", f"1/{KEYED}", f"\u00a3{KEYED}",
    ],
)  # fmt: skip
def test_nothing_that_changes_a_number_may_touch_it(words):
    assert figures_in(words, "prose", 2024)


@pytest.mark.parametrize("words", [f"({KEYED}),", f"{KEYED}.", f"\u2018{KEYED}\u2019", f"{KEYED}"])
def test_stops_and_brackets_may_touch_a_number(words):
    assert figures_in(words, "prose", 2024) == []


def test_an_attribute_lists_its_numbers_in_their_order():
    words = "White, 2024: 66.9% (4,479 of 6,696); BME: less than 0.1% ([low]). Band 5: no BME staff"

    found = [number[0] for number in numbers_in(words, "spoken", 2024)]

    assert found == ["66.9%", "4,479", "6,696", "less than 0.1%", "[low]", "no"]


@pytest.mark.parametrize(
    "words",
    [
        "BME: band 5", "BME = band 5", "BME \u2013 band 5", "BME (band 5)", "BME band 5",
        "BME, band 5", "The BME count is band 5", "White: indicator 5", "BME: bands 1 to 5",
        "BME: cluster 5", "BME: question 14", "BME staff were band 5",
        "BME: 14 March 2024", "Not known: Band 8a", f"{KEYED} are White. BME: band 5",
        "Appointed: Cluster 4: bands 8c to 9 and VSM",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["prose", "spoken", "drawing", "heading", "caption"])
def test_a_label_is_none_where_a_number_of_somebody_is_due(words, place):
    assert figures_in(words, place, 2024)


@pytest.mark.parametrize(
    "words",
    [
        "BME, 2024", "Cluster 2: bands 5 to 7, BME", "BME staff in band 5",
        f"Below the BME share of all staff, {KEYED}: Band 5, Band 6 and Cluster 2: bands 5 to 7",
        "Share of staff by ethnicity; outlined ticks: 2023", "Indicator 5: BME less White",
        "Non-clinical: lower bands (up to band 5)", "Staff survey - WRES 2024 - Sample Trust",
        "Single year: those who entered in the twelve months to 31 March 2024",
    ],
)  # fmt: skip
def test_a_label_that_names_somebody_is_one(words):
    assert figures_in(words, "drawing", 2024) == []


def test_a_label_of_one_column_stands_in_no_other():
    assert figures_in("1, 9", "row", 2024) == ["1", "9"]
    assert figures_in("1, 9", "row", 2024, "Indicator") == []
    assert figures_in("no", "cell", 2024, "More than chance") == []
    plan = "For indicators 5, 6 and 8, high impact action 6"
    assert figures_in(plan, "cell", 2024, "Lead and review") == []
    assert figures_in(plan.replace("action 6", "action 7"), "cell", 2024) == ["7"]
    assert figures_in(plan, "prose", 2024) == ["6"]


def test_no_label_is_a_bare_number_but_where_its_column_says_so():
    bare = [row for row in _rows() if not any(map(str.isalpha, row["pattern"]))]

    assert bare == []
    for row in _rows():
        places = [each.split(":")[0] for each in row["where"].split("; ") if each]
        assert row["source"] and set(places) <= set(PLACES)


@pytest.mark.parametrize("name", ["Clinical, 8b", "2022/23", "May 2021", "Q1", "Q1 2024/25"])
def test_bands_years_and_quarters_name_a_row(name):
    assert figures_in(name, "row", 2024) == []


@pytest.mark.parametrize("name", ["2022/57", "White, Q2", "2022/23 White", "Q2 White staff", "57"])
def test_a_number_of_people_is_no_year_and_no_quarter(name):
    assert figures_in(name, "row", 2024)


@pytest.mark.parametrize(
    ("text", "head", "is_label"),
    [("Band 5", "Band", True), ("Band 5", "Number", False), ("May 2021", "Month", True),
     ("May 2021", "Number", False), ("Q1", "Quarter", True), ("57", "Period", False)],
)  # fmt: skip
def test_bands_and_days_stand_in_a_column_of_them(text, head, is_label):
    assert (figures_in(text, "cell", 2024, head) == []) == is_label
