"""The support cases of a partnership, for its people."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnership.models import Partnership
from smes.choices import StepState, SupportState
from smes.models import SupportCase, WorkStep
from smes.views.support_doors import find_office

PAGE_SIZE = 50
NOT_A_CHOICE = {"invalid_choice": "This is none of the choices. Choose one from the list."}
OVERDUE, TO_AGREE = "overdue", "to agree"


class SupportListForm(forms.Form):
    """What the list is narrowed down to."""

    q = forms.CharField(
        label="Search",
        max_length=200,
        required=False,
        error_messages={"max_length": "Search for at most 200 letters."},
    )

    def __init__(self, *args: Any, rows: QuerySet[SupportCase], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self._add("state", "State", SupportState.choices)
        self._add(
            "waits",
            "What waits",
            [(TO_AGREE, "Work plan to be agreed"), (OVERDUE, "Overdue steps")],
        )
        for name, label, shown in (
            ("market", "Market", "market__label"),
            ("organisation", "Gateway", "organisation__name"),
            ("cluster", "Home cluster", "cluster__short_name"),
        ):
            found = rows.filter(**{f"{name}__isnull": False}).order_by(shown, name)
            self._add(
                name,
                label,
                [(str(pk), word) for pk, word in found.values_list(name, shown).distinct()],
            )

    def _add(self, name: str, label: str, choices: Any) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=[("", "All"), *choices],
            required=False,
            error_messages=NOT_A_CHOICE,
        )

    def narrowed(self, rows: QuerySet[SupportCase]) -> QuerySet[SupportCase]:
        """Those of the rows that fit what is asked for."""
        asked = self.cleaned_data
        for name in ("state", "market", "organisation", "cluster"):
            if asked[name]:
                rows = rows.filter(**{name: asked[name]})
        if asked["waits"]:
            rows = waiting(rows, asked["waits"])
        if asked["q"]:
            word = asked["q"]
            rows = rows.filter(
                Q(title__icontains=word)
                | Q(company__name__icontains=word)
                | Q(organisation__name__icontains=word)
                | Q(expression__reference__icontains=word)
            )
        return rows


def waiting(rows: Any, what: str) -> Any:
    """Those of the rows that wait for something, as the start page of the office counts them."""
    if what == OVERDUE:
        return rows.filter(pk__in=rows.with_overdue_steps(timezone.localdate()).values("pk"))
    return rows.to_agree()


@require_safe
def support_list(request: Any, slug: str) -> HttpResponse:
    """All support cases that somebody may see, with the numbers of each state."""
    partnership = find_office(request.user, slug)
    rows = SupportCase.objects.filter(partnership=partnership).visible_to(request.user)
    form = SupportListForm(request.GET, rows=rows)
    is_valid = form.is_valid()
    found = _shown(form.narrowed(rows) if is_valid else rows.none())
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "partnership": partnership,
        "programmes": [partnership.programme],
        "form": form,
        "page": page,
        "is_filtered": is_valid and any(form.cleaned_data.values()),
        **_numbers(partnership, rows),
    }
    status = 200 if is_valid else 400
    return render(request, "smes/support/list.html", context, status=status)


def _shown(rows: Any) -> Any:
    """Rows with what the list says of each."""
    steps = WorkStep.objects.filter(case=OuterRef("pk"))
    done = Count("worksteps", filter=Q(worksteps__state__in=[StepState.DONE, StepState.DROPPED]))
    return (
        rows.select_related("company", "market", "organisation", "cluster", "partnership")
        .annotate(
            step_number=Count("worksteps"),
            settled_number=done,
            is_late=Exists(steps.overdue(timezone.localdate())),
        )
        .order_by("-created_at", "-pk")
    )


def _numbers(partnership: Partnership, rows: Any) -> dict[str, Any]:
    counted = dict(rows.order_by().values_list("state").annotate(number=Count("pk")))
    return {
        "states": [
            (state.value, state.label, counted.get(state.value, 0)) for state in SupportState
        ],
        "waits": [
            (what, label, waiting(rows, what).count())
            for what, label in ((TO_AGREE, "Plans to be agreed"), (OVERDUE, "With overdue steps"))
        ],
    }
