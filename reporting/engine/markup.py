"""Narrative text as HTML: a little Markdown, no raw HTML, and figures that open their evidence."""

import re
from collections.abc import Callable
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reporting.engine.cells import Reference, SectionData
from reporting.engine.prose import MARK_END, MARK_START, replace_marks

_markdown = MarkdownIt("zero", {"html": False, "typographer": False}).enable(
    ["paragraph", "list", "emphasis", "blockquote", "escape", "newline"]
)


def plain_figure(reference: Reference, position: int) -> str:
    """A figure as its text alone."""
    return escape(reference.printed)


def section_html(
    section: SectionData, figure: Callable[[Reference, int], str] = plain_figure
) -> str:
    """The section as HTML; ``figure`` turns each reference, with its position, into HTML.

    Everything typed is escaped: paragraphs, lists, emphasis and quotations are all that is known.
    """
    html: str = _markdown.render(section.source)
    return replace_marks(
        html, [figure(reference, position) for position, reference in enumerate(section.references)]
    )


def tokens(section: SectionData) -> list[Token]:
    """The section's Markdown, read; references stand in it as marks."""
    return _markdown.parse(section.source)


ASIDE = 0xE100
"""Private characters that hold the place of escaped signs."""
_ESCAPED = re.compile(r"\\([\\*_>+.)-])")


def as_typed(line: str) -> str:
    """A line of text in Markdown that reads as it was typed, whatever signs are in it."""
    line = line.replace(MARK_START, "").replace(MARK_END, "")
    line = re.sub(r"([\\*_])", r"\\\1", line)
    line = re.sub(r"^([>+-])", r"\\\1", line)
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", line)


def plain_text(markdown: str) -> str:
    """The text without its Markdown signs."""
    # What is escaped is no sign; it is put aside, and comes back at the end.
    text = _ESCAPED.sub(lambda match: chr(ord(match[1]) + ASIDE), markdown)
    text = re.sub(r"^\s*[-*]\s+", "• ", text, flags=re.MULTILINE)
    text = re.sub(r"^>\s?", "", text, flags=re.MULTILINE)
    text = re.sub(r"(\*\*|__|(?<!\w)[*_]|[*_](?!\w))", "", text)
    return re.sub(r"[\ue100-\ue17f]", lambda match: chr(ord(match[0]) - ASIDE), text)
