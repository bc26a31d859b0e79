"""Narrative text as HTML: a little Markdown, no raw HTML, and figures that open their evidence."""

import re
from collections.abc import Callable
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reporting.engine.cells import Reference, SectionData
from reporting.engine.prose import replace_marks

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


def plain_text(markdown: str) -> str:
    """The text without its Markdown signs."""
    text = re.sub(r"^\s*[-*]\s+", "• ", markdown, flags=re.MULTILINE)
    text = re.sub(r"^>\s?", "", text, flags=re.MULTILINE)
    return re.sub(r"(\*\*|__|(?<!\w)[*_]|[*_](?!\w))", "", text)
