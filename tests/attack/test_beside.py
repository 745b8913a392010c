"""A key that prints the right number stands beside words of the people whom it counts.

Each way is tried in which a withheld 14 might borrow the key of 14 others.
"""

import pytest

from wres.attack.beside import misplaced, misplaced_in
from wres.attack.labels import KEYED as N
from wres.attack.pages import Words, read_page

WHITE = "2024/1/staff_count/clinical/5//White"
EVERYBODY = "2024/2/appointed_count"
STAFF = "2024/1/staff_count////BME"
SHARE = "2024/1/staff_percentage/clinical/5//BME"
OTHERS = "2024/1/staff_percentage/clinical/6//BME"


def faults(text, *keys, place="prose", headings=(), **more):
    return list(misplaced([Words(text, place, "board.html", keys, headings=headings, **more)]))


@pytest.mark.parametrize("place", ["prose", "spoken", "drawing", "heading"])
@pytest.mark.parametrize(
    ("text", "keys", "says"),
    [
        (f"BME: {N}", [WHITE], "about BME"),
        (f"BME clinical staff in Band 5: {N}", [WHITE], "about BME"),
        (f"Clinical staff in band 6: White, {N} people", [WHITE], "about Band 6"),
        (f"White: {N} people", [WHITE], "say 'Clinical'"),
        (f"{N} are White. BME: {N}", [WHITE, WHITE], "say 'Clinical'"),
        (f"BME: {N}", [EVERYBODY], "about BME"),
        (f"BME: {N}", [STAFF], "what is counted"),
        (f"BME applicants who were appointed: {N}", [STAFF], "what is counted"),
        (f"BME staff who entered the disciplinary process: {N}", [STAFF], "what is counted"),
        (f"{N} BME staff sit on the board", [STAFF], "about Whole board"),
        (f"Clinical staff in band 5, BME: {N}", [f"{SHARE}#part"], "so many of so many"),
        (f"{N} of {N}", [f"{SHARE}#part", f"{OTHERS}#whole"], "so many of so many"),
        (f"{N} and {N}", [f"{SHARE}#part", f"{SHARE}#whole"], "so many of so many"),
        (f"{N} of {N}", [f"{SHARE}#whole", f"{SHARE}#part"], "so many of so many"),
        (f"BME: {N}", [SHARE], "say 'Clinical'"),
        (f"Clinical staff: BME, {N}", [SHARE], "say 'Band 5'"),
        (f"Clinical staff, Band 6 of Band 5: {N} are White", [SHARE], "about White"),
        (f"Women: {N} of clinical staff in band 5 are BME", [SHARE], "about women"),
    ],
)  # fmt: skip
def test_a_borrowed_key_is_refused(text, keys, says, place):
    told = faults(text, *keys, place=place)

    assert any(says in each for each in told), told


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (f"{N} of clinical staff in band 5 are BME ({N} of {N}).",
         [SHARE, f"{SHARE}#part", f"{SHARE}#whole"]),
        (f"{N} of {N} clinical staff in band 5 are BME.", [SHARE, f"{SHARE}#whole"]),
        (f"{N} clinical staff in Band 5 are White.", [WHITE]),
        (f"{N} of the {N} people on the whole board are BME.",
         ["2024/9/board_count/board+members///BME", "2024/9/board_count/board+members"]),
        (f"White applicants were {N} times as likely as BME applicants to be appointed.",
         ["2024/2/relative_likelihood_white_to_bme"]),
        (f"Clinical staff in band 5: {N}, below the BME share of the workforce ({N}).",
         [SHARE, "2024/1/staff_percentage////BME"]),
        (f"The clinical staff in band 5. In 2023, {N} were BME.", [SHARE]),
        (f"{N} days", [""]),  # of other origin
    ],
)  # fmt: skip
def test_words_that_name_the_people_of_a_key_are_its_own(text, keys):
    assert faults(text, *keys) == []


def test_headings_say_what_a_sentence_leaves_open():
    assert faults(f"It is {N}.", SHARE, headings=("Clinical staff", "Band 5", "BME")) == []
    assert faults(f"It is {N}.", SHARE, headings=("Clinical staff", "Band 6", "BME"))


def test_a_count_by_itself_is_named_in_its_own_sentence():
    assert faults(f"There are {N} staff.", WHITE, headings=("Clinical staff, Band 5, White",))


def test_a_number_on_a_tile_is_said_by_the_words_below_it():
    tile = [
        Words(N, "prose", "", (SHARE,)),
        Words(f"of {N} clinical staff in band 5 are BME", "prose", "", (f"{SHARE}#whole",)),
    ]

    assert list(misplaced(tile)) == []
    assert list(misplaced([tile[0], Words("of White staff", "prose", "")]))
    assert list(misplaced(tile[:1]))


def test_a_number_in_a_chart_is_that_of_its_row():
    rows = "".join(
        f'<text text-anchor="end" x="90" y="{down}">{label}</text>'
        f'<text text-anchor="start" x="99" y="{down}"><tspan data-figure="{key}">9%</tspan></text>'
        for down, label, key in ((20, "Band 5", SHARE), (40, "Band {}", OTHERS))
    )
    chart = f"<svg><title>BME share of clinical staff: Band 5, Band 6</title>{rows}</svg>"

    def told(label):
        return list(misplaced(read_page("workforce.html", chart.format(label)).words))

    assert told(6) == []
    assert any("about Band 5" in each for each in told(5))


@pytest.mark.parametrize(
    ("caption", "row", "head", "is_right"),
    [
        ("Clinical staff by band, 2024", "Band 5", "2024 White", True),
        ("Clinical staff by band, 2024", "Band 5, 2024", "White", True),
        ("Non-clinical staff by band, 2024", "Band 5", "White", False),
        ("Clinical staff by band, 2024", "Band 6", "White", False),
        ("Clinical staff by band, 2024", "Band 5", "BME", False),
        ("Clinical staff by band, 2024", "Women, Band 5", "White", False),
        ("Clinical staff by band, 2024", "Band 5, 2023", "White", False),
        ("Clinical staff by band, 2024", "Band 5, 2024", "2023 White", False),
        ("White and BME staff", "Clinical, Band 5", "White", True),
        ("Our staff", "Clinical", "White", True),  # what heads leave open is no fault
    ],
)
def test_a_number_of_a_table_stands_under_its_own_heads(caption, row, head, is_right):
    cells = f'<th scope="row">{row}</th><td><span data-figure="{WHITE}">14</span></td>'
    heads = f'<th scope="col">Who</th><th scope="col">{head}</th>'
    html = f"<table><caption>{caption}</caption><tr>{heads}</tr><tr>{cells}</tr></table>"
    (table,) = read_page("workforce.html", html).tables

    assert (list(misplaced_in(table)) == []) is is_right
