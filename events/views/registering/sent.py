"""After the form: check the mailbox, confirm the address, have a lost link sent."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.links import LinkHasExpired
from events.choices import RegistrationState
from events.forms.own import LostLinkForm
from events.limits import is_too_often
from events.models import Event
from events.services.invitations import invitation_of
from events.services.own import send_lost_link
from events.services.registrations import confirm_address, registration_to_confirm
from events.views.private import private_page
from events.views.registering.form import GET_OR_POST, about, public_event
from smes.exceptions import LinkWasReplaced


@require_safe
@private_page
def sent(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """“Check your mailbox”, the same for everybody: it tells nobody who is registered."""
    return _sent(request, public_event(slug, pk))


@require_safe
@private_page
def sent_invited(request: HttpRequest, link: str) -> HttpResponseBase:
    """The same after an invitation."""
    return _sent(request, invitation_of(link).event)


def _sent(request: HttpRequest, event: Event) -> HttpResponseBase:
    context = {**about(event), "days": settings.EVENT_CONFIRM_DAYS}
    return render(request, "events/registering/sent.html", context)


@require_http_methods(GET_OR_POST)
@private_page
def confirm(request: HttpRequest, link: str) -> HttpResponseBase:
    """A button that confirms the address: programs that look at links in e-mails press none."""
    try:
        registration = registration_to_confirm(link)
    except LinkWasReplaced:
        raise
    except LinkHasExpired:
        return render(request, "events/registering/expired.html", status=410)
    if registration.state != RegistrationState.UNCONFIRMED:
        return redirect("registration", registration.link)
    if request.method == "POST":
        confirmed = confirm_address(registration=registration)
        return redirect("registration", confirmed.link)
    context = {"registration": registration, **about(registration.event)}
    return render(request, "events/registering/confirm.html", context)


@require_http_methods(GET_OR_POST)
@private_page
def lost_link(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Send the link to who lost theirs; the answer is the same whether or not there is one."""
    event = public_event(slug, pk)
    form = LostLinkForm(request.POST or None)
    context = {**about(event), "form": form}
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if not is_too_often(request, "lost_link", key=email.lower()):
            send_lost_link(event=event, email=email)
            return render(
                request, "events/registering/lost_link_sent.html", {**context, "email": email}
            )
        form.add_error("email", _("That was a lot at once. Wait a few minutes, then try again."))
        return render(request, "events/registering/lost_link.html", context, status=429)
    status = 422 if request.method == "POST" else 200
    return render(request, "events/registering/lost_link.html", context, status=status)
