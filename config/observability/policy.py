"""What browsers report of the content security policy: that something on a page was not allowed.

Anybody may send anything here. So little is read, less is kept – a line in the log and a number – and
nothing of it is believed.
"""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from common.limits import is_too_often
from config.observability import metrics
from config.observability.masking import masked_path, scrub

logger = structlog.stdlib.get_logger("portal.policy")

CONTENT_TYPES = {"application/csp-report", "application/reports+json", "application/json"}
LARGEST = 16 * 1024
MOST = 10
"""Reports that are looked at in one message; browsers collect some."""
WAIT_SECONDS = 60
WORDS = 100
"""Signs of a value that are kept."""


@csrf_exempt
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Note what a browser reports; says nothing but whether it was taken."""
    if request.content_type not in CONTENT_TYPES:
        return HttpResponse(status=415)
    if is_too_often(request, "report", "all", app="policy", limits=settings.POLICY_RATE_LIMITS):
        return HttpResponse(status=429, headers={"Retry-After": str(WAIT_SECONDS)})
    content = request.read(LARGEST + 1)
    if len(content) > LARGEST:
        return HttpResponse(status=413)
    try:
        found = list(_reports(json.loads(content)))
    except (ValueError, RecursionError):
        return HttpResponse(status=400)
    for body in found[:MOST]:
        _tell(body)
    return HttpResponse(status=204)


def _reports(said: Any) -> Iterator[dict[str, Any]]:
    """The violations in a message, of the former kind or of the present one."""
    for one in said if isinstance(said, list) else [said]:
        if not isinstance(one, dict):
            raise ValueError("no report")
        body = one.get("csp-report", one.get("body"))
        if not isinstance(body, dict):
            raise ValueError("no report")
        if one.get("type", "csp-violation") == "csp-violation":
            yield body


def _tell(body: dict[str, Any]) -> None:
    directive = _directive(body)
    metrics.count_violation(directive)
    logger.warning(
        "policy violation",
        directive=directive,
        page=_page(body.get("document-uri", body.get("documentURL"))),
        blocked=_origin(body.get("blocked-uri", body.get("blockedURL"))),
        source=_page(body.get("source-file", body.get("sourceFile"))),
        at_line=_number(body.get("line-number", body.get("lineNumber"))),
    )


def _directive(body: dict[str, Any]) -> str:
    """One of those that there are; whatever else somebody sends is ``other``."""
    said = body.get("effective-directive") or body.get("effectiveDirective")
    name = str(said or body.get("violated-directive") or "").split(" ")[0]
    known = {*settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], *DETAILED}
    return name if name in known else "other"


DETAILED = {"script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr"} | {
    f"{name}-src" for name in ("child", "connect", "font", "frame", "manifest", "media", "worker")
}


def _page(address: Any) -> str:
    """The path of an address of the portal, without what is secret in it."""
    try:
        parts = urlsplit(str(address or "")[:2000])
    except ValueError:
        return ""
    return masked_path(parts.path)


def _origin(address: Any) -> str:
    """Where something blocked would have come from: its origin, or ``inline``, ``eval`` and the like."""
    try:
        parts = urlsplit(str(address or "")[:2000])
        if parts.scheme and parts.netloc:
            return scrub(f"{parts.scheme}://{parts.hostname}")[:WORDS]
        return masked_path(parts.scheme or parts.path)[:WORDS]
    except ValueError:
        return ""


def _number(value: Any) -> int:
    return value if isinstance(value, int) and 0 <= value < 10**6 else 0
