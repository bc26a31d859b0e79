"""The form of an upload."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from exchange.work import CONTENT_TYPE

MEGABYTE = 1024 * 1024


class UploadForm(forms.Form):
    """A workbook."""

    file = forms.FileField(
        label="Workbook",
        help_text="A file of the type .xlsx, made from the template or exported from a portal.",
        error_messages={
            "required": "Choose a workbook.",
            "empty": "The file is empty. Choose the workbook once more.",
        },
        widget=forms.ClearableFileInput(attrs={"accept": f".xlsx,{CONTENT_TYPE}"}),
    )

    def clean_file(self) -> Any:
        """Not too large; what it is, is looked at in the background."""
        file = self.cleaned_data["file"]
        if file.size > settings.WORKBOOK_BYTES:
            raise ValidationError(
                f"The file is larger than {settings.WORKBOOK_BYTES // MEGABYTE} MB. A workbook holds tables: take "
                "out pictures and sheets of your own."
            )
        return file
