"""The page before the form: what it needs, how long it takes, and what happens then."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from gateways.models import Service
from partnership.models import Partnership, TargetMarket
from smes.form_steps import FormStep
from smes.limits import is_too_often
from smes.services.drafts import start_draft
from smes.views.applying.busy import too_often
from smes.views.private import private_page

TRAP = "nickname"
"""A field that nobody sees; programs that fill in every form fill it in, too."""


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def start(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Tell what comes; when it is sent, begin a draft and lead to its private link."""
    partnership = _partnership(slug)
    chosen = _chosen(partnership, request.GET)
    context = {"partnership": partnership, "trap": TRAP, **chosen}
    if request.method != "POST":
        return render(request, "smes/applying/start.html", context)
    if request.POST.get(TRAP):
        return render(request, "smes/applying/start.html", {**context, "is_trapped": True})
    if is_too_often(request, "start"):
        return too_often(request, partnership=partnership)
    draft = start_draft(partnership=partnership, language=get_language() or "en", links=chosen)
    return redirect(f"{reverse('expression_step', args=[draft.link, FormStep.COMPANY])}?new=1")


def _partnership(slug: str) -> Partnership:
    found = Partnership.objects.select_related("programme").filter(slug=slug).first()
    if found is None:
        raise Http404("There is no such partnership.")
    return found


def _chosen(partnership: Partnership, asked: Any) -> dict[str, list[Any]]:
    """Market and service that the page before named; what the partnership does not know is left out."""
    markets: list[Any] = []
    services: list[Any] = []
    if country := asked.get("market", "").upper():
        rows = TargetMarket.objects.filter(partnership=partnership)
        markets = [row for row in rows if country == row.country.code]
    if code := asked.get("service", ""):
        services = list(Service.objects.offered().filter(partnership=partnership, code=code))
    return {"markets": markets, "services": services}
