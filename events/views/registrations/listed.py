"""The list of registrations: states, places, decisions, downloads."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.sheets import CSV, XLSX, write_csv, write_xlsx
from events.choices import RegistrationState
from events.emails.news import CHANGED
from events.exceptions import ReasonIsMissing, StepNotAllowed
from events.forms.office import SHOWN, DecisionForm, ListForm
from events.models import Attendee, Event, EventAnswer, Registration
from events.services.news import NotTold, not_told, tell_changes
from events.services.registrations import cancel, decide
from events.views.office import office_page
from events.views.tabs import office_tabs_of
from partnership.choices import ExportKind
from partnership.models import Export
from smes.forms.questions import as_read

PAGE_SIZE = 100


def office_context(event: Event, here: str) -> dict[str, Any]:
    """What the layout of an event's office pages needs."""
    return {"event": event, "partnership": event.partnership, "tabs": office_tabs_of(event, here)}


@require_http_methods(["GET", "HEAD", "POST"])
@office_page
def registrations(request: HttpRequest, event: Event) -> HttpResponseBase:
    """All registrations whose address is confirmed; decides on those chosen when it is sent."""
    decision = DecisionForm(request.POST or None, event=event)
    status = 200
    if request.method == "POST":
        status = 422
        if decision.is_valid():
            _decide_all(request, decision)
            response = redirect("event_registrations", event.partnership.slug, event.pk)
            if request.GET:
                response["Location"] += f"?{request.GET.urlencode()}"
            return response
    form = ListForm(request.GET)
    rows = _with_people(find_registrations(event, form))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    query = {name: value for name, value in request.GET.items() if value and name != "page"}
    context = {
        **office_context(event, "event_registrations"),
        "form": form,
        "decision": decision,
        "chosen": set(request.POST.getlist("chosen")),
        "page": page,
        "is_filtered": bool(query),
        "query": urlencode(query),
        **_counts(event),
        **_untold(not_told(event)),
    }
    return render(request, "events/office/registrations.html", context, status=status)


def find_registrations(event: Event, form: ListForm) -> QuerySet[Registration]:
    """The registrations that the list asks for; none where it asks for what there is not."""
    rows: QuerySet[Registration] = Registration.objects.sent().filter(event=event)
    if not form.is_valid():
        return rows.none()
    asked = form.cleaned_data
    for name in ("state", "side"):
        if asked[name]:
            rows = rows.filter(**{name: asked[name]})
    for word in asked["q"].split():
        found = Attendee.objects.filter(Q(name__icontains=word) | Q(email__icontains=word))
        rows = rows.filter(
            Q(organisation_name__icontains=word) | Q(pk__in=found.values("registration"))
        )
    return rows.order_by("number")


def _with_people(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    return rows.select_related("delegation").prefetch_related("attendees")


def _counts(event: Event) -> dict[str, Any]:
    """Registrations and persons in each state. One query."""
    rows = Registration.objects.sent().filter(event=event).order_by().values("state")
    found = {
        row["state"]: (row["number"], row["persons"])
        for row in rows.annotate(
            number=Count("pk", distinct=True), persons=Count("attendees", distinct=True)
        )
    }
    states = [(state, *found.get(state, (0, 0))) for state in SHOWN]
    taken = found.get(RegistrationState.CONFIRMED, (0, 0))[1]
    left = None if event.capacity is None else event.capacity - taken
    return {
        "states": states,
        "taken": taken,
        "left": left,
        "over": -left if left is not None and left < 0 else 0,
    }


def _untold(found: list[NotTold]) -> dict[str, Any]:
    changes = sorted({change for entry in found for change in entry.changes})
    return {
        "untold": len(found),
        "untold_changes": [str(CHANGED[change]) for change in changes],
        "is_called_off": any(entry.is_called_off for entry in found),
    }


def _decide_all(request: HttpRequest, form: DecisionForm) -> None:
    decision, reason = form.cleaned_data["decision"], form.cleaned_data["reason"]
    by: Any = request.user
    done = 0
    for registration in form.cleaned_data["chosen"].select_related("event").order_by("number"):
        try:
            if decision == RegistrationState.CANCELLED:
                cancel(registration=registration, by=by, reason=reason)
            else:
                decide(registration=registration, state=decision, by=by, reason=reason)
        except (StepNotAllowed, ReasonIsMissing) as error:
            messages.error(request, str(error))
        except ValidationError as error:
            told = " ".join(error.messages)
            messages.error(request, f"{registration.organisation_name}: {told}")
        else:
            done += 1
    if done:
        word = "registration is" if done == 1 else "registrations are"
        label = RegistrationState(decision).label.lower()
        messages.success(request, f"{done} {word} {label}; those concerned are told by e-mail.")


@require_POST
@office_page
def tell(request: HttpRequest, event: Event) -> HttpResponseBase:
    """Tell everybody concerned what has changed."""
    number = tell_changes(event=event)
    if number:
        word = "registrant is" if number == 1 else "registrants are"
        messages.success(request, f"{number} {word} told by e-mail.")
    else:
        messages.success(request, "Everybody knows already how the event is now.")
    return redirect("event_registrations", event.partnership.slug, event.pk)


HEAD = (
    "Reference",
    "Organisation",
    "Country",
    "Side",
    "Kind",
    "Website",
    "State",
    "Registered",
    "Delegation",
    "In the catalogue",
    "Meetings at once",
    "Name",
    "Function",
    "E-mail",
    "Telephone",
    "Is written to",
    "Arrives",
    "Leaves",
    "Checked in",
    "Offers",
    "Seeks",
    "Message",
)


@require_safe
@office_page
def download(request: HttpRequest, event: Event, file_format: str) -> HttpResponseBase:
    """The list as a file, a line for each person, narrowed down like the page. The export is logged."""
    if file_format not in ("csv", "xlsx"):
        raise Http404(f"There is no format “{file_format}”. Known formats: xlsx, csv.")
    questions = list(event.questions.all())
    answers = EventAnswer.objects.select_related("question")
    rows = _with_people(find_registrations(event, ListForm(request.GET))).prefetch_related(
        Prefetch("answers", answers)
    )
    lines = [line for row in rows for line in _lines(row, questions)]
    head = [*HEAD, *[question.text for question in questions]]
    is_csv = file_format == "csv"
    content = write_csv(head, lines) if is_csv else write_xlsx("Registrations", head, lines)
    by: Any = request.user
    Export.objects.create(
        by=by,
        kind=ExportKind.PERSON,
        about=f"Registrations of event {event.pk}",
        partnership=event.partnership,
    )
    response = HttpResponse(content, content_type=CSV if is_csv else XLSX)
    name = f"registrations-{event.pk}-{timezone.localdate():%Y-%m-%d}.{file_format}"
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    return response


def _lines(row: Registration, questions: Iterable[Any]) -> list[list[Any]]:
    told = {
        answer.question_id: as_read(answer.question, answer.value) for answer in row.answers.all()
    }
    begin = [
        row.reference,
        row.organisation_name,
        row.country.name,
        row.get_side_display(),
        row.get_kind_display(),
        row.website,
        row.get_state_display(),
        timezone.localdate(row.sent_at),
        row.delegation.name if row.delegation else "",
        "yes" if row.is_in_catalogue else "no",
        row.people_at_once,
    ]
    end = [
        "; ".join(row.offers),
        "; ".join(row.seeks),
        row.message,
        *[told.get(question.pk, "") for question in questions],
    ]
    people = [_person(person) for person in row.attendees.all()] or [[""] * 8]
    return [[*begin, *person, *end] for person in people]


def _person(person: Attendee) -> list[Any]:
    came = timezone.localtime(person.checked_in_at) if person.checked_in_at else None
    return [
        person.name,
        person.function,
        person.email,
        person.phone,
        "yes" if person.is_contact else "",
        person.arrives_on or "",
        person.leaves_on or "",
        f"{came:%Y-%m-%d %H:%M}" if came else "",
    ]
