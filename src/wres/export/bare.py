"""What a notebook's own cell shows without the pack: refused, with the line to write instead."""

from __future__ import annotations

import re

from nbformat import NotebookNode

TABLE = 'report.table(frame, caption="...")'
CHART = 'report.chart(drawing, frame, headline="...", alt="...")'
SAY = "report.say(f\"... {report.number(1, 'staff_percentage', ethnicity='BME')} ...\")"

# How whatever the pack shows begins.
_COMPONENT = re.compile(r'\s*(<\w+ class="wres-|<style>|\Z)')
_FRAME = re.compile(r'class="dataframe"|dtype:|\[\d+ rows x')
_DRAWING = re.compile(r"<(Figure|Axes|seaborn\.)|<svg|Axes\(|Grid object")


def refusal(output: NotebookNode) -> str:
    """Why an output cannot stand in a report, and what to write; blank where it can.

    >>> printed = NotebookNode(output_type="stream", name="stdout", text="12")
    >>> refusal(printed).partition(".")[0]
    'prints text, in which no number can be checked'
    """
    if output.output_type == "stream":
        if output.name == "stderr":
            return "prints a warning. Mend what it warns of, and run the notebook again."
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
    return (
        f"shows {' and '.join(sorted(shown)) or 'nothing'}, which is none of the pack's own, so "
        f"that nothing can check its numbers. Write {TABLE} or {SAY} instead, or end the line with "
        "a semicolon."
    )
