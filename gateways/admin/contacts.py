"""The pages of contacts, and inviting them to sign in."""

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse

from common.admin import Link, RecordAdmin, link_sources
from gateways.exceptions import ContactNotInvited
from gateways.models import Contact
from gateways.services import HAS_SIGN_IN, NO_ADDRESS, invite_contact

MEANING = (
    "A link is sent to {email}, valid for {days} days. Whoever opens it makes a sign-in, or uses the one "
    "that there is, and then sees what concerns {organisation}."
)


@admin.register(Contact)
class ContactAdmin(RecordAdmin):
    """A person at an organisation."""

    in_search = True
    description = "Whom one turns to at organisations and companies, and who of them may sign in."
    list_display = ("name", "function", "organisation", "email", "person", "partnership")
    list_select_related = ("organisation__partnership", "person")
    list_filter = ("organisation__partnership", "organisation__side")
    search_fields = ("name", "email", "organisation__name")
    search_help_text = "Search by name, e-mail address or organisation."
    ordering = ("organisation__name", "position", "pk")
    fields = ("organisation", ("name", "function"), ("email", "phone"), "person", "position")

    @admin.display(ordering="organisation__partnership__acronym")
    def partnership(self, row: Contact) -> str:
        """The partnership whose contact it is."""
        return str(row.organisation.partnership)

    def get_urls(self) -> list[URLPattern]:
        """The step of a contact besides the usual pages."""
        view = self.admin_site.admin_view(self.invite_view)
        return [path("<int:pk>/invite/", view, name="gateways_contact_invite"), *super().get_urls()]

    def invite_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then invite the contact to make a sign-in."""
        rows = Contact.objects.allowed(request.user, "change")
        contact = get_object_or_404(rows.select_related("organisation"), pk=pk)
        back = reverse("admin:gateways_contact_change", args=[pk])
        if request.method == "POST":
            try:
                invite_contact(contact=contact)
            except ContactNotInvited as error:
                messages.error(request, str(error))
            else:
                messages.success(request, f"The invitation to {contact.email} is on its way.")
            return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "title": "Invite to sign in",
            "opts": self.opts,
            "original": contact,
            "back": back,
            "label": "Send the invitation",
            "is_possible": bool(contact.email) and contact.person_id is None,
            "refusal": HAS_SIGN_IN if contact.person_id else NO_ADDRESS,
            "meaning": MEANING.format(
                email=contact.email,
                days=settings.INVITATION_DAYS,
                organisation=contact.organisation.name,
            ),
        }
        return render(request, "admin/partnership/step.html", context)


def invite_link(record: Model, request: HttpRequest) -> list[Link]:
    """From the page of a contact without a sign-in to its invitation."""
    if not isinstance(record, Contact) or record.person_id is not None:
        return []
    if not request.user.has_perm("gateways.change_contact", record):
        return []
    return [Link("Invite to sign in", reverse("admin:gateways_contact_invite", args=[record.pk]))]


link_sources.append(invite_link)
