"""Forms of the steps in the life of a report."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget

from partnership.models import Membership
from reporting.choices import Verdict
from reporting.lifecycle import partners_of
from reporting.models import Report


class StepForm(forms.Form):
    """A comment, which some steps need."""

    comment = forms.CharField(
        widget=AdminTextareaWidget(attrs={"rows": 4}),
        required=False,
        error_messages={"required": "Say why: partners and auditors will read it in the history."},
    )

    def __init__(self, report: Report, data: Any = None, *, needs_comment: bool = False) -> None:
        super().__init__(data, label_suffix="")
        self.fields["comment"].required = needs_comment
        self.fields["comment"].label = "Reason" if needs_comment else "Comment (optional)"


class VerdictForm(forms.Form):
    """What one of the partners says."""

    membership: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=Membership.objects.none(),
        label="Partner",
        error_messages={
            "required": "Choose the partner.",
            "invalid_choice": "This is no partner of the report’s consortium. Choose one.",
        },
    )
    verdict = forms.ChoiceField(
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the partner does."},
    )
    text = forms.CharField(
        widget=AdminTextareaWidget(attrs={"rows": 4}),
        required=False,
        label="What the partner says",
        help_text="A comment needs a text; an approval may have one.",
    )

    def __init__(self, report: Report, data: Any = None, *, needs_comment: bool = False) -> None:
        super().__init__(data, label_suffix="")
        partner: Any = self.fields["membership"]
        partner.queryset = partners_of(report)
