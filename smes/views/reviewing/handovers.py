"""The gateway's page: behind its private link, or for a contact who has signed in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.links import LinkIsForged
from partnership.choices import RoleKind
from smes.choices import HandoverState
from smes.exceptions import CompanyIsKnown, ReasonIsMissing, StepNotAllowed
from smes.forms.reviewing import AnswerForm
from smes.models import Handover
from smes.models.reviews import handover_links
from smes.services.handovers import Answer, answer_handover, may_be_shown
from smes.views.private import private_page
from smes.views.reviewing.access import UNKNOWN, office_page, page_context
from smes.views.reviewing.files import send_file_of
from smes.views.reviewing.shown import describe_application, for_gateway

NOT_NOW = (
    "Your answer could not be kept, because something about the company has to be settled first. Nothing "
    "you typed is lost; please tell the partnership."
)


def handover_of(link: str) -> Handover:
    """The handover that a private link leads to; one of an earlier version is shown as taken back."""
    target = handover_links.read(link)
    handover: Any = _rows().filter(pk=target.pk).first()
    if handover is None or target.version > handover.link_version:
        raise LinkIsForged
    handover.is_replaced = target.version != handover.link_version
    return handover


def _rows() -> Any:
    return Handover.objects.select_related(
        "expression__partnership__programme",
        "expression__cluster",
        "expression__member_of",
        "expression__responsible",
        "organisation",
        "market",
        "contact",
        "sent_by",
    )


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, link: str) -> HttpResponseBase:
    """Read of an SME, and accept it, ask back or decline."""
    handover = handover_of(link)
    return _page(request, handover, None, "handover_file", link)


@private_page
@require_safe
def file_by_link(request: HttpRequest, link: str, pk: int) -> HttpResponseBase:
    """A file of the SME, as long as the gateway has it in hand."""
    handover = handover_of(link)
    if not _is_shown(handover):
        raise Http404(UNKNOWN)
    return send_file_of(handover.expression, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page
def signed_in(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The same for a contact of the gateway who has signed in."""
    handover = _own(request, pk)
    return _page(request, handover, request.user, "own_handover_file", pk)


@require_safe
@office_page
def file_signed_in(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A file of the SME for a contact who has signed in."""
    handover = _own(request, pk)
    if not _is_shown(handover):
        raise Http404(UNKNOWN)
    return send_file_of(handover.expression, file)


@require_safe
@office_page
def own_handovers(request: HttpRequest) -> HttpResponseBase:
    """All SMEs that are offered to the organisations somebody stands for."""
    ids = request.user.standing.organisations(RoleKind.GATEWAY_CONTACT)  # type: ignore[union-attr]
    if not ids:
        raise Http404(UNKNOWN)
    found = list(_rows().filter(organisation__in=ids)[:200])
    return render(request, "smes/reviewing/handovers.html", {"handovers": found})


def _own(request: HttpRequest, pk: int) -> Handover:
    ids = request.user.standing.organisations(RoleKind.GATEWAY_CONTACT)  # type: ignore[union-attr]
    handover: Handover | None = _rows().filter(pk=pk, organisation__in=ids).first()
    if handover is None:
        raise Http404(UNKNOWN)
    return handover


def _is_shown(handover: Handover) -> bool:
    return not getattr(handover, "is_replaced", False) and may_be_shown(handover)


def _page(
    request: HttpRequest, handover: Handover, by: Any, file_url: str, *args: Any
) -> HttpResponseBase:
    shown = _is_shown(handover)
    form = AnswerForm(request.POST if request.method == "POST" and shown else None)
    status = 200 if shown else 410
    if request.method == "POST":
        status = 409 if not shown else 400
        if form.is_valid():
            said = Answer(HandoverState(form.cleaned_data["answer"]), form.cleaned_data["text"])
            try:
                answer_handover(handover=handover, answer=said, by=by)
            except ReasonIsMissing as error:
                form.add_error("text", str(error))
            except StepNotAllowed as error:
                form.add_error(None, str(error))
                status = 409
            except (ValidationError, CompanyIsKnown):
                form.add_error(None, NOT_NOW)
                status = 409
            else:
                return redirect(request.path)
            handover = _rows().get(pk=handover.pk)
            shown = _is_shown(handover)
    context = page_context(
        handover.expression.partnership,
        handover=handover,
        expression=handover.expression if shown else None,
        form=form,
        is_open=shown and handover.state == HandoverState.OFFERED,
        is_asking=shown and handover.state == HandoverState.ASKED_BACK,
        application=for_gateway(describe_application(handover.expression, file_url, *args))
        if shown
        else None,
        case=_case_of(handover) if shown else None,
        is_private=by is None,
    )
    return render(request, "smes/reviewing/handover.html", context, status=status)


def _case_of(handover: Handover) -> Any:
    return getattr(handover, "support_case", None)
