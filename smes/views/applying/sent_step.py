"""What came with a step: fields, the button that was pressed, files."""

from dataclasses import dataclass
from typing import Any, Self

from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from common.files import TOO_LARGE
from smes.exceptions import FileRefused
from smes.form_steps import FormStep
from smes.limits import is_too_often
from smes.models import Expression
from smes.receiving import LetGoOfLargeFiles
from smes.services.uploads import keep_file, printable, remove_file

KEEP = "keep."
"""Begins the names of the choices between what another tab saved and what was typed here."""


@dataclass(frozen=True)
class SentStep:
    """A step as a browser sent it."""

    data: MultiValueDict
    revision: int
    tab: str
    go: str
    remove: int | None

    @classmethod
    def read(cls, posted: QueryDict, kept: MultiValueDict) -> Self:
        """Read it; fields of which another tab's version was chosen are as they are kept."""
        data = posted.copy()
        for name in kept:
            if posted.get(f"{KEEP}{name}") == "saved":
                data.setlist(name, kept.getlist(name))
        return cls(
            data=data,
            revision=_number(posted.get("revision")) or 0,
            tab=(posted.get("tab") or "").replace("\x00", "")[:40],
            go=posted.get("go") or ("stay" if "remove" in posted else "next"),
            remove=_number(posted.get("remove")),
        )

    @property
    def is_autosave(self) -> bool:
        """Whether a script saves while somebody types."""
        return self.go == "autosave"

    @property
    def goes_to(self) -> FormStep | None:
        """The step whose name was pressed."""
        name = self.go.removeprefix("step:")
        return FormStep(name) if self.go != name and name in FormStep.values else None


def _number(text: str | None) -> int | None:
    """A number that a database takes, or None for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None


def take_files(
    request: HttpRequest, draft: Expression, sent: SentStep, large: LetGoOfLargeFiles
) -> list[str]:
    """Keep and remove files of a draft; returns what could not be kept, and why."""
    if sent.remove is not None:
        remove_file(expression=draft, pk=sent.remove)
    uploads: list[Any] = request.FILES.getlist("files")
    refusals = [f"{printable(name)}: {TOO_LARGE}" for name in large.too_large]
    if uploads and is_too_often(request, "upload", key=str(draft.pk)):
        return [
            *refusals,
            _("These were many files in a short time. Wait a minute, and add them again."),
        ]
    for upload in uploads:
        try:
            keep_file(expression=draft, upload=upload)
        except FileRefused as error:
            refusals.append(f"{printable(upload.name or '')}: {error}")
    return refusals
