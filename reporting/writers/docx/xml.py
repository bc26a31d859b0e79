"""WordprocessingML as text: paragraphs, runs, fields and links."""

import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

NAMESPACES = nsdecls("w", "r", "wp", "a", "pic")
# What XML cannot hold; a tab would be a stop that nobody set.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\t\ud800-\udfff\ufffe\uffff]")


def words(text: str) -> str:
    """The text as XML may hold it."""
    return escape(_CONTROLS.sub(" ", text))


def attribute(text: str) -> str:
    """The text as an attribute, with its quotation marks."""
    return quoteattr(_CONTROLS.sub(" ", text))


def run(text: str, look: str = "") -> str:
    """A run of text; line breaks stay."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    lines = [f'<w:t xml:space="preserve">{words(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r>{properties}{'<w:br/>'.join(lines)}</w:r>" if text else ""


def tab() -> str:
    """A run that goes on at the next stop."""
    return "<w:r><w:tab/></w:r>"


def paragraph(content: str, style: str = "", properties: str = "") -> str:
    """A paragraph; ``properties`` in the order that the format prescribes."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{content}</w:p>"


def field(instruction: str, result: str, look: str = "") -> str:
    """A field that Word can count anew, and what it shows until then."""
    return f'<w:fldSimple w:instr=" {escape(instruction)} ">{run(result, look)}</w:fldSimple>'


def bookmark(name: str, number: int, content: str) -> str:
    """Content that a link can lead to; ``number`` is its own in the whole document."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def link_to(name: str, content: str) -> str:
    """A link to a bookmark."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{content}</w:hyperlink>'


def append(parent: Any, xml: str) -> None:
    """Add elements at the end of a body, header or footer; a body's last section stays behind them."""
    for element in list(parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>")):
        last = parent[-1] if len(parent) else None
        if last is not None and last.tag.endswith("}sectPr"):
            last.addprevious(element)
        else:
            parent.append(element)
