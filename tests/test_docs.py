"""The documents say all that there is to say, and point to nothing that is not there."""

import ast
import re
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import click
import pytest
from packaging.requirements import Requirement

from wres import catalogue, cli, figures, reference
from wres.figures.phrases import uncapital
from wres.ground import parameters

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "wres"
README = ROOT / "README.md"
DOCUMENTS = [
    README,
    ROOT / "CONTRIBUTING.md",
    ROOT / "data" / "README.md",
    ROOT / "reports" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
SUFFIXES = (reference.CHANGE, reference.AVERAGE, reference.FROM_AVERAGE)
# A link's target, or a picture's: [words](target), [words](<target>), [words](target "title").
LINK = re.compile(r"\]\(<?([^)\s>]+)>?[^)]*\)")
LONGEST = 40
# Functions that are longer, and why. Whoever shortens one takes it off the list.
REASONS = {
    "wres.attack.paper._read": "the loop is most of a page's time, and its branches share a state",
}
CODE = re.compile(r"^( *)```.*?^\1```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)


def read(path):
    return path.read_text(encoding="utf-8")


def table_rows(path):
    """The rows of every table of a document, each found by the code in its first cell."""
    rows = {}
    for line in read(path).splitlines():
        if found := re.match(r"\| `([^`]+)` \|", line):
            rows[found[1]] = [cell.strip() for cell in line.strip("|").split("|")]
    return rows


def headings(path):
    """The anchors that a document's headings make."""
    without_blocks = CODE.sub(lambda found: "" if "\n" in found[0] else found[0], read(path))
    found = re.findall(r"^#+ (.+)$", without_blocks, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-") for words in found}


def links():
    """Every link of a document that does not lead to the web."""
    found = []
    for path in DOCUMENTS:
        for target in LINK.findall(CODE.sub("", read(path))):
            if not re.match(r"(https?|mailto):", target):
                name = f"{path.relative_to(ROOT).as_posix()}: {target}"
                found.append(pytest.param(path, target, id=name))
    return found


def modules():
    """The path of each module of the package, by its name."""
    names = {
        path: path.relative_to(PACKAGE.parent).with_suffix("").parts
        for path in PACKAGE.rglob("*.py")
    }
    return {".".join(parts).removesuffix(".__init__"): path for path, parts in names.items()}


def imported(path):
    """The dotted names of all that a module imports, here or there in it."""
    found = set()
    for node in ast.walk(ast.parse(read(path))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports by dots"
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


def imports_among(modules):
    """Which modules of the package each of them imports."""
    return {
        name: {
            each if each in modules else each.rpartition(".")[0]
            for each in imported(path)
            if each.partition(".")[0] == PACKAGE.name
        }
        for name, path in modules.items()
    }


def room_of(module):
    """The room of the package that a module is, or stands in; none for the package itself."""
    return module.removeprefix(PACKAGE.name).strip(".").partition(".")[0]


@pytest.mark.parametrize("column", figures.COLUMNS)
def test_every_column_of_the_figures_is_documented(column):
    assert column in table_rows(ROOT / "docs" / "figures.md")


def test_the_table_that_a_report_ships_is_documented_as_it_is_declared():
    text = read(ROOT / "docs" / "figures.md").partition("## The table that a report ships")[2]
    shown = [line for line in text.partition("## ")[0].splitlines() if line.startswith("| `")]
    assert shown == [
        f"| `{row['column']}` | {row['datatype']} | {row['meaning']} |"
        for row in reference.rows("figure_columns")
    ]


@pytest.mark.parametrize("figure", reference.by("figures", "figure"))
def test_every_figure_is_documented_with_its_unit_and_indicators(figure):
    rows = table_rows(ROOT / "docs" / "figures.md")
    kind = reference.figure_kind(figure)
    indicators = ", ".join(reference.by("figures", "figure")[figure]["indicators"].split())
    assert rows[figure][1:4] == [indicators, kind.unit, str(kind.decimals)]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_suffix_of_a_figures_name_is_documented(suffix):
    assert suffix in table_rows(ROOT / "docs" / "figures.md")


@pytest.mark.parametrize("state", list(figures.State))
def test_every_state_is_documented(state):
    assert state in table_rows(ROOT / "docs" / "figures.md")


@pytest.mark.parametrize("symbol", reference.by("shorthand", "symbol"))
def test_every_symbol_is_documented(symbol):
    assert symbol in table_rows(ROOT / "docs" / "figures.md")


def test_every_printed_table_is_listed_as_it_is_declared():
    declared = []
    for row in reference.rows("tables"):
        number = row["indicator"]
        title = reference.by("indicators", "indicator")[number]["short_title"]
        words = reference.by("likelihoods", "indicator").get(number, {})
        words = words | {"title": title, "subject": uncapital(title), "indicator": number}
        caption = row["caption"].format(**words, span="*years*", now="*year*", area="*area*")
        cells = (row["page"], caption, row["rows"], row["columns"])
        shown = f"`{row['only_if']}`" if row["only_if"] else ""
        declared.append(f"| `{row['name']}` | {' | '.join(cells)} | {shown} |")
    text = read(ROOT / "docs" / "tables.md")
    assert [line for line in text.splitlines() if re.match(r"\| `\d ", line)] == declared
    assert [name for name in catalogue.LISTS if f"`{name}`" not in text] == []


@pytest.mark.parametrize("parameter", parameters.PARAMETERS)
def test_every_parameter_of_the_notebooks_is_documented(parameter):
    assert parameter in table_rows(README)


@pytest.mark.parametrize("page", reference.by("pages", "page"))
def test_every_page_is_documented(page):
    assert page in table_rows(README)


@pytest.mark.parametrize("row", reference.rows("columns"), ids=lambda row: row["column"])
def test_every_extract_and_field_is_documented(row):
    dictionary = read(ROOT / "data" / "README.md")
    assert f"`{row['extract']}.csv`" in dictionary
    assert f"`{row['field']}`" in dictionary


@pytest.mark.parametrize("indicator", reference.by("indicators", "indicator"))
def test_every_indicator_is_documented(indicator):
    methods = read(ROOT / "docs" / "methods.md")
    assert re.search(rf"^## Indicators? .*\b{indicator}\b", methods, re.MULTILINE)


@pytest.mark.parametrize("name", cli.main.commands)
def test_every_command_is_documented_with_an_example(name):
    assert f"wres {name}" in table_rows(README)
    assert re.search(rf"^ *wres {name}\b", read(README), re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "option"),
    [
        (name, option)
        for name, command in {"": cli.main, **cli.main.commands}.items()
        for each in command.params
        if isinstance(each, click.Option)
        for option in each.opts
    ],
)
def test_every_option_is_documented(name, option):
    row = table_rows(README)[option]
    assert not name or f"`{name}`" in row[1]


def test_every_make_target_is_documented():
    targets = re.search(r"^\.PHONY: (.+)$", read(ROOT / "Makefile"), re.MULTILINE)[1].split()
    documented = {**table_rows(README), **table_rows(ROOT / "CONTRIBUTING.md")}
    assert [target for target in targets if f"make {target}" not in documented] == ["help"]


@pytest.mark.parametrize(("path", "target"), links())
def test_every_link_to_a_file_of_the_repository_leads_somewhere(path, target):
    file, _, anchor = target.partition("#")
    there = (path.parent / file).resolve() if file else path
    assert there.is_relative_to(ROOT)
    assert there.exists()
    if anchor:
        assert anchor in headings(there)


def test_every_direct_dependency_is_accounted_for():
    file = tomllib.loads(read(ROOT / "pyproject.toml"))
    sets = [
        file["build-system"]["requires"],
        file["project"]["dependencies"],
        *file["project"]["optional-dependencies"].values(),
    ]
    named = {Requirement(text).name for needed in sets for text in needed}
    rows = table_rows(ROOT / "docs" / "architecture.md")
    assert named - set(rows) == set()
    assert [name for name in named if len(rows[name]) != 4 or not all(rows[name])] == []


def test_every_room_imports_from_lower_floors_only():
    floors = {"": -1}  # the package itself: the version
    for line in read(ROOT / "docs" / "architecture.md").splitlines():
        if found := re.match(r"\| (\d+) \| `(\w+)` \|", line):
            floors[found[2]] = int(found[1])
    arrows = imports_among(modules())
    assert set(floors) == {room_of(module) for module in arrows}
    wrong = {
        f"{module} imports {other}"
        for module, others in arrows.items()
        for other in others
        if room_of(other) != room_of(module) and floors[room_of(other)] >= floors[room_of(module)]
    }
    assert wrong == set()


def test_there_is_no_circle_among_modules():
    TopologicalSorter(imports_among(modules())).prepare()  # a circle is a CycleError that names it


def test_nothing_behind_the_notebooks_imports_what_they_share():
    wrong = [
        name
        for name, path in modules().items()
        if any(each.partition(".")[0] == "helpers" for each in imported(path))
    ]
    assert wrong == []


def long_functions():
    """Every function of more than forty lines, its docstring not counted, and how many it has."""
    found = {}
    for path in sorted((ROOT / "src").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
        for node in ast.walk(ast.parse(read(path))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = node.end_lineno - node.lineno + 1
                if ast.get_docstring(node) is not None:
                    lines -= node.body[0].end_lineno - node.body[0].lineno + 1
                if lines > LONGEST:
                    found[f"{module.removesuffix('.__init__')}.{node.name}"] = lines
    return found


def test_a_function_of_more_than_forty_lines_has_a_reason():
    assert long_functions().keys() == REASONS.keys()


@pytest.mark.parametrize("setting", reference.by("settings", "setting"))
def test_every_setting_is_documented_with_its_words_and_default(setting):
    fact = reference.by("settings", "setting")[setting]
    row = table_rows(ROOT / "data" / "README.md")[setting]
    words = [word for word in fact["words"].split("; ") if word]
    if setting == "shape":
        words = ["automatic", *reference.by("shapes", "shape")]
    assert all(f"`{word}`" in row[1] for word in words)
    assert fact["default"] in row[2]
