"""Whom the portal writes to about a support case, and in which language."""

from dataclasses import dataclass

from partnership.choices import Language
from smes.choices import ExpressionState
from smes.models import SupportCase


@dataclass(frozen=True)
class Addressee:
    """An address of an SME, with the name to greet and the language to write in."""

    email: str
    name: str
    language: str


def addressee_of(case: SupportCase) -> Addressee | None:
    """The contact of the expression that the case began with; without one, of the company.

    Nobody where the SME has withdrawn, or its contact was erased.
    """
    expression = case.expression
    if expression is not None:
        if expression.state == ExpressionState.WITHDRAWN or not _is_address(expression.email):
            return None
        return Addressee(expression.email, expression.contact_name, expression.language)
    contacts = case.company.contacts.exclude(email="").order_by("position", "pk")
    contact = next((row for row in contacts if _is_address(row.email)), None)
    if contact is None:
        return None
    return Addressee(contact.email, contact.name, case.partnership.language or Language.ENGLISH)


def _is_address(email: str) -> bool:
    # What erasure leaves ends like this.
    return bool(email) and not email.endswith(".invalid")
