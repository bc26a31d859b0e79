"""Testimonials of SMEs after the narrative of a section, as every writer prints it."""

from dataclasses import replace

from reporting.engine.cells import SectionData
from reporting.engine.markup import as_typed
from reporting.scope import Scope
from smes.models import Testimonial


def add_testimonials(section: SectionData, scope: Scope) -> SectionData:
    """The section with the approved testimonials for reports after its narrative; without any, as it is."""
    quotations = [_quotation(row, scope) for row in scope.records.testimonials]
    if not quotations:
        return section
    return replace(
        section,
        text="\n\n".join(filter(str.strip, [section.text, *quotations])),
        source="\n\n".join(filter(str.strip, [section.source, *quotations])),
    )


def _quotation(testimonial: Testimonial, scope: Scope) -> str:
    """A quotation in Markdown: the very words, then who speaks, by function and company."""
    company = scope.records.companies[testimonial.company_id]
    # Names are hidden before signs are escaped: afterwards a name may read otherwise.
    words = scope.support_text(testimonial.case, testimonial.approved_text).strip()
    speaker = f"{testimonial.function}, {scope.company_label(company)}"
    speaker = scope.support_text(testimonial.case, speaker)
    quoted = [as_typed(line.strip()) for line in f"“{words.strip('“”')}”".splitlines()]
    lines = [*quoted, "", f"**{as_typed(speaker)}**"]
    return "\n".join(f"> {line}".rstrip() for line in lines)
