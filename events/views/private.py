"""Pages behind the private link of a registration: whoever has it acts, without signing in."""

from common.links import LinkIsForged
from events.models import Registration
from events.models.registrations import registration_links
from smes.exceptions import LinkWasReplaced
from smes.views.private import private_pages

private_page = private_pages("events/private")
"""A page behind the private link of a registration or of an invitation."""


def registration_of(link: str) -> Registration:
    """The registration that a private link leads to, with its event and organisation. One query.

    Raises ``LinkIsForged``, also where the registration was deleted, and ``LinkWasReplaced``.
    """
    target = registration_links.read(link)
    rows = Registration.objects.select_related(
        "event__partnership__programme", "event__matchmaking", "participation__organisation"
    )
    registration = rows.filter(pk=target.pk).first()
    if registration is None:
        raise LinkIsForged
    if registration.link_version != target.version:
        raise LinkWasReplaced(registration)
    return registration
