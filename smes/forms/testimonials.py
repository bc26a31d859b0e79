"""Forms of the author of a testimonial."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 3000
AGREES = {"required": _("Tick that you agree. Without it we cannot publish your words.")}


class _Plain(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", "use_required_attribute": False, **kwargs})


def _words(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": _("Write a sentence or two."),
            "max_length": _(
                "Say it in %(limit_value)d characters or less; now it has %(show_value)d."
            ),
        },
    )


class WriteForm(_Plain):
    """The words of the author, and the consent that they may be edited and published."""

    prefix = "write"

    words = _words(_("How did it go, and what did it bring you?"))
    function = forms.CharField(
        label=_("Your function"),
        help_text=_("For example managing director. Your name is not published."),
        max_length=120,
        error_messages={"required": _("Say in which function you speak.")},
    )
    agrees = forms.BooleanField(label=_("I agree"), error_messages=AGREES)


class ApproveForm(_Plain):
    """That the text may be published as it was shown."""

    prefix = "approve"

    wording = forms.CharField(widget=forms.HiddenInput)
    agrees = forms.BooleanField(label=_("I agree"), error_messages=AGREES)


class CorrectForm(_Plain):
    """Other words in its place."""

    prefix = "correct"

    words = _words(_("Your words"))


class WithdrawForm(_Plain):
    """That the author is sure."""

    prefix = "withdraw"

    sure = forms.BooleanField(
        label=_("Yes, do not publish my words"),
        error_messages={"required": _("Tick that you are sure. Nothing has changed yet.")},
    )
