"""The forms of a support case: what is typed, in the language of the page."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gateways.models import Service
from smes.choices import ContactKind, Party, StepState, SupportState
from smes.forms.fields import Number
from smes.models import Objective, SupportCase, SupportContact, WorkStep
from smes.querysets import RATINGS
from smes.services.support_log import LogEntry
from smes.services.work_plans import Plan, PlannedStep

EARLIEST = date(2000, 1, 1)
LATEST = date(2100, 1, 1)
LONGEST = 5000
MOST_STEPS = 40


class PlainText(forms.CharField):
    """Words of several lines, with line ends as they are kept."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST, **kwargs})
        self.error_messages["max_length"] = _("Shorten it to %(limit_value)d characters.")

    def clean(self, value: Any) -> Any:
        """Without the line ends that browsers add."""
        typed = value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value
        return super().clean(typed)


class DayField(forms.DateField):
    """A day that a calendar of our time has."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"widget": widget, **kwargs})
        self.error_messages["invalid"] = _("Enter a day such as 24/06/2026.")

    def clean(self, value: Any) -> date | None:
        """The day, if it is one that can be meant."""
        day: date | None = super().clean(value)
        if day is not None and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(_("Enter a day between 2000 and 2100."))
        return day


def _choose(choices: Any, **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=choices,
        error_messages={"invalid_choice": _("Choose one of the list."), "required": _("Choose.")},
        **kwargs,
    )


class CaseForm(forms.Form):
    """The base: no colon after labels, no attribute that speaks for the browser."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class PlanForm(CaseForm):
    """What the support is for."""

    title = forms.CharField(
        label=_("What the support is for"),
        max_length=200,
        help_text=_("In a few words."),
        error_messages={
            "required": _("Say in a few words what the support is for."),
            "max_length": _("Shorten it to %(limit_value)d characters."),
        },
    )
    aim = PlainText(
        label=_("Aim"), required=False, help_text=_("What shall be different afterwards.")
    )
    services = forms.ModelMultipleChoiceField(
        Service.objects.none(),
        label=_("Services"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("This service is not offered any more. Choose another one."),
            "invalid_pk_value": _("This service is not offered any more. Choose another one."),
        },
    )
    objectives = forms.ModelMultipleChoiceField(
        Objective.objects.none(),
        label=_("Objectives"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("This objective does not exist. Choose another one."),
            "invalid_pk_value": _("This objective does not exist. Choose another one."),
        },
    )
    seal = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def __init__(self, *args: Any, case: SupportCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Service.objects.filter(partnership=case.partnership_id)
        chosen = [service.pk for service in case.services.all()]
        services = offered.offered() | offered.filter(pk__in=chosen)
        self.offers_services = services.exists()
        self.fields["services"].queryset = services  # type: ignore[attr-defined]
        self.fields["services"].label_from_instance = lambda row: row.shown_name  # type: ignore[attr-defined]
        self.fields["objectives"].queryset = Objective.objects.all()  # type: ignore[attr-defined]
        self.fields["objectives"].label_from_instance = lambda row: row.label  # type: ignore[attr-defined]


class StepForm(CaseForm):
    """One step of the plan."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Step"),
        max_length=200,
        required=False,
        error_messages={"max_length": _("Shorten it to %(limit_value)d characters.")},
    )
    description = PlainText(
        label=_("What exactly"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    party = _choose(Party.choices, label=_("Who does it"), initial=Party.GATEWAY)
    due_on = DayField(label=_("Until when"), required=False)
    position = forms.IntegerField(
        label=_("Order"),
        required=False,
        min_value=1,
        max_value=999,
        error_messages={
            "invalid": _("Enter a whole number."),
            "min_value": _("Enter a number from 1 to 999."),
            "max_value": _("Enter a number from 1 to 999."),
        },
    )
    remove = forms.BooleanField(label=_("Take this step out"), required=False)

    def clean(self) -> dict[str, Any]:
        """A step that says anything has a name."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        says = cleaned.get("description") or cleaned.get("due_on") or cleaned.get("pk")
        wanted = says and not cleaned.get("remove")
        if wanted and not cleaned.get("title") and "title" not in self.errors:
            self.add_error("title", _("Say in a few words what is done, or take the step out."))
        return cleaned


class BaseStepFormSet(BaseFormSet):
    """The steps of a plan, in order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        messages: dict[str, Any] = self.error_messages  # type: ignore[attr-defined]
        messages["too_many_forms"] = _("A plan has at most 40 steps.")

    def steps(self) -> tuple[PlannedStep, ...]:
        """What was typed, without the empty rows and those that are taken out."""
        found = [
            (form.cleaned_data.get("position") or 1000 + number, form.cleaned_data)
            for number, form in enumerate(self.forms)
            if form.cleaned_data.get("title") and not form.cleaned_data.get("remove")
        ]
        return tuple(
            PlannedStep(row["title"], row["description"], row["party"], row["due_on"], row["pk"])
            for _number, row in sorted(found, key=lambda entry: entry[0])
        )


def step_forms(data: Any, steps: Iterable[WorkStep], extra: int) -> BaseStepFormSet:
    """The forms of the steps, with some empty ones after them."""
    made = formset_factory(
        StepForm,
        formset=BaseStepFormSet,
        extra=extra,
        max_num=MOST_STEPS,
        absolute_max=2 * MOST_STEPS,
        validate_max=True,
    )
    initial = [
        {
            "pk": step.pk,
            "title": step.title,
            "description": step.description,
            "party": step.party,
            "due_on": step.due_on,
            "position": number,
        }
        for number, step in enumerate(steps, start=1)
    ]
    return cast(BaseStepFormSet, made(data, initial=initial, prefix="steps"))


def plan_typed(form: PlanForm, steps: BaseStepFormSet) -> Plan:
    """The plan that was typed."""
    typed = form.cleaned_data
    return Plan(
        typed["title"],
        typed["aim"],
        frozenset(row.pk for row in typed["services"]),
        frozenset(row.pk for row in typed["objectives"]),
        steps.steps(),
    )


class MoveForm(CaseForm):
    """How far a step is."""

    to = _choose(StepState.choices, label=_("State"))
    done_on = DayField(label=_("Done on"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)


class LogForm(CaseForm):
    """A line of the log."""

    on = DayField(
        label=_("Day"), initial=timezone.localdate, error_messages={"required": _("Enter the day.")}
    )
    kind = _choose(ContactKind.choices, label=_("What it was"), initial=ContactKind.CALL)
    note = PlainText(
        label=_("What happened"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write in a sentence what happened.")},
    )
    hours = Number(
        label=_("Hours of work"),
        required=False,
        min_value=0,
        max_value=1000,
        decimal_places=2,
        help_text=_("For example 1.5. The company does not see them."),
        error_messages={
            "invalid": _("Enter hours such as 1.5."),
            "min_value": _("Enter hours from 0 to 1000."),
            "max_value": _("Enter hours from 0 to 1000."),
            "max_decimal_places": _("Enter hours such as 1.5."),
        },
    )
    is_internal = forms.BooleanField(label=_("Not shown to the company"), required=False)

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if party == Party.SME:
            del self.fields["hours"], self.fields["is_internal"]

    def clean_on(self) -> date:
        """The log tells what has been."""
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(
                _("The log tells what has been. Enter today or an earlier day.")
            )
        return day

    def entry(self) -> LogEntry:
        """What was typed."""
        typed = {**self.cleaned_data}
        typed["hours"] = typed.get("hours") or Decimal(0)
        return LogEntry(**typed)


def log_initial(contact: SupportContact) -> dict[str, Any]:
    """A line of the log as its form shows it."""
    return {name: getattr(contact, name) for name in ("on", "kind", "note", "hours", "is_internal")}


class FileForm(CaseForm):
    """A file to send."""

    file = forms.FileField(
        label=_("File"),
        max_length=250,
        help_text=_(
            "PDF, a picture (PNG, JPEG) or an office document (DOCX, XLSX, PPTX, ODT, ODS), at most 20 MB."
        ),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty. Choose another one."),
            "missing": _("Choose a file."),
            "invalid": _("Choose a file."),
            "max_length": _("The name of this file is too long. Give it a shorter one."),
        },
    )


class MessageForm(CaseForm):
    """A message; ``once`` tells a double click."""

    text = PlainText(
        label=_("Your message"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a message.")},
    )
    once = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=64, initial=lambda: uuid4().hex
    )


class EndForm(CaseForm):
    """How a support ends."""

    to = _choose(
        [
            (SupportState.COMPLETED, _("It is completed: every step is done or dropped")),
            (SupportState.STOPPED, _("It is stopped")),
        ],
        label=_("How it ends"),
        widget=forms.RadioSelect,
    )
    reason = PlainText(
        label=_("Why it is stopped"),
        required=False,
        help_text=_("Only where it is stopped. The other side reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    ended_on = DayField(
        label=_("Last day"),
        initial=timezone.localdate,
        error_messages={"required": _("Enter the last day of the support.")},
    )

    def clean(self) -> dict[str, Any]:
        """Stopping needs a reason."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("to") == SupportState.STOPPED and not cleaned.get("reason"):
            self.add_error("reason", _("Say why it is stopped; the other side will read it."))
        return cleaned


SCALE = [(number, str(number)) for number in range(1, 6)]


def _rating(label: Any, *, required: bool = False) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=SCALE,
        coerce=int,
        empty_value=None,
        required=required,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose 1 to 5."),
            "invalid_choice": _("Choose 1 to 5."),
        },
    )


class SurveyForm(CaseForm):
    """What the company says of its support: five ratings, a recommendation, a comment."""

    overall = _rating(_("The support as a whole"), required=True)
    gateway_rating = _rating(_("The help of the gateway"))
    cluster_rating = _rating(_("The help of your cluster"))
    usefulness = _rating(_("The use of the results for your business"))
    timing = _rating(_("Keeping to the work plan"))
    would_recommend = forms.TypedChoiceField(
        label=_("Would you recommend this support to another company?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose yes or no.")},
    )
    comment = PlainText(
        label=_("What else you want to tell us"),
        required=False,
        help_text=_("The partnership reads it, the gateway does not."),
    )

    @property
    def ratings(self) -> list[forms.BoundField]:
        """The five rows of the scale."""
        return [self[name] for name in RATINGS]
