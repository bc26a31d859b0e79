"""The receipt of an expression of interest: what was sent, as a PDF in the language of its SME."""

import hashlib
import logging

from django.template.loader import render_to_string
from django.utils import translation

from common.lettering import drawable
from common.pdf import render_pdf
from partnership.mail.rendering import language_of
from smes.models import Expression
from smes.summaries import sections_of
from smes.words import category_in_words

logger = logging.getLogger(__name__)


def make_receipt(expression: Expression) -> bytes:
    """The receipt: tagged, the same bytes as long as nothing is changed."""
    with translation.override(language_of(expression.language)):
        html = render_to_string(
            "smes/applying/receipt.html",
            {
                "expression": expression,
                "partnership": expression.partnership,
                "programme": expression.partnership.programme,
                "sections": sections_of(expression),
                "files": list(expression.files.all()),
                "category": category_in_words(expression.sme_decision),
                "language": translation.get_language(),
            },
        )
    shown = drawable(html)
    digest = hashlib.sha256(shown.encode()).digest()
    return render_pdf(shown, styles="website/receipt.css", identifier=digest)


def receipt_of(expression: Expression) -> bytes | None:
    """The receipt, or None where it cannot be made: no reason to receive nothing."""
    try:
        return make_receipt(expression)
    except Exception:
        logger.exception("The receipt of expression %s cannot be made.", expression.pk)
        return None
