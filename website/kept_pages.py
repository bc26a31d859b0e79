"""Pages that are the same for every visitor are written once, and kept until a record changes.

See docs/adr/0035-speed.md. What is kept is found again by the state of the records, which is asked for
at each request: a page is never older than what it shows.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache as once
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import get_language

from events.models import EventSeries, ProgrammeItem
from gateways.models import Offer, Service
from partnership.models import ClusterFigures, Partnership
from reporting.states import COMMON, state_of_portal, states_of

View = Callable[..., HttpResponseBase]

KEPT_SECONDS = 24 * 3600
"""A page of another day is another one."""

ALSO: tuple[type[Model], ...] = (
    *COMMON,
    ClusterFigures,
    Service,
    Offer,
    EventSeries,
    ProgrammeItem,
)
"""What pages of a partnership show beside what reports do. Not the registrations for an event: a page
that tells how many places are left is not kept."""

FOLDERS = ("templates", "website", "events", "gateways", "smes", "partnership", "locale")
"""What decides how a page looks, beside what decides how a report does."""


@dataclass(frozen=True)
class KeptPage:
    """A page as it was sent, and the state of the records that it shows."""

    partnership: int
    state: str
    content: bytes
    content_type: str
    etag: str


def kept_page(view: View) -> View:
    """Keep what a view makes for visitors; one query where nothing has changed.

    Whoever is signed in gets a page of their own, as does whoever has a message waiting.
    """

    @wraps(view)
    def found(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_for_everybody(request):
            return view(request, *args, **kwargs)
        slug = kwargs.get("slug")
        name = _name(request)
        page: KeptPage | None = cache.get(name)
        partnership = page.partnership if page else _partnership(slug)
        if partnership is None:
            return view(request, *args, **kwargs)
        state = _state(partnership)
        if page is None or page.state != state:
            response = view(request, *args, **kwargs)
            if not may_be_kept(request, response):
                return response
            page = _page(partnership, state, response)
            cache.set(name, page, KEPT_SECONDS)
        return _answer(request, page)

    return found


def of_the_moment(response: HttpResponseBase) -> HttpResponseBase:
    """Mark a page as one that changes by itself, so that it is made anew for everybody."""
    response._is_of_the_moment = True  # type: ignore[attr-defined]
    return response


def is_for_everybody(request: HttpRequest) -> bool:
    """Whether a request says nothing of who asks, and asks for nothing but the page."""
    return (
        settings.KEEP_PAGES
        and not request.META.get("QUERY_STRING")
        and request.COOKIES.keys() <= {settings.CSRF_COOKIE_NAME}
        and "HTTP_AUTHORIZATION" not in request.META
    )


def may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether nothing in a page is for this visitor, request or moment alone."""
    return (
        response.status_code == 200
        and isinstance(response, HttpResponse)
        and not response.cookies
        and not response.has_header("Cache-Control")
        and not getattr(response, "_is_of_the_moment", False)
        # Somebody asked for the token of a form, or for the number that lets a script run.
        and "CSRF_COOKIE" not in request.META
        and not getattr(request, "_csp_nonce", None)
    )


def _name(request: HttpRequest) -> str:
    told = [request.get_host(), request.scheme, get_language(), request.path, site_version()]
    return "page-" + hashlib.sha256(repr(told).encode()).hexdigest()


def _partnership(slug: str | None) -> int | None:
    """The key of a partnership, 0 for the portal itself, none where there is no such one."""
    if slug is None:
        return 0
    return Partnership.objects.filter(slug=slug).values_list("pk", flat=True).first()


def _state(partnership: int) -> str:
    if not partnership:
        return state_of_portal()
    return states_of([partnership], also=ALSO)[partnership]


def _page(partnership: int, state: str, response: HttpResponseBase) -> KeptPage:
    content = response.content  # type: ignore[attr-defined]
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    return KeptPage(partnership, state, content, response.headers["Content-Type"], f"W/{etag}")


def _answer(request: HttpRequest, page: KeptPage) -> HttpResponseBase:
    response = HttpResponse(page.content, content_type=page.content_type)
    response.headers["ETag"] = page.etag
    # Everybody asks each time whether it is still true; whoever signs in gets another one.
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Cookie"])
    return get_conditional_response(request, etag=page.etag, response=response) or response


@once
def site_version() -> str:
    """Of everything in the program and the settings that decides how a page looks."""
    told = [settings.SITE_URL, settings.STATIC_URL, settings.LANGUAGES]
    told += [settings.CONTACTS_KEPT_DAYS, settings.SIGN_IN_KEPT_DAYS]
    digest = hashlib.sha256(repr(told).encode())
    base = Path(settings.BASE_DIR)
    paths = [path for folder in FOLDERS for path in (base / folder).rglob("*.*")]
    for path in sorted([*paths, Path(settings.STATIC_ROOT, "staticfiles.json")]):
        if path.suffix in {".py", ".html", ".mo", ".json"} and path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()
