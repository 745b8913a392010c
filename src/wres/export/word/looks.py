"""How a Word file looks: the pack's styles, in a document without any words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from wres import reference

# On every machine that has Word. The fonts of the other forms would have to be sent along.
FONT = "Arial"
BODY_SIZE, TABLE_SIZES = 10.0, (8.5, 8.0, 7.5, 7.0, 6.5)
MARGIN = (Mm(16), Mm(17), Mm(18), Mm(17))  # top, right, bottom, left
PAPER = (Mm(210), Mm(297))
TABLE = "Report table"
_LISTS = tuple(f"List {kind}{level}" for kind in ("Bullet", "Number") for level in ("", " 2", " 3"))
_COMES_WITH_WORD = ("Normal", "Caption", "Footer", "Quote", "Subtitle", *_LISTS)


@dataclass(frozen=True)
class Look:
    """How paragraphs of one style look.

    Attributes:
        name: of the style, as people see it in Word.
        size: of its letters, in points.
        colour: its role in the palette.
        before, after: the space above and below, in points.
        leads: whether it stands on the same page as what follows.
        hanging: by how much lines after the first are set in, in millimetres.
        ground: the role of the colour behind it.
    """

    name: str
    size: float = BODY_SIZE
    bold: bool = False
    colour: str = "text"
    before: float = 0
    after: float = 6
    leads: bool = False
    hanging: float = 0
    ground: str = ""


LOOKS = (
    Look("Normal"),
    Look("Heading 1", 26, True, "heading", 0, 8, True),
    Look("Heading 2", 19, True, "heading", 22, 8, True),
    Look("Heading 3", 14, True, before=16, after=6, leads=True),
    Look("Heading 4", 12, True, before=12, after=5, leads=True),
    Look("Heading 5", 10.5, True, before=10, after=4, leads=True),
    Look("Heading 6", 10, True, before=10, after=4, leads=True),
    Look("Caption", 9.5, True, before=12, after=4, leads=True),
    Look("Subtitle", 14, before=4, after=6),
    Look("Quote", colour="secondary"),
    Look("Footer", 8, colour="secondary", after=0),
    Look("Organisation", 12, True, after=6),
    Look("Banner", 10, True, before=4, ground="focus"),
    Look("Contents", before=1, after=3),
    Look("Finding", 13, True, leads=True),
    Look("Small heading", 10.5, True, before=10, after=4, leads=True),
    Look("Figure heading", 11, True, before=10, after=4, leads=True),
    Look("Figure subtitle", colour="secondary", after=4, leads=True),
    Look("Figure", after=4, leads=True),
    Look("Secondary", colour="secondary"),
    Look("Note", 8.5, colour="secondary", after=3),
    Look("Tile", 9.5, before=2, after=6, hanging=30),
    Look("Definition", 9.5, after=2, hanging=36, ground="surface"),
    Look("Preformatted", 8.5, ground="surface"),
    Look("Table heading", 8.5, True, after=1, before=2),
    Look("Table text", 8.5, after=1, before=2),
)


def blank(language: str) -> DocumentObject:
    """A document with the pack's styles and nothing in it.

    Args:
        language: of its words, such as `en-GB`.
    """
    document = Document()
    document._body.clear_content()
    _keep_only_what_is_used(document)
    _set_defaults(document, language)
    names = {style.name for style in document.styles}
    for look in LOOKS:
        if look.name not in names:
            document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        _dress(document.styles[look.name], look)
    for name in _LISTS:
        _plain(document.styles[name])
        document.styles[name].paragraph_format.space_after = Pt(3)
    document.styles.element.append(parse_xml(_table_style()))
    section = document.sections[0]
    section.page_width, section.page_height = PAPER
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = MARGIN
    return document


def colour(role: str) -> str:
    """A colour of the palette as Word writes it.

    >>> colour("heading")
    '005EB8'
    """
    return reference.colour(role).removeprefix("#")


def tagged(tag: str, **attributes: str) -> Any:
    """An element of a Word file with what is said of it."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _keep_only_what_is_used(document: DocumentObject) -> None:
    """Take out what python-docx's own template brings: another look, a picture, and data."""
    kept = {*_COMES_WITH_WORD, *(f"Heading {level}" for level in range(1, 7))}
    kept |= {"Normal Table", "No List", "Default Paragraph Font"}
    for style in list(document.styles):
        if style.name not in kept:
            document.styles.element.remove(style.element)
    for gone in ("latentStyles", "link"):
        for element in list(document.styles.element.iter(qn(f"w:{gone}"))):
            element.getparent().remove(element)
    package, part = document.part.package, document.part
    for rels in (package.rels, part.rels):
        for identity, relation in list(rels.items()):
            kind = relation.reltype.rsplit("/", 1)[1]
            if kind in ("extended-properties", "thumbnail", "customXml", "webSettings",
                        "stylesWithEffects"):  # fmt: skip
                rels.pop(identity)


def _set_defaults(document: DocumentObject, language: str) -> None:
    run = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts, spoken = run.find(qn("w:rFonts")), run.find(qn("w:lang"))
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    spoken.attrib.clear()
    spoken.set(qn("w:val"), language)
    settings = document.settings.element
    for element in settings.iter(qn("w:themeFontLang")):
        element.attrib.clear()
        element.set(qn("w:val"), language)
    compat = settings.find(qn("w:compat"))
    for element in compat.findall(qn("w:compatSetting")):
        compat.remove(element)
    # Without it Word takes the file for one of 2007 and says so.
    compat.append(
        parse_xml(
            f'<w:compatSetting {nsdecls("w")} w:name="compatibilityMode" '
            'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        )
    )


def _plain(style: ParagraphStyle) -> None:
    """Take out fonts and colours of a theme, which would go before those of the pack."""
    if style.element.rPr is not None:
        style.element.remove(style.element.rPr)


def _dress(style: ParagraphStyle, look: Look) -> None:
    _plain(style)
    style.font.size, style.font.bold = Pt(look.size), look.bold
    style.font.color.rgb = RGBColor.from_string(colour(look.colour))
    setting = style.paragraph_format
    setting.space_before, setting.space_after = Pt(look.before), Pt(look.after)
    setting.keep_with_next, setting.line_spacing = look.leads, 1.1
    style.hidden, style.quick_style = False, True
    properties = style.element.get_or_add_pPr()
    for numbered in properties.findall(qn("w:numPr")):
        properties.remove(numbered)
    if look.hanging:
        setting.left_indent, setting.first_line_indent = Mm(look.hanging), -Mm(look.hanging)
        setting.tab_stops.add_tab_stop(Mm(look.hanging))
    if look.ground:
        shade = tagged("w:shd", val="clear", color="auto", fill=colour(look.ground))
        properties.insert_element_before(shade, "w:tabs", "w:spacing", "w:ind", "w:outlineLvl")


def _table_style() -> str:
    """A rule below each row and a heavier one below the heads, without any upright line."""
    rule, strong = colour("rule"), colour("text")
    return (
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable">'
        f'<w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        "<w:tblPr><w:tblBorders>"
        f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{rule}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{rule}"/>'
        '</w:tblBorders><w:tblCellMar><w:left w:w="40" w:type="dxa"/>'
        '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="10" w:space="0" w:color="{strong}"/>'
        "</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
    )
