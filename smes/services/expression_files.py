"""Files that come with an expression of interest."""

from hashlib import sha256
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from common.files import NO_ROOM
from common.whole_files import is_full
from partnership.models import User
from smes.choices import ExpressionState, Party
from smes.exceptions import FileRefused
from smes.models import Expression, ExpressionFile
from smes.services.states import lock_expression

MOST_FILES = 20
LONGEST_NAME = 120


@transaction.atomic
def add_file(
    *, expression: Expression, upload: Any, party: Party, by: User | None = None
) -> ExpressionFile:
    """Keep a file with an expression; the same content twice is kept once, and given back.

    Raises ``FileRefused`` for a kind, a size or a number that is not allowed.
    """
    # Two uploads at once take turns: both would find one place left.
    locked = lock_expression(expression)
    if locked.state == ExpressionState.WITHDRAWN:
        raise FileRefused(_("This was withdrawn, so no file can be added."))
    digest = _digest(upload)
    earlier = ExpressionFile.objects.filter(expression=expression, sha256=digest).first()
    if earlier is not None:
        return earlier
    if expression.files.count() >= MOST_FILES:
        raise FileRefused(
            _("There are %(number)s files already, and more cannot be kept. Put several into one.")
            % {"number": MOST_FILES}
        )
    name = short_name(upload.name or "")
    upload.name = name
    file = ExpressionFile(
        expression=expression,
        file=upload,
        name=name,
        size=upload.size,
        sha256=digest,
        party=party,
        by=by,
    )
    try:
        file.full_clean()
    except ValidationError as error:
        raise FileRefused(" ".join(error.messages)) from error
    try:
        file.save()
    except OSError as error:
        if is_full(error):
            raise FileRefused(NO_ROOM) from error
        raise
    return file


def short_name(name: str) -> str:
    """The name of a file without its folders, so short that every disk takes it; its end stays."""
    name = name.replace("\\", "/").rpartition("/")[2] or "file"
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, end = name.rpartition(".")
    return f"{(stem or end)[: LONGEST_NAME - 8]}{dot}{end[:6]}" if stem else name[:LONGEST_NAME]


def _digest(upload: IO[bytes]) -> str:
    digest = sha256()
    upload.seek(0)
    for block in iter(lambda: upload.read(65536), b""):
        digest.update(block)
    upload.seek(0)
    return digest.hexdigest()
