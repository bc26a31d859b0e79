"""Reports: their settings, texts, labels and accepted findings."""

from exchange.columns import Column, OwnColumn
from exchange.drafts import Draft
from exchange.faults import Wrong
from exchange.kinds.references import Market, Reference
from exchange.kinds.values import Choice, Day, LongText, Moment, Text, Whole, YesNo
from exchange.sheet import Part, Sheet, entered, number
from exchange.store import Store
from partnership.models import User
from reporting.choices import ReportKind
from reporting.models import AcceptedFinding, MarketLabel, NarrativeSection, Report


class ReportsSheet(Sheet):
    """Reports with their settings; what became of them stays in the portal."""

    name = "reports"
    about = "The reports of the partnership, a row each. One that is made anew begins as a draft."
    parts = {"report": Part(Report, ("document", "key"))}
    columns = (
        Column("document", Text(), "document", "For example key-achievements.", is_required=True),
        Column(
            "key",
            Text(),
            "key",
            "final, or the end of an interim report’s address, for example interim-1.",
            is_required=True,
        ),
        Column("kind", Choice(ReportKind), "kind", "Empty: final."),
        Column("from", Day(), "period_start", "Empty: from the partnership’s start."),
        Column("until", Day(), "period_end", "Empty: until the partnership’s end."),
        Column(
            "shows_cumulative",
            YesNo(),
            "shows_cumulative",
            "Whether it shows figures since the start, too; empty: yes.",
        ),
        Column("public", YesNo(), "is_public", "Yes: anybody may read the public edition."),
        Column("annex", YesNo(), "has_annex", "Yes: files list the records behind every figure."),
        number(),
        entered(),
    )


class NarrativesSheet(Sheet):
    """The texts of reports."""

    name = "narratives"
    about = "The texts of a report, a row for each section. Figures are references such as {{ c2c_events }}."
    parts = {"section": Part(NarrativeSection, ("report", "section"))}
    columns = (
        Column(
            "report",
            Reference(Report, "reports"),
            "report",
            "Document and key, for example key-achievements/final.",
            is_required=True,
        ),
        Column("section", Text(), "key", "For example summary.", is_required=True),
        Column("text", LongText(), "text", "The text."),
        number(),
        entered(),
    )


class MarketLabelsSheet(Sheet):
    """Labels of markets in single tables."""

    name = "market_labels"
    about = "The wording of a market in one table, where it differs from the market’s label."
    parts = {"label": Part(MarketLabel, ("market", "table"))}
    columns = (
        Column("market", Market(), "market", "Its code.", is_required=True),
        Column(
            "table", Text(), "table", "Key of the table, for example sme_cases.", is_required=True
        ),
        Column("label", Text(), "label", "As this table prints it.", is_required=True),
        number(),
        entered(),
    )


def _take_person(draft: Draft, store: Store) -> str:
    person = draft.record.accepted_by
    return person.email if person else ""


def _put_person(draft: Draft, value: str, store: Store) -> None:
    # People are no part of a workbook: where the portal does not know the address, nobody is named.
    draft.record.accepted_by = User.objects.filter(email__iexact=value).first() if value else None


def _put_key(draft: Draft, value: str, store: Store) -> None:
    if len(value) > 64:
        raise Wrong("The portal writes this. Copy it from the workbook that was exported.")
    draft.record.key = value
    draft.touch("key")


class AcceptedFindingsSheet(Sheet):
    """Findings that were accepted."""

    name = "accepted_findings"
    about = "Findings that may stay as they are, as the portal writes them. Accept others in the portal."
    parts = {"accepted": Part(AcceptedFinding, ("key",))}
    columns = (
        OwnColumn(
            "key",
            Text(),
            "key",
            "Of the finding; written by the portal.",
            is_required=True,
            taking=lambda draft, store: draft.record.key,
            putting=_put_key,
        ),
        Column("finding", Text(), "code", "Its kind.", is_required=True),
        Column("record_kind", Text(), "subject_model", "What it is about.", is_required=True),
        Column(
            "record",
            Whole(largest=2_000_000_000),
            "subject_pk",
            "Number of the record.",
            is_required=True,
        ),
        Column(
            "message", LongText(), "message", "As it read when it was accepted.", is_required=True
        ),
        Column("reason", LongText(), "reason", "Why it may stay.", is_required=True),
        OwnColumn(
            "accepted_by",
            Text(),
            "accepted_by",
            "E-mail address. Kept where a whole partnership is created.",
            is_origin=True,
            taking=_take_person,
            putting=_put_person,
        ),
        Column(
            "accepted",
            Moment(),
            "accepted_at",
            "When. Kept where a whole partnership is created.",
            is_origin=True,
        ),
        number(),
        entered(),
    )
