"""Forms by which an SME says what came of its support."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.currencies import CODES
from smes.choices import OutcomeKind, Party
from smes.models import Outcome, SupportCase
from smes.services.answers import Verdict

YES, NO, LATER = "yes", "no", "later"
LONGEST = 2000


class VerdictForm(forms.Form):
    """What the SME says of one outcome that is known."""

    verdict = forms.ChoiceField(
        choices=[
            (YES, _("Yes, this is right")),
            (NO, _("This is not right")),
            (LATER, _("I cannot say")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether this is right.")},
    )
    dispute = forms.CharField(
        label=_("What is not right?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wording = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, outcome: Outcome) -> None:
        prefix = f"outcome-{outcome.pk}"
        known = {"wording": outcome.wording, "dispute": outcome.dispute}
        if outcome.is_answered:
            known["verdict"] = YES if outcome.confirmed_at else NO
        # One that was entered while the page was open is asked about with the next answer.
        shown = data if data is not None and f"{prefix}-wording" in data else None
        super().__init__(shown, prefix=prefix, initial=known, label_suffix="")
        self.outcome = outcome

    def clean(self) -> dict[str, Any]:
        """Whoever says that something is not right says what."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("verdict") == NO and not cleaned.get("dispute", "").strip():
            self.add_error("dispute", _("Say in a few words what is not right."))
        return cleaned

    def show_anew(self) -> None:
        """Say that the outcome was edited meanwhile, and ask about it as it stands now."""
        data: Any = self.data
        data = data.copy()
        data[self.add_prefix("wording")] = self.outcome.wording
        data[self.add_prefix("verdict")] = ""
        self.data = data
        self.add_error(
            "verdict", _("This was changed while your page was open. Look at it once more, please.")
        )

    def answer(self) -> Verdict | None:
        """What the SME says, unless it cannot say."""
        if not self.is_bound or self.cleaned_data["verdict"] == LATER:
            return None
        is_disputed = self.cleaned_data["verdict"] == NO
        dispute = self.cleaned_data["dispute"].strip() if is_disputed else ""
        return Verdict(self.outcome, self.cleaned_data["wording"], dispute)


class NewOutcomeForm(forms.ModelForm):
    """Something that came of the support and is not known yet; left empty, nothing is added."""

    prefix = "new"

    class Meta:
        model = Outcome
        fields = (
            "kind",
            "number",
            "description",
            "partner_name",
            "happened_on",
            "value",
            "currency",
            "document_file",
        )
        labels = {
            "kind": _("What is it?"),
            "number": _("How many?"),
            "description": _("What came of it?"),
            "partner_name": _("With whom?"),
            "happened_on": _("Since when?"),
            "value": _("Value"),
            "currency": _("Currency"),
            "document_file": _("A document that shows it"),
        }
        help_texts = {
            "kind": _("One at a time; you can add others afterwards."),
            "number": _("For example 3, for three meetings."),
            "description": _("A sentence or two, as you would tell a colleague."),
            "partner_name": _("The name of the company or organisation."),
            "happened_on": _("As well as you know it."),
            "value": _("Needed for turnover only, for example 25000."),
            "currency": _("Three letters, for example EUR."),
            "document_file": _(
                "PDF, picture or office document, up to 20 MB. Only the partners can open it."
            ),
        }
        error_messages = {
            "description": {"required": _("Say in a sentence what came of it.")},
            "number": {"invalid": _("Enter a whole number.")},
            "value": {"invalid": _("Enter a number such as 1250.50.")},
            "happened_on": {"invalid": _("Enter a day such as 24/06/2018.")},
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}),
            "happened_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "document_file": forms.FileInput,
            "value": forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
            "currency": forms.TextInput(
                attrs={"list": "currencies", "class": "short", "autocapitalize": "characters"}
            ),
        }

    def __init__(self, data: Any, files: Any, case: SupportCase) -> None:
        fresh = Outcome(case=case, declared_by=Party.SME)
        super().__init__(data, files, instance=fresh, label_suffix="", use_required_attribute=False)
        self.fields["kind"].choices = [("", _("Nothing to add")), *OutcomeKind.choices]  # type: ignore[attr-defined]
        for name in ("kind", "number", "description"):
            self.fields[name].required = False
        self.fields["number"].initial = 1

    @property
    def currencies(self) -> list[str]:
        """The codes to choose from, the usual ones first."""
        usual = ["EUR", "USD", "GBP", "CHF", "JPY", "CNY"]
        return usual + sorted(CODES - set(usual))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.has_changed() and set(self.changed_data) - {"number"})

    def _post_clean(self) -> None:
        # The rules of an outcome are for those that are entered.
        if not self.is_empty:
            super()._post_clean()  # type: ignore[misc]

    def clean_currency(self) -> str:
        """The code as ISO writes it."""
        return str(self.cleaned_data["currency"]).upper()

    def clean_number(self) -> int:
        """Where nothing is said, one."""
        number = self.cleaned_data["number"]
        return 1 if number is None else int(number)

    def clean_happened_on(self) -> date | None:
        """What came of it has come."""
        day: date | None = self.cleaned_data["happened_on"]
        if day is not None and day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Enter it once it has come true."))
        return day

    def clean(self) -> dict[str, Any]:
        """What is added has a kind and a description."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_empty:
            return cleaned
        if not cleaned.get("kind") and "kind" not in self.errors:
            self.add_error("kind", _("Choose what it is."))
        if not cleaned.get("description", "").strip() and "description" not in self.errors:
            self.add_error("description", _("Say in a sentence what came of it."))
        elif len(cleaned.get("description", "")) > LONGEST:
            self.add_error("description", _("Say it in 2000 characters or less."))
        return cleaned

    def added(self) -> dict[str, Any] | None:
        """The fields of the outcome that was entered, if one was."""
        if self.is_empty:
            return None
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}
