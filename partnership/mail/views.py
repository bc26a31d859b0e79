"""Pages that show the e-mails in the folder: on the own machine only, see ``EMAIL_PAGES``."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.contrib import messages
from django.core.mail import get_connection
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from partnership.mail.folder import FolderBackend
from partnership.mail.reading import WrittenMessage, written_message, written_messages
from partnership.mail.recovery import send_waiting
from partnership.models import Email

View = Callable[..., HttpResponseBase]
LETTER = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}
"""The policy of a letter: its own styles, and nothing else."""


def on_the_own_machine(view: View) -> View:
    """There is no such page where mail really leaves, or where the settings do not ask for it."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.EMAIL_PAGES or not isinstance(get_connection(), FolderBackend):
            raise Http404
        return view(request, *args, **kwargs)

    return never_cache(shown)


@on_the_own_machine
@require_safe
def emails(request: HttpRequest) -> HttpResponse:
    """What was written to the folder, the newest first, and how many wait."""
    context = {"emails": written_messages(), "waiting": Email.objects.due().count()}
    return render(request, "partnership/emails/emails.html", context)


@on_the_own_machine
@require_POST
def send_now(request: HttpRequest) -> HttpResponse:
    """Send what waits, where no worker does."""
    sent = send_waiting()
    messages.success(request, f"{sent} e-mail{'' if sent == 1 else 's'} sent.")
    return redirect("emails")


@on_the_own_machine
@require_safe
def email(request: HttpRequest, name: str) -> HttpResponse:
    """One e-mail: its head, its HTML in a frame, its text and its files."""
    return render(request, "partnership/emails/email.html", {"email": _found(name)})


@on_the_own_machine
@require_safe
@xframe_options_sameorigin
@csp(LETTER)  # type: ignore[arg-type]
def email_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML of an e-mail as a mail program shows it; links open in a tab of their own."""
    html = re.sub(r"<head>", '<head><base target="_blank">', _found(name).html(), count=1)
    return HttpResponse(html)


@on_the_own_machine
@require_safe
def email_file(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """A file of an e-mail, to be saved."""
    for file in _found(name).files():
        if file.number == number:
            return HttpResponse(
                file.content,
                content_type="application/octet-stream",
                headers={
                    "Content-Disposition": content_disposition_header(True, file.name),
                    "X-Content-Type-Options": "nosniff",
                },
            )
    raise Http404


def _found(name: str) -> WrittenMessage:
    found = written_message(name)
    if found is None:
        raise Http404
    return found
