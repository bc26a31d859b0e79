"""The guided entry of a partnership: steps in the order in which the work happens.

Each app registers its own steps. Where the form of a record was opened from a step, it can be saved
to go on to the next one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin.options import ModelAdmin
from django.db.models import Count, IntegerField, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from common.access import Action, allowed, may_somewhere
from common.admin.panels import Link

PARAMETER = "_step"
GO_ON = "_next_step"


@dataclass(frozen=True)
class GuidedStep:
    """A kind of record that a partnership needs, what for, and what is said while there is none."""

    order: int
    key: str
    model: type[Model]
    title: str
    purpose: str
    missing: str
    add_label: str
    is_partnership: bool = False


@dataclass(frozen=True)
class ShownStep:
    """A step of one partnership: what is there, what is missing, and where to go."""

    step: GuidedStep
    place: int
    number: int
    url: str
    add_url: str
    missing: tuple[str, ...]
    more: Link | None

    @property
    def is_done(self) -> bool:
        """Whether there is something, and nothing is known to be missing."""
        return self.number > 0 and not self.missing


guided_steps: list[GuidedStep] = []

missing_sources: list[Callable[[Model, Any], dict[str, list[str]]]] = []
"""Each tells what is missing in a partnership, in sentences by the label of the model to mend."""

missing_links: list[Callable[[Model, Any], Link | None]] = []
"""Each gives where everything that is missing is told."""


def ordered_steps() -> list[GuidedStep]:
    """The steps in the order of the work."""
    return sorted(guided_steps, key=lambda step: step.order)


def steps_of(partnership: Model, request: HttpRequest) -> list[ShownStep]:
    """The steps of a partnership, as far as somebody may see them; one query for all the numbers."""
    steps = [
        step for step in ordered_steps() if may_somewhere(request.user, Action.VIEW, step.model)
    ]
    counts = {
        f"n_{step.key}": _count_of(step.model, request.user)
        for step in steps
        if not step.is_partnership
    }
    numbers = type(partnership)._default_manager.filter(pk=partnership.pk).values(**counts).get()
    told: dict[str, list[str]] = {}
    for source in missing_sources:
        for label, sentences in source(partnership, request.user).items():
            told.setdefault(label, []).extend(sentences)
    more = next((link for give in missing_links if (link := give(partnership, request.user))), None)
    return [
        _shown(step, place, partnership, numbers.get(f"n_{step.key}", 1), told, more, request)
        for place, step in enumerate(steps, start=1)
    ]


def _count_of(model: type[Model], user: Any) -> Coalesce:
    rows = allowed(model._default_manager.order_by(), user).filter(partnership=OuterRef("pk"))
    counted = rows.values("partnership").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


SHOWN = 3


def _shown(
    step: GuidedStep,
    place: int,
    partnership: Model,
    number: int,
    told: dict[str, list[str]],
    more: Link | None,
    request: HttpRequest,
) -> ShownStep:
    opts = step.model._meta
    prefix = f"admin:{opts.app_label}_{opts.model_name}"
    sentences = told.get(opts.label_lower, [])
    missing = ([step.missing] if number == 0 else []) + sentences[:SHOWN]
    if step.is_partnership:
        change = reverse(f"{prefix}_change", args=[partnership.pk])
        may = request.user.has_perm(f"{opts.app_label}.change_{opts.model_name}", partnership)
        add_url = f"{change}?{urlencode({PARAMETER: step.key})}" if may else ""
        url = change
    else:
        asked = urlencode({"partnership": partnership.pk, PARAMETER: step.key})
        may = may_somewhere(request.user, Action.ADD, step.model)
        add_url = f"{reverse(f'{prefix}_add')}?{asked}" if may else ""
        url = f"{reverse(f'{prefix}_changelist')}?partnership__id__exact={partnership.pk}"
    return ShownStep(
        step,
        place,
        number,
        url,
        add_url,
        tuple(missing),
        more if len(sentences) > SHOWN else None,
    )


class StepPages(ModelAdmin):
    """Lets a form that was opened from a step go on to the next one."""

    def render_change_form(
        self, request: Any, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page, with the button to go on."""
        context["goes_on"] = self._step(request) is not None
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(
        self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Where to go after a record was added."""
        response = super().response_add(request, obj, *args, **kwargs)
        if self._step(request) and "_addanother" in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        return self._go_on(request, obj) or response

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Where to go after a record was changed."""
        response = super().response_change(request, obj)
        return self._go_on(request, obj) or response

    def _step(self, request: HttpRequest) -> GuidedStep | None:
        asked = request.GET.get(PARAMETER)
        return next(
            (step for step in guided_steps if step.key == asked and step.model is self.model), None
        )

    def _go_on(self, request: HttpRequest, obj: Any) -> HttpResponse | None:
        step = self._step(request)
        if step is None or GO_ON not in request.POST:
            return None
        partnership = obj if step.is_partnership else obj.partnership
        later = [each for each in ordered_steps() if each.order > step.order]
        address = reverse("admin:partnership_partnership_steps", args=[partnership.pk])
        anchor = f"#step-{later[0].key}" if later else ""
        return HttpResponseRedirect(f"{address}{anchor}")
