"""Files that were rendered and are still true."""

from django.db import models

from partnership.models import Partnership
from reporting.models.periods import FINAL_KEY


class RenderedFile(models.Model):
    """A rendered document on disk, found again as long as nothing it shows has changed.

    Not a record that people edit: rows may be deleted at any time, the file is then made anew.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="rendered_files"
    )
    document = models.CharField(max_length=60)
    report_key = models.CharField("report", max_length=40, default=FINAL_KEY)
    edition = models.CharField(max_length=20)
    format = models.CharField(max_length=10)
    has_annex = models.BooleanField("with evidence annex", default=False)
    volume = models.PositiveIntegerField(default=0, help_text="0: the report itself.")
    fingerprint = models.CharField(
        max_length=64,
        help_text="Of the state of all records when the file was last known to be true.",
    )
    data_hash = models.CharField(max_length=64, help_text="Of everything the document shows.")
    path = models.CharField(max_length=250, help_text="Below the folder of rendered reports.")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="In bytes.")
    rendered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "partnership",
                    "document",
                    "report_key",
                    "edition",
                    "format",
                    "has_annex",
                    "volume",
                ],
                name="rendered_file_unique",
            )
        ]

    def __str__(self) -> str:
        return self.path
