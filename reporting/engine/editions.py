"""Editions: the same report for different readers."""

from enum import StrEnum


class Edition(StrEnum):
    """Who a report is made for, from the widest circle of readers to the narrowest.

    What an edition hides stands in ``reporting.confidentiality``, who may read it in
    ``reporting.permissions``.
    """

    PUBLIC = "public"
    """For everybody."""
    CONSORTIUM = "consortium"
    """For the partners of the consortium."""
    AGENCY = "agency"
    """For the funding agency and its auditors: shows every name."""

    @property
    def label(self) -> str:
        """What readers call it: ``Public edition``."""
        return f"{self.value.capitalize()} edition"

    @property
    def suffix(self) -> str:
        """What file names add to tell it from the public one."""
        return "" if self is Edition.PUBLIC else f"-{self.value}"
