"""The SME's page: where its expression of interest stands, who has it, messages and files."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from smes.choices import ExpressionState, Party
from smes.exceptions import FileRefused
from smes.forms.following import FileForm, MessageForm
from smes.models import Expression
from smes.services.expression_files import add_file
from smes.services.following import may_withdraw
from smes.services.messages import mark_read_by_sme, write_message
from smes.summaries import sections_of
from smes.views.following import shown
from smes.views.following.typed import gives_back, writes_too_often
from smes.views.private import expression_of, private_page

TOO_OFTEN = gettext_lazy("That was a lot at once. Wait a few minutes, then send it again.")
DONE = {
    "message": gettext_lazy(
        "Your message is sent. The answer comes to this page; an e-mail tells you."
    ),
    "file": gettext_lazy("The file is added."),
    "corrected": gettext_lazy("Your corrections are saved, and the partners are told."),
    "unchanged": gettext_lazy("Nothing was changed."),
    "withdrawn": gettext_lazy("Your expression of interest is withdrawn."),
    "address": gettext_lazy("Your address is changed. This is your new private page."),
    "asked": gettext_lazy(
        "We have sent a link to the new address. Open it to confirm the address."
    ),
    "consent": gettext_lazy("Your consent is taken back from now on. The partners are told."),
    "sign-in": gettext_lazy("You get an e-mail with which you make your sign-in."),
    "sign-in-later": gettext_lazy(
        "Noted. You get an e-mail for your sign-in once your company is in the directory."
    ),
}


def back(expression: Expression, done: str = "") -> HttpResponse:
    """To the SME's page, which then says what was done."""
    response = redirect("expression", expression.link)
    if done:
        response["Location"] += f"?done={done}"
    return response


@private_page
@require_safe
def expression(request: HttpRequest, link: str) -> HttpResponseBase:
    """The page of an expression that was sent; a draft is sent on to the form."""
    found = expression_of(link)
    if found.state == ExpressionState.DRAFT:
        return redirect("expression_continue", link)
    response = show(request, found)
    mark_read_by_sme(expression=found)
    return response


def show(
    request: HttpRequest, found: Expression, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """The page, with forms as they were sent where something is wrong with them."""
    is_over = found.state == ExpressionState.WITHDRAWN
    context = {
        "expression": found,
        "partnership": found.partnership,
        "link": found.link,
        "words": shown.words_of(found),
        "answer_by": shown.answer_by(found),
        "keepers": shown.keepers_of(found),
        "timeline": shown.timeline_of(found),
        "thread": [
            {
                "message": message,
                "from": shown.PARTIES[message.party],
                "own": message.party == Party.SME,
            }
            for message in found.messages.all()
        ],
        "files": list(found.files.all()),
        "cases": [
            (case, shown.CASE_STATES[case.state])
            for case in found.support_cases.select_related("market", "organisation").order_by("pk")
        ],
        "sections": sections_of(found),
        "is_told": found.told_at is not None,
        "may_withdraw": may_withdraw(found),
        "is_over": is_over,
        "is_confirmed": found.confirmed_at is not None,
        "is_unconfirmed": found.state == ExpressionState.SUBMITTED,
        "message_form": forms.get("message_form") or MessageForm(),
        "file_form": forms.get("file_form") or FileForm(),
        "done": DONE.get(request.GET.get("done", "")),
    }
    return render(request, "smes/following/page.html", context, status=status)


@private_page
@gives_back("message-text")
@require_POST
def message(request: HttpRequest, link: str) -> HttpResponseBase:
    """Send a message to the partners; sent twice it is one."""
    found = _sent(link)
    form = MessageForm(request.POST)
    if form.is_valid():
        if writes_too_often(request, found):
            form.add_error("text", TOO_OFTEN)
            return show(request, found, message_form=form, status=429)
        try:
            write_message(
                expression=found,
                party=Party.SME,
                text=form.cleaned_data["text"],
                once=form.cleaned_data["once"],
            )
        except ValidationError as error:
            form.add_error("text", ValidationError(error.messages))
        else:
            return back(found, "message")
    return show(request, found, message_form=form, status=422)


@private_page
@require_POST
def file(request: HttpRequest, link: str) -> HttpResponseBase:
    """Add a file; one that is there already is not added again."""
    found = _sent(link)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        if writes_too_often(request, found):
            form.add_error("file", TOO_OFTEN)
            return show(request, found, file_form=form, status=429)
        try:
            add_file(expression=found, upload=form.cleaned_data["file"], party=Party.SME)
        except FileRefused as error:
            form.add_error("file", str(error))
        else:
            return back(found, "file")
    return show(request, found, file_form=form, status=422)


def _sent(link: str) -> Expression:
    found = expression_of(link)
    if found.state == ExpressionState.DRAFT:
        raise Http404
    return found
