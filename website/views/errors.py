"""Finds the partnership of an address; what is not there is said in the layout of the site."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnership.models import Partnership
from website.exceptions import UnknownPage

View = Callable[..., HttpResponseBase]


def of_partnership(view: View) -> View:
    """Give a view the partnership of the address instead of its slug. One query."""

    @require_safe
    @wraps(view)
    def found(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        own = Partnership.objects.select_related("programme").filter(slug=slug)
        partnership = own.first()
        if partnership is None:
            known = Partnership.objects.order_by("slug")
            return _not_found(request, {"asked": slug, "known": known})
        try:
            return view(request, partnership, **kwargs)
        except UnknownPage:
            return _not_found(request, {"partnership": partnership})

    return found


def _not_found(request: HttpRequest, context: dict[str, Any]) -> HttpResponseBase:
    return render(request, "website/not_found.html", context, status=404)
