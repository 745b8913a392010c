"""Three small notebooks and how to run them. All data are invented."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import nbformat
import papermill

from wres.export.html import Publication
from wres.showing.components import Masthead

SETUP = """
    from wres.showing.components import *
    StyleSheet()
"""

SUMMARY = [
    ("setup", SETUP),
    ("md", "# Key findings\n\nFindings at 31 March 2023, each with its change on the year before."),
    (
        "code",
        """
        values = ["23.5%", "2.19", "1.00", "0.52", "12.7%", "18.2%", "29.8%", "14.8%", "0.0%",
                  "86%", "[c]", "−3.7"]
        pages = ["#recruitment", "recruitment.ipynb", "action_plan.html",
                 "recruitment.ipynb#what-have-we-done-over-the-last-year"]
        Tiles("Key findings", tuple(
            Tile(value, "White applicants were 2.19 times as likely as BME applicants to be "
                 "appointed from shortlisting", "2.66 in 2022",
                 ("neutral", "better", "worse")[n % 3], pages[n] if n < 4 else "")
            for n, value in enumerate(values)))
        """,
    ),
    ("md", "## Ratings"),
    (
        "code",
        """
        ratings = ["Achieving", "Developing", "Underdeveloped", "Not rated"]
        Table("Rating of each indicator, 2022 and 2023",
              ("Indicator", "What it measures", "2022", "2023"),
              tuple((str(n), "Appointment from shortlisting", badge(ratings[n % 4]),
                     badge(ratings[(n + 1) % 4])) for n in range(1, 10)),
              text_columns=frozenset({1, 2, 3}))
        """,
    ),
    ("md", "## All staff"),
    (
        "code",
        """
        bands = ["Under band 1", *(f"Band {n}" for n in range(1, 8)), "Band 8a", "Band 8b",
                 "Band 8c", "Band 8d", "Band 9", "Very senior manager"]
        Table("Staff by band and ethnic group at 31 March 2023",
              ("Band", "White", "BME", "Unknown", "All", "BME, per cent"),
              tuple((f"{kind}: {band}", str(20 + n), str(7 + n), "[c]", str(30 + 2 * n), "23.5")
                    for kind in ("Clinical", "Non-clinical", "Medical")
                    for n, band in enumerate(bands)),
              notes=("[c] Withheld so that nobody can be identified.",
                     "BME: Black and minority ethnic, the category of the Standard."),
              breaks=(14, 28))
        """,
    ),
]

RECRUITMENT = [
    ("parameters", 'organisation = "QXX"\nyear = 2023\nsecret_path = "/home/someone/data"'),
    ("setup", SETUP),
    ("md", "# Recruitment\n\nIndicator 2. See also the [action plan](action_plan.ipynb)."),
    (
        "code",
        """
        Story("Indicator 2: appointment from shortlisting",
              "White applicants were 2.19 times as likely as BME applicants to be appointed",
              (badge("Developing"), "Above 1 favours White applicants",
               "From 1 April 2022 to 31 March 2023", "Relative likelihood of being appointed "
               "from shortlisting across all posts"))
        """,
    ),
    (
        "code",
        """
        Sentences(("In 2023, White applicants were 2.19 times as likely as BME applicants to be "
                   "appointed from shortlisting.",
                   "In 2022 it was 2.66 times, so the gap is smaller by 0.47.",
                   "The national average is 1.59, so the gap is larger by 0.60.",
                   "26.3% of the 304 White applicants shortlisted were appointed, and 12.0% of the "
                   "258 BME applicants (a difference of 14.3 percentage points)."))
        """,
    ),
    (
        "code",
        """
        import io
        import matplotlib
        matplotlib.use("svg")
        import matplotlib.pyplot as plt
        import seaborn as sns
        with matplotlib.rc_context({"svg.fonttype": "none"}):
            fig, ax = plt.subplots(figsize=(7, 2.6))
            sns.barplot(x=[24.1, 26.3, 10.4, 12.0], y=["2022", "2023"] * 2,
                        hue=["White"] * 2 + ["BME"] * 2, saturation=1, gap=0.08,
                        palette={"White": "#12436D", "BME": "#F46A25"}, ax=ax)
            for bars, name in zip(ax.containers, ("White", "BME")):
                ax.bar_label(bars, [f"{name} {bar.get_width():.1f}%" for bar in bars], padding=4)
            ax.legend().remove()
            ax.set(xlabel="Appointed, per cent of those shortlisted", ylabel="", xlim=(0, 31))
            sns.despine(left=True)
            ax.tick_params(left=False)
            fig.tight_layout()
            drawn = io.StringIO()
            fig.savefig(drawn, format="svg")
            plt.close(fig)
        Picture("White applicants are more likely to be appointed than BME applicants",
                "Per cent of shortlisted applicants who were appointed, NHS Example, 2022 and 2023",
                drawn.getvalue(),
                "Bar chart. White 24.1% in 2022 and 26.3% in 2023; BME 10.4% and 12.0%.",
                "Source: the organisation's recruitment system, invented data")
        """,
    ),
    (
        "code",
        """
        Table("Applicants shortlisted and appointed, by ethnic group and year",
              ("Post", "White shortlisted", "White appointed", "White, per cent", "BME shortlisted",
               "BME appointed", "BME, per cent", "White to BME", "Change on 2022"),
              tuple((f"Band {n}", "304", "80", "26.3", "258", "31", "12.0", "2.19", "−0.47")
                    for n in range(1, 11)),
              notes=("Unknown ethnicity is left out of the ratio.",), breaks=(7,))
        """,
    ),
    ("md", "## What have we done over the last year?"),
    (
        "code",
        """
        Prose('''Working with our staff network, we

- trained **42 recruiting managers** in inclusive selection
- put a [trained panel member](https://example.org/panels) on every panel for band 8a and above
- looked at *every* advertisement for wording that puts people off

### Next

More of it. <script>alert("no")</script> ![A photograph](https://example.org/photo.png)''')
        """,
    ),
    ("md", "## What are we planning for 2023 to 2024?"),
    ("code", 'Prose("", "NHS Example has not written this section for 2023.")'),
    (
        "code",
        """
        from IPython.display import display
        display(Notes(("Source: workforce return, 31 March 2023.", "Welsh: Siân Tŷ Gŵyr."),
                      "Sources and notes"))
        """,
    ),
]

ACTION_PLAN = [
    ("setup", SETUP),
    ("md", "# Action plan\n\nWhat NHS Example will do, who leads, and when it is reviewed."),
    (
        "code",
        """
        Table("Actions for 2023 to 2024",
              ("Indicator", "Theme", "Actions", "Outcomes", "Lead", "Review", "Rating"),
              tuple((f"Indicator {n}", "Inclusive recruitment",
                     "Put a trained panel member on every panel\\nReview every advertisement\\n"
                     "Report the gap to the board each quarter",
                     "The ratio falls below 1.25 by March 2025", "Director of People", "March 2024",
                     badge("Developing")) for n in range(1, 7)),
              text_columns=frozenset(range(1, 7)), wide=True)
        """,
    ),
]

MASTHEAD = Masthead(
    "NHS Example Integrated Care Board",
    "Workforce Race Equality Standard",
    "Annual report 2023",
    ("Workforce at 31 March 2023", "NHS Staff Survey, autumn 2022"),
    "Invented example data",
)
PUBLICATION = Publication(MASTHEAD.organisation, 2023, banner=MASTHEAD.banner)


def notebook(cells: list[tuple[str, str]]) -> nbformat.NotebookNode:
    """A notebook of these cells; a kind other than `md` and `code` is a code cell's tag."""
    node = nbformat.v4.new_notebook()
    node.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
    for number, (kind, source) in enumerate(cells):
        if kind == "md":
            cell = nbformat.v4.new_markdown_cell(source)
        else:
            cell = nbformat.v4.new_code_cell(dedent(source).strip())
            cell.metadata["tags"] = [] if kind == "code" else [kind]
        cell["id"] = f"cell-{number}"
        node.cells.append(cell)
    return node


def executed(cells: list[tuple[str, str]], folder: Path, name: str) -> Path:
    """The same notebook, run by papermill."""
    source, target = folder / f"{name}-source.ipynb", folder / f"{name}.ipynb"
    nbformat.write(notebook(cells), source)
    papermill.execute_notebook(
        source, target, progress_bar=False, log_output=False,
        parameters={"year": 2023} if cells[0][0] == "parameters" else {},
    )  # fmt: skip
    return target
