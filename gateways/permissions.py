"""Who may read the documents of agreements."""

from typing import Any

from rules.predicates import is_active, is_staff, predicate

from gateways.models import Agreement
from partnership.choices import Confidentiality


@predicate
def may_view_agreements(user: Any) -> bool:
    """Whether somebody has the permission to view agreements."""
    return bool(user.has_perm("gateways.view_agreement"))


@predicate
def is_open(user: Any, agreement: Agreement | None) -> bool:
    """Whether the agreement's document is hidden from nobody."""
    return agreement is not None and agreement.document_confidentiality == Confidentiality.OPEN


reads_every_document = is_active & is_staff & may_view_agreements
"""Reads the document of every agreement."""

can_read_document = is_open | reads_every_document
"""Reads the document of an agreement. Editions of reports hide it where they hide one of its parties."""
