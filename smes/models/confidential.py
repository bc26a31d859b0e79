"""Records whose names some readers must not learn."""

from typing import Any

from django.db import models
from django.db.models import Q

from common.constraints import FieldCheck
from partnership.choices import Confidentiality


class Confidential(models.Model):
    """A record with a level of confidentiality: which editions of a report hide its names."""

    confidentiality = models.CharField(
        max_length=20,
        choices=Confidentiality,
        default=Confidentiality.OPEN,
        help_text="Where it is hidden, documents keep the row and show a pseudonym such as "
        "“SME 07, DE”.",
    )

    class Meta:
        abstract = True

    @property
    def is_confidential(self) -> bool:
        """Whether it is hidden from anybody.

        Set to true, it hides from the public what was open, and leaves a stricter level as it is.
        """
        return self.confidentiality != Confidentiality.OPEN

    @is_confidential.setter
    def is_confidential(self, value: bool) -> None:
        if not value:
            self.confidentiality = Confidentiality.OPEN
        elif not self.is_confidential:
            self.confidentiality = Confidentiality.HIDDEN_FROM_PUBLIC


def known_level(name: str) -> Any:
    """The constraint that the level is one of those that editions know."""
    return FieldCheck(
        field="confidentiality",
        condition=Q(confidentiality__in=Confidentiality.values),
        name=name,
        violation_error_message="Choose who must not learn the names: nobody, the public, or the "
        "public and the other partners.",
    )
