"""The e-mails of the portal: what was sent to whom, why, and what did not arrive."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join

from common.admin import Link, RecordAdmin, WaitingKind, link_sources
from partnership.admin.email_panel import LONG
from partnership.admin.people import SECTION
from partnership.choices import EmailState
from partnership.exceptions import EmailNotSentAgain
from partnership.mail.again import refusal_of, send_again, settle
from partnership.models import Email

PRIVATE = "It holds a private link, so it is shown to nobody."
GONE = "The text is gone: texts are kept for a limited time, those with private links until they are sent."
STEPS = {
    "send": (
        "Send again",
        send_again,
        "The same e-mail is sent to {email} once more. Should the address be wrong, correct it at the "
        "record that the e-mail is about and send a new one from there.",
        "The e-mail to {email} is on its way again.",
    ),
    "settle": (
        "Dealt with",
        settle,
        "The e-mail to {email} no longer waits for anybody. Nothing is sent.",
        "The e-mail to {email} no longer waits for anybody.",
    ),
}

WAITING = WaitingKind(
    key="not-arrived",
    model=Email,
    title="Not arrived, or perhaps not",
    one="e-mail that did not arrive",
    many="e-mails that did not arrive",
    rows=lambda rows: rows.troubled(),
)


@admin.register(Email)
class EmailAdmin(RecordAdmin):
    """An e-mail; it can be read and, where it did not arrive, sent again."""

    description = "What the portal sent to whom, and what did not arrive."
    section = SECTION
    list_display = (
        "subject",
        "to_address",
        "state",
        "kind",
        "partnership",
        "created_at",
        "sent_at",
    )
    list_select_related = ("partnership",)
    list_filter = ("state", "kind", "partnership")
    search_fields = ("to_address", "subject", "kind")
    search_help_text = "Search by address, subject or kind."
    ordering = ("-created_at", "-pk")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "to_address",
                    "subject",
                    "reason",
                    "about",
                    ("kind", "language"),
                    "partnership",
                )
            },
        ),
        (
            "What became of it",
            {
                "fields": (
                    ("state", "attempts"),
                    ("created_at", "sent_at"),
                    ("next_attempt_at", "last_error"),
                    ("bounced_at", "bounce_kind"),
                    "bounce_reason",
                    "settled_at",
                )
            },
        ),
        ("What it says", {"fields": ("shown_text", "files")}),
        (
            "Technical",
            {"classes": ("collapse",), "fields": ("message_id", "once", "handed_over_at")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Without the texts, of which a list shows none."""
        return super().get_queryset(request).defer(*LONG)

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        """They come by themselves."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They go when their time is over."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: what was sent stays what it was."""
        return False

    @admin.display(description="about")
    def about(self, row: Email) -> Any:
        """The record that it concerns, by its page in the office."""
        found = row.about_model()
        if found is None:
            return "–"
        words = f"{found._meta.verbose_name} {row.about_id}"
        if found not in self.admin_site._registry:
            return words
        name = f"admin:{found._meta.app_label}_{found._meta.model_name}_change"
        return format_html('<a href="{}">{}</a>', reverse(name, args=[row.about_id]), words)

    @admin.display(description="text")
    def shown_text(self, row: Email) -> Any:
        """The text, unless it is secret or gone."""
        if row.is_secret:
            return PRIVATE
        return format_html('<pre class="email-text">{}</pre>', row.text) if row.text else GONE

    @admin.display(description="files")
    def files(self, row: Email) -> Any:
        """The names of the files that went with it."""
        names = ((file["name"],) for file in row.attachments)
        return format_html_join(", ", "{}", names) or "–"

    def get_urls(self) -> list[URLPattern]:
        """The steps of an e-mail besides the usual pages."""
        steps = [
            path(
                f"<int:pk>/{step}/",
                self.admin_site.admin_view(self.step_view),
                {"step": step},
                name=f"partnership_email_{step}",
            )
            for step in STEPS
        ]
        return [*steps, *super().get_urls()]

    def step_view(self, request: Any, pk: int, step: str) -> HttpResponse:
        """Ask, then send again or note that it is dealt with."""
        email = get_object_or_404(self.get_queryset(request), pk=pk)
        if not request.user.has_perm("partnership.send_email", email):
            raise PermissionDenied("Only coordinators send e-mails again.")
        label, do, meaning, done = STEPS[step]
        back = reverse("admin:partnership_email_change", args=[pk])
        if request.method == "POST":
            try:
                do(email=email, by=request.user)
            except EmailNotSentAgain as error:
                messages.error(request, str(error))
            else:
                messages.success(request, done.format(email=email.to_address))
            return HttpResponseRedirect(back)
        refusal = refusal_of(email) if step == "send" else ""
        context = {
            **self.admin_site.each_context(request),
            "title": label,
            "opts": self.opts,
            "original": email,
            "back": back,
            "label": label,
            "is_possible": not refusal and email.state in EmailState.troubled(),
            "refusal": refusal or "Nothing is wrong with this e-mail.",
            "meaning": meaning.format(email=email.to_address),
        }
        return render(request, "admin/partnership/step.html", context)


def steps_of(record: Model, request: HttpRequest) -> list[Link]:
    """What can be done about an e-mail that did not arrive."""
    if not isinstance(record, Email) or record.state not in EmailState.troubled():
        return []
    if not request.user.has_perm("partnership.send_email", record):
        return []
    possible = {"send": record.can_be_sent_again, "settle": record.settled_at is None}
    return [
        Link(label, reverse(f"admin:partnership_email_{step}", args=[record.pk]))
        for step, (label, *_) in STEPS.items()
        if possible[step]
    ]


link_sources.append(steps_of)
