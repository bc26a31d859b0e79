"""The doors to a support case: two private links, a gateway’s sign-in, and the partnership’s.

Behind every door is the same room, see ``smes.views.support``; who came in is told by a *seat*.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from common.access import Action, is_allowed, standing_of
from common.links import LinkIsForged, PrivateLinks
from partnership.choices import RoleKind
from partnership.models import Partnership, User
from smes.choices import Party
from smes.exceptions import LinkWasReplaced
from smes.models import (
    ExpressionMessage,
    Satisfaction,
    SupportCase,
    SupportContact,
    SupportFile,
    WorkStep,
)
from smes.models.support import gateway_case_links, sme_case_links
from smes.views.private import private_page

UNKNOWN = "There is no support case to see here. Sign in as somebody who takes part in it."
PARTS = frozenset({"steps", "log", "files", "messages"})


@dataclass(frozen=True)
class Seat:
    """Who looks at a case: on which side, as whom, through which door, and what they may."""

    case: SupportCase
    party: Party
    door: str
    """How the names of its addresses begin."""
    args: tuple[Any, ...]
    by: User | None = None
    layout: str = "smes/support/layout.html"
    sees: frozenset[str] = PARTS
    may_act: bool = True

    def url(self, page: str, *args: Any) -> str:
        """The address of a page of the case behind the same door."""
        return reverse(f"{self.door}_{page}", args=[*self.args, *args])

    @property
    def agrees(self) -> bool:
        """Whether this side agrees to the work plan."""
        return self.party != Party.PARTNER

    @property
    def sees_hours(self) -> bool:
        """Whether this side reads hours and internal notes, see docs/adr/0024."""
        return self.party != Party.SME

    @property
    def may_end(self) -> bool:
        """Whether this side ends the support."""
        return self.may_act and self.party != Party.SME


Room = Callable[..., HttpResponseBase]


def cases() -> QuerySet[SupportCase]:
    """Support cases with all that their pages name."""
    rows: QuerySet[SupportCase] = SupportCase.objects.select_related(
        "partnership__programme",
        "company",
        "market",
        "organisation",
        "cluster",
        "expression",
        "handover__contact",
    )
    return rows.prefetch_related("services", "objectives")


def sme_door(room: Room) -> Room:
    """By the SME’s private link."""

    def come_in(request: HttpRequest, link: str, **kwargs: Any) -> HttpResponseBase:
        case = _case_of(sme_case_links, link)
        return room(request, Seat(case, Party.SME, "support", (link,)), **kwargs)

    return private_page(wraps(room)(come_in))


def gateway_door(room: Room) -> Room:
    """By the gateway’s private link."""

    def come_in(request: HttpRequest, link: str, **kwargs: Any) -> HttpResponseBase:
        case = _case_of(gateway_case_links, link)
        return room(request, Seat(case, Party.GATEWAY, "gateway", (link,)), **kwargs)

    return private_page(wraps(room)(come_in))


def own_door(room: Room) -> Room:
    """By the sign-in of a contact of the gateway; others find nothing here."""

    @wraps(room)
    def come_in(request: Any, pk: int, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        theirs = standing_of(user).organisations(RoleKind.GATEWAY_CONTACT)
        case = cases().filter(pk=pk, organisation__in=theirs).first()
        if case is None or not is_allowed(user, Action.VIEW, case):
            raise Http404(UNKNOWN)
        seat = Seat(case, Party.GATEWAY, "gateway_own", (pk,), by=user)
        return _not_kept(room(request, seat, **kwargs))

    return come_in


def office_door(room: Room) -> Room:
    """By the sign-in of the partnership’s people; each sees and does what the role allows."""

    @wraps(room)
    def come_in(request: Any, slug: str, pk: int, **kwargs: Any) -> HttpResponseBase:
        partnership = find_office(request.user, slug)
        case = cases().filter(pk=pk, partnership=partnership).first()
        if case is None or not is_allowed(request.user, Action.VIEW, case):
            raise Http404(UNKNOWN)
        return _not_kept(room(request, office_seat(request.user, case), **kwargs))

    return come_in


def _not_kept(response: HttpResponseBase) -> HttpResponseBase:
    """An answer for who is signed in. A browser that sends no referrer would send no origin either,
    by which Django tells a form of its own."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def office_seat(user: Any, case: SupportCase) -> Seat:
    """The seat of somebody of the partnership; whoever may change the case sees all of its parts."""
    may_act = is_allowed(user, Action.CHANGE, case)
    parts = {
        "steps": WorkStep(case=case),
        "log": SupportContact(case=case),
        "files": SupportFile(case=case),
        "messages": ExpressionMessage(expression=case.expression) if case.expression else None,
        "survey": Satisfaction(case=case),
    }
    sees = {
        name
        for name, part in parts.items()
        if part is not None and (may_act or is_allowed(user, Action.VIEW, part))
    }
    return Seat(
        case,
        Party.PARTNER,
        "support_office",
        (case.partnership.slug, case.pk),
        by=user,
        layout="smes/support/layout_office.html",
        sees=frozenset(sees),
        may_act=may_act,
    )


def find_office(user: Any, slug: str) -> Partnership:
    """The partnership in which somebody works or which they follow. Raises ``Http404`` alike for all else."""
    partnership = Partnership.objects.select_related("programme").filter(slug=slug).first()
    if partnership is None or not is_allowed(user, "follow", partnership):
        raise Http404(UNKNOWN)
    return partnership


def _case_of(links: PrivateLinks, link: str) -> SupportCase:
    """The case that a private link leads to; three queries. Raises as ``private_page`` answers."""
    target = links.read(link)
    case = cases().filter(pk=target.pk).first()
    if case is None:
        raise LinkIsForged
    if case.link_version != target.version:
        raise LinkWasReplaced(case)
    return case
