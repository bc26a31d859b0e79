"""Pages behind private links: whoever has the link acts, without signing in and without a cookie."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.handlers.exception import response_for_exception
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from common.limits import is_too_often
from common.links import LinkHasExpired, LinkIsForged
from partnership.accounts.views.limits import too_many
from smes.exceptions import LinkWasReplaced
from smes.models.expressions import Expression, expression_links

View = Callable[..., HttpResponseBase]

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
"""What keeps a private address out of caches, of other sites’ logs and of search engines."""


def private_pages(templates: str) -> Callable[[View], View]:
    """Pages that act on their private link alone; ``templates`` is the folder of what they answer otherwise.

    They answer in words where the link was never made (``forged.html``, 404), was replaced by a newer
    one (``replaced.html``, 410) or has had its time (``expired.html``, 410), and where far more is sent
    than anybody types (429). They send the headers of private pages with every answer. A view may
    raise ``LinkIsForged``, ``LinkHasExpired`` and
    ``LinkWasReplaced``; it uses no session and no messages.
    """

    def decorate(view: View) -> View:
        # Nothing comes with a request by itself, as a cookie would: who can forge one knows the link.
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response: HttpResponseBase
            if _is_flooded(request, kwargs):
                return keep_private(too_many(request))
            try:
                response = view(request, *args, **kwargs)
            except LinkIsForged:
                response = render(request, f"{templates}/forged.html", status=404)
            except LinkWasReplaced as error:
                context = {"record": error.record}
                response = render(request, f"{templates}/replaced.html", context, status=410)
            except LinkHasExpired:
                response = render(request, f"{templates}/expired.html", status=410)
            except (Http404, PermissionDenied) as error:
                # The page of an error, too, has the link in its address.
                response = response_for_exception(request, error)
            return keep_private(response)

        return answer

    return decorate


def _is_flooded(request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    """Whether more is sent to a link than anybody types, whatever the page makes of it.

    Pages where something begins have no link yet, and limits of their own: nobody uses up those of others.
    """
    if request.method != "POST" or "link" not in kwargs:
        return False
    limits = settings.PRIVATE_RATE_LIMITS
    return is_too_often(request, "post", kwargs["link"], app="private", limits=limits)


private_page = private_pages("smes/private")
"""A page behind the private link of an SME or of a gateway."""


def keep_private(response: HttpResponseBase) -> HttpResponseBase:
    """An answer with the headers of private pages."""
    for name, value in HEADERS.items():
        response[name] = value
    return response


def expression_of(link: str) -> Expression:
    """The expression of interest that a private link leads to. One query.

    Raises ``LinkIsForged``, also where the expression was deleted, and ``LinkWasReplaced``.
    """
    target = expression_links.read(link)
    rows = Expression.objects.select_related("partnership__programme", "member_of", "cluster")
    expression = rows.filter(pk=target.pk).first()
    if expression is None:
        raise LinkIsForged
    if expression.link_version != target.version:
        raise LinkWasReplaced(expression)
    return expression
