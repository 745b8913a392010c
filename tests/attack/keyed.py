"""A small report with keys, as short as a test can say it.

`write` makes one report: its `board.html` prints three shown figures: 16 board members, 2 of them
BME, which is 12.5%; the White members are withheld. `put` makes any other: its table of figures is
read off the keyed numbers of its pages, as the pack's own is.
"""

import csv
import io
import json
import re

from wres.attack.figures_file import COLUMNS

ALL16 = "2024/9/board_count/board+members"
BME2 = "2024/9/board_count/board+members///BME"
WHITE = "2024/9/board_count/board+members///White"
SHARE = "2024/9/board_percentage/board+members///BME"


def keyed(key, text):
    return f'<span data-figure="{key}">{text}</span>'


def row(key, unit="people", state="shown", pages="board", **cells):
    """A row of the table of figures; the columns of its key are read from the key."""
    year, indicator, figure, *groups = key.split("/")
    groups = [each.replace("+", " ") or "all" for each in [*groups, "", "", "", ""]][:4]
    names = dict(zip(("staff_group", "pay_band", "sex", "ethnicity"), groups, strict=True))
    return {
        **dict.fromkeys(COLUMNS, ""), "key": key, "organisation": "RXX", "year": year,
        "indicator": indicator, "figure": figure, **names, "unit": unit, "state": state,
        "pages": pages, "audience": "published", **cells,
    }  # fmt: skip


ROWS = (
    row(ALL16, value="16"),
    row(BME2, value="2"),
    row(WHITE, state="withheld"),
    row(SHARE, "percent", value="12.5", low="3.5", high="36.0", part="2", whole="16"),
)


def figures(rows=ROWS):
    """The table of figures as a file has it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


CELLS = f"""<h2>The figures</h2>
<table><caption>Whole board by ethnicity, 31 March 2024</caption>
<thead><tr><th scope="col">Ethnicity</th><th scope="col">2024 number</th></tr></thead>
<tbody><tr><th scope="row">White</th><td>{keyed(WHITE, "[c]")}</td></tr>
<tr><th scope="row">BME</th><td>{keyed(BME2, "2")}</td></tr>
<tr><th scope="row">Total</th><td>{keyed(ALL16, "16")}</td></tr></tbody></table>
<p>{keyed(SHARE, "12.5%")} of the board is BME ({keyed(SHARE + "#part", "2")} of
{keyed(SHARE + "#whole", "16")}; 95% interval {keyed(SHARE + "#low", "3.5")} to
{keyed(SHARE + "#high", "36.0")}).</p>
"""


def count(key, number=None):
    """A keyed number of people; without a number it is withheld."""
    return keyed(key, "[c]" if number is None else f"{number:,}" if type(number) is int else number)


share = count  # of them: a percentage as it is printed


def table(caption, headers, *rows):
    """A table whose cells are given as they stand in the page."""
    head = "".join(f'<th scope="col">{each}</th>' for each in headers)
    body = "".join(
        f'<tr><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for name, *cells in rows
    )
    return (
        f"<table><caption>{caption.strip()}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def page(more="", cells=CELLS, year=2024):
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><title>Board - WRES {year}</title></head>'
        f"<body><main><h1>Board</h1>{cells}{more}</main></body></html>"
    )


def notebook(*outputs):
    """An executed notebook with an output a cell; text is HTML, and a mapping is kept as it is."""
    cells = [
        {
            "cell_type": "code",
            "source": "",
            "outputs": [
                {"output_type": "display_data", "data": {"text/html": each}, "metadata": {}}
                if isinstance(each, str)
                else each
            ],
        }
        for each in outputs
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def write(folder, more="", rows=ROWS, cells=CELLS, outputs=None):
    """A report in `2024/RXX`, with something more on its page and in its notebook."""
    here = folder / "2024" / "RXX"
    (here / "notebooks").mkdir(parents=True)
    for name in ("board.html", "report.html"):
        (here / name).write_text(page(more, cells), encoding="utf-8")
    (here / "figures.csv").write_bytes(figures(rows).encode())
    told = [cells, more] if outputs is None else outputs
    (here / "notebooks" / "board.ipynb").write_text(notebook(*told), encoding="utf-8")
    return here


_KEYED = re.compile(r'data-figure="([^"#]*)#?(\w*)">([^<]*)<')
_COLUMNS = {"": "value", "size": "value", "itself": ""}


def rows_of(pages):
    """The rows that the keyed numbers of some pages make: of each figure what is printed first."""
    rows = {}
    for slug, text in pages.items():
        for key, part, printed in _KEYED.findall(text):
            line = rows.setdefault(key, row(key, _unit(key), pages=""))
            line["pages"] = " ".join(sorted({*line["pages"].split(), slug}))
            column = _COLUMNS.get(part, part)
            if printed == "[c]":
                line["state"] = line["state"] if line["value"] else "withheld"
            elif line["state"] == "shown" and column:
                number = re.sub("[,%+]", "", printed).replace("\u2212", "-")
                line[column] = line[column] or number
    return list(rows.values())


def _unit(key):
    figure = key.split("/")[2]
    if "likelihood" in figure or "ratio" in figure:
        return "ratio"
    return "people" if re.search("_count|respondents", figure) else "percent"


def put(folder, **bodies):
    """A report in a folder, of pages by name: their bodies, or whole pages as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = "".join(bodies.values())
    for slug, text in {**bodies, "report": whole}.items():
        made = text if text.startswith("<!DOCTYPE") else page(cells=text, year=folder.parent.name)
        (folder / f"{slug}.html").write_text(made, encoding="utf-8")
    (folder / "figures.csv").write_bytes(figures(rows_of(bodies)).encode())
    return folder


BAND = "staff_count/clinical/1-7"
BME = "Clinical, Bands 1 to 7, BME"
CLINICAL = "Clinical staff by pooled pay bands and ethnicity, 31 March"


def staff(year):
    """All staff, of whom 50 of 200 are BME, and forty of whom nothing is shown but their sum."""
    where = f"{year}/1"
    numbers = (("White", "White", 140, "70.0%"), ("BME", "BME", 50, "25.0%"),
               ("Not known", "Unknown", 10, "5.0%"))  # fmt: skip
    everybody = table(
        f"All staff by ethnicity, 31 March {year}",
        ("Ethnicity", f"{year} number", f"{year} share"),
        *(
            (name, count(f"{where}/staff_count////{key}", number),
             share(f"{where}/staff_percentage////{key}", percent))
            for name, key, number, percent in numbers
        ),
        ("Total", count(f"{where}/staff_count", 200),
         share(f"{where}/staff_count#itself", "100.0%")),
    )  # fmt: skip
    rate = f"{where}/staff_percentage/clinical/1-7"
    clinical = table(
        f"{CLINICAL} {year}",
        ("Pay band and year", "White", "White share", "BME", "BME share", "Not known", "All"),
        (f"Bands 1 to 7, {year}", count(f"{where}/{BAND}//White"), share(f"{rate}//White"),
         count(f"{where}/{BAND}//BME"), share(f"{rate}//BME"), count(f"{where}/{BAND}//Unknown"),
         count(f"{where}/{BAND}", 40)),
    )  # fmt: skip
    words = (
        f"<p>BME staff are {share(f'{where}/staff_percentage////BME', '25.0%')} of the workforce "
        f"({count(f'{where}/staff_percentage////BME#part', 50)} of "
        f"{count(f'{where}/staff_percentage////BME#whole', 200)}).</p>"
    )
    return words + everybody + clinical


def own(*words):
    """People's own words, in paragraphs."""
    return f"<div data-words>{''.join(f'<p>{each}</p>' for each in words)}</div>"
