"""Everything that the portal keeps about an expression of interest, for its SME."""

import json
import tempfile
from datetime import date, datetime
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils import timezone

from partnership.models import Email
from smes.models import Expression

FIELDS = (
    "reference",
    "language",
    "company_name",
    "country",
    "city",
    "website",
    "registration_number",
    "member_of",
    "sector",
    "profile",
    "ownership",
    "headcount",
    "turnover",
    "balance_sheet_total",
    "figures_year",
    "contact_name",
    "contact_function",
    "email",
    "phone",
    "seeks",
    "cluster",
    "saved_at",
    "submitted_at",
    "confirmed_at",
    "told_at",
)
LINKS = ("markets", "services", "gateways", "objectives")


def export_expression(expression: Expression) -> IO[bytes]:
    """A ZIP with ``data.json`` and the files, to be read from its beginning; the caller closes it.

    What the partners have decided and not told yet is not in it, nor are their notes to each other.
    """
    archive = tempfile.TemporaryFile()  # noqa: SIM115 - the answer reads it, and closes it
    described = describe_expression(expression)
    with ZipFile(archive, "w", ZIP_DEFLATED) as whole:
        for number, file in enumerate(expression.files.order_by("pk"), start=1):
            try:
                with file.file.open("rb") as content:
                    whole.writestr(f"files/{number:02d}-{file.name}", content.read())
            except OSError:
                described["missing_files"].append(file.name)
        text = json.dumps(described, ensure_ascii=False, indent=2)
        whole.writestr("data.json", text.encode())
    archive.seek(0)
    return archive


def describe_expression(expression: Expression) -> dict[str, Any]:
    """The rows of everything that is kept, as JSON can hold it. A query for each kind of record."""
    is_told = expression.told_at is not None
    return {
        "about": "What the cluster partnership portal keeps about your expression of interest",
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "partnership": str(expression.partnership),
        "state": str(expression.shown_state.label),
        "expression": {_label(expression, name): _plain(expression, name) for name in FIELDS},
        **{name: [str(row) for row in getattr(expression, name).all()] for name in LINKS},
        "decision_reason": expression.decision_reason if is_told else "",
        "answers": [
            {"question": answer.question.text, "answer": answer.value}
            for answer in expression.answers.select_related("question")
        ],
        "consents": [
            {
                "text": consent.text.text,
                "version": str(consent.text),
                "given": consent.given_at.isoformat(),
                "taken_back": consent.withdrawn_at.isoformat() if consent.withdrawn_at else "",
            }
            for consent in expression.consents.select_related("text")
        ],
        "messages": [
            {
                "from": message.get_party_display(),
                "at": message.at.isoformat(),
                "text": message.text,
            }
            for message in expression.messages.all()
        ],
        "files": [
            {"name": file.name, "bytes": file.size, "from": file.get_party_display()}
            for file in expression.files.all()
        ],
        "missing_files": [],
        "handed_over_to": [
            {"gateway": handover.organisation.name, "market": handover.market.label}
            for handover in expression.handovers.select_related("organisation", "market")
            if is_told
        ],
        "support_cases": [
            {"title": case.title, "market": case.market.label, "with": case.organisation.name}
            for case in expression.support_cases.select_related("market", "organisation")
        ],
        "e_mails": [
            {
                "to": email.to_address,
                "subject": email.subject,
                "why": email.reason,
                "at": email.created_at.isoformat(),
                "state": email.get_state_display(),
            }
            for email in Email.objects.about(expression).to(expression.email).order_by("pk")
        ],
    }


def _label(expression: Expression, name: str) -> str:
    field: Any = expression._meta.get_field(name)
    return str(field.verbose_name)


def _plain(expression: Expression, name: str) -> str:
    value = getattr(expression, name)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return "" if value is None else str(value)
