"""Badges: the code that leads to a person’s check-in, and sheets of badges to print."""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

import qrcode
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from qrcode.image.pil import PilImage
from qrcode.image.svg import SvgPathImage

from common.lettering import drawable
from common.pdf import render_pdf
from events.models import Attendee, Event

PER_SHEET = 8
"""Badges on a sheet of A4: two beside each other, four below each other."""


@dataclass(frozen=True)
class Badge:
    """What stands on a badge."""

    name: str
    function: str
    organisation: str
    country: str
    drawing: str
    """The code as the address of a drawing that holds itself."""

    @property
    def size(self) -> str:
        """How large the name can be set, by its length."""
        return "short" if len(self.name) <= 22 else "long" if len(self.name) <= 44 else "longest"


def badge_address(person: Attendee) -> str:
    """The whole address that the code on a badge holds."""
    event = person.registration.event
    arguments = [event.partnership.slug, event.pk, person.badge]
    return f"{settings.SITE_URL}{reverse('event_badge', args=arguments)}"


def _code(address: str) -> qrcode.QRCode:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(address)
    code.make(fit=True)
    return code


def code_as_svg(address: str) -> bytes:
    """The code as a drawing."""
    buffer = BytesIO()
    _code(address).make_image(image_factory=SvgPathImage).save(buffer)
    return buffer.getvalue()


def code_as_png(address: str) -> bytes:
    """The code as a picture, with the white edge that cameras need."""
    code = _code(address)
    code.border = 4
    buffer = BytesIO()
    code.make_image(image_factory=PilImage).save(buffer)
    return buffer.getvalue()


def badge_of(person: Attendee) -> Badge:
    """The badge of a person, whose registration and event are loaded."""
    drawing = base64.b64encode(code_as_svg(badge_address(person))).decode()
    return Badge(
        name=person.name,
        function=person.function,
        organisation=person.registration.organisation_name,
        country=person.registration.country.name,
        drawing=f"data:image/svg+xml;base64,{drawing}",
    )


def make_badges(event: Event, people: Iterable[Attendee]) -> bytes:
    """Sheets of badges as PDF, eight on a page, with marks to cut along."""
    badges = [badge_of(person) for person in people]
    html = drawable(
        render_to_string(
            "events/office/day/badges_pdf.html",
            {"event": event, "partnership": event.partnership, "sheets": _sheets(badges)},
        )
    )
    digest = hashlib.sha256(html.encode()).digest()
    return render_pdf(html, styles="portal/badges.css", identifier=digest)


def _sheets(badges: Sequence[Badge]) -> list[Sequence[Badge]]:
    return [badges[start : start + PER_SHEET] for start in range(0, len(badges), PER_SHEET)]
