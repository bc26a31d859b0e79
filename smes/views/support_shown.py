"""What the page of a support case shows, for each side what it may read."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smes.choices import Party, StepState, SupportState
from smes.emails.support import recipient_of
from smes.forms.support import FileForm, LogForm, MessageForm, MoveForm
from smes.models import Satisfaction, SupportCase, SupportContact, WorkStep
from smes.querysets import RATINGS
from smes.services.case_work import may_correct
from smes.services.satisfaction import can_be_asked, can_be_changed
from smes.services.turns import whose_turn
from smes.services.work_plans import SIDES, has_agreed, seal_of
from smes.services.work_steps import may_move
from smes.views.support_doors import Seat

DONE = {
    "agreed": gettext_lazy("Your agreement is kept."),
    "saved": gettext_lazy("The work plan is saved."),
    "moved": gettext_lazy("The step is moved."),
    "logged": gettext_lazy("The log has a new entry."),
    "corrected": gettext_lazy("The entry is corrected."),
    "removed": gettext_lazy("It is taken out."),
    "filed": gettext_lazy("The file is kept."),
    "sent": gettext_lazy("Your message is sent."),
    "ended": gettext_lazy("The support has ended. Thank you."),
    "answered": gettext_lazy("Thank you for your answers."),
    "links": gettext_lazy("Both sides have been sent new links; the earlier ones have ended."),
}
"""What the page says after a step, by the word in its address."""


@dataclass(frozen=True)
class ShownStep:
    """A step of the plan, with the form that moves it, for who may."""

    step: WorkStep
    form: MoveForm | None
    is_overdue: bool
    is_next: bool
    party: str
    url: str

    @property
    def is_form_open(self) -> bool:
        """Whether the form stands open: of the step that is next, and where something is wrong in it."""
        return self.form is not None and (self.is_next or self.is_overdue or self.form.is_bound)


@dataclass(frozen=True)
class ShownEntry:
    """A line of the log, a file or a message: whose it is, and what the side may do to it."""

    row: Any
    side: str
    is_own: bool
    may_correct: bool = False
    url: str = ""
    """Where a line is corrected, and a file taken away."""
    file_url: str = ""


@dataclass(frozen=True)
class ShownAgreement:
    """Whether a side has agreed to the plan as it stands, and when."""

    side: str
    has_agreed: bool
    at: Any
    is_earlier: bool
    """Whether it had agreed to an earlier version."""


def errors_of(*found: forms.Form) -> list[tuple[str, str]]:
    """The fields that are wrong, by their place on the page, and what is wrong with them."""
    return [
        (form[name].auto_id if name in form.fields else "main", str(message))
        for form in found
        for name, messages in form.errors.items()
        for message in messages
    ]


def show(
    request: HttpRequest, seat: Seat, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of the case in the layout of its door."""
    known = {
        "seat": seat,
        "case": seat.case,
        "partnership": seat.case.partnership,
        "programmes": [seat.case.partnership.programme],
        "layout": seat.layout,
        "case_url": seat.url("case"),
        "is_office": seat.party == Party.PARTNER,
        "uses_session": seat.by is not None,
    }
    return render(request, template, {**known, **context}, status=status)


def show_case(
    request: HttpRequest,
    seat: Seat,
    *,
    error: str = "",
    gone: bool = False,
    move_form: tuple[int, MoveForm] | None = None,
    log_form: LogForm | None = None,
    file_form: FileForm | None = None,
    message_form: MessageForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of the case, with what is in the way and what was typed. Some ten queries."""
    case = seat.case
    if status == 409:
        # What was refused was refused because the case stands otherwise than it was seen.
        case.refresh_from_db()
    if gone:
        error = _("This step is not yours to move, or not now. Look at the plan as it stands.")
    steps = list(case.worksteps.all())
    answer = Satisfaction.objects.filter(case=case).first()
    log_form = log_form or LogForm(party=seat.party, prefix="log")
    file_form, message_form = file_form or FileForm(), message_form or MessageForm(prefix="message")
    is_survey_open = can_be_asked(case) and answer is None
    turn = whose_turn(case, steps, is_survey_open=is_survey_open)
    open_forms: list[forms.Form] = [
        form for form in (log_form, file_form, message_form) if form.is_bound
    ]
    if move_form:
        open_forms.append(move_form[1])
    context = {
        "done": DONE.get(request.GET.get("done", ""), "") if status == 200 else "",
        "error": error,
        "errors": errors_of(*open_forms),
        "seal": seal_of(case),
        "steps": _steps(seat, steps, turn.step if turn else None, move_form),
        "agreements": [_agreement(case, side) for side in SIDES],
        "turn": turn,
        "is_my_turn": turn is not None and seat.may_act and seat.party in turn.parties,
        "turn_of": [side_name(case, party) for party in turn.parties] if turn else [],
        "may_agree": seat.agrees
        and bool(steps)
        and _is_open(case)
        and not has_agreed(case, seat.party),
        "is_open": _is_open(case),
        "has_ended": not _is_open(case),
        "survey": _survey(seat, answer),
        "log_form": log_form,
        "file_form": file_form,
        "message_form": message_form,
        "without_address": _without_address(seat),
        **{f"{page}_url": seat.url(page) for page in _pages(seat)},
        **_entries(seat),
    }
    return show(request, seat, "smes/support/case.html", context, status=status)


def _pages(seat: Seat) -> list[str]:
    """The pages of the case that its own page leads to, by the side."""
    pages = ["plan", "log", "files", "message"]
    return (
        [*pages, "agree"] + (["end"] if seat.may_end else [])
        if seat.agrees
        else [*pages, "end", "links"]
    )


def side_name(case: SupportCase, party: str) -> str:
    """A side by the name of its organisation; the partnership by its acronym."""
    if party == Party.SME:
        return case.company.name
    if party == Party.GATEWAY:
        return case.organisation.name
    return case.cluster.short_name if case.cluster else case.partnership.acronym


def _is_open(case: SupportCase) -> bool:
    return case.state in SupportState.under_way()


def _steps(
    seat: Seat, steps: list[WorkStep], following: WorkStep | None, bad: tuple[int, MoveForm] | None
) -> list[ShownStep]:
    today = timezone.localdate()
    is_running = seat.case.state == SupportState.RUNNING
    shown = []
    for step in steps:
        form = None
        if seat.may_act and may_move(seat.case, step, seat.party):
            initial = {"to": step.state, "done_on": step.done_on, "seen": step.state}
            form = MoveForm(initial=initial, auto_id=f"id_step{step.pk}_%s")
            if bad and bad[0] == step.pk:
                form = MoveForm(bad[1].data, auto_id=f"id_step{step.pk}_%s")
        is_late = step.due_on is not None and step.due_on < today
        shown.append(
            ShownStep(
                step,
                form,
                is_running and is_late and step.state in StepState.open(),
                following is not None and step.pk == following.pk,
                side_name(seat.case, step.party),
                seat.url("step", step.pk),
            )
        )
    return shown


def _agreement(case: SupportCase, side: Party) -> ShownAgreement:
    version: int = getattr(case, f"{SIDES[side]}_agreed_version")
    return ShownAgreement(
        side_name(case, side),
        version == case.plan_version,
        getattr(case, f"{SIDES[side]}_agreed_at"),
        0 < version < case.plan_version,
    )


def _entries(seat: Seat) -> dict[str, Any]:
    """Log, files and messages as far as the side reads them."""
    case = seat.case
    contacts: list[SupportContact] = []
    hours = None
    if "log" in seat.sees:
        rows = SupportContact.objects.filter(case=case)
        rows = rows if seat.sees_hours else rows.for_company()
        contacts = list(rows)
        hours = rows.hours().normalize() if seat.sees_hours else None
    files = list(case.supportfiles.all()) if "files" in seat.sees else []
    thread = []
    if "messages" in seat.sees and case.expression is not None:
        thread = list(case.expression.messages.all())
    return {
        "contacts": [_entry(seat, row, "entry") for row in contacts],
        "hours": hours,
        "files": [_entry(seat, row, "file_removal") for row in files],
        "thread": [_entry(seat, row) for row in thread],
        "has_thread": "messages" in seat.sees and case.expression is not None,
    }


def _entry(seat: Seat, row: Any, page: str = "") -> ShownEntry:
    return ShownEntry(
        row,
        side_name(seat.case, row.party),
        row.party == seat.party,
        seat.may_act and may_correct(row, seat.party),
        seat.url(page, row.pk) if page else "",
        seat.url("sent_file", row.pk) if page == "file_removal" else "",
    )


def _survey(seat: Seat, answer: Satisfaction | None) -> dict[str, Any]:
    """What the side learns of the survey: the company its own, the gateway averages, the office all."""
    labels = {name: Satisfaction._meta.get_field(name).verbose_name for name in RATINGS}  # type: ignore[union-attr]
    if seat.party == Party.SME:
        is_asked = can_be_asked(seat.case)
        may_change = answer is not None and can_be_changed(answer)
        return {"is_asked": is_asked, "answer": answer, "may_change": may_change}
    if seat.party == Party.GATEWAY:
        rows = Satisfaction.objects.of_gateway(seat.case.organisation_id)
        averages = rows.averages()
        return {"averages": [(GATEWAY_WORDS[name], value) for name, value in averages.items()]}
    if "survey" not in seat.sees or answer is None:
        return {}
    return {
        "answer": answer,
        "ratings": [(labels[name], getattr(answer, name)) for name in RATINGS],
    }


GATEWAY_WORDS = {
    "overall": gettext_lazy("The support as a whole"),
    "gateway_rating": gettext_lazy("Your help"),
    "cluster_rating": gettext_lazy("The help of the cluster"),
    "usefulness": gettext_lazy("The use of the results"),
    "timing": gettext_lazy("Keeping to the work plan"),
}


def _without_address(seat: Seat) -> list[str]:
    """For the office, the sides to which nobody can write."""
    if seat.party != Party.PARTNER or not seat.may_act:
        return []
    return [
        side_name(seat.case, side) for side in SIDES if not recipient_of(seat.case, side).address
    ]
