"""Inviting people to roles."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse

from common.admin import Link, RecordAdmin, link_sources
from common.forms import RecordForm
from partnership.admin.email_panel import EmailPanel
from partnership.admin.people import SECTION
from partnership.choices import InvitationState
from partnership.exceptions import EmailRefused, InvitationFailed
from partnership.models import Invitation, Role
from partnership.services import deliver_invitation, invite_person, revoke_invitation

ON_ITS_WAY = "The e-mail to {} is on its way. Should it not arrive, this is told at the invitation."
WHEN_SAVED = "The e-mail with the link is sent when you save. Whoever has an account signs in and gets the role."
STEPS = {
    "send": (
        "Send again",
        "A new link is sent to {email}, valid for {days} days. The link that was sent before ends.",
    ),
    "revoke": ("Revoke", "The link that was sent to {email} ends at once."),
}


class StateFilter(admin.SimpleListFilter):
    """Invitations by where they stand now."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Every state."""
        return [(state.value, str(state.label)) for state in InvitationState]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet | None:
        """Those that stand there."""
        known = self.value() in InvitationState.values
        return queryset.in_state(self.value()) if known else None


class InvitationForm(RecordForm):
    """Who is invited to what; tells who has the role already."""

    def clean(self) -> dict[str, Any]:
        """Refuse an invitation to a role that the person has."""
        cleaned = super().clean()
        places = {name: cleaned.get(name) for name in ("partnership", "cluster", "programme")}
        held = Role.objects.filter(
            person__email__iexact=cleaned.get("email", ""), kind=cleaned.get("kind", ""), **places
        )
        if held.exists():
            self.add_error("email", "This person has this role already.")
        return cleaned


@admin.register(Invitation)
class InvitationAdmin(EmailPanel, RecordAdmin):
    """An invitation: sent when it is entered, then sent again or revoked, never changed."""

    description = "Who was invited to a role, and has not answered yet."
    section = SECTION
    form = InvitationForm
    list_display = ("email", "kind", "partnership", "cluster", "state", "sent_at", "expires_at")
    list_select_related = ("partnership", "cluster", "programme")
    list_filter = (StateFilter, "partnership", "kind")
    search_fields = ("email", "cluster__short_name")
    search_help_text = "Search by e-mail address or cluster."
    ordering = ("-created_at",)
    fields = ("email", "kind", "partnership", "cluster", "programme")
    shown = ("state", "invited_by", "sent_at", "expires_at", "accepted_at", "accepted_by")
    actions = ("send_again", "revoke")

    @admin.display(description="state")
    def state(self, row: Invitation) -> str:
        """Where the invitation stands now."""
        return str(row.state.label)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        """The form of a new invitation."""
        title = {"title": "Invite a person", **(extra_context or {})}
        return super().add_view(request, form_url, title)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """One group of fields; of a new invitation with what happens next."""
        shown = {"fields": self.get_fields(request, obj)}
        return ((None, shown if obj else {**shown, "description": WHEN_SAVED}),)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What is entered; later also what became of it."""
        return (*self.fields, *self.shown) if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """All of an invitation that was sent."""
        return self.get_fields(request, obj) if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: what was sent is revoked, and another one is made."""
        return False

    def save_model(self, request: Any, obj: Invitation, form: Any, change: bool) -> None:
        """Keep the invitation; it is sent once that is certain."""
        invite_person(invitation=obj, by=request.user)
        transaction.on_commit(lambda: self._deliver(request, obj))

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> Any:
        """Back to the list, which tells whether it was sent."""
        if "_addanother" in request.POST:
            return HttpResponseRedirect(reverse("admin:partnership_invitation_add"))
        return HttpResponseRedirect(reverse("admin:partnership_invitation_changelist"))

    def _deliver(self, request: Any, invitation: Invitation) -> bool:
        try:
            deliver_invitation(invitation=invitation, by=request.user)
        except (EmailRefused, InvitationFailed) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, ON_ITS_WAY.format(invitation.email))
            return True
        return False

    def _revoke(self, request: Any, invitation: Invitation) -> bool:
        try:
            revoke_invitation(invitation=invitation, by=request.user)
        except InvitationFailed as error:
            messages.error(request, str(error))
            return False
        return True

    @admin.action(description="Send again", permissions=["add"])
    def send_again(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Send the chosen invitations again, each with a new link."""
        for invitation in queryset:
            self._deliver(request, invitation)

    @admin.action(description="Revoke", permissions=["add"])
    def revoke(self, request: HttpRequest, queryset: QuerySet) -> None:
        """End the links of the chosen invitations."""
        ended = sum(self._revoke(request, invitation) for invitation in queryset)
        if ended:
            messages.success(request, f"{ended} invitation{'' if ended == 1 else 's'} revoked.")

    def get_urls(self) -> list[URLPattern]:
        """The steps of an invitation besides the usual pages."""
        steps = [
            path(
                f"<int:pk>/{step}/",
                self.admin_site.admin_view(self.step_view),
                {"step": step},
                name=f"partnership_invitation_{step}",
            )
            for step in STEPS
        ]
        return [*steps, *super().get_urls()]

    def step_view(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Ask, then send again or revoke."""
        invitation = get_object_or_404(self.get_queryset(request), pk=pk)
        back = reverse("admin:partnership_invitation_change", args=[pk])
        if not invitation.may_be_managed_by(request.user):
            raise PermissionDenied("Only those who may give this role may invite to it.")
        if request.method == "POST":
            if step == "send":
                self._deliver(request, invitation)
            elif self._revoke(request, invitation):
                messages.success(request, f"The invitation of {invitation.email} is revoked.")
            return HttpResponseRedirect(back)
        label, meaning = STEPS[step]
        context = {
            **self.admin_site.each_context(request),
            "title": label,
            "opts": self.opts,
            "original": invitation,
            "back": back,
            "label": label,
            "is_possible": invitation.is_open,
            "refusal": f"This invitation is {invitation.state.label.lower()}.",
            "meaning": meaning.format(email=invitation.email, days=settings.INVITATION_DAYS),
            "is_grave": step == "revoke",
        }
        return render(request, "admin/partnership/step.html", context)


def steps_of(record: Model, request: HttpRequest) -> list[Link]:
    """The steps that can be taken with an invitation."""
    if not isinstance(record, Invitation) or not record.is_open:
        return []
    if not record.may_be_managed_by(request.user):
        return []
    return [
        Link(label, reverse(f"admin:partnership_invitation_{step}", args=[record.pk]))
        for step, (label, _) in STEPS.items()
    ]


link_sources.append(steps_of)
