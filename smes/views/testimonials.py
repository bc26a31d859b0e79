"""The page of the author of a testimonial, behind a private link."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.links import LinkIsForged
from smes.choices import TestimonialState
from smes.exceptions import (
    ConsentIsMissing,
    LinkWasReplaced,
    StepNotAllowed,
    TestimonialHasChanged,
)
from smes.forms.testimonials import ApproveForm, CorrectForm, WithdrawForm, WriteForm
from smes.models import Testimonial
from smes.models.outcomes import testimonial_links
from smes.services.testimonials import (
    approve_testimonial,
    correct_testimonial,
    withdraw_testimonial,
    write_testimonial,
)
from smes.testimonial_consent import consent_in_force
from smes.views.private import private_page

FORMS: dict[str, type[forms.Form]] = {
    "write": WriteForm,
    "approve": ApproveForm,
    "correct": CorrectForm,
    "withdraw": WithdrawForm,
}


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def testimonial(request: HttpRequest, link: str) -> HttpResponseBase:
    """The text, to be written, approved, corrected or taken back by its author."""
    record = _testimonial_of(link)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    shown = {
        name: form(request.POST if name == step else None, initial=_initial(record))
        for name, form in FORMS.items()
    }
    trouble = ""
    if step in shown and shown[step].is_valid():
        trouble = _take(record, step, shown[step].cleaned_data)
        if not trouble:
            # With a new address, so that loading it again sends nothing a second time.
            return redirect(f"{request.path}?done={step}")
        record.refresh_from_db()
        if step == "approve":
            shown[step] = ApproveForm(initial=_initial(record))
    context = {
        "partnership": record.partnership,
        "testimonial": record,
        "stage": _stage(record),
        "forms": shown,
        "trouble": trouble,
        "consent": consent_in_force((get_language() or "en").split("-")[0]),
        "done": request.GET.get("done") if request.GET.get("done") in FORMS else "",
    }
    return render(request, "smes/outcomes/testimonial.html", context)


def _testimonial_of(link: str) -> Testimonial:
    target = testimonial_links.read(link)
    rows = Testimonial.objects.select_related("partnership__programme", "company", "case")
    found = rows.filter(pk=target.pk).first()
    if found is None:
        raise LinkIsForged
    if found.link_version != target.version:
        raise LinkWasReplaced(found)
    return found


def _initial(record: Testimonial) -> dict[str, Any]:
    return {"wording": record.wording, "words": record.text, "function": record.function}


def _stage(record: Testimonial) -> str:
    if record.state == TestimonialState.WITHDRAWN:
        return "withdrawn"
    if record.state == TestimonialState.TO_APPROVE:
        return "approve"
    if record.is_published:
        return "published"
    return "written" if record.is_written else "write"


def _take(record: Testimonial, step: str, typed: dict[str, Any]) -> str:
    """Take the author's step; gives the words for what stands against it."""
    try:
        if step == "write":
            write_testimonial(testimonial=record, **typed)
        elif step == "approve":
            approve_testimonial(testimonial=record, **typed)
        elif step == "correct":
            correct_testimonial(testimonial=record, **typed)
        else:
            withdraw_testimonial(testimonial=record)
    except TestimonialHasChanged:
        return _("The text was changed while your page was open. Read it once more, please.")
    except ConsentIsMissing:
        return _("We cannot take your consent at the moment. Try again tomorrow, please.")
    except StepNotAllowed:
        return _("Something else happened meanwhile, perhaps in another window. Look at the page.")
    return ""
