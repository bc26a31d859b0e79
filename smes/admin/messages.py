"""The office's side of messages with SMEs: the thread of an expression, and what waits for an answer."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from common.access import Action
from common.admin import Link, RecordAdmin, WaitingKind, link_sources
from smes.choices import Party
from smes.forms.following import LONGEST_MESSAGE, MessageForm
from smes.models import Expression, ExpressionMessage
from smes.permissions import is_barred, without_barred
from smes.services.messages import mark_read_by_partner, write_message

WAITING = (
    WaitingKind(
        key="not-answered",
        model=ExpressionMessage,
        title="Not answered",
        one="message of an SME is not answered",
        many="messages of SMEs are not answered",
        rows=lambda rows: rows.unanswered(),
    ),
)


@admin.register(ExpressionMessage)
class ExpressionMessageAdmin(RecordAdmin):
    """A message, as it was written; answers are written on the page of the thread."""

    description = "What SMEs, the partnership and gateways wrote to each other."
    list_display = ("expression", "party", "at", "beginning", "is_read", "partnership")
    list_select_related = ("expression__partnership",)
    list_filter = ("expression__partnership", "party")
    search_fields = ("expression__reference", "expression__company_name", "text")
    search_help_text = "Search by reference, company or words of the message."
    ordering = ("-at", "-pk")
    fields = ("expression", "party", "author", "at", "text")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Those about expressions from which no conflict of interest bars somebody."""
        return without_barred(super().get_queryset(request), request.user, "expression")

    @admin.display(description="message")
    def beginning(self, row: ExpressionMessage) -> str:
        """The first words."""
        return row.text if len(row.text) <= 80 else f"{row.text[:79]}…"

    @admin.display(description="read", boolean=True)
    def is_read(self, row: ExpressionMessage) -> bool:
        """Whether the other side has opened it."""
        read = row.read_by_partner_at if row.party == Party.SME else row.read_by_sme_at
        return read is not None

    @admin.display(ordering="expression__partnership__acronym")
    def partnership(self, row: ExpressionMessage) -> str:
        """The partnership whose expression it is about."""
        return str(row.expression.partnership)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never here: messages are written in their thread."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: what was said is said."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: it belongs to both sides."""
        return False


class AnswerForm(MessageForm):
    """The answer of the partnership."""

    text = forms.CharField(
        label="Your answer",
        help_text="The company reads it on its page; the e-mail only says that there is a message.",
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 8, "class": "vLargeTextField"}),
        error_messages={
            "required": "Write a message.",
            "max_length": "Use up to %(limit_value)d characters; these are %(show_value)d.",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def expression_messages(request: HttpRequest, pk: int) -> HttpResponse:
    """The thread of an expression, with a form for those who take care of it."""
    rows = Expression.objects.visible_to(request.user).select_related("partnership")
    found = rows.filter(pk=pk).first()
    if found is None or is_barred(request.user, found) or not _reads(request.user, found):
        raise Http404("No such expression of interest.")
    may_answer = request.user.has_perm("smes.change_expression", found)
    form = AnswerForm(request.POST or None)
    if request.method == "POST":
        if not may_answer:
            raise PermissionDenied("Only those who take care of the company answer it.")
        if form.is_valid() and _answer(request, found, form):
            messages.success(request, "Your message is sent. The company was told by e-mail.")
            return redirect("expression_messages", pk)
    thread = list(found.messages.select_related("author"))
    if may_answer and request.method == "GET":
        mark_read_by_partner(expression=found)
    context = {
        **admin.site.each_context(request),
        "title": "Messages",
        "opts": Expression._meta,
        "expression": found,
        "thread": thread,
        "form": form,
        "may_answer": may_answer,
    }
    return render(request, "admin/smes/messages.html", context)


def _reads(user: Any, found: Expression) -> bool:
    """Whether somebody reads messages about the expression, and not only the expression."""
    message = ExpressionMessage(expression=found)
    return (
        user.is_superuser
        or user.has_perm("smes.change_expression", found)
        or user.has_perm(f"smes.{Action.VIEW}_expressionmessage", message)
    )


def _answer(request: HttpRequest, found: Expression, form: forms.Form) -> bool:
    author: Any = request.user
    try:
        write_message(
            expression=found,
            party=Party.PARTNER,
            text=form.cleaned_data["text"],
            author=author,
            once=form.cleaned_data["once"],
        )
    except ValidationError as error:
        form.add_error("text", ValidationError(error.messages))
        return False
    return True


def messages_link(record: Model, request: HttpRequest) -> list[Link]:
    """From the page of an expression to its messages."""
    if isinstance(record, ExpressionMessage):
        return [Link("Answer", reverse("expression_messages", args=[record.expression_id]))]
    if not isinstance(record, Expression) or not _reads(request.user, record):
        return []
    return [Link("Messages", reverse("expression_messages", args=[record.pk]))]


link_sources.append(messages_link)
