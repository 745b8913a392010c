"""How Sphinx makes a site of the Markdown files: `make docs`.

The files stand where people read them in the repository, and link to each other there. So the
source is the repository's own folder, and README.md is the first page.
"""

from pathlib import Path

project = "WRES pack"
author = "The makers of the WRES pack"
extensions = ["myst_parser"]
root_doc = "README"
include_patterns = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/*.md",
    "data/README.md",
    "reports/README.md",
    "benchmarks/README.md",
]
myst_heading_anchors = 6
# Blocks of code in the documents are often made-up output, of no language.
suppress_warnings = ["misc.highlighting_failure"]
html_theme = "furo"
html_title = project
html_show_sourcelink = False
html_copy_source = False
_CONTENTS = """
```{toctree}
:hidden:
:maxdepth: 1

data/README
reports/README
benchmarks/README
%s
CONTRIBUTING
CHANGELOG
```
"""


def _with_contents(app, name, source):
    """The contents of the site go into the first page as it is read, and into no file."""
    if name == root_doc:
        pages = sorted(Path(app.srcdir, "docs").glob("*.md"))
        source[0] += _CONTENTS % "\n".join(f"docs/{page.stem}" for page in pages)


def setup(app):
    """What Sphinx calls when it starts."""
    app.connect("source-read", _with_contents)
