"""How a step is shown, and the choice between what two tabs say."""

from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from smes.form_steps import FormStep
from smes.forms.applying import FORMS
from smes.models import Expression
from smes.services.uploads import MOST_FILES
from smes.views.applying.sent_step import KEEP, SentStep


def own_address(expression: Expression) -> str:
    """The private link as one keeps it."""
    return f"{settings.SITE_URL}{reverse('expression_continue', args=[expression.link])}"


def steps_of(current: FormStep) -> list[dict[str, Any]]:
    """The steps with their names, and which of them are behind."""
    order = list(FormStep)
    place = order.index(current)
    return [
        {"key": step.value, "label": step.label, "is_done": at < place, "is_current": at == place}
        for at, step in enumerate(order)
    ]


def step_page(
    request: HttpRequest,
    expression: Expression,
    form: Any,
    *,
    sent: SentStep | None = None,
    refusals: list[str] | None = None,
    is_busy: bool = False,
    status: int = 200,
) -> HttpResponseBase:
    """A step with what was typed in it, and what is wrong with that."""
    step: FormStep = form.step
    order = list(FormStep)
    context = {
        "expression": expression,
        "partnership": expression.partnership,
        "form": form,
        "step": step,
        "steps": steps_of(step),
        "place": order.index(step) + 1,
        "is_first": step == order[0],
        "files": list(expression.files.all()) if step == FormStep.WISHES else [],
        "most_files": MOST_FILES,
        "refusals": refusals or [],
        "is_busy": is_busy,
        "is_new": "new" in request.GET and sent is None,
        # A page that is shown again after an error is the same tab still.
        "tab": sent.tab if sent and sent.tab else token_urlsafe(12),
        "revision": sent.revision if sent and is_busy else expression.revision,
        "saved_at": timezone.localtime(expression.saved_at) if expression.revision else None,
        "own_address": own_address(expression),
    }
    return render(request, f"smes/applying/{_template(step)}.html", context, status=status)


def _template(step: FormStep) -> str:
    return "consents" if step == FormStep.CONSENTS else "step"


def conflict_page(
    request: HttpRequest, expression: Expression, step: FormStep, sent: SentStep
) -> HttpResponseBase:
    """What another tab saved beside what was typed here, field by field, to choose."""
    form = FORMS[step](expression)
    kept = form.kept_data()
    mine = FORMS[step](expression, sent.data)
    differing = [
        {
            "name": f"{KEEP}{name}",
            "label": form.fields[name].label,
            "saved": form.readable(name, kept.getlist(name)),
            "mine": form.readable(name, mine.raw(name)),
        }
        for name in form.fields
        if _alike(kept.getlist(name)) != _alike(mine.raw(name))
    ]
    context = {
        "expression": expression,
        "partnership": expression.partnership,
        "step": step,
        "differing": differing,
        "typed": [(name, value) for name in form.fields for value in mine.raw(name)],
        "revision": expression.revision,
        "tab": sent.tab,
        "saved_at": timezone.localtime(expression.saved_at),
    }
    return render(request, "smes/applying/conflict.html", context, status=409)


def _alike(values: list[str]) -> list[str]:
    return sorted(value.replace("\r\n", "\n").strip() for value in values if value.strip())
