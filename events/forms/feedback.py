"""The two questions about a meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.choices import FollowUp

SCALE = [(number, str(number)) for number in range(1, 6)]


class FeedbackForm(forms.Form):
    """What a party says of one meeting."""

    useful = forms.TypedChoiceField(
        label=_("Was the meeting useful?"),
        help_text=_("From 1, not at all, to 5, very much."),
        choices=SCALE,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a number from 1 to 5.")},
    )
    goes_on = forms.ChoiceField(
        label=_("Will you go on with each other?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["goes_on"]
        field.choices = [(choice.value, _(choice.label)) for choice in FollowUp]
