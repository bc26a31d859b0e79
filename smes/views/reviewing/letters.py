"""Letters with decisions: chosen, seen as they will go, and only then sent."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.exceptions import EmailRefused
from partnership.models import Partnership
from smes.exceptions import LetterHasChanged, StepNotAllowed
from smes.forms.reviewing import LettersForm, one_line_end
from smes.services.letters import (
    Letter,
    preview_letter,
    send_letter,
    sent_letters,
    untold_expressions,
)
from smes.views.reviewing.access import (
    UNKNOWN,
    find_selected_from,
    office_page,
    own_expressions,
    page_context,
)

SALT = "smes.letters"
FRAMED = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox"
)
"""Of a letter inside the preview: its own styles and nothing else."""


@require_http_methods(["GET", "HEAD", "POST"])
@office_page
def letters(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Which companies wait to be told; choosing some leads to the preview."""
    partnership = find_selected_from(request.user, slug)
    rows = own_expressions(request.user, partnership, "select").untold()
    if request.method != "POST":
        return _choose(request, partnership, LettersForm(rows=rows))
    form = LettersForm(request.POST, rows=rows)
    if not form.is_valid() or "change" in request.POST:
        status = 200 if "change" in request.POST else 400
        return _choose(request, partnership, form, status=status)
    chosen = form.cleaned_data["chosen"].select_related("partnership").order_by("decided_at", "pk")
    found = [preview_letter(row, form.cleaned_data["opening"]) for row in chosen]
    return _preview(request, partnership, found, form.cleaned_data["opening"])


@require_POST
@office_page
def send(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send the letters that were seen; one that would be another by now is shown again instead."""
    partnership = find_selected_from(request.user, slug)
    rows = own_expressions(request.user, partnership, "select").decided()
    opening = one_line_end(request.POST.get("opening", ""))
    person: Any = request.user
    sent, refused = 0, []
    for expression in rows.filter(pk__in=_numbers(request)).order_by("decided_at", "pk"):
        mark = request.POST.get(f"mark-{expression.pk}", "")
        try:
            send_letter(expression=expression, opening=opening, mark=mark, by=person)
            sent += 1
        except (LetterHasChanged, StepNotAllowed, EmailRefused) as error:
            refused.append(f"{expression.reference}: {error}")
    if sent:
        messages.success(request, f"{sent} letter{'s' * (sent != 1)} on the way.")
    for words in refused:
        messages.error(request, words)
    if not sent and not refused:
        messages.error(request, "Nothing was sent: these decisions were taken back. Look again.")
    return redirect("expression_letters", slug)


@require_safe
@xframe_options_sameorigin
@office_page
def framed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One letter alone, as its reader's mail program shows it."""
    partnership = find_selected_from(request.user, slug)
    try:
        asked = signing.loads(request.GET.get("letter", ""), salt=SALT)
    except signing.BadSignature as error:
        raise Http404(UNKNOWN) from error
    rows = own_expressions(request.user, partnership, "select").decided()
    expression = rows.select_related("partnership").filter(pk=asked["pk"]).first()
    if expression is None:
        raise Http404(UNKNOWN)
    response = HttpResponse(preview_letter(expression, asked["opening"]).letter.html)
    response["Content-Security-Policy"] = FRAMED
    return response


def _numbers(request: HttpRequest) -> list[int]:
    return [int(value) for value in request.POST.getlist("chosen") if value.isdecimal()]


def _choose(
    request: HttpRequest, partnership: Partnership, form: LettersForm, status: int = 200
) -> HttpResponse:
    waiting = untold_expressions(partnership)
    chosen = (
        set(request.POST.getlist("chosen")) if form.is_bound else {str(row.pk) for row in waiting}
    )
    context = page_context(
        partnership,
        form=form,
        waiting=[(row, str(row.pk) in chosen) for row in waiting],
        sent=sent_letters(partnership),
    )
    return render(request, "smes/reviewing/letters.html", context, status=status)


def _preview(
    request: HttpRequest, partnership: Partnership, found: list[Letter], opening: str
) -> HttpResponse:
    address = reverse("expression_letter", args=[partnership.slug])

    def source(letter: Letter) -> str:
        asked: dict[str, Any] = {"pk": letter.expression.pk, "opening": opening}
        return f"{address}?letter={signing.dumps(asked, salt=SALT, compress=True)}"

    context = page_context(
        partnership, letters=[(letter, source(letter)) for letter in found], opening=opening
    )
    return render(request, "smes/reviewing/letters_preview.html", context)
