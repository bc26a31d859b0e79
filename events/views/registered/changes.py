"""What a registrant changes: persons, profile and catalogue, the registration itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.consents import CATALOGUE, text_in_force
from events.exceptions import StepNotAllowed
from events.forgetting import erase_registration
from events.forms.persons import Persons
from events.forms.registering import ProfileForm
from events.limits import is_too_often
from events.models import Registration
from events.own_data import export_registration
from events.participants import has_meetings
from events.services.own import change_profile, renew_link
from events.services.persons import change_persons
from events.services.registrations import OVER, cancel
from events.views.private import private_page, registration_of
from events.views.registered.home import back, may_cancel, page_of

GET_OR_POST = ["GET", "HEAD", "POST"]


def writes_too_often(request: HttpRequest, registration: Registration) -> bool:
    """Whether more is written by one link than anybody writes."""
    return is_too_often(request, "write", key=str(registration.pk))


def too_often() -> str:
    """What is said then."""
    return _("That was a lot at once. Wait a few minutes, then send it again.")


@private_page
@require_http_methods(GET_OR_POST)
def persons(request: HttpRequest, link: str) -> HttpResponseBase:
    """Change who comes, and who of a delegation travels when."""
    found = registration_of(link)
    if found.state in OVER:
        return redirect("registration", link)
    known = list(found.attendees.all())
    travels = found.delegation is not None
    grows = request.POST.get("go") == "add"
    data: Any = request.POST or None
    if grows:
        data = request.POST.copy()
        data["persons"] = str(Persons(request.POST, known=known).count + 1)
    rows = Persons(data, known=known, travels=travels)
    refusal, status = "", 200
    if request.method == "POST" and not grows:
        status = 422
        if rows.is_valid():
            if writes_too_often(request, found):
                refusal, status = too_often(), 429
            else:
                try:
                    change_persons(registration=found, persons=rows.persons())
                except StepNotAllowed as error:
                    refusal, status = str(error), 409
                else:
                    return back(found, "persons")
    context = {
        **page_of(found),
        "persons": rows,
        "refusal": refusal,
        "shows_errors": request.method == "POST" and not grows,
        "delegation": found.delegation,
    }
    return render(request, "events/registered/persons.html", context, status=status)


@private_page
@require_http_methods(GET_OR_POST)
def profile(request: HttpRequest, link: str) -> HttpResponseBase:
    """Change profile, answers, and whether it stands in the catalogue."""
    found = registration_of(link)
    if found.state in OVER:
        return redirect("registration", link)
    language = (get_language() or "en").partition("-")[0]
    text = text_in_force(CATALOGUE, language)
    form = ProfileForm(
        request.POST or None,
        event=found.event,
        answers={row.question_id: row.value for row in found.answers.all()},
        initial=_shown_of(found),
    )
    refusal, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            if writes_too_often(request, found):
                refusal, status = too_often(), 429
            else:
                try:
                    change_profile(
                        registration=found,
                        fields=form.fields_typed(),
                        catalogue_text=text if form.cleaned_data["catalogue"] else None,
                        answers=form.answers_typed(),
                    )
                except StepNotAllowed as error:
                    refusal, status = str(error), 409
                else:
                    return back(found, "profile")
    context = {
        **page_of(found),
        "form": form,
        "refusal": refusal,
        "catalogue_text": text,
        "has_meetings": has_meetings(found.event),
    }
    return render(request, "events/registered/profile.html", context, status=status)


def _shown_of(registration: Registration) -> dict[str, Any]:
    return {
        "website": registration.website,
        "profile": registration.profile,
        "offers": "\n".join(registration.offers),
        "seeks": "\n".join(registration.seeks),
        "people_at_once": registration.people_at_once,
        "message": registration.message,
        "catalogue": registration.is_in_catalogue,
    }


@private_page
@require_http_methods(GET_OR_POST)
def cancelling(request: HttpRequest, link: str) -> HttpResponseBase:
    """Ask whether the registrant is sure, then cancel."""
    found = registration_of(link)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            cancel(registration=found)
        except StepNotAllowed as error:
            refusal, status = str(error), 409
        else:
            return back(found, "cancelled")
    elif not may_cancel(found):
        return redirect("registration", link)
    context = {**page_of(found), "refusal": refusal}
    return render(request, "events/registered/cancel.html", context, status=status)


@private_page
@require_safe
def data(request: HttpRequest, link: str) -> HttpResponseBase:
    """What is kept, and the ways to have it or have it erased."""
    found = registration_of(link)
    context = {**page_of(found), "is_over": found.state in OVER, "may_cancel": may_cancel(found)}
    return render(request, "events/registered/data.html", context)


@private_page
@require_safe
def download(request: HttpRequest, link: str) -> HttpResponseBase:
    """All of it as a file."""
    found = registration_of(link)
    content = export_registration(found)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = str(content_disposition_header(True, "registration.json"))
    response["X-Content-Type-Options"] = "nosniff"
    return response


@private_page
@require_POST
def erase(request: HttpRequest, link: str) -> HttpResponseBase:
    """Cancel what goes on, then forget persons and words; a tick says that it is meant."""
    found = registration_of(link)
    if request.POST.get("sure") != "yes":
        context = {**page_of(found), "may_cancel": may_cancel(found), "is_unsure": True}
        return render(request, "events/registered/data.html", context, status=422)
    if may_cancel(found):
        found = cancel(registration=found)
    erase_registration(registration=found)
    context = {"event": found.event, "partnership": found.event.partnership}
    return render(request, "events/registered/erased.html", context)


@private_page
@require_POST
def new_link(request: HttpRequest, link: str) -> HttpResponseBase:
    """Make a new private link, sent by e-mail; this one ends."""
    found = registration_of(link)
    if not writes_too_often(request, found):
        renew_link(registration=found)
    context = {"event": found.event, "partnership": found.event.partnership}
    return render(request, "events/registered/link_sent.html", context)
