"""The one-page summary of an event as PDF."""

import hashlib

from django.template.loader import render_to_string
from django.utils import timezone

from common.lettering import drawable
from common.pdf import render_pdf
from events.models import Event
from events.results import FIGURES, EventResults

MOST_COUNTRIES = 14
"""Countries that fit on the page; further ones stand together in a last row."""


def make_summary(event: Event) -> bytes:
    """The results on one page of A4; the same bytes as long as nothing and the day do not change."""
    results = EventResults(event)
    countries = results.by_country()
    html = drawable(
        render_to_string(
            "events/results/summary.html",
            {
                "event": event,
                "partnership": event.partnership,
                "programme": event.partnership.programme,
                "figures": FIGURES,
                "total": results.total(),
                "sides": results.by_side(),
                "countries": countries[:MOST_COUNTRIES],
                "left_out": [row.label for row in countries[MOST_COUNTRIES:]],
                "today": timezone.localdate(),
            },
        )
    )
    digest = hashlib.sha256(html.encode()).digest()
    return render_pdf(html, styles="portal/event_summary.css", identifier=digest)
