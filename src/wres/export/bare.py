"""What a notebook's own cell shows without the pack: refused, with the line to write instead."""

from __future__ import annotations

import re

from nbformat import NotebookNode

TABLE = 'report.table(frame, caption="...")'
CHART = 'report.chart(drawing, frame, headline="...", alt="...")'
SAY = "report.say(f\"... {report.number(1, 'staff_percentage', ethnicity='BME')} ...\")"

# How whatever the pack shows begins.
_COMPONENT = re.compile(r'\s*(<\w+ class="wres-|<style>|\Z)')
_FRAME = re.compile(r'class="dataframe"|dtype:|\[\d+ rows x|formats\.style\.Styler')
_WARNING = re.compile(r"\b[A-Z]\w*Warning\b")
_DRAWING = re.compile(r"<(Figure|Axes|seaborn\.|matplotlib\.|\w+Container)|<svg")


def refusal(output: NotebookNode) -> str:
    """Why an output cannot stand in a report, and what to write; blank where it can.

    >>> printed = NotebookNode(output_type="stream", name="stdout", text="12")
    >>> refusal(printed).partition(".")[0]
    'prints text, in which no number can be checked'
    """
    if output.output_type == "stream":
        if output.name == "stderr":
            kind = (
                warning[0] if (warning := _WARNING.search(output.text)) else "warning or an error"
            )
            return f"prints a {kind}. Mend what it tells of, and run the notebook again."
        return f"prints text, in which no number can be checked. Write {SAY} instead."
    shown = {kind: "".join(content) for kind, content in output.data.items()}
    html = shown.get("text/html")
    if html is not None and _COMPONENT.match(html) and shown.keys() <= {"text/html", "text/plain"}:
        return ""
    text = f"{html or ''}{shown.get('text/plain', '')}"
    if _FRAME.search(text):
        return f"shows a bare frame, in which no number can be checked. Write {TABLE} instead."
    if any(kind.startswith("image/") for kind in shown) or _DRAWING.search(text):
        return (
            "shows a bare drawing, in which no number can be checked. Draw it and write "
            f"{CHART} in one cell instead."
        )
    kinds = " and ".join(sorted(shown.keys() - {"text/plain"})) or "a bare text or number"
    return (
        f"shows {kinds}, in which no number can be checked. Write {SAY} instead, or end the line "
        "with a semicolon if it should show nothing."
    )
