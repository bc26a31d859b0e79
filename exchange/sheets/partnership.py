"""The partnership itself, one row."""

from typing import Any

from exchange.columns import Column
from exchange.faults import Wrong
from exchange.kinds.references import Reference
from exchange.kinds.values import Choice, Day, Lines, LongText, Text, YesNo
from exchange.sheet import Part, Sheet, entered, number
from exchange.sheets.shared import in_languages
from exchange.store import Store
from partnership.choices import Language, ZeroMark
from partnership.models import Partnership, Programme

COFUNDING = "Co-funded by the European Union"
DISCLAIMER = (
    "The content of this publication represents the views of the authors only and is their sole "
    "responsibility. The European Union and the funding agency accept no responsibility for any use that may "
    "be made of the information it contains."
)


class ProgrammeName(Reference):
    """The name of a programme; one that nobody knows is added with the usual texts."""

    def resolve(self, value: str, store: Store) -> Any:
        """The programme, or a new one."""
        try:
            return super().resolve(value, store)
        except Wrong as error:
            if "Did you mean" in str(error):
                raise
        store.notes.append(
            f"The programme “{value}” is new and gets the usual co-funding statement and disclaimer. Look at "
            "them in the portal, or tell its own in sheet programmes."
        )
        return store.named(
            Programme, name=value, cofunding_statement=COFUNDING, disclaimer=DISCLAIMER
        )


class PartnershipSheet(Sheet):
    """The partnership."""

    name = "partnership"
    about = "The partnership: one row."
    parts = {"partnership": Part(Partnership, ("slug",))}
    contract = 10
    columns = (
        Column(
            "acronym", Text(), "acronym", "The short name, for example LASER-GO.", is_required=True
        ),
        Column("name", Text(), "name", "The full name.", is_required=True),
        Column(
            "slug",
            Text(),
            "slug",
            "End of the web address: small letters, digits and hyphens.",
            is_required=True,
        ),
        Column(
            "programme",
            ProgrammeName(Programme, "programmes"),
            "programme",
            "Name of the funding programme. One that the portal does not know is added; sheet programmes may tell "
            "its texts.",
            is_required=True,
        ),
        Column("grant_number", Text(), "grant_number", "Number of the grant agreement."),
        Column("phase", Text(), "phase", "For example Phase 2."),
        Column("start", Day(), "start_on", "First day.", is_required=True),
        Column("end", Day(), "end_on", "Last day.", is_required=True),
        Column("zero_mark", Choice(ZeroMark), "zero_mark", "How reports print nothing: - or 0."),
        Column("language", Choice(Language), "language", "Language of the documents."),
        Column("label", Text(), "label", "For example European Strategic Cluster Partnership."),
        Column("themes", Lines(), "themes", "What it is about."),
        Column("goal_statement", LongText(), "goal_statement", "What it wants to reach."),
        Column("website", Text(), "website", "Its own pages, with https://."),
        Column(
            "hide_sme_names",
            YesNo(),
            "hide_sme_names",
            "Yes: public documents show no name of an SME.",
        ),
        Column(
            "contact_email", Text(), "contact_email", "Of an office; stands on the public site."
        ),
        *in_languages("introduction", "What the public site says first: what an SME gets."),
        *in_languages("about", "Who the partners are and how they work, for the public site."),
        *in_languages("legal_notice", "Who answers for the public site."),
        number(),
        entered(),
    )
