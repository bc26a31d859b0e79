"""Choices of imports."""

from django.db import models


class ImportState(models.TextChoices):
    """How far a workbook has come."""

    UPLOADED = "uploaded", "Being checked"
    FAULTY = "faulty", "To be mended"
    READY = "ready", "Checked"
    IMPORTED = "imported", "Imported"
