"""Files that an SME adds to its draft."""

from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from smes.choices import ExpressionState, Party
from smes.exceptions import FileRefused, StepNotAllowed
from smes.models import Expression, ExpressionFile
from smes.privacy.erasure import forget_files
from smes.services.expression_files import add_file
from smes.services.states import lock_expression

MOST_FILES = 10
MOST_BYTES = 60 * 1024 * 1024
"""Of all files of one draft together."""


@transaction.atomic
def keep_file(*, expression: Expression, upload: Any) -> ExpressionFile:
    """Keep a file with a draft; the same content twice is kept once, and given back.

    Raises ``FileRefused`` for a kind, a size or a number that is not allowed, and ``StepNotAllowed``
    once the expression was sent.
    """
    locked = _draft(expression)
    _require_room(locked, upload.size)
    upload.name = printable(upload.name or "")
    return add_file(expression=locked, upload=upload, party=Party.SME)


@transaction.atomic
def remove_file(*, expression: Expression, pk: int) -> None:
    """Take a file out of a draft, and off the disk once that is certain; twice does no harm.

    Raises ``StepNotAllowed`` once the expression was sent.
    """
    forget_files(_draft(expression).files.filter(pk=pk))


def printable(name: str) -> str:
    """The name of a file without signs that do not print."""
    return "".join(sign for sign in name if sign.isprintable())


def _draft(expression: Expression) -> Expression:
    # Uploads at the same time take turns: both would find one place left.
    locked = lock_expression(expression)
    if locked.state != ExpressionState.DRAFT:
        raise StepNotAllowed
    return locked


def _require_room(draft: Expression, size: int) -> None:
    if draft.files.count() >= MOST_FILES:
        raise FileRefused(
            _("There are %(number)s files already, and more cannot be kept. Remove one first.")
            % {"number": MOST_FILES}
        )
    held = draft.files.aggregate(held=Sum("size"))["held"] or 0
    if held + size > MOST_BYTES:
        raise FileRefused(
            _(
                "With this file there would be more than 60 MB. Remove one first, or save it smaller."
            )
        )
