"""The documents of agreements as readers of reports may have them."""

from typing import Any

from gateways.models import Agreement
from gateways.permissions import can_read_document, reads_every_document
from partnership.models import Partnership
from reporting.exceptions import UnknownAgreement
from reporting.services import build_scope


def find_readable_document(partnership: Partnership, pk: int, user: Any) -> Agreement:
    """The agreement, with a document that somebody may have.

    Raises ``UnknownAgreement`` in the same words whether there is none or it may not be read. An open
    document is for everybody as long as the public may know all its parties.
    """
    agreement = Agreement.objects.filter(partnership=partnership, pk=pk).first()
    if agreement is not None:
        agreement.partnership = partnership
    if (
        agreement is None
        or not agreement.document_file
        or not can_read_document.test(user, agreement)
        or not (
            reads_every_document.test(user, agreement)
            or build_scope(partnership, "").shows_document(agreement)
        )
    ):
        raise UnknownAgreement(f"{partnership} has no such document to read here.")
    return agreement
