"""The coordination office's pages of organisations and agreements."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from common.admin import (
    BulkChange,
    RecordAdmin,
    RecordTabularInline,
    count_column,
)
from gateways.choices import AgreementStatus
from gateways.models import Agreement, AgreementParty, Contact, Offer, Organisation


class ContactInline(RecordTabularInline):
    """Whom one turns to."""

    model = Contact
    fields = ("name", "function", "email", "phone", "person", "position")


class OfferInline(RecordTabularInline):
    """What it offers SMEs, and where."""

    model = Offer
    fields = ("service", "market", "is_free", "price", "provider", "is_public")


@admin.register(Organisation)
class OrganisationAdmin(RecordAdmin):
    """A party that a partnership deals with."""

    in_search = True
    description = "Clusters, agencies, experts and businesses that a partnership deals with."
    list_display = (
        "name",
        "country",
        "side",
        "kind",
        "partnership",
        count_column("agreement_parties", "agreements"),
    )
    list_select_related = ("partnership",)
    list_filter = ("partnership", "side", "kind", "country")
    search_fields = ("name", "other_names")
    search_help_text = "Search by any spelling of the name."
    fieldsets = (
        (
            "Organisation",
            {
                "description": "European SMEs are entered under Companies.",
                "fields": ("partnership", ("name", "country"), ("side", "kind"), "cluster"),
            },
        ),
        ("Profile", {"fields": ("sectors", "website", "profile")}),
        ("Other spellings", {"classes": ("collapse",), "fields": ("other_names",)}),
    )
    inlines = (ContactInline, OfferInline)
    hidden_when_added = (ContactInline, OfferInline)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What follows from being a company is not chosen here."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "side") if obj and obj.is_specialised else fields


class AgreementPartyInline(RecordTabularInline):
    """The organisations that signed an agreement."""

    model = AgreementParty
    fields = ("organisation", "named_as", "position")


@admin.register(Agreement)
class AgreementAdmin(RecordAdmin):
    """An agreement with its parties."""

    in_search = True
    bulk_changes = (
        BulkChange(
            "mark_expired",
            "Mark the selected agreements as expired",
            "status",
            AgreementStatus.EXPIRED,
        ),
        BulkChange(
            "mark_ended", "Mark the selected agreements as ended", "status", AgreementStatus.ENDED
        ),
    )
    description = "What was agreed with organisations of a market: MoUs, gateway agreements, …"
    list_display = (
        "__str__",
        "reference",
        "status",
        "signed_on",
        "valid_until",
        "partnership",
        count_column("parties", "parties"),
    )
    list_select_related = ("partnership", "market")
    list_filter = ("partnership", "kind", "status")
    search_fields = ("reference", "place", "occasion", "market__label", "organisations__name")
    search_help_text = "Search by reference, place, occasion, market or organisation."
    ordering = ("partnership__acronym", "market__position", "pk")
    inlines = (AgreementPartyInline,)
    fieldsets = (
        (
            "Agreement",
            {"fields": ("partnership", ("kind", "status"), "market", "clusters", "reference")},
        ),
        (
            "Signature and validity",
            {
                "description": "An agreement counts once it is signed, also after it has expired.",
                "fields": (("signed_on", "valid_until"), ("place", "occasion"), "renewal"),
            },
        ),
        (
            "Document",
            {
                "description": "The signed agreement; reports name it as a source, dossiers hold it.",
                "fields": ("document_file", "document_confidentiality"),
            },
        ),
    )


@admin.register(AgreementParty)
class AgreementPartyAdmin(RecordAdmin):
    """An organisation that signed an agreement."""

    description = "Which organisation signed which agreement, and how it is printed there."
    list_display = ("organisation", "agreement", "named_as", "partnership")
    list_select_related = ("organisation", "agreement__market", "agreement__partnership")
    list_filter = ("agreement__partnership",)
    search_fields = ("organisation__name", "named_as")
    search_help_text = "Search by the organisation’s name."
    ordering = ("agreement", "position", "pk")
    fields = ("agreement", "organisation", "named_as", "position")

    @admin.display(ordering="agreement__partnership__acronym")
    def partnership(self, row: AgreementParty) -> str:
        """The partnership whose agreement it is."""
        return str(row.agreement.partnership)
