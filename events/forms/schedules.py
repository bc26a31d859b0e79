"""What the organisers type to have a schedule computed."""

from django import forms


class ComputeForm(forms.Form):
    """Asks for a schedule."""

    seed = forms.IntegerField(
        label="Number of the attempt",
        min_value=1,
        max_value=999_999,
        initial=1,
        help_text="The same requests with the same number give the same schedule. Another number may "
        "give another one that is as good.",
        error_messages={
            "required": "Enter a whole number, such as 1.",
            "invalid": "Enter a whole number, such as 1.",
            "min_value": "Enter 1 or more.",
            "max_value": "Enter a number below a million.",
        },
    )


class RepairForm(forms.Form):
    """Asks for a repair of the published schedule."""

    reason = forms.CharField(
        label="Why it is repaired",
        max_length=250,
        required=False,
        help_text="For the organisers, such as “Two companies fell ill”. May stay empty.",
    )
