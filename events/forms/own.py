"""Small forms of participants."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class LostLinkForm(forms.Form):
    """The address that the private link was sent to."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The one with which you registered."),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address such as name@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
