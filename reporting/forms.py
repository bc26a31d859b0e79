"""Forms on the pages of reports."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from partnership.models import Membership
from reporting.choices import Verdict


class OwnVerdictForm(forms.Form):
    """What somebody says of a report in the name of a partner that they work for."""

    membership: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=Membership.objects.none(),
        label="In the name of",
        empty_label=None,
        error_messages={
            "required": "Choose the partner that you speak for.",
            "invalid_choice": "You do not work for this partner. Choose your own.",
        },
    )
    verdict = forms.ChoiceField(
        choices=[(Verdict.APPROVE, "We approve it"), (Verdict.COMMENT, "We have a comment")],
        widget=forms.RadioSelect,
        label="Your verdict",
        error_messages={
            "required": "Choose whether you approve or comment.",
            "invalid_choice": "Choose whether you approve or comment.",
        },
    )
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        label="What you say",
        help_text="A comment needs a text; an approval may have one. The consortium reads it.",
    )

    def __init__(self, memberships: QuerySet[Membership], data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        own: Any = self.fields["membership"]
        own.queryset = memberships
        own.label_from_instance = lambda row: row.shown_name
        if len(memberships) == 1:
            own.initial = memberships[0]
            own.widget = forms.HiddenInput()
