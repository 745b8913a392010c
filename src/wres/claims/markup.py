"""Parse markup that strangers wrote: no entity, no address and no depth that never ends."""

from __future__ import annotations

from lxml import etree

from wres.claims.lines import limit


class MarkupError(Exception):
    """Markup cannot be read; the message goes behind the name of the part."""


def parsed(content: bytes) -> etree._Element:
    """The root of an XML part.

    Raises:
        MarkupError: it is broken, has more tags than a report needs, or declares entities, which
            no part of an office file may.

    >>> parsed(b"<p><t>99</t></p>")[0].text
    '99'
    >>> parsed(b"<!DOCTYPE p [<!ENTITY a 'b'>]><p>&a;</p>")
    Traceback (most recent call last):
    wres.claims.markup.MarkupError: declares entities, which a document may not
    """
    plain = content.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise MarkupError("declares entities, which a document may not")
    check_tags(plain)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise MarkupError("is not well-formed XML") from error


def check_tags(content: bytes) -> None:
    """Refuse markup that would fill the memory.

    Raises:
        MarkupError: it has more tags than a report needs.
    """
    if content.count(b"<") > 2 * limit("tags"):
        raise MarkupError(f"has more than {limit('tags'):,} tags, more than any report")


def local(tag: object) -> str:
    """The local name of a tag or an attribute; nothing of a comment.

    >>> local("{http://example.org}p"), local(etree.Comment)
    ('p', '')
    """
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
